"""What reading makes of one file, page by page, before it is a document: no sidecar and no name of a kind is needed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory

import frontmatter
import yaml

from indexer.corpus import GLOSSARY
from indexer.glossary import read_glossary
from indexer.messages import told
from indexer.readers.assemble import Part, sourced_lines
from indexer.readers.docx import docx_parts
from indexer.readers.encoding import read_text
from indexer.readers.html import html_parts
from indexer.readers.markdown import markdown_parts, read_markdown
from indexer.readers.metadata import document_id, read_sidecar
from indexer.readers.odt import odt_parts
from indexer.readers.pdf.text import read_pdf_text
from kb.errors import DocumentError, Told
from kb.text.normalize import normalize
from kb.text.repair import HEALTHY, Change, Place, Repaired, repair

EXTRACTED = (".pdf", ".txt")
"""Endings of files whose text is repaired as a whole, so that each change can be shown."""


@dataclass(frozen=True, slots=True)
class InspectedPage:
    """A page as it was read and repaired; `number` and `health` (0.0 to 1.0) are None where the format has no pages."""

    paragraphs: tuple[str, ...]
    number: int | None = None
    health: float | None = None
    changes: tuple[Change, ...] = ()
    is_image: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether a build takes the page, as far as its text decides."""
        return not self.is_image and (self.health is None or self.health >= HEALTHY)


def inspect_file(path: Path) -> tuple[InspectedPage, ...]:
    """Return the pages of a file in order, one for a format without pages; DocumentError where it cannot be read."""
    ending = path.suffix.lower()
    if path.name == GLOSSARY:
        return tuple(InspectedPage(tuple(d.text.split("\n\n"))) for d in read_glossary(path))
    if ending in EXTRACTED:
        extracted = _extracted(path)
        return tuple(_pages(extracted, extracted.repaired(), ending == ".pdf"))
    if ending not in _PARTS:
        can = ", ".join(sorted({*_PARTS, *EXTRACTED}))
        raise DocumentError(told("inspect_kind", file=path.name, endings=can))
    lines = (map(itemgetter(0), sourced_lines(part.text)) for part in _PARTS[ending](path))
    return (InspectedPage(tuple(text for part in lines if (text := "\n".join(part)))),)


def repair_file(path: Path) -> Repaired:
    """Return the repair of a PDF's or a text file's text; DocumentError for other files and what cannot be read."""
    if path.suffix.lower() not in EXTRACTED:
        raise DocumentError(told("repair_kind", file=path.name))
    return _extracted(path).repaired()


def refusal(path: Path) -> Told | None:
    """Return why a build would refuse the file for its name or for what is said about it; None where it would not."""
    try:
        if path.name == GLOSSARY:
            list(read_glossary(path))
        elif path.suffix.lower() == ".md":
            read_markdown(path)
        else:
            document_id(path)
            read_sidecar(path)
    except DocumentError as problem:
        return problem.told
    return None


@contextmanager
def file_of(data: bytes) -> Iterator[Path]:
    """Give bytes, a PDF or text, as a file while the block runs."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "stdin.pdf" if data.startswith(b"%PDF-") else "stdin.txt")
        path.write_bytes(data)
        yield path


@dataclass(frozen=True, slots=True)
class _Extracted:
    """The text of each page, the places of its lines where they are known, and the pages that are only images."""

    texts: list[str]
    places: Sequence[Sequence[Place]] = ()
    pictures: frozenset[int] = frozenset()

    def repaired(self) -> Repaired:
        return repair("\f".join(self.texts), self.places)


def _extracted(path: Path) -> _Extracted:
    if path.suffix.lower() != ".pdf":
        return _Extracted(read_text(path).removesuffix("\f").split("\f"))
    pages = list(read_pdf_text(path))
    pictures = frozenset(page.number for page in pages if page.has_images and not page.text.strip())
    return _Extracted([page.text.replace("\f", " ") for page in pages], [page.places for page in pages], pictures)


def _pages(extracted: _Extracted, repaired: Repaired, numbered: bool) -> Iterator[InspectedPage]:
    texts = extracted.texts
    # repair() takes an empty last page for what an extractor writes after the last form feed
    for number, health in zip(range(1, len(texts) + 1), [*repaired.health, 1.0], strict=False):
        yield InspectedPage(
            tuple(normalize(p.text) for p in repaired.paragraphs if p.page == number),
            number if numbered or len(texts) > 1 else None,
            round(health, 3),
            tuple(change for change in repaired.changes if change.page == number),
            number in extracted.pictures,
        )


def _markdown(path: Path) -> Iterable[Part]:
    try:
        return list(markdown_parts(frontmatter.parse(read_text(path))[1]))
    except (yaml.YAMLError, ValueError) as problem:
        raise DocumentError(told("front_matter", file=path.name, problem=problem)) from problem


_PARTS: dict[str, Callable[[Path], Iterable[Part]]] = {
    ".docx": docx_parts,
    ".htm": html_parts,
    ".html": html_parts,
    ".md": _markdown,
    ".odt": odt_parts,
}
