"""The corpus folder -> documents, and the files that were refused, by name and reason. One bad file stops no other.

A TOML file describes: `glossary.toml` becomes a document in each language, any other stands beside what it describes.
What the live build says of a file that has not changed since is taken from there (`Kept`).
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.glossary import read_glossary
from indexer.known_questions import FOLDER, known_questions
from indexer.messages import locale_language, told
from indexer.readers.isolated import shared_reader
from indexer.readers.messages import sentence
from indexer.readers.reading import Reading
from kb.errors import DocumentError, KnowledgeBaseError, Told
from kb.store import FileRecord
from kb.types import Document, KnownQuestion

GLOSSARY = "glossary.toml"
# A longer file is read anew each time: its reader refuses it, or says what it costs.
_LONGEST_KEPT = 1 << 30


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of one (`Noted`), that is not in the index and the sentence that says why."""

    path: Path
    told: Told

    @property
    def reason(self) -> str:
        """The sentence in the locale's language."""
        return self.told.to(locale_language())


@dataclass(frozen=True, slots=True)
class Noted(Refused):
    """A file that is in the index, with what staff should know of it: pages left out, or recognised from an image."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of one file: documents and notes, or the reason why there are none; `again` where it was kept.

    `strayed` are notes on known questions, which are read anew each time.
    """

    path: Path
    documents: tuple[Document, ...] = ()
    noted: tuple[Noted, ...] = ()
    strayed: tuple[Noted, ...] = ()
    refused: Refused | None = None
    key: str | None = None
    again: bool = False

    @property
    def record(self) -> FileRecord | None:
        """What the next build may take from this one; None for a file to be read anew."""
        if self.key is None or not self.documents:
            return None
        return FileRecord(self.key, tuple(d.id for d in self.documents), tuple(note.told for note in self.noted))


@dataclass(frozen=True, slots=True)
class Kept:
    """What the build before read, as far as this program would read the same: documents by id, files by key."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    files: Mapping[str, FileRecord] = field(default_factory=dict)


def corpus_files(folder: Path) -> list[Path]:
    """Return the files of documents, by name; sidecars, known questions, hidden files, README and words.txt are none.

    Folders that cannot be opened and links to folders are among them, to be refused by name.
    """
    if not folder.is_dir():
        raise KnowledgeBaseError(told("no_corpus", folder=folder))
    found: list[Path] = []

    def closed(problem: OSError) -> None:
        found.append(Path(problem.filename))

    for root, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".") and Path(root, name) != folder / FOLDER]
        paths = [Path(root, name) for name in names if not name.startswith(".")]
        found += (path for path in paths if _is_document(path))
        found += (path for name in folders if (path := Path(root, name)).is_symlink())
    return sorted(found)


def _is_document(path: Path) -> bool:
    return (path.suffix != ".toml" or path.name == GLOSSARY) and path.stem.lower() not in {"readme", "words"}


def file_of_document(files: Iterable[Path], document_id: str) -> Path | None:
    """Return the file that the document is read from; None where there is none of that name."""
    glossary = Path(GLOSSARY).stem
    for path in files:
        if path.stem == document_id or (path.name == GLOSSARY and document_id.rpartition(".")[0] == glossary):
            return path
    return None


def read_files(folder: Path, *, ocr: bool = False, kept: Kept | None = None) -> Iterator[FileRead]:
    """Yield what came of each file, in the order of their names; files that `kept` knows are not read again.

    A file with an id that an earlier one has is refused, and last each file of questions without a document. `ocr` lets
    page images be recognised, which is slow.
    """
    kept = kept or Kept()
    seen: dict[str, Path] = {}
    for path in corpus_files(folder):
        read = _read(path, ocr, kept)
        twice = [seen[d.id] for d in read.documents if seen.setdefault(d.id, path) != path]
        if twice:
            read = FileRead(path, refused=Refused(path, told("same_id", file=path.name, other=twice[0].name)))
        yield _with_known(folder / FOLDER, read)
    for path in sorted((folder / FOLDER).glob("*.txt")):
        if path.stem not in seen:
            yield FileRead(path, refused=Refused(path, sentence("questions_without_document", name=path.name)))


def _with_known(folder: Path, read: FileRead) -> FileRead:
    """Return `read` with the known questions of its documents."""
    documents: list[Document] = []
    strayed: list[Noted] = []
    for document in read.documents:
        path = folder / f"{document.id}.txt"
        known: tuple[KnownQuestion, ...] = ()
        if path.is_file():
            try:
                known, notes = known_questions(path, document)
            except DocumentError as problem:
                notes = (problem.told,)
            strayed += (Noted(path, note) for note in notes)
        documents.append(replace(document, known=known))
    return replace(read, documents=tuple(documents), strayed=tuple(strayed))


def read_corpus(folder: Path, *, ocr: bool = False) -> Iterator[Document | Refused]:
    """Yield a Document or a Refused for each file, and after a Document a Noted for each thing to know about it.

    Two files with the same id are refused from the second on. `ocr` lets page images be recognised, which is slow.
    """
    for read in read_files(folder, ocr=ocr):
        if read.refused:
            yield read.refused
        yield from read.documents
        yield from (*read.noted, *read.strayed)


def _read(path: Path, ocr: bool, kept: Kept) -> FileRead:
    if not path.is_file():
        return FileRead(path, refused=Refused(path, told("no_file", file=path.name)))
    key = _key(path, ocr)
    record = kept.files.get(key) if key else None
    if record and all(name in kept.documents for name in record.documents):
        documents = tuple(kept.documents[name] for name in record.documents)
        return FileRead(path, documents, tuple(Noted(path, note) for note in record.notes), key=key, again=True)
    try:
        if path.name == GLOSSARY:
            readings = [Reading(document) for document in read_glossary(path)]
        else:
            readings = [shared_reader().read(path, ocr=ocr)]
    except DocumentError as problem:
        return FileRead(path, refused=Refused(path, problem.told))
    noted = tuple(Noted(path, warning) for reading in readings for warning in reading.warnings)
    return FileRead(path, tuple(reading.document for reading in readings), noted, key=key)


def _key(path: Path, ocr: bool) -> str | None:
    """Return the sha256 of all that decides what a file is read as: its name, bytes, sidecar, and whether to recognise.

    None for a file that cannot be read or is very long.
    """
    summed = hashlib.sha256(f"{path.name}\n{ocr}\n".encode("utf-8", "surrogateescape"))
    try:
        if path.stat().st_size > _LONGEST_KEPT:
            return None
        for part in (path, path.with_name(path.name + ".toml")):
            if part.is_file():
                with part.open("rb") as file:
                    summed.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return None
    return summed.hexdigest()
