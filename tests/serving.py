"""The real `gnlc-serve` in a process of its own, and clients for it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from kb.index import live_build
from kb.store import Store

ROOT = Path(__file__).parents[1]
GNLC_SERVE = str(Path(sys.executable).with_name("gnlc-serve"))
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, the file that holds what it says, and its process."""

    url: str
    log: Path
    pid: int = 0

    def client(self) -> httpx.Client:
        """Return a new client of this server."""
        return httpx.Client(base_url=self.url, timeout=PATIENCE_SECONDS, trust_env=False)


def settings_for(index_dir: Path, **settings: str) -> dict[str, str]:
    """Return this process's environment with the settings of a server on a free loopback port."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GNLC_")}
    return own | {"GNLC_INDEX_DIR": str(index_dir), "GNLC_HOST": "127.0.0.1", "GNLC_PORT": "0"} | settings


@contextmanager
def serving(
    index_dir: Path, log: Path, command: Sequence[str] = (GNLC_SERVE,), environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run `command` until the block ends; it is interrupted as by Ctrl-C and waited for.

    Its records lie beside its log unless the environment says otherwise.
    """
    environment = {"GNLC_RECORDS_URL": f"sqlite:///{log.with_name('records.sqlite')}"} | {
        **(environment or settings_for(index_dir))
    }
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            yield Server(_address(process, log), log, process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"running on (http://\S+)", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start: {log.read_text(encoding='utf-8')}")


def until(reached: Callable[[], bool], within: float = PATIENCE_SECONDS) -> None:
    """Wait for what a server does in its own time, as the log line that follows its reply; seconds."""
    deadline = time.monotonic() + within
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def wait_for_workers(server: Server, count: int) -> None:
    """Wait until so many processes of the server answer."""
    until(lambda: server.log.read_text(encoding="utf-8").count("Application startup complete") >= count)


def ask(client: httpx.Client, question: str, **fields: object) -> dict[str, Any]:
    """Return the reply of the API to a question that it takes."""
    response = client.post("/api/v1/ask", json={"question": question, **fields})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    reply: dict[str, Any] = response.json()
    return reply


@pytest.fixture(scope="session")
def server(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(index_dir, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def store(index_dir: Path) -> Store:
    """The documents that the server answers from."""
    return Store(live_build(index_dir) / "store.sqlite")
