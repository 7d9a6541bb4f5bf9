"""The folder of fetched originals: files, sidecars, what is half downloaded, and what is known of each.

originals/
├── guidelines-2015.en.pdf         the document, exactly as it was served
├── guidelines-2015.en.pdf.toml    its sidecar, written once and again unless somebody changed it
├── .fetched.json                  id -> Fetched
├── .LOCK                          held while a fetch runs
├── .guidelines-2015.part          what has arrived of a download that is not whole
└── .guidelines-2015.part.json     Partial: of which version of which address

Hidden names, so that `gnlc-index build` does not see what is not whole. A file takes the place of another by one rename
after it was flushed; the order (sidecar, document, state) leaves nothing half done that the next run cannot tell.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from indexer.fetch.catalogue import Original
from indexer.messages import say
from kb.errors import KnowledgeBaseError

Ending = Literal["pdf", "html", "docx", "doc", "txt"]
ENDINGS: tuple[Ending, ...] = ("pdf", "html", "docx", "doc", "txt")
_STATE = ".fetched.json"


class Fetched(BaseModel):
    """What is known of a document that is there: its file's name, where it came from and which version it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: str
    final_url: str
    file: str
    etag: str | None
    last_modified: str | None
    sha256: str
    sidecar_sha256: str
    bytes: int
    fetched_at: str


class Partial(BaseModel):
    """Which version of which address a half downloaded file is of; `sha256` once it is whole and about to be moved."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: str
    ending: Ending
    validator: str | None
    sha256: str | None = None


class Shelf:
    """The folder, for one process at a time: use `Shelf.open`."""

    def __init__(self, folder: Path, fetched: dict[str, Fetched]) -> None:
        self.folder = folder
        self.fetched = fetched

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator["Shelf"]:
        """Make the folder where there is none and hold it; KnowledgeBaseError where that fails or another holds it."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = (folder / ".LOCK").open("w")
        except OSError as problem:
            raise KnowledgeBaseError(say("fetch_no_folder", folder=folder, problem=problem)) from problem
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as problem:
                raise KnowledgeBaseError(say("fetch_running", folder=folder)) from problem
            yield cls(folder, _read_state(folder / _STATE))

    def file_of(self, original: Original) -> Path | None:
        """Return the document that is there for an original, whoever put it there, or None."""
        paths = (self.folder / f"{original.id}.{original.language[0]}.{ending}" for ending in ENDINGS)
        return next((path for path in paths if path.is_file()), None)

    def is_ours(self, original: Original, path: Path) -> bool:
        """Return whether a file is as it was fetched, so that a newer version may take its place."""
        record, partial = self.fetched.get(original.id), self.partial(original)
        known = {record.sha256 if record else None, partial.sha256 if partial else None}
        return sha256_of(path) in known

    def part(self, original: Original) -> Path:
        """Return where a download grows until it is whole."""
        return self.folder / f".{original.id}.part"

    def partial(self, original: Original) -> Partial | None:
        """Return what was noted of a half downloaded file; None where nothing usable was."""
        try:
            return Partial.model_validate_json(self._note(original).read_bytes())
        except (OSError, ValidationError):
            return None

    def begin(self, original: Original, partial: Partial) -> None:
        """Note what the part is of, before its first byte is written."""
        write_whole(self._note(original), partial.model_dump_json().encode())

    def drop_part(self, original: Original) -> None:
        """Forget a half downloaded file."""
        self.part(original).unlink(missing_ok=True)
        self._note(original).unlink(missing_ok=True)

    def place(self, original: Original, record: Fetched, partial: Partial) -> None:
        """Move the whole part to its name and record it; after a crash in between, `is_ours` still knows the file."""
        self.begin(original, partial.model_copy(update={"sha256": record.sha256}))
        self.part(original).replace(self.folder / record.file)
        _fsync(self.folder)
        self.record(original, record)
        self.drop_part(original)

    def record(self, original: Original, record: Fetched) -> None:
        """Write what is known of an original to disk."""
        self.fetched = {**self.fetched, original.id: record}
        values = {name: self.fetched[name].model_dump() for name in sorted(self.fetched)}
        write_whole(self.folder / _STATE, (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode())

    def put_sidecar(self, original: Original, file: str) -> str:
        """Write the sidecar of `file` unless somebody changed it; return the sha256 of what the catalogue says now."""
        path, text = self.folder / f"{file}.toml", sidecar_text(original).encode()
        record, wanted = self.fetched.get(original.id), hashlib.sha256(text).hexdigest()
        there = sha256_of(path) if path.is_file() else None
        if there is None or (record is not None and there == record.sidecar_sha256 != wanted):
            write_whole(path, text)
        return wanted

    def has_own_sidecar(self, original: Original, path: Path) -> bool:
        """Return whether a sidecar says something else than the catalogue, since somebody changed it."""
        return path.with_name(f"{path.name}.toml").read_bytes() != sidecar_text(original).encode()

    def _note(self, original: Original) -> Path:
        return self.folder / f".{original.id}.part.json"


def sidecar_text(original: Original) -> str:
    """Return the TOML that `indexer.readers.metadata` expects beside an original in Thai or English."""
    source = {
        "url": original.url,
        "title": original.title,
        "publisher": original.publisher,
        "date": None if original.year is None else str(original.year),
        "language": original.language[0],
        "via": original.via,
    }
    head = {
        "title": original.title,
        "language": original.language[0],
        "kind": "original",
        "publisher": original.publisher,
    }
    return "\n".join([*_pairs(head), "", "[[sources]]", *_pairs(source), ""])


def _pairs(values: Mapping[str, str | None]) -> list[str]:
    # A JSON string is a TOML basic string but for DEL, which texts of the catalogue do not have.
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, content: bytes) -> None:
    """Replace a small file by one rename, flushed to disk."""
    new = path.with_name(f".{path.name.lstrip('.')}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    _fsync(path.parent)


def _read_state(path: Path) -> dict[str, Fetched]:
    try:
        return TypeAdapter(dict[str, Fetched]).validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as problem:
        raise KnowledgeBaseError(say("fetch_bad_state", path=path, problem=type(problem).__name__)) from problem


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
