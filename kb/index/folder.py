"""Which builds there are, which one is live, and how another takes its place.

CURRENT is only ever replaced by one rename, so that whoever reads it sees the old pointer or the new one, whole.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import BuildRefused, BuildRunning, IndexMissing, IndexUnusable, KnowledgeBaseError, told
from kb.index.manifest import Manifest, verify, verify_tokenizer

POINTER = "CURRENT"
_LONGEST_NAME = 64
_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4}")
_LEFTOVER = re.compile(rf"\.{_NAME.pattern}(?:\.old)?")


@dataclass(frozen=True, slots=True)
class Removed:
    """A folder that was removed, and how many bytes its files had."""

    name: str
    bytes: int


def new_name() -> str:
    """Return the name of a build that begins now: the time in UTC and four random hexadecimal digits."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(2).hex()}"


def live_build(index_dir: Path) -> Path:
    """Return the folder of the live build; IndexMissing where CURRENT names none."""
    try:
        name = _pointed(index_dir)[0]
    except OSError as problem:
        raise IndexMissing(told("index_missing", folder=index_dir)) from problem
    folder = index_dir / name
    if not name or Path(name).name != name or not folder.is_dir():
        raise IndexMissing(told("index_pointer", pointer=index_dir / POINTER, build=name))
    return folder


def past_builds(index_dir: Path) -> list[Path]:
    """Return the folders of the builds that were live before this one and are still there, newest first."""
    try:
        return [index_dir / name for name in _pointed(index_dir)[1:] if _is_build(index_dir, name)]
    except OSError:
        return []


@contextmanager
def build_lock(index_dir: Path) -> Iterator[None]:
    """Hold the right to build in `index_dir`; BuildRunning where another process has it. Ends with the process."""
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        lock = (index_dir / "LOCK").open("w")
    except OSError as problem:
        raise BuildRefused(told("index_folder", folder=index_dir, problem=problem)) from problem
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise BuildRunning(told("build_running", folder=index_dir)) from problem
        yield


def publish(index_dir: Path, build: str) -> None:
    """Make `build` the live one, by one rename; BuildRefused where that cannot be written, and nothing has changed."""
    with _switching(index_dir):
        before = _names_there(index_dir)
        _point(index_dir, [build, *(name for name in before if name != build)])


def rollback(index_dir: Path, space: str, build: str | None = None) -> Manifest:
    """Make the last whole build that was live before the live one, or `build`, live again; return its manifest.

    Only CURRENT changes. BuildRefused where there is no such build, IndexUnusable where the one named cannot be used.
    """
    with _switching(index_dir):
        names = _names_there(index_dir)
        if build is None:
            live = live_build(index_dir).name
            manifest = _last_usable(index_dir, [name for name in names if name != live], space, live)
        elif _is_build(index_dir, build):
            manifest = _usable(index_dir / build, space)
        else:
            there = ", ".join(sorted(path.name for path in index_dir.glob("*") if _NAME.fullmatch(path.name)))
            raise BuildRefused(told("no_such_build", build=build, folder=index_dir, there=there or "-"))
        chosen = manifest.build
        earlier = names[names.index(chosen) + 1 :] if chosen in names else names
        _point(index_dir, [chosen, *earlier])
        return manifest


def prune(index_dir: Path, keep: int) -> list[Removed]:
    """Remove what killed builds left, and all builds but the live one and the last `keep - 1` that were live before it.

    Call it with `build_lock` held, or a running build is taken for a leftover. Where CURRENT names no build only
    leftovers go. Files and folders that no build made are not touched.
    """
    with _switching(index_dir):
        doomed = sorted(path for path in index_dir.iterdir() if _LEFTOVER.fullmatch(path.name))
        kept = _names_there(index_dir)[: max(1, keep)]
        for folder in sorted(path for path in index_dir.iterdir() if kept and _NAME.fullmatch(path.name)):
            if folder.name not in kept:
                # Renamed first: a build half removed must not look like one.
                doomed.append(folder.rename(folder.with_name(f".{folder.name}.old")))
    return [_remove(folder) for folder in doomed]


def _remove(folder: Path) -> Removed:
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder)
    except OSError as problem:
        raise BuildRefused(told("index_folder", folder=folder, problem=problem)) from problem
    return Removed(folder.name.removeprefix(".").removesuffix(".old"), size)


def _last_usable(index_dir: Path, names: Sequence[str], space: str, live: str) -> Manifest:
    for name in names:
        try:
            return _usable(index_dir / name, space)
        except IndexUnusable:
            continue
    raise BuildRefused(told("no_earlier_build", build=live))


def _usable(folder: Path, space: str) -> Manifest:
    manifest = verify(folder, space)
    verify_tokenizer(manifest)
    return manifest


def _pointed(index_dir: Path) -> list[str]:
    """Return the names in CURRENT, one or more; OSError where it cannot be read."""
    text = (index_dir / POINTER).read_text(encoding="utf-8", errors="replace")
    return [line[:_LONGEST_NAME].strip() for line in text.split("\n")]


def _names_there(index_dir: Path) -> list[str]:
    """Return the live build and those before it that are still there, newest first; none where CURRENT names none."""
    try:
        return [live_build(index_dir).name, *(folder.name for folder in past_builds(index_dir))]
    except KnowledgeBaseError:
        return []


def _is_build(index_dir: Path, name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and (index_dir / name).is_dir()


@contextmanager
def _switching(index_dir: Path) -> Iterator[None]:
    """Let one process at a time read and replace CURRENT: held for moments, so a rollback need not wait for a build."""
    try:
        descriptor = os.open(index_dir, os.O_RDONLY)
    except OSError as problem:
        raise IndexMissing(told("index_missing", folder=index_dir)) from problem
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    except OSError as problem:
        raise BuildRefused(told("index_folder", folder=index_dir, problem=problem)) from problem
    finally:
        os.close(descriptor)


def _point(index_dir: Path, names: Sequence[str]) -> None:
    pointer = index_dir / f"{POINTER}.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write("".join(f"{name}\n" for name in names))
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(index_dir / POINTER)
    fsync(index_dir)


def fsync(path: Path) -> None:
    """Have a file's bytes, or a folder's entries, written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
