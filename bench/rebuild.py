"""What a rebuild costs after one file of a corpus has changed: python -m bench.rebuild

Builds a corpus of short documents from nothing, by the staff's command, then again after one file has changed, after it
has been changed back, and after nothing has. Whole processes are timed, from start to exit.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.cities import move_on, write_cities
from settings import Settings

_ENOUGH = 0.05


@dataclass(frozen=True, slots=True)
class Built:
    """One run of `gnlc-index build`: seconds from start to exit, and what it printed."""

    seconds: float
    digest: str
    new_vectors: int
    read: int


def main() -> None:
    """Build, change, build again, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    count = parser.parse_args().documents
    with TemporaryDirectory() as folder:
        corpus = Path(folder, "corpus")
        changed = write_cities(corpus, count, Settings().corpus_dir)[count // 2]
        first = _build(Path(folder), "from nothing", None)
        before = changed.read_bytes()
        move_on(changed, 1)
        one = _build(Path(folder), "one file changed", first)
        changed.write_bytes(before)
        back = _build(Path(folder), "changed back", first)
        _build(Path(folder), "nothing changed", first)
    print(f"one file of {count} changed: {one.seconds / first.seconds:.1%} of the full build (at most {_ENOUGH:.0%})")
    print(f"digest after the change: {'another' if one.digest != first.digest else 'THE SAME'}")
    print(f"digest after changing back: {'the same as first' if back.digest == first.digest else 'ANOTHER'}")
    if one.seconds > first.seconds * _ENOUGH or one.digest == first.digest or back.digest != first.digest:
        raise SystemExit(1)


def _build(folder: Path, name: str, full: Built | None) -> Built:
    model = Settings().model_dir.absolute()
    environment = os.environ | {
        "GNLC_CORPUS_DIR": str(folder / "corpus"),
        "GNLC_INDEX_DIR": str(folder / "index"),
        "GNLC_MODEL_DIR": str(model),
    }
    start = perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("gnlc-index"), "build", "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    seconds = perf_counter() - start
    report = json.loads(done.stdout)
    manifest = report["manifest"]
    built = Built(seconds, manifest["digest"], manifest["new_vectors"], report["files"] - report["kept_files"])
    share = f" ({seconds / full.seconds:.1%})" if full else ""
    stages = {"read": report["read_seconds"], **manifest["seconds"], "check": report["check_seconds"]}
    print(
        f"{name}: {seconds:.1f} s{share}, {built.read} files read, {built.new_vectors} vectors new; "
        + ", ".join(f"{stage} {spent:.1f}" for stage, spent in stages.items()),
        flush=True,
    )
    return built


if __name__ == "__main__":
    main()
