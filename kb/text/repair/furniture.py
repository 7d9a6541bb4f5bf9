"""Running headers, footers and page numbers: what belongs to the page, not to the text.

Only the two outermost lines at each edge of a page are looked at. A header is a line that, digits aside, stands at the
edge of at least half the pages; a page number is marked as one ('- 2 -', 'หน้า 2') or counts up with the pages. One page
shows no repetition: there only a first line in the other script than all below it, on a page that is numbered, is a
header; any other may be the title.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kb.text.repair.characters import CONSONANT, DIGIT
from kb.text.repair.values import Change, Place

_MARKED_NUMBER = re.compile(
    rf"[-–—] ?[{DIGIT}]{{1,4}} ?[-–—]|(?:หน้า(?:ที่)?|[Pp]age) ?[{DIGIT}]{{1,4}}(?: ?(?:/|จาก|of) ?[{DIGIT}]{{1,4}})?"
)
_BARE_NUMBER = re.compile(f"[{DIGIT}]{{1,4}}")
_DIGITS = re.compile(f"[{DIGIT}]+")
_THAI, _LATIN = re.compile(f"[{CONSONANT}]"), re.compile("[A-Za-z]")
_EDGE = 2
_LONGEST_HEADER = 100
_FULL_PAGE = 10  # lines
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as extracted, after code-level repair, its page (from 1), and where it stands there if that is known."""

    text: str
    page: int
    place: Place | None = None


def drop_furniture(pages: list[list[str]], changes: list[Change], places: Sequence[Sequence[Place]] = ()) -> list[Line]:
    """Return the lines of all pages without headers, footers and page numbers; dropped ones go to `changes`.

    `places` has for each page the places of its lines, from the first on; what is missing is not known.
    """
    edges = [_edges(page) for page in pages]
    times = Counter(shape for page, at in zip(pages, edges, strict=True) for shape in {_shape(page[i]) for i in at})
    numbers = _page_numbers(pages, edges)
    foreign = _foreign_header(pages, numbers)
    kept: list[Line] = []
    for number, page in enumerate(pages, 1):
        rest: list[Line] = []
        for i, line in enumerate(page):
            reason = None
            if i in edges[number - 1]:
                if _MARKED_NUMBER.fullmatch(line.strip()) or (number, i) in numbers:
                    reason = "page_number"
                elif i == foreign or (1 < times[_shape(line)] >= len(pages) / 2 and _can_be_header(line)):
                    reason = "running_header"
            if reason:
                changes.append(Change(line.strip(), "", reason, number))
            else:
                rest.append(Line(line, number, _at(_at(places, number - 1) or (), i)))
        kept += _trimmed(rest)
    return kept


def _foreign_header(pages: list[list[str]], numbers: set[tuple[int, int]]) -> int | None:
    """Return the number of the line that heads the only page in another script than its text; None where none does."""
    filled = [i for i, line in enumerate(pages[0]) if line.strip()] if len(pages) == 1 else []
    if len(filled) < _FULL_PAGE or not _can_be_header(pages[0][filled[0]]):
        return None
    if not (_MARKED_NUMBER.fullmatch(pages[0][filled[-1]].strip()) or (1, filled[-1]) in numbers):
        return None
    header, text = pages[0][filled[0]], "".join(pages[0][i] for i in filled[1:])
    latin, thai = _LATIN.search(header), _THAI.search(header)
    thai_text = len(_THAI.findall(text)) > len(_LATIN.findall(text))
    return filled[0] if (thai and not latin and not _THAI.search(text)) or (latin and not thai and thai_text) else None


def _at(values: Sequence[_Value], i: int) -> _Value | None:
    return values[i] if i < len(values) else None


def _trimmed(page: list[Line]) -> list[Line]:
    """Drop the empty lines at the edges of a page: a paragraph may go on across it."""
    filled = [i for i, line in enumerate(page) if line.text.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _edges(page: list[str]) -> list[int]:
    filled = [i for i, line in enumerate(page) if line.strip()]
    return filled if len(filled) <= 2 * _EDGE else filled[:_EDGE] + filled[-_EDGE:]


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line.strip())


def _can_be_header(line: str) -> bool:
    return len(line.strip()) < _LONGEST_HEADER and not _BARE_NUMBER.fullmatch(line.strip())


def _page_numbers(pages: list[list[str]], edges: list[list[int]]) -> set[tuple[int, int]]:
    """Return the (page, line) of bare numbers at the first or last line that count the pages."""
    by_offset: dict[int, set[tuple[int, int]]] = {}
    for number, (page, at) in enumerate(zip(pages, edges, strict=True), 1):
        for i in at[:1] + at[-1:]:
            if len(at) > 1 and _BARE_NUMBER.fullmatch(page[i].strip()):
                by_offset.setdefault(int(page[i].strip()) - number, set()).add((number, i))
    counting = {place for places in by_offset.values() if len({page for page, _ in places}) > 1 for place in places}
    # with one page there is nothing to count: only a 1 below a page of text
    single = {(page, i) for page, i in by_offset.get(0, ()) if len(pages) == 1 and i >= _FULL_PAGE}
    return counting | single
