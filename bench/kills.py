"""Builds killed at random points while a server answers: python -m bench.kills --count 200

A small corpus is changed and built again and again. Half of the builds get SIGKILL at a random time, half just before a
random one of their changes to the index folder (see bench.victim). After each the live build is verified; a server asks
for nothing but goes on answering. Then builds on a full disk: files that may not grow beyond a random size, and a small
tmpfs where mounting is allowed.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.error import URLError

from bench.cities import move_on, question, write_cities
from bench.server import ask, free_port
from kb.embedder import built_in_space
from kb.errors import KnowledgeBaseError
from kb.index import live_build, read_manifest, verify
from settings import Settings

_DOCUMENTS = 8
_TMPFS_BYTES = 400_000


@dataclass(slots=True)
class Place:
    """A corpus of cities and its index; `year` counts the changes."""

    folder: Path
    files: list[Path] = field(default_factory=list)
    originals: list[bytes] = field(default_factory=list)
    year: int = 0

    @property
    def index(self) -> Path:
        """The index folder."""
        return self.folder / "index"

    @property
    def environment(self) -> dict[str, str]:
        """Settings for this place."""
        places = {"CORPUS": self.folder / "corpus", "INDEX": self.index, "MODEL": Settings().model_dir.absolute()}
        return os.environ | {f"GNLC_{name}_DIR": str(path) for name, path in places.items()}

    def fill(self) -> None:
        """Write the corpus."""
        self.files = write_cities(self.folder / "corpus", _DOCUMENTS, Settings().corpus_dir)
        self.originals = [path.read_bytes() for path in self.files]

    def change(self) -> None:
        """Change one document, another than the last time."""
        self.year += 1
        at = self.year % len(self.files)
        self.files[at].write_bytes(self.originals[at])
        move_on(self.files[at], self.year)


@dataclass(slots=True)
class Score:
    """What happened: builds by how they ended, and why the live index was no longer whole, if ever."""

    ended: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def main() -> None:
    """Kill, fill the disk, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--full-disk", type=int, default=40)
    parser.add_argument("--seed", type=int, default=2026)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.fill()
        run_build(place)
        with answering(place) as answers:
            kills = killed(place, arguments.count, rng)
            print(f"killed: {sum(kills.ended.values())} builds ({_told(kills.ended)})", flush=True)
            full = on_a_full_disk(place, arguments.full_disk, rng)
            print(f"full disk: {sum(full.ended.values())} builds ({_told(full.ended)})", flush=True)
            seconds = timed_rollback(place)
        print(f"live index not whole afterwards: {len(kills.broken) + len(full.broken)}")
        print(f"questions answered by the server meanwhile: {answers['answered']}, not answered: {answers['failed']}")
        print(f"gnlc-index rollback: {seconds:.2f} s from start to exit")
        left = leftovers(place.index)
        print(f"leftovers after the last build: {', '.join(left) or 'none'}")
    for why in (*kills.broken, *full.broken):
        print(f"  {why}")
    if kills.broken or full.broken or answers["failed"] or left:
        raise SystemExit(1)


def killed(place: Place, count: int, rng: random.Random) -> Score:
    """Kill `count` builds, then let one live."""
    place.change()
    start = perf_counter()
    done = run_build(place, victim=0)
    duration = perf_counter() - start
    changes = int(re.findall(r"changes: (\d+)", done.stderr)[-1])
    score = Score()
    for number in range(count):
        place.change()
        before = live_build(place.index).name
        if number % 2:
            done = run_build(place, victim=rng.randint(1, changes))
        else:
            done = run_build(place, seconds=rng.uniform(0.02, duration))
        score.ended[_end(place, before, done)] += 1
        examine(place, before, score, f"kill {number}")
    place.change()
    run_build(place)
    return score


def on_a_full_disk(place: Place, count: int, rng: random.Random) -> Score:
    """Build with files that may not grow beyond a random size, and where it can be had on a small tmpfs."""
    score = Score()
    largest = max(path.stat().st_size for path in live_build(place.index).rglob("*"))
    for number in range(count):
        place.change()
        before = live_build(place.index).name
        done = run_build(place, most_bytes=rng.randint(1, largest))
        score.ended[_end(place, before, done)] += 1
        examine(place, before, score, f"full disk {number}")
        if "Traceback" in done.stderr or (done.returncode and not done.stderr.strip()):
            score.broken.append(f"full disk {number}: {done.stderr.strip()[-200:]}")
    if on_tmpfs(place.folder / "small", score):
        print(f"full disk: a tmpfs of {_TMPFS_BYTES:,} bytes too", flush=True)
    place.change()
    run_build(place, keep=2)
    return score


