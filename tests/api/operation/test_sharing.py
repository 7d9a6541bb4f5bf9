"""Processes that listen on one socket share its connections evenly, and answer on each at once."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.serving import Server, serving, wait_for_workers

_APP = "tests.api.operation.process_id:app"
_OURS = ("--loop", "api.operation.sharing:SharingLoop", "--http", "api.operation.connections:PatientProtocol")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Two processes behind one address."""
    folder = tmp_path_factory.mktemp("shared")
    command = (sys.executable, "-m", "uvicorn", _APP, "--port", "0", "--workers", "2", *_OURS)
    with serving(folder, folder / "log", command, dict(os.environ)) as server:
        wait_for_workers(server, 2)
        yield server


def _kept(server: Server) -> HTTPConnection:
    return HTTPConnection(urlsplit(server.url).netloc)


def _process(connection: HTTPConnection) -> bytes:
    connection.request("GET", "/")
    return connection.getresponse().read()


@contextmanager
def _connected(server: Server, count: int) -> Iterator[list[HTTPConnection]]:
    """Hold so many connections, made at one blow."""
    with ExitStack() as held:
        connections = [held.enter_context(closing(_kept(server))) for _ in range(count)]
        for connection in connections:
            connection.connect()
        yield connections


def test_neither_process_takes_many_more_connections_than_the_other(shared: Server) -> None:
    for _ in range(4):
        with _connected(shared, 32) as connections:
            served = Counter(map(_process, connections))
        assert len(served) == 2
        assert min(served.values()) >= 8


def test_a_connection_that_is_let_go_counts_no_longer(shared: Server) -> None:
    for _ in range(3):
        with _connected(shared, 8) as connections:
            assert len(set(map(_process, connections))) == 2


def _seconds(connection: HTTPConnection) -> float:
    start = time.perf_counter()
    _process(connection)
    return time.perf_counter() - start


def test_a_reply_on_a_kept_connection_does_not_wait_for_an_acknowledgement(shared: Server) -> None:
    """Linux delays one by 40 ms, though not on a connection's first packets."""
    with closing(_kept(shared)) as connection:
        taken = [_seconds(connection) for _ in range(60)]
    assert min(taken[30:]) < 0.03
