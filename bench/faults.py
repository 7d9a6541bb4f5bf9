"""Faults on a real server, measured from outside: python -m bench.faults [idle readers stop index clock]

`idle`: 10,000 connections that never say anything; `readers`: clients that ask and never read; `stop`: SIGTERM to two
processes while clients ask, on kept and on new connections; `index`: the index folder removed under load and built
again; `clock`: the wall clock set back and forward (libfaketime, where it is installed). Each prints what people saw
meanwhile. Faults of the records database, too long to be part of a load, are tests (tests/api/records/test_faults.py).
"""

import argparse
import asyncio
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx

from bench.question import QUESTIONS
from kb.index import live_build, publish
from settings import Settings
from tests.serving import GNLC_SERVE, Server, serving, settings_for, wait_for_workers

_FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
_IDLE = 10_000


def main() -> None:
    """Run the faults that are named, all by default."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    faults = {"idle": idle, "readers": readers, "stop": stop, "index": index, "clock": clock}
    parser.add_argument("faults", nargs="*", choices=[*faults, []], help="which of them")
    for name in parser.parse_args().faults or faults:
        faults[name]()


@contextmanager
def _running(**settings: str) -> Iterator[tuple[Server, Path]]:
    """Serve a copy of the live index, which may be harmed."""
    with TemporaryDirectory(prefix="gnlc-faults-") as name:
        live = live_build(Settings().index_dir)
        shutil.copytree(live, Path(name, "index", live.name))
        publish(Path(name, "index"), live.name)
        environment = settings_for(Path(name, "index"), OMP_NUM_THREADS="1", **settings)
        with serving(Path(name, "index"), Path(name, "log"), environment=environment) as server:
            wait_for_workers(server, int(settings.get("GNLC_WORKERS", "1")))
            yield server, Path(name)


def _megabytes(pid: int) -> float:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own / 1024 + sum(_megabytes(int(child)) for child in children)


def _request(path: str, body: object) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def _ask_in_turn(server: Server, count: int) -> tuple[Counter[int], list[float]]:
    """Ask on a new connection each; return the statuses, 0 for a broken connection, and the seconds of each."""
    statuses: Counter[int] = Counter()
    seconds = []
    for n in range(count):
        start = time.perf_counter()
        try:
            with server.client() as client:
                statuses[client.post("/api/v1/ask", json={"question": QUESTIONS[n % len(QUESTIONS)]}).status_code] += 1
        except httpx.TransportError:
            statuses[0] += 1
        seconds.append(time.perf_counter() - start)
    return statuses, seconds


def _said(seen: tuple[Counter[int], list[float]]) -> str:
    statuses, seconds = seen
    return f"replies {dict(statuses)}, p95 {quantiles(seconds, n=20)[18] * 1000:.0f} ms"


def _connect(server: Server, sent: bytes = b"", receive_buffer: int = 0) -> socket.socket:
    address = urlsplit(server.url)
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(30)
    connection.connect((address.hostname, address.port))
    connection.sendall(sent)
    return connection


def idle() -> None:
    """Hold 10,000 silent connections with and without room for all of them."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    for most in (2000, _IDLE + 2000):
        with _running(GNLC_MAX_CONNECTIONS=str(most)) as (server, _), ExitStack() as held:
            before, alone = _megabytes(server.pid), _ask_in_turn(server, 50)
            start = time.perf_counter()
            for _ in range(_IDLE):
                held.enter_context(_connect(server))
            took = time.perf_counter() - start
            open_now = len(list(Path(f"/proc/{server.pid}/fd").iterdir()))
            among = _ask_in_turn(server, 50)
            print(
                f"idle: room for {most}, {_IDLE} opened in {took:.1f} s, {open_now} files open; "
                f"before {_said(alone)}; among them {_said(among)}; "
                f"memory {before:.0f} -> {_megabytes(server.pid):.0f} MB",
                flush=True,
            )


def readers() -> None:
    """Ask in ways whose replies are long, and read none of them."""
    rows = [{"id": str(n), "question": QUESTIONS[n % len(QUESTIONS)]} for n in range(1000)]
    with _running() as (server, _), ExitStack() as held:
        before = _megabytes(server.pid)
        for _ in range(32):
            held.enter_context(_connect(server, _request("/api/v1/ask/batch", rows), 4096))
        for _ in range(200):
            pipelined = _request("/api/v1/ask", {"question": QUESTIONS[0], "top_k": 50}) * 20
            with suppress(TimeoutError):
                held.enter_context(_connect(server, pipelined, 4096))
        among = _ask_in_turn(server, 50)
        most = _megabytes(server.pid)
        start = time.perf_counter()
        while not _takes_a_batch(server) and time.perf_counter() - start < 240:
            most = max(most, _megabytes(server.pid))
            time.sleep(1)
        print(
            f"readers: 232 that never read; among them {_said(among)}; memory {before:.0f} -> at most {most:.0f} MB; "
            f"a batch is taken again after {time.perf_counter() - start:.0f} s",
            flush=True,
        )


