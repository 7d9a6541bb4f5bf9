"""Load on a real server from a second process: throughput, tail, errors, memory: python -m bench.load

Starts `gnlc-serve` with a process per core on a copy of the live index, asks over loopback with 1, 8, 32 and 128
clients that each wait for their reply, and prints for each: the time of one question in process, before and after;
answers a second against cores ÷ that time (one client can reach no more than 1 ÷ that time); the 99th percentile; what
failed and what was refused; the processor time of one answer against that of one question in process, which neighbours
disturb least; and the memory of all server processes (PSS), first and last. `--swaps N` makes a build live N times
meanwhile. The clients take a share of the same cores, which the ratio does not correct for.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

from bench.clients import Load, Service, cpu_seconds, load, post, running
from bench.question import QUESTIONS
from kb.embedder import question_embedder
from kb.index import live_build, publish
from kb.knowledge_base import KnowledgeBase
from settings import Settings

PORT = 8391
CORES = os.cpu_count() or 1
_HEADS = (
    "Clients",
    "in process, ms",
    "answers a second",
    "÷ (cores ÷ in process)",
    "p50, ms",
    "p99, ms",
    "p99 ÷ (clients ÷ rate)",
    "failed",
    "refused",
    "processor time ÷ in process",
    "memory, MB",
)


def main() -> None:
    """Start, load, print, end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--seconds", type=float, default=30, help="for each number of clients")
    parser.add_argument("--swaps", type=int, default=0, help="how often a build is made live in each stage")
    arguments = parser.parse_args()
    settings = Settings()
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    print(f"| {' | '.join(_HEADS)} |\n|{'---|' * len(_HEADS)}")
    with ours() as (service, folder):
        for clients in arguments.clients:
            asyncio.run(load(service, clients, 3))  # what is made at the first use is no growth
            alone = _in_process(base)
            spent = cpu_seconds(service.pid)
            seen = asyncio.run(_swapping(service, clients, arguments.seconds, folder, arguments.swaps))
            spent = (cpu_seconds(service.pid) - spent) / max(1, len(seen.seconds))
            wall, cpu = (median(values) for values in zip(alone, _in_process(base), strict=True))
            print(_row(seen, wall, spent / cpu), flush=True)


def _row(seen: Load, alone: float, work: float) -> str:
    p99 = seen.percentile(99)
    first, last = seen.memory()
    values = (
        seen.clients,
        f"{alone * 1000:.1f}",
        f"{seen.rate:.1f}",
        f"{seen.rate * alone / CORES:.2f}",
        f"{seen.percentile(50) * 1000:.0f}",
        f"{p99 * 1000:.0f}",
        f"{p99 * seen.rate / seen.clients:.1f}",
        seen.failed,
        seen.refused,
        f"{work:.2f}",
        f"{first:.0f} → {last:.0f}",
    )
    return f"| {' | '.join(map(str, values))} |"


async def _swapping(service: Service, clients: int, seconds: float, folder: Path, swaps: int) -> Load:
    build = live_build(folder).name

    async def swap() -> None:
        for _ in range(swaps):
            await asyncio.sleep(seconds / (swaps + 1))
            await asyncio.to_thread(publish, folder, build)

    seen, _ = await asyncio.gather(load(service, clients, seconds), swap())
    return seen


@contextmanager
def ours() -> Iterator[tuple[Service, Path]]:
    """Run `gnlc-serve` on a copy of the live index; gives it and the folder of the index."""
    with tempfile.TemporaryDirectory(prefix="gnlc-load-") as name:
        folder = Path(name)
        live = live_build(Settings().index_dir)
        shutil.copytree(live, folder / live.name)
        publish(folder, live.name)
        environment = {
            "GNLC_INDEX_DIR": str(folder),
            "GNLC_RECORDS_URL": f"sqlite:///{folder / 'records.sqlite'}",
            "GNLC_WORKERS": str(CORES),
            "OMP_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "1",  # as deploy/ has it
        }
        command = [str(Path(sys.executable).with_name("gnlc-serve")), "--port", str(PORT)]
        with running(command, environment, f"http://127.0.0.1:{PORT}/readyz") as pid:
            bodies = (json.dumps({"question": question}).encode() for question in QUESTIONS)
            yield Service(pid, PORT, [post("/api/v1/ask", body) for body in bodies]), folder


def _in_process(base: KnowledgeBase) -> tuple[float, float]:
    """Return the seconds of one question and the processor time in them, medians."""
    wall, cpu = [], []
    for question in QUESTIONS * 8:
        start, started = perf_counter(), thread_time()
        base.answer(question)
        wall.append(perf_counter() - start)
        cpu.append(thread_time() - started)
    return median(wall), median(cpu)


if __name__ == "__main__":
    main()
