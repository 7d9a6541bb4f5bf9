"""Clients that waste a server's connections are let go, and its end cuts nobody off."""

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, suppress

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.app import app_asking
from api.operation.connections import PatientProtocol
from kb.knowledge_base import KnowledgeBase
from tests.serving import PATIENCE_SECONDS, until


class Hasty(PatientProtocol):
    """The same, whose patience a test can wait for."""

    silent_seconds = 0.5
    stalled_seconds = 0.5
    unread_bytes = 16 * 1024
    parting_seconds = 0.5


class Running:
    """A server in a thread; `stop` tells it to end as SIGTERM does."""

    def __init__(self, app: FastAPI, most: int) -> None:
        config = uvicorn.Config(app, port=0, log_level="critical", http=Hasty, limit_concurrency=most, ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run)

    def __enter__(self) -> "Running":
        self._thread.start()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive()

    def stop(self) -> None:
        self._server.should_exit = True

    def part(self) -> None:
        """Tell the connections that there are, while new ones are still taken."""
        for connection in list(self._server.server_state.connections):
            self._loop.call_soon_threadsafe(connection.shutdown)

    @property
    def _loop(self) -> asyncio.AbstractEventLoop:
        return self._server.servers[0].get_loop()

    @property
    def connections(self) -> int:
        return len(self._server.server_state.connections)

    def connect(self, sent: bytes = b"", receive_buffer: int = 0) -> socket.socket:
        client = socket.socket()
        if receive_buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        client.settimeout(PATIENCE_SECONDS)
        client.connect(("127.0.0.1", self.port))
        client.sendall(sent)
        return client


def endless(ended: list[str]) -> FastAPI:
    """An app that streams for ever at /, and answers small at /small and slowly at /slow."""
    app = FastAPI()

    async def pieces() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"x" * 60_000
                await asyncio.sleep(0)
        finally:
            ended.append("stream")

    @app.get("/")
    async def stream() -> StreamingResponse:
        return StreamingResponse(pieces())

    @app.get("/small")
    async def small() -> str:
        return "small"

    @app.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(0.3)
        return "slow"

    return app


def get(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


def _read_small(client: socket.socket) -> None:
    read = b""
    while not read.endswith(b'"small"'):
        read += client.recv(65536)


def closed(client: socket.socket, within: float) -> bool:
    """Tell whether the server closes the connection in time."""
    deadline = time.monotonic() + within
    client.settimeout(within)
    with suppress(ConnectionResetError):
        try:
            while client.recv(65536):
                if time.monotonic() > deadline:
                    return False
        except TimeoutError:
            return False
    return True


@pytest.fixture
def ended() -> list[str]:
    return []


@pytest.fixture
def running(ended: list[str]) -> Iterator[Running]:
    with Running(endless(ended), most=20) as running:
        yield running


def test_a_client_that_reads_nothing_is_let_go_and_so_is_the_work_for_it(running: Running, ended: list[str]) -> None:
    with running.connect(get("/"), receive_buffer=4096):
        until(lambda: running.connections == 1, within=10)
        until(lambda: ended == ["stream"], within=10)
        until(lambda: running.connections == 0, within=10)


def test_a_client_that_reads_slowly_is_kept(running: Running, ended: list[str]) -> None:
    with running.connect(get("/"), receive_buffer=4096) as client:
        read = 0
        for _ in range(60):
            time.sleep(0.03)
            read += len(client.recv(4096))
        assert running.connections == 1
        assert ended == []
    assert read > 0


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /small HTT",
        get("/small")[:-2] + b"X: ",
        get("/small", "Content-Length: 9") + b"1",
        get("/small") + b"GET /sm",
    ],
    ids=["nothing", "part of a head", "a head without an end", "part of an unwanted body", "part of a second head"],
)
def test_a_client_that_stops_sending_is_let_go_even_if_it_drips(running: Running, sent: bytes) -> None:
    with running.connect(sent) as client:
        client.settimeout(0.02)
        deadline = time.monotonic() + 3
        gone = False
        while not gone and time.monotonic() < deadline:
            try:
                if sent:
                    client.send(b"a")
                gone = client.recv(65536) == b""
            except TimeoutError:
                time.sleep(0.05)
            except OSError:
                gone = True
        assert gone


def test_replies_that_nobody_reads_keep_nobody_out(running: Running) -> None:
    with ExitStack() as held:
        for _ in range(40):
            held.enter_context(running.connect(get("/"), receive_buffer=4096))
        until(lambda: running.connections <= 20, within=10)
        deadline = time.monotonic() + 10
        answered = False
        while not answered and time.monotonic() < deadline:
            with running.connect() as client, suppress(OSError):
                client.sendall(get("/small", "Connection: close"))
                answered = b"200 OK" in client.recv(65536)
        assert answered


def replies(clients: Sequence[socket.socket]) -> list[bytes]:
    read = []
    for client in clients:
        whole = b""
        while part := client.recv(65536):
            whole += part
        read.append(whole)
    return read


def test_told_to_stop_it_answers_what_it_took_and_what_is_on_its_way(running: Running) -> None:
    with ExitStack() as held:
        busy = [held.enter_context(running.connect(get("/slow"))) for _ in range(5)]
        idle = [held.enter_context(running.connect(get("/small"))) for _ in range(5)]
        for client in idle:
            _read_small(client)
        running.stop()
        time.sleep(0.2)  # it has begun to stop
        for client in idle:
            client.sendall(get("/slow"))
        for whole in replies([*busy, *idle]):
            assert whole.count(b"200 OK") == 1
            assert b"slow" in whole
            assert b"connection: close" in whole.lower()


def test_a_connection_taken_while_the_others_are_told_is_told_too(running: Running) -> None:
    with running.connect(get("/small")) as told:
        _read_small(told)
        running.part()
        with running.connect(get("/slow")) as late:
            [whole] = replies([late])
            assert b"slow" in whole
            assert b"connection: close" in whole.lower()


def test_a_connection_that_stays_idle_is_closed_when_the_server_stops(running: Running) -> None:
    with running.connect(get("/small")) as client:
        _read_small(client)
        running.stop()
        assert closed(client, within=5)


def test_the_real_app_answers_a_question_taken_before_the_stop(base: KnowledgeBase) -> None:
    released = threading.Event()
    app = app_asking(lambda: base)
    inner = app.middleware_stack
    assert inner is not None

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await asyncio.to_thread(released.wait, PATIENCE_SECONDS)
        await inner(scope, receive, send)

    app.middleware_stack = door
    body = b'{"question": "What is a learning city?"}'
    head = f"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    with Running(app, most=20) as running, running.connect(head.encode() + b"\r\n\r\n" + body) as client:
        until(lambda: running.connections == 1, within=10)
        time.sleep(0.1)
        running.stop()
        time.sleep(0.3)
        released.set()
        [whole] = replies([client])
        assert b'"status":"answered"' in whole
