"""A document as it is laid out for reading: blocks with the quoted span marked, headings to go to, pages that begin."""

from dataclasses import dataclass

from kb.types import Document

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a block's text; `quoted` pieces are highlighted, `first` is where the quote begins."""

    text: str
    quoted: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (`level` from 1) or paragraph (0); `page` is set where a new page begins, `anchor` on headings."""

    level: int
    segments: tuple[Segment, ...]
    page: int | None
    anchor: str | None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(segment.text for segment in self.segments)


def quoted_span(start: str, end: str, document: Document) -> Span | None:
    """Return the span that an address names by two numbers; None where they name no text of the document."""
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(start + end) < 20):
        return None
    span = int(start), int(end)
    return span if span[0] < span[1] <= len(document.text) else None


def lay_out(document: Document, span: Span | None) -> list[Part]:
    """Return the parts of the document in order."""
    parts: list[Part] = []
    page = None
    begun = False
    for number, block in enumerate(document.blocks, 1):
        segments = _segments(document.text, (block.start, block.end), span, begun)
        begun = begun or any(segment.quoted for segment in segments)
        begins = block.page if block.page != page else None
        page = block.page
        parts.append(Part(block.level, segments, begins, f"part-{number}" if block.level else None))
    return parts


def page_at(document: Document, start: int) -> int | None:
    """Return the page that holds the character at `start`; None where the document has no pages."""
    return next((block.page for block in document.blocks if start < block.end), None)


def _segments(text: str, block: Span, span: Span | None, begun: bool) -> tuple[Segment, ...]:
    start, end = block
    low, high = (min(max(at, start), end) for at in span or (start, start))
    pieces = ((start, low, False), (low, high, True), (high, end, False))
    return tuple(Segment(text[a:b], quoted, quoted and not begun) for a, b, quoted in pieces if a < b)
