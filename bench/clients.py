"""Clients on loopback that each wait for their reply, for a number of seconds; and the memory of what answers them."""

import asyncio
import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from urllib.request import urlopen

_START_SECONDS = 120
_REFUSED = {429, 503}
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its process, its port and the requests that clients make in turn."""

    pid: int
    port: int
    requests: Sequence[bytes]


@dataclass(slots=True)
class Load:
    """What a number of clients saw; `statuses` counts 0 for a broken connection, `megabytes` has one value a second."""

    clients: int
    lasted: float
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    megabytes: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted

    @property
    def failed(self) -> int:
        """How many got neither an answer nor the word that they are too many."""
        return sum(n for status, n in self.statuses.items() if status != 200 and status not in _REFUSED)

    @property
    def refused(self) -> int:
        """How many were told that they are too many."""
        return sum(n for status, n in self.statuses.items() if status in _REFUSED)

    def percentile(self, percent: int) -> float:
        """Return the seconds that so many percent of the answers took at most."""
        return quantiles(self.seconds, n=100)[percent - 1] if len(self.seconds) > 1 else float("nan")

    def memory(self) -> tuple[float, float]:
        """Return the megabytes of the first minute and of the last, or of the thirds of a shorter time: medians."""
        part = max(1, min(_MINUTE, len(self.megabytes) // 3))
        return median(self.megabytes[:part]), median(self.megabytes[-part:])


def post(path: str, body: bytes) -> bytes:
    """Return a request that posts JSON."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def get(path: str) -> bytes:
    """Return a request."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


async def load(service: Service, clients: int, seconds: float) -> Load:
    """Ask for so many seconds."""
    seen = Load(clients, seconds)
    until, turns = perf_counter() + seconds, count()
    await asyncio.gather(*(_client(service, seen, until, turns) for _ in range(clients)), _watch(service, seen, until))
    return seen


async def _client(service: Service, seen: Load, until: float, turns: "count[int]") -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    while perf_counter() < until:
        start = perf_counter()
        try:
            writer.write(service.requests[next(turns) % len(service.requests)])
            status, length = _read_head(await reader.readuntil(b"\r\n\r\n"))
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            seen.statuses[0] += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
            continue
        seen.statuses[status] += 1
        if status == 200:
            seen.seconds.append(perf_counter() - start)
    writer.close()


def _read_head(head: bytes) -> tuple[int, int]:
    first, *lines = head.decode("latin-1").lower().split("\r\n")
    length = next(int(line.partition(":")[2]) for line in lines if line.startswith("content-length"))
    return int(first.split()[1]), length


async def _watch(service: Service, seen: Load, until: float) -> None:
    while perf_counter() < until:
        seen.megabytes.append(megabytes(service.pid))
        await asyncio.sleep(1)


def megabytes(pid: int) -> float:
    """Return the memory (PSS) of a process and its children, shared parts once; one that has ended has none."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (ProcessLookupError, FileNotFoundError):
        return 0.0
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own / 1024 + sum(map(megabytes, _children(pid)))


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and its children so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_seconds, _children(pid)))


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], ready: str) -> Iterator[int]:
    """Run a server until the block ends; gives its process id once `ready` answers."""
    server = subprocess.Popen(command, env=os.environ | environment, stderr=subprocess.DEVNULL)
    try:
        deadline = perf_counter() + _START_SECONDS
        while not _answers(ready):
            if server.poll() is not None or perf_counter() > deadline:
                raise SystemExit(f"It does not start: {' '.join(command)}")
            sleep(0.05)
        yield server.pid
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True
