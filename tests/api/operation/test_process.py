"""The running server from outside: log, metrics, several processes, its end, and clients that waste its time."""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.contract import is_problem
from tests.api.records.test_doors import kept_by
from tests.serving import GNLC_SERVE, ROOT, Server, ask, serving, settings_for, until, wait_for_workers

SECRET = "somchai@example.com"
QUESTION = "เมืองใดของไทยเป็นสมาชิกเมืองแรก"


def requests_of(server: Server) -> list[dict[str, object]]:
    lines = map(json.loads, server.log.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line["message"] == "request"]


@pytest.fixture(scope="module")
def used(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, httpx.Client]]:
    """A server after an answer, an abstention, a page with a secret in its address, and a refusal."""
    with serving(index_dir, tmp_path_factory.mktemp("used") / "log") as server, server.client() as client:
        ask(client, QUESTION)
        ask(client, f"พิซซ่าร้านไหนอร่อย {SECRET}")
        client.get(f"/documents/{SECRET}?q={SECRET}", headers={"X-Request-ID": "mine"})
        client.post("/api/v1/ask", json={"question": 7})
        yield server, client


def test_every_line_of_the_log_is_json_and_says_nothing_of_people(used: tuple[Server, httpx.Client]) -> None:
    until(lambda: len(requests_of(used[0])) == 4)
    requests = requests_of(used[0])
    assert {"method": "GET", "route": "/documents/{document_id}", "status": 404, "request_id": "mine"}.items() <= next(
        line for line in requests if line["request_id"] == "mine"
    ).items()
    assert {(line["route"], line["status"]) for line in requests} >= {("/api/v1/ask", 200), ("/api/v1/ask", 422)}
    assert all(isinstance(line["ms"], float) for line in requests)
    said = used[0].log.read_text(encoding="utf-8")
    assert SECRET not in said
    assert QUESTION not in said
    assert "127.0.0.1" not in re.sub(r"running on http://127\.0\.0\.1", "", said)


def test_metrics_count_answers_by_status_and_reason(used: tuple[Server, httpx.Client]) -> None:
    response = used[1].get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'gnlc_replies_total{language="th",reason="",status="answered"} 1.0' in response.text
    assert re.search(r'gnlc_replies_total\{language="th",reason="\w+",status="abstained"\} 1\.0', response.text)
    assert "gnlc_answer_seconds_count 2.0" in response.text
    assert 'gnlc_requests_total{method="POST",route="/api/v1/ask",status="422"} 1.0' in response.text
    assert float(re.search(r"(?m)^gnlc_build_age_seconds (\S+)", response.text)[1]) > 0  # type: ignore[index]
    assert "gnlc_records_lost_total 0.0" in response.text
    assert SECRET not in response.text


def test_metrics_are_not_for_those_behind_a_proxy(used: tuple[Server, httpx.Client]) -> None:
    is_problem(used[1].get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}), 404, "not_found")


def test_several_processes_answer_from_one_index_and_count_together(index_dir: Path, tmp_path: Path) -> None:
    environment = settings_for(index_dir, GNLC_WORKERS="2")
    with serving(index_dir, tmp_path / "log", environment=environment) as server:
        wait_for_workers(server, 2)
        with ExitStack() as clients:
            asked = 0
            for _ in range(8):
                client = clients.enter_context(server.client())
                assert ask(client, QUESTION)["status"] == "answered"
                asked += 1
        with server.client() as client:
            counted = re.search(r'status="answered"\} (\S+)', client.get("/metrics").text)
            assert counted
            assert float(counted[1]) == asked
    assert len(kept_by(tmp_path / "log")) == asked


def _stopped_under_load(index_dir: Path, log: Path) -> tuple[list[str], int]:
    """Ask from four threads, stop the server with SIGTERM; return the ids of all replies and the exit status."""
    ids: list[str] = []

    def go_on(client: httpx.Client) -> None:
        try:
            while True:
                ids.append(ask(client, QUESTION)["id"])
        except httpx.TransportError:
            return

    environment = settings_for(index_dir) | {"GNLC_RECORDS_URL": f"sqlite:///{log.with_name('records.sqlite')}"}
    with log.open("wb") as said:
        process = subprocess.Popen(
            [GNLC_SERVE],
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=said,
        )
        while not (found := re.search(r"running on (http://\S+)", log.read_text(encoding="utf-8"))):
            time.sleep(0.05)
        with ExitStack() as stack:
            clients = [stack.enter_context(Server(found[1], log).client()) for _ in range(4)]
            threads = [threading.Thread(target=go_on, args=(client,)) for client in clients]
            for thread in threads:
                thread.start()
            while len(ids) < 20:
                time.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            for thread in threads:
                thread.join(60)
        return ids, process.wait(60)


def test_told_to_stop_under_load_it_answers_what_it_took_and_keeps_every_record(
    index_dir: Path, tmp_path: Path
) -> None:
    ids, status = _stopped_under_load(index_dir, tmp_path / "log")
    assert len(ids) >= 20
    assert set(ids) <= {id for _, id in kept_by(tmp_path / "log")}
    assert status in {0, -signal.SIGTERM}
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_several_processes_told_to_stop_finish_a_batch_and_take_nobody_new(index_dir: Path, tmp_path: Path) -> None:
    rows = [{"id": str(n), "question": f"{QUESTION} {n}"} for n in range(150)]
    environment = settings_for(index_dir, GNLC_WORKERS="2")
    with serving(index_dir, tmp_path / "log", environment=environment) as server, server.client() as client:
        wait_for_workers(server, 2)
        with client.stream("POST", "/api/v1/ask/batch", json=rows) as batch:
            lines = batch.iter_lines()
            next(lines)
            os.kill(server.pid, signal.SIGTERM)
            deadline = time.monotonic() + 10
            with pytest.raises(ConnectionRefusedError):
                while time.monotonic() < deadline:
                    with suppress(ConnectionResetError):
                        _connect(server, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").close()
                    time.sleep(0.05)
            assert len(list(lines)) == len(rows) - 1
    assert "Cancel" not in server.log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def narrow(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that holds few connections."""
    environment = settings_for(index_dir, GNLC_MAX_CONNECTIONS="50")
    with serving(index_dir, tmp_path_factory.mktemp("narrow") / "log", environment=environment) as server:
        yield server


def _connect(server: Server, first: bytes = b"") -> socket.socket:
    address = urlsplit(server.url)
    connection = socket.create_connection((address.hostname or "", address.port or 0), timeout=30)
    connection.sendall(first)
    return connection


def test_thousands_of_silent_connections_keep_nobody_out(narrow: Server) -> None:
    with ExitStack() as held:
        for _ in range(2000):
            held.enter_context(_connect(narrow))
        with narrow.client() as client:
            assert ask(client, QUESTION)["status"] == "answered"


def test_a_silent_and_a_slow_client_are_let_go(narrow: Server) -> None:
    body = b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"
    with _connect(narrow) as silent, _connect(narrow, b"GET / HTT") as slow_head, _connect(narrow, body) as slow_body:
        assert b" 408 " in slow_body.recv(65536)
        for waiting in (silent, slow_head):
            with suppress(ConnectionResetError):
                assert waiting.recv(1) == b""
