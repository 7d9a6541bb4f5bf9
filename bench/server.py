"""From process start to the first correct answer, and the server's peak memory: python -m bench.server

Starts `gnlc-serve` on a free port of the loopback address, asks until the answer cites the right document, asks on, and
reads the peak resident memory of the process from /proc.
"""

import argparse
import json
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import Request, urlopen

from bench.question import QUESTIONS

EXPECTED = "key-features."


def main() -> None:
    """Start, ask, measure, end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--questions", type=int, default=100)
    arguments = parser.parse_args()
    runs = [_run(arguments.questions) for _ in range(arguments.runs)]
    print(f"start to first correct answer: median {median(s for s, _ in runs):.2f} s of {len(runs)} runs")
    print(f"peak memory after {arguments.questions} questions: median {median(m for _, m in runs):.0f} MB")


def _run(questions: int) -> tuple[float, float]:
    port = free_port()
    start = perf_counter()
    server = subprocess.Popen(
        [Path(sys.executable).with_name("gnlc-serve"), "--port", str(port)], stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if server.poll() is not None or perf_counter() - start > 60:
                raise SystemExit("The server does not start; run gnlc-serve to see why.")
            sleep(0.01)
        seconds = perf_counter() - start
        for n in range(questions):
            ask(port, QUESTIONS[n % len(QUESTIONS)])
        status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        return seconds, peak / 1024
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    try:
        return any(str(c["document_id"]).startswith(EXPECTED) for c in ask(port, QUESTIONS[1]))
    except URLError:
        return False


def ask(port: int, question: str) -> list[dict[str, object]]:
    """Return the citations of the answer; URLError where the server does not answer with 200."""
    request = Request(
        f"http://127.0.0.1:{port}/api/v1/ask",
        json.dumps({"question": question}).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=30) as response:
        citations: list[dict[str, object]] = json.load(response)["citations"]
    return citations


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
