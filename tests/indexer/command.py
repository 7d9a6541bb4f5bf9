"""`gnlc-index` as staff run it: a process, its output and its exit code."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.conftest import MODEL_DIR, ROOT

COMMAND = str(Path(sys.executable).with_name("gnlc-index"))
Done = subprocess.CompletedProcess[str]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("GNLC_", "LC_", "LANG", "PYTHONIOENCODING"))}
    places = {"INDEX_DIR": folder / "index", "CORPUS_DIR": folder / "corpus", "MODEL_DIR": MODEL_DIR}
    return own | {f"GNLC_{name}": str(path) for name, path in places.items()} | {"LC_ALL": "C.UTF-8"} | settings


def run(folder: Path, *arguments: str, stdin: bytes = b"", most_bytes: int | None = None, **settings: str) -> Done:
    """Run the command; `most_bytes` is the longest file that it may write, as on a full disk."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=ROOT,
        env=environment(folder, **settings),
        input=stdin,
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    return Done(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_known_problem(done: Done, *told: str) -> None:
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1]
    for part in told:
        assert part in done.stderr
