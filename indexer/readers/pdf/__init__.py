"""PDF -> Document, page by page: drawn text, then repair. A sidecar describes it.

Pages without a usable text layer (scans, pictures, destroyed letters) are recognised by OCR if asked for; else they are
left out and named, as long as most of the document can be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from indexer.readers.assemble import Part, assemble
from indexer.readers.messages import refusal, sentence
from indexer.readers.metadata import read_sidecar
from indexer.readers.ocr import recognise
from indexer.readers.pdf.text import Box, PageText, read_pdf_text
from indexer.readers.reading import Reading
from kb.errors import Told
from kb.text.normalize import normalize
from kb.text.repair import HEALTHY, Paragraph, Place, Repaired, repair

MAX_CHARACTERS = 20_000_000
_LEAST_READABLE = 0.5  # of the pages that hold something
_FURNITURE = frozenset({"running_header", "page_number"})
_SHOWN = 20


def read_pdf(path: Path, *, ocr: bool = False) -> Reading:
    """Return the document in a PDF, with a warning where pages are left out or were recognised from their image.

    DocumentError where fewer than half of the pages that hold something can be read, and where the file itself cannot.
    """
    metadata = read_sidecar(path)
    pages = _pages(path)
    pictures = {page.number for page in pages if page.has_images and not page.text.strip()}
    texts, places = [page.text for page in pages], [page.places for page in pages]
    warnings: list[Told] = []
    repaired = repair("\f".join(texts), places)
    unreadable = _unreadable(texts, pictures, repaired)
    if unreadable and ocr:
        recognised = dict(recognise(path, sorted(unreadable)))
        texts = [recognised.get(number, text) for number, text in enumerate(texts, 1)]
        places = [() if number in recognised else known for number, known in enumerate(places, 1)]
        repaired = repair("\f".join(texts), places)
        # a picture in which no text was found is only a picture
        unreadable = _unreadable(texts, pictures - recognised.keys(), repaired)
        found = [number for number, text in recognised.items() if text.strip() and number not in unreadable]
        if found:
            warnings.append(sentence("recognised", pages=_named(found, path)))
    held = sum(bool(text.strip()) or number in pictures for number, text in enumerate(texts, 1))
    if held == 0:
        raise refusal("no_text", name=path.name)
    if held - len(unreadable) < held * _LEAST_READABLE:
        raise refusal("ocr_failed" if ocr else "needs_ocr", name=path.name, unreadable=len(unreadable), held=held)
    if unreadable:
        key = "left_out_after_ocr" if ocr else "left_out"
        warnings.append(sentence(key, pages=_named(sorted(unreadable), path)))
    paragraphs = _without(unreadable, texts, places, repaired) if unreadable else repaired.paragraphs
    boxes = [dict(zip(page.places, page.boxes, strict=True)) for page in pages]
    parts = (Part(normalize(p.text), p.level, p.page, _box(p, boxes[p.page - 1])) for p in paragraphs)
    return Reading(assemble(path, metadata, parts), tuple(warnings))


def _pages(path: Path) -> list[PageText]:
    pages: list[PageText] = []
    characters = 0
    for page in read_pdf_text(path):
        pages.append(page)
        characters += len(page.text)
        if characters > MAX_CHARACTERS:
            raise refusal("too_many_characters", name=path.name, limit=MAX_CHARACTERS)
    return pages


def _box(paragraph: Paragraph, boxes: Mapping[Place, Box]) -> tuple[float, float, float, float] | None:
    """What of its first page a paragraph takes up, to a tenth of a point."""
    found = [boxes[place] for place in paragraph.places if place in boxes]
    if not found:
        return None
    x0, y0 = min(box.x0 for box in found), min(box.y0 for box in found)
    x1, y1 = max(box.x1 for box in found), max(box.y1 for box in found)
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)


def _unreadable(texts: Sequence[str], pictures: set[int], repaired: Repaired) -> set[int]:
    doubtful = [number for number, health in enumerate(repaired.health, 1) if health < HEALTHY]
    # alone as well: a paragraph that runs on to a destroyed page makes its own page look as bad
    return pictures | {number for number in doubtful if repair(texts[number - 1]).health[0] < HEALTHY}


def _without(
    unreadable: set[int], texts: Sequence[str], places: Sequence[Sequence[Place]], repaired: Repaired
) -> Iterator[Paragraph]:
    """The paragraphs of the other pages; none is joined over a page that is left out.

    Each run of pages is repaired by itself, but what the whole document shows to be header or page number goes first.
    """
    furniture = {(change.page, change.before.strip()) for change in repaired.changes if change.reason in _FURNITURE}
    numbered = list(enumerate(texts, 1))
    for left_out, run in groupby(numbered, key=lambda page: page[0] in unreadable):
        pages = list(run)
        if not left_out:
            # an emptied line keeps its number, by which its place is known
            kept = ("\n".join("" if (n, t.strip()) in furniture else t for t in text.split("\n")) for n, text in pages)
            first = pages[0][0] - 1
            for paragraph in repair("\f".join(kept), places[first : first + len(pages)]).paragraphs:
                yield replace(paragraph, page=paragraph.page + first)


def _named(numbers: Sequence[int], path: Path) -> Told:
    shown: str | Told = ", ".join(map(str, numbers[:_SHOWN]))
    if len(numbers) > _SHOWN:
        shown = sentence("more_pages", numbers=shown, count=len(numbers) - _SHOWN)
    return sentence("page_was" if len(numbers) == 1 else "pages_were", numbers=shown, name=path.name)
