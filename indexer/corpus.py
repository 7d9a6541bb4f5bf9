"""The corpus folder -> documents, and the files that were refused, by name and reason. One bad file stops no other.

A TOML file describes: `glossary.toml` becomes a document in each language, any other stands beside what it describes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.glossary import read_glossary
from indexer.readers.isolated import shared_reader
from indexer.readers.reading import Reading
from kb.errors import DocumentError, KnowledgeBaseError
from kb.types import Document

GLOSSARY = "glossary.toml"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a part of one (`Noted`), that is not in the index and the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Noted(Refused):
    """A file that is in the index, with what staff should know of it: pages left out, or recognised from an image."""


def corpus_files(folder: Path) -> list[Path]:
    """Return the files to read, by name; sidecars, hidden files, README and words.txt are not documents."""
    if not folder.is_dir():
        raise KnowledgeBaseError(f"There is no corpus folder {folder}. Set GNLC_CORPUS_DIR to the folder of documents.")
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and (path.suffix != ".toml" or path.name == GLOSSARY)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.stem.lower() not in {"readme", "words"}
    )


def read_corpus(folder: Path, *, ocr: bool = False) -> Iterator[Document | Refused]:
    """Yield a Document or a Refused for each file, and after a Document a Noted for each thing to know about it.

    Two files with the same id are refused from the second on. `ocr` lets page images be recognised, which is slow.
    """
    seen: dict[str, Path] = {}
    for path in corpus_files(folder):
        for reading in _read(path, ocr):
            if isinstance(reading, Refused):
                yield reading
            elif seen.setdefault(reading.document.id, path) != path:
                reason = f"{path.name} has the same id as {seen[reading.document.id].name}; rename one of them."
                yield Refused(path, reason)
            else:
                yield reading.document
                yield from (Noted(path, warning) for warning in reading.warnings)


def _read(path: Path, ocr: bool) -> list[Reading | Refused]:
    try:
        if path.name == GLOSSARY:
            return [Reading(document) for document in read_glossary(path)]
        return [shared_reader().read(path, ocr=ocr)]
    except DocumentError as problem:
        return [Refused(path, str(problem))]
