"""A page's glyphs -> its lines in reading order, with the spaces that are only drawn as gaps.

The order of letters comes from the stream (`segments`); geometry says where lines end, which lines are cells of one
table row (`tables`), and where blanks are. Gaps are judged against the line's own habit, because Thai-distributed
text spreads all letters and TeX stretches the joints of words: a space is a gap well beyond what the line's others are.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.readers.pdf.content import Glyph, is_mark
from indexer.readers.pdf.order import in_order
from indexer.readers.pdf.segments import Placed, Row, Segment, once, rows, segments
from indexer.readers.pdf.tables import Cell, Entry, table_rows
from kb.text.repair import Place

# distances in font sizes
_SPACE_WITHOUT_GLYPH = 0.16
_SPACE_BESIDE_GLYPH = 0.28
_GAP = 0.05  # what is narrower is kerning or rounding
_CELL_GAP = 1.5
_ASCENT, _DESCENT = 0.95, 0.3  # Thai tone marks reach higher than Latin capitals
_TIGHT = (" ", "-", "–", "/", "(")  # after which the next line of a cell follows without a space
_LETTERS_PER_JOINT = 8
_JOINTS = 3  # of a line that show a habit

_THAI = re.compile("[\u0e01-\u0e4e]")
_BLANK = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROL = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points from the page's lower left: x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, or one table row with a tab between cells, without an end; and where it stands.

    `box` is on the page as it is, `place` on the page turned so that the line runs rightwards.
    """

    text: str
    box: Box
    place: Place


@dataclass(frozen=True, slots=True)
class _Blanks:
    """How a page writes spaces: as characters at all, or as gaps."""

    written: bool
    joints: bool  # whether lines have gaps between Thai words that are no spaces

    @property
    def least(self) -> float:
        """The least gap in font sizes that is a space."""
        return _SPACE_BESIDE_GLYPH if self.written else _SPACE_WITHOUT_GLYPH


def page_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines in reading order; an empty list for no glyphs.

    Invisible text (an OCR layer behind a scan) counts only where nothing else is written. The direction of most
    glyphs is the page's; lines written in other directions follow after its own, direction by direction.
    """
    shown = [g for g in glyphs if g.visible and g.text] or [g for g in glyphs if g.text]
    angles = Counter(_direction(g) for g in shown)
    lines: list[Line] = []
    for angle, _ in angles.most_common():
        placed = once(_turned(g, angle) for g in shown if _direction(g) == angle)
        found = list(segments(placed))
        blanks = _blanks(placed, found)
        written = [row for row in rows(found) if not all(one.blank for one in row)]
        lines += [_line(entry, blanks, angle) for entry in table_rows(in_order(written))]
    return lines


def _blanks(glyphs: Sequence[Placed], found: Sequence[Segment]) -> _Blanks:
    written = sum(g.text.isspace() for g in glyphs) >= 0.01 * len(glyphs)
    joints = not written and any(_joint(one, _gaps(one), _JOINTS) for one in found)
    return _Blanks(written, joints)


def _direction(glyph: Glyph) -> int:
    """The baseline's direction; within two degrees of upright counts as upright (scans, rounding)."""
    nearest = round(glyph.angle / 90) * 90
    return nearest % 360 if abs(glyph.angle - nearest) <= 2 else glyph.angle


def _turned(glyph: Glyph, angle: int) -> Placed:
    text = _CONTROL.sub("", _BLANK.sub(" ", glyph.text))
    x, y = _rotate(glyph.x, glyph.y, -angle)
    end, _ = _rotate(glyph.end_x, glyph.end_y, -angle)
    mark = is_mark(text) or abs(end - x) < 0.01 * glyph.size
    return Placed(text, min(x, end), max(x, end), y, glyph.size or 1.0, mark, glyph.bold)


def _rotate(x: float, y: float, degrees: int) -> tuple[float, float]:
    if degrees == 0:
        return x, y
    turn = math.radians(degrees)
    return x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)


def _line(entry: Entry, blanks: _Blanks, angle: int) -> Line:
    text = "\t".join(_cell_text(cell, blanks) for cell in entry)
    # fonts draw sara am as ring and sara aa; a ring before sara aa is nothing else
    text = unicodedata.normalize("NFC", text)  # puts a vowel below before the tone; NFKC would take sara am apart
    text = _SARA_AM.sub(lambda parts: (parts[1] or parts[2] or "") + "\u0e33", text)
    parts = [one for cell in entry for row in cell for one in row]
    return Line(text, _box(parts, angle), _place(entry, parts))