def _takes_a_batch(server: Server) -> bool:
    with server.client() as client:
        return client.post("/api/v1/ask/batch", json=[{"id": "1", "question": "hello"}]).status_code == 200


def stop() -> None:
    """Stop two processes ten times while 32 clients ask, half of them on a new connection each time."""
    seen: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    for _ in range(10):
        with TemporaryDirectory(prefix="gnlc-faults-") as name:
            log = Path(name, "log")
            environment = settings_for(
                Settings().index_dir.absolute(), GNLC_WORKERS="2", GNLC_RECORDS="off", OMP_NUM_THREADS="1"
            )
            with log.open("wb") as said:
                process = subprocess.Popen([GNLC_SERVE], env=environment, stdout=said, stderr=said)
            while "running on" not in (text := log.read_text(encoding="utf-8")):
                time.sleep(0.05)
            server = Server(text.partition("running on ")[2].split()[0], log, process.pid)
            wait_for_workers(server, 2)
            asyncio.run(_ask_until_refused(server, seen))
            statuses[process.wait(60)] += 1
    print(f"stop: 10 times under 32 clients: {dict(seen)}; exit statuses {dict(statuses)}", flush=True)


async def _ask_until_refused(server: Server, seen: Counter[str]) -> None:
    stopping = asyncio.get_running_loop().call_later(1.0, os.kill, server.pid, signal.SIGTERM)
    await asyncio.gather(*(_client(server, seen, keep=n % 2 == 0) for n in range(32)))
    stopping.cancel()


async def _client(server: Server, seen: Counter[str], keep: bool) -> None:
    """Ask until no connection is taken; a request that was sent and got no reply is told from one never taken."""
    address = urlsplit(server.url)
    request = _request("/api/v1/ask", {"question": QUESTIONS[0]})
    while True:
        try:
            reader, writer = await asyncio.open_connection(address.hostname, address.port)
        except ConnectionError:
            seen["no connection taken"] += 1
            return
        again = True
        while again:
            try:
                writer.write(request)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                length = [int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")]
                await (reader.readexactly(length[0]) if length else reader.read())
            except (OSError, asyncio.IncompleteReadError):
                seen["cut off"] += 1
                break
            seen["answered"] += head.startswith("http/1.1 200")
            seen["other"] += not head.startswith("http/1.1 200")
            again = keep and "connection: close" not in head
        writer.close()


def index() -> None:
    """Remove the index folder while clients ask, ask /readyz, and put a build back."""
    with _running() as (server, folder), server.client() as client:
        kept = folder / "kept"
        shutil.copytree(folder / "index", kept)
        told = []
        statuses: Counter[int] = Counter()
        for step in ("there", "removed", "put back"):
            if step == "removed":
                shutil.rmtree(folder / "index")
            elif step == "put back":
                shutil.copytree(kept, folder / "index")
                publish(folder / "index", live_build(kept).name)
            client.get("/readyz")
            statuses += _ask_in_turn(server, 50)[0]
            ready = client.get("/readyz").json()
            told.append(f"{step}: {ready['status']} ({ready['code']})")
        print(f"index: replies {dict(statuses)}; /readyz {', '.join(told)}", flush=True)


def clock() -> None:
    """Set the server's wall clock back and forward, and see who may ask."""
    if not Path(_FAKETIME).exists():
        print("clock: libfaketime is not installed", flush=True)
        return
    with TemporaryDirectory(prefix="gnlc-clock-") as name:
        now = Path(name, "now")
        now.write_text("+0", encoding="ascii")
        fake = {
            "LD_PRELOAD": _FAKETIME,
            "FAKETIME_TIMESTAMP_FILE": str(now),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }
        with _running(GNLC_UNLIMITED_NETWORKS="", GNLC_RATE_ANONYMOUS="30", **fake) as (server, folder):
            url = f"sqlite:///{folder / 'records.sqlite'}"
            environment = settings_for(folder / "index", GNLC_RECORDS_URL=url)
            command = [GNLC_SERVE, "keys", "create", "school", "--days", "1"]
            key = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
            for jump in ("+0", "-2d", "+2d", "+0"):
                now.write_text(jump, encoding="ascii")
                print(f"clock {jump}: {_asked_at(server, key)}", flush=True)


def _asked_at(server: Server, key: str) -> str:
    """Ask beyond the rate, wait as told, ask again; and ask with a key that is valid for a day."""
    with server.client() as client:
        keyed = client.post("/api/v1/ask", json={"question": "hello"}, headers={"X-API-Key": key}).status_code
        statuses: Counter[int] = Counter()
        for _ in range(40):
            response = client.post("/api/v1/ask", json={"question": "hello"})
            statuses[response.status_code] += 1
        start = time.perf_counter()
        while (response := client.post("/api/v1/ask", json={"question": "hello"})).status_code == 429:
            time.sleep(int(response.headers["retry-after"]))
        ready = client.get("/readyz").status_code
    return (
        f"{dict(statuses)}, may ask again after {time.perf_counter() - start:.0f} s, "
        f"with a day's key {keyed}, /readyz {ready}"
    )


if __name__ == "__main__":
    main()
