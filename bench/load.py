"""Load on a real server from a second process: throughput, tail, errors, memory: python -m bench.load

Starts `gnlc-serve` with a process per core on a copy of the live index, asks over loopback with 1, 8, 32 and 128
clients that each wait for their reply, and prints for each: replies a second against cores ÷ the time of one question
in process, the 99th percentile, what failed, and the memory of all server processes (PSS). `--swaps N` makes a build
live N times meanwhile. The clients take a share of the same cores, which the ratio does not correct for.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from urllib.request import urlopen

from bench.question import QUESTIONS
from kb.embedder import question_embedder
from kb.index import live_build, publish
from kb.knowledge_base import KnowledgeBase
from settings import Settings

PORT = 8391
_BODIES = [json.dumps({"question": question}).encode() for question in QUESTIONS]


@dataclass(slots=True)
class Stage:
    """What a number of clients saw: seconds of each reply; how often each status came, 0 for a broken connection."""

    clients: int
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


def main() -> None:
    """Start, load, print, end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--seconds", type=float, default=10, help="for each number of clients")
    parser.add_argument("--swaps", type=int, default=0, help="how often a build is made live in each stage")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    settings = Settings()
    one = _in_process_seconds(settings)
    ideal = (os.cpu_count() or 1) / one
    print(f"one question in process {one * 1000:.1f} ms, {os.cpu_count()} cores: at most {ideal:.0f} replies a second")
    with tempfile.TemporaryDirectory(prefix="gnlc-load-") as name:
        folder = Path(name)
        live = live_build(settings.index_dir)
        shutil.copytree(live, folder / live.name)
        publish(folder, live.name)
        server = _start(folder, arguments.workers)
        try:
            for clients in arguments.clients:
                stage = Stage(clients)
                said = _measure(server.pid, folder, stage, arguments.seconds, arguments.swaps)
                print(f"{said}, {len(stage.seconds) / arguments.seconds / ideal:.2f} of at most", flush=True)
        finally:
            server.terminate()
            server.wait()


def _measure(pid: int, folder: Path, stage: Stage, seconds: float, swaps: int) -> str:
    clients = stage.clients
    asyncio.run(_load(Stage(clients), 1, folder, 0))  # what is made at the first use is no growth
    before = _megabytes(pid)
    asyncio.run(_load(stage, seconds, folder, swaps))
    rate = len(stage.seconds) / seconds
    p99 = quantiles(stage.seconds, n=100)[98] if len(stage.seconds) > 1 else float("nan")
    failed = {status: n for status, n in stage.statuses.items() if status not in {200, 429, 503}}
    shed = stage.statuses[429] + stage.statuses[503]
    return (
        f"{clients:4} clients: {rate:6.1f} a second, p99 {p99 * 1000:6.0f} ms "
        f"({p99 / (clients / rate):.1f} × clients ÷ rate), failed {sum(failed.values())} {failed or ''}, shed {shed}, "
        f"memory {before:.0f} -> {_megabytes(pid):.0f} MB" + (f", {swaps} swaps" if swaps else "")
    )


async def _load(stage: Stage, seconds: float, folder: Path, swaps: int) -> None:
    until = perf_counter() + seconds
    turns = count()
    await asyncio.gather(
        *(_client(stage, until, turns) for _ in range(stage.clients)), _swap(folder, swaps, seconds / (swaps + 1))
    )


async def _client(stage: Stage, until: float, turns: "count[int]") -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    while perf_counter() < until:
        body = _BODIES[next(turns) % len(_BODIES)]
        head = f"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        start = perf_counter()
        try:
            writer.write(head.encode() + b"\r\n\r\n" + body)
            status, length = _read_head(await reader.readuntil(b"\r\n\r\n"))
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            stage.statuses[0] += 1
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            continue
        stage.statuses[status] += 1
        if status == 200:
            stage.seconds.append(perf_counter() - start)
    writer.close()


def _read_head(head: bytes) -> tuple[int, int]:
    first, *lines = head.decode("latin-1").lower().split("\r\n")
    length = next(int(line.partition(":")[2]) for line in lines if line.startswith("content-length"))
    return int(first.split()[1]), length


async def _swap(folder: Path, swaps: int, pause: float) -> None:
    build = live_build(folder).name
    for _ in range(swaps):
        await asyncio.sleep(pause)
        await asyncio.to_thread(publish, folder, build)


def _in_process_seconds(settings: Settings) -> float:
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    taken = []
    for round_ in range(11):
        for question in QUESTIONS:
            start = perf_counter()
            base.answer(question)
            if round_:
                taken.append(perf_counter() - start)
    return median(taken)


def _start(index_dir: Path, workers: int) -> "subprocess.Popen[bytes]":
    own = {
        "GNLC_INDEX_DIR": str(index_dir),
        "GNLC_RECORDS_URL": f"sqlite:///{index_dir / 'records.sqlite'}",
        "GNLC_WORKERS": str(workers),
        "OMP_NUM_THREADS": "1",
    }
    command = [str(Path(sys.executable).with_name("gnlc-serve")), "--port", str(PORT)]
    server = subprocess.Popen(command, env=os.environ | own, stderr=subprocess.DEVNULL)
    deadline = perf_counter() + 60
    while perf_counter() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=5).close()
        except OSError:
            if server.poll() is not None:
                break
            sleep(0.05)
        else:
            return server
    server.terminate()
    raise SystemExit("The server does not start; run gnlc-serve to see why.")


def _megabytes(pid: int) -> float:
    """Return the memory of a process and its children; what they share is counted once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own / 1024 + sum(_megabytes(int(child)) for child in children)


if __name__ == "__main__":
    main()