def _place(entry: Entry, parts: Sequence[Segment]) -> Place:
    written = [g for one in parts for g in one.glyphs if g.text.strip()]
    letters = [g for g in written if not g.mark] or written
    sizes = Counter(round(g.size, 1) for g in letters)
    return Place(
        left=min(g.x for g in letters),
        right=max(g.end for g in letters),
        top=max(cell[0][0].y for cell in entry),
        bottom=min(cell[-1][0].y for cell in entry),
        size=sizes.most_common(1)[0][0],
        bold=2 * sum(g.bold for g in letters) > len(letters),
        cells=tuple(cell[0][0].x for cell in entry[1:]) or tuple(_behind_gaps(entry[0][0])),
    )


def _behind_gaps(row: Row) -> Iterator[float]:
    for before, one in pairwise(row):
        if one.x - before.end > _CELL_GAP * max(before.size, one.size):
            yield one.x


def _cell_text(cell: Cell, blanks: _Blanks) -> str:
    text = _row_text(cell[0], blanks)
    for row in cell[1:]:
        below = _row_text(row, blanks)
        thai = _THAI.match(text[-1:]) and _THAI.match(below)
        text += below if thai or text.endswith(_TIGHT) else " " + below
    return text.rstrip() if len(cell) > 1 else text


def _row_text(row: Row, blanks: _Blanks) -> str:
    parts = [_segment_text(row[0], blanks)]
    for before, one in pairwise(row):
        gap = (one.x - before.end) / max(before.size, one.size)
        written = before.glyphs[-1].text[-1:].isspace() or one.glyphs[0].text[:1].isspace()
        if gap > _CELL_GAP:
            parts.append("\t")
        elif not written and gap > blanks.least:
            parts.append(" ")
        parts.append(_segment_text(one, blanks))
    return "".join(parts)


def _box(parts: Sequence[Segment], angle: int) -> Box:
    x0, x1 = min(s.x for s in parts), max(s.end for s in parts)
    y0, y1 = min(s.y - _DESCENT * s.size for s in parts), max(s.y + _ASCENT * s.size for s in parts)
    corners = [_rotate(x, y, angle) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _segment_text(one: Segment, blanks: _Blanks) -> str:
    gaps = _gaps(one)
    spread, joint = _spread(one, gaps), _joint(one, gaps, 1 if blanks.joints else _JOINTS)
    parts: list[str] = []
    before = ""
    for g, gap in zip(one.glyphs, gaps, strict=True):
        if gap > _GAP:
            usual = max(spread, joint if _THAI.match(before) and _THAI.match(g.text) else 0.0)
            if gap - usual > blanks.least:
                parts.append(" ")
        parts.append(g.text)
        before = g.text[-1:] or before
    return "".join(parts)


def _gaps(one: Segment) -> list[float]:
    """The empty width before each glyph in font sizes; 0 before marks and beside written spaces."""
    end = one.glyphs[0].end
    gaps = [0.0]
    for before, g in zip(one.glyphs, one.glyphs[1:], strict=False):
        written = before.text[-1:].isspace() or g.text[:1].isspace()
        gaps.append(0.0 if g.mark or written else (g.x - end) / max(g.size, before.size))
        # character spacing moves marks too, to the right of their letter
        end = max(end, g.end) if g.mark else g.end
    return gaps


def _spread(one: Segment, gaps: Sequence[float]) -> float:
    """The letter spacing: half of the letters or more stand that far apart."""
    letters = [gap for g, gap in zip(one.glyphs, gaps, strict=True) if not g.mark and not g.text.isspace()][1:]
    return max(0.0, median(letters)) if len(letters) >= _LETTERS_PER_JOINT else 0.0


def _joint(one: Segment, gaps: Sequence[float], least: int) -> float:
    """What TeX puts between Thai words of a justified line: gaps that are more frequent than Thai spaces ever are.

    With fewer than `least` of them the line tells nothing.
    """
    letters = [(g.text, gap) for g, gap in zip(one.glyphs, gaps, strict=True) if not g.mark and g.text.strip()]
    thai = [
        gap
        for (before, _), (text, gap) in pairwise(letters)
        if gap > _GAP and _THAI.match(before[-1:]) and _THAI.match(text)
    ]
    frequent = len(thai) >= least and len(thai) * _LETTERS_PER_JOINT > len(letters)
    return median(thai) if frequent else 0.0
