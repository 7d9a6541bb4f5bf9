"""Headings and paragraphs -> Document: one place lays out the text, so every format cites and shows alike."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from indexer.readers.metadata import Metadata, document_id
from kb.errors import DocumentError
from kb.text.normalize import normalize
from kb.text.repair import repair_line
from kb.types import Attribution, Block, Document

_MARKER = re.compile(r"[ \t]*\[\^(\d+)\][ \t]*(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (`level` from 1) or a paragraph (0), normalised; a line may end in a source marker [^n], n from 1."""

    text: str
    level: int = 0
    page: int | None = None


def repaired_part(text: str, level: int = 0) -> Part:
    """Return the part of a text that was typed or saved, not extracted: repaired line by line, then normalised."""
    return Part(normalize(repair_line(text)), level)


def assemble(path: Path, metadata: Metadata, parts: Iterable[Part]) -> Document:
    """Return the document of the parts in order.

    A source marker leaves the text and supports its line and the lines above that have none, back to the paragraph's
    start. DocumentError for a marker without a source, for a language unlike the file name's, and for no paragraph.
    """
    name = document_id(path)
    if not name.endswith(f".{metadata.language}"):
        raise DocumentError(f"{path.name} says language: {metadata.language}; the file name says otherwise. Mend one.")
    text, blocks, attributions = "", [], []
    for part in parts:
        if not part.text:
            continue
        text += "\n\n" if text else ""
        start = at = len(text)
        for line, source in sourced_lines(part.text):
            text += ("\n" if len(text) > start else "") + line
            if source is not None:
                if not 1 <= source <= len(metadata.sources):
                    raise DocumentError(f"{path.name} cites [^{source}], but has {len(metadata.sources)} sources.")
                attributions.append(Attribution(at, len(text), source - 1))
                at = len(text)
        blocks.append(Block(start, len(text), part.level, part.page))
    if not any(block.level == 0 for block in blocks):
        raise DocumentError(f"{path.name} holds no paragraph of text.")
    return Document(
        id=name,
        title=metadata.title,
        language=metadata.language,
        kind=metadata.kind,
        publisher=metadata.publisher,
        text=text,
        blocks=tuple(blocks),
        sources=metadata.source_values(),
        attributions=tuple(attributions),
        questions=tuple(metadata.questions),
        license=metadata.license,
        updated=metadata.updated,
    )


def sourced_lines(text: str) -> Iterable[tuple[str, int | None]]:
    """Yield each line of a part's text that has more than a source marker, without it, and the source it names."""
    for line in text.split("\n"):
        marker = _MARKER.search(line)
        kept = _MARKER.sub("", line).strip()
        if kept:
            yield kept, int(marker.group(1)) if marker else None
