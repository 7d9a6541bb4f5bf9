"""The corpus folder -> documents, and the files that were refused, by name and reason. One bad file stops no other.

A TOML file describes: `glossary.toml` becomes a document in each language, any other stands beside what it describes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.glossary import read_glossary
from indexer.readers import READERS
from kb.errors import DocumentError, KnowledgeBaseError
from kb.types import Document

GLOSSARY = "glossary.toml"


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not in the index and the sentence that says why."""

    path: Path
    reason: str


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


def read_corpus(folder: Path) -> Iterator[Document | Refused]:
    """Yield a Document or a Refused for each file; two files with the same id are refused from the second on."""
    seen: dict[str, Path] = {}
    for path in corpus_files(folder):
        for result in _read(path):
            if isinstance(result, Document) and seen.setdefault(result.id, path) != path:
                reason = f"{path.name} has the same id as {seen[result.id].name}; rename one of them."
                yield Refused(path, reason)
            else:
                yield result


def _read(path: Path) -> list[Document | Refused]:
    reader = READERS.get(path.suffix.lower())
    try:
        if path.name == GLOSSARY:
            return list(read_glossary(path))
        if reader:
            return [reader(path)]
    except DocumentError as problem:
        return [Refused(path, str(problem))]
    known = ", ".join(sorted(READERS))
    return [Refused(path, f"{path.name} is of a kind that cannot be read; these can: {known}.")]