def on_tmpfs(folder: Path, score: Score) -> bool:
    """Build until a small tmpfs is full; False where it cannot be mounted."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_TMPFS_BYTES}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        return False
    try:
        place = Place(folder)
        place.fill()
        for number in range(6):
            before = live_build(place.index).name if number else ""
            place.change()
            done = run_build(place, check=False, keep=4)
            score.ended[_end(place, before, done)] += 1
            if "Traceback" in done.stderr:
                score.broken.append(f"tmpfs {number}: {done.stderr.strip()[-200:]}")
            examine(place, before, score, f"tmpfs {number}")
    finally:
        subprocess.run(["umount", folder], check=True)
    return True


def timed_rollback(place: Place) -> float:
    """Return the seconds of `gnlc-index rollback`, from start to exit."""
    start = perf_counter()
    command = [str(Path(sys.executable).with_name("gnlc-index")), "rollback"]
    subprocess.run(command, env=place.environment, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def run_build(
    place: Place,
    *,
    victim: int | None = None,
    seconds: float | None = None,
    most_bytes: int | None = None,
    keep: int = 1,
    check: bool = True,
) -> subprocess.CompletedProcess[str]:
    """Run a build: killed before change `victim`, or after `seconds`, or with no file longer than `most_bytes`.

    It removes all builds but `keep`.

    With `check`, CalledProcessError where a build that is left in peace fails.
    """

    command: list[str | Path] = [Path(sys.executable).with_name("gnlc-index"), "build"]
    if victim is not None:
        command = [sys.executable, "-m", "bench.victim", str(victim), "build"]
    if most_bytes is not None:
        command = ["prlimit", f"--fsize={most_bytes}", *command]
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[1],
        env=place.environment | {"GNLC_KEEP_BUILDS": str(keep)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = process.communicate(timeout=seconds)[1]
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            said = process.communicate()[1]
    done = subprocess.CompletedProcess(command, process.returncode, "", said)
    if check and not victim and seconds is None and most_bytes is None:
        done.check_returncode()
    return done


def _end(place: Place, before: str, done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode == 0:
        return "finished"
    if done.returncode == 1:
        return "refused with a sentence"
    return "killed before publishing" if live_build(place.index).name == before else "killed after publishing"


def examine(place: Place, before: str, score: Score, name: str) -> None:
    """Note where the live build is not whole, or is neither the one before nor a new one."""
    try:
        live = live_build(place.index)
        manifest = verify(live, built_in_space())
        if live.name != before and manifest.documents != len(place.files):
            score.broken.append(f"{name}: {manifest.documents} documents in {live.name}")
    except KnowledgeBaseError as problem:
        score.broken.append(f"{name}: {problem}")


def leftovers(index_dir: Path) -> list[str]:
    """Return what lies in the index folder beside whole builds, the pointer and the lock."""
    strange = []
    for path in sorted(index_dir.iterdir()):
        if path.name in {"CURRENT", "LOCK"}:
            continue
        try:
            read_manifest(path)
        except KnowledgeBaseError:
            strange.append(path.name)
    return strange


@contextmanager
def answering(place: Place) -> Iterator[Counter[str]]:
    """Serve the index and ask without end while the block runs; counts what was answered and what was not."""
    port = free_port()
    counts: Counter[str] = Counter()
    stop = threading.Event()

    def keep_asking() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                cited = ask(port, question(number % _DOCUMENTS))
                counts["answered" if cited else "failed"] += 1
            except (URLError, OSError, json.JSONDecodeError):
                counts["failed"] += 1
            sleep(0.05)

    serve = [str(Path(sys.executable).with_name("gnlc-serve")), "--port", str(port)]
    with subprocess.Popen(serve, env=place.environment, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            thread = threading.Thread(target=keep_asking)
            thread.start()
            try:
                yield counts
            finally:
                stop.set()
                thread.join()
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            ask(port, question(0))
        except (URLError, OSError):
            sleep(0.1)
        else:
            return
    raise SystemExit("The server does not start; run gnlc-serve to see why.")


def _told(ended: Counter[str]) -> str:
    return ", ".join(f"{count} {how}" for how, count in sorted(ended.items()))


if __name__ == "__main__":
    main()
