"""The clients of the benchmarks count what a server really did."""

import asyncio
import os
from collections.abc import Callable

import pytest

from bench.clients import Load, Service, get, load

_REPLIES = {b"/ok": b"200 OK", b"/full": b"503 Full", b"/wrong": b"500 Wrong"}


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
            await asyncio.sleep(0.01)
            if path not in _REPLIES:
                break
            writer.write(b"HTTP/1.1 %s\r\nContent-Length: 2\r\n\r\nok" % _REPLIES[path])
    except asyncio.IncompleteReadError:
        pass
    writer.close()


def _loaded(*paths: str) -> Load:
    async def run() -> Load:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            return await load(Service(os.getpid(), port, [get(path) for path in paths]), 3, 0.3)

    return asyncio.run(run())


def test_answers_refusals_and_failures_are_told_apart() -> None:
    seen = _loaded("/ok", "/full", "/wrong", "/broken")
    assert {200, 503, 500, 0} == set(seen.statuses)
    assert len(seen.seconds) == seen.statuses[200]
    assert seen.failed == seen.statuses[500] + seen.statuses[0]
    assert seen.refused == seen.statuses[503]


def test_the_rate_is_that_of_clients_that_wait_for_their_replies() -> None:
    seen = _loaded("/ok")
    assert seen.rate == pytest.approx(len(seen.seconds) / 0.3)
    assert 0.01 <= seen.percentile(50) <= seen.percentile(99)
    assert seen.rate <= 3 / 0.01
    assert seen.megabytes[0] > 10


@pytest.mark.parametrize(
    ("seconds", "memory"),
    [
        (lambda n: n, (14.5, 74.5)),  # 90 seconds: the first 30 and the last 30
        (lambda n: 100, (100, 100)),
    ],
)
def test_memory_is_the_median_of_the_first_and_of_the_last_part(
    seconds: Callable[[int], float], memory: tuple[float, float]
) -> None:
    assert Load(1, 90.0, megabytes=[seconds(n) for n in range(90)]).memory() == memory
    hours = Load(1, 7200.0, megabytes=[n // 60 for n in range(7200)])
    assert hours.memory() == (0, 119)
