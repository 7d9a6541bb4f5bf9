"""Glyphs in stream order -> segments on one baseline -> rows of segments side by side.

A Thai mark stands over, under or left of the place where the pen is, so sorting by position scatters it; it belongs to
the letter before it in the stream. A segment therefore ends only where the baseline changes or the pen jumps; marks,
superscripts and kerning are neither. All distances are in font sizes.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_SAME_BASELINE = 0.2
_SAME_ROW = 0.3
_RAISED = 0.55  # superscripts and subscripts; marks over tall letters go further
_MARK_REACH = 1.0
_BACKTRACK = 0.45  # kerning, and letters set back over a blank
_TOUCH = 0.3  # letters set tight, and spaces wider than the room left for them
_JUMP = 1.2  # a pen that moves on further has left the segment
_OVERPRINT = 0.12  # fake bold and shadows

# bounds on the work that a file made to waste time can cause
_LEAST_SIZE = 0.01
_MAX_NEAR = 64
_MAX_SEGMENTS_OF_ROW = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph on a page turned so that its baseline runs rightwards: from x to end on height y, in points."""

    text: str
    x: float
    end: float
    y: float
    size: float
    mark: bool
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs that follow each other on one baseline, in stream order; never empty."""

    glyphs: tuple[Placed, ...]
    x: float
    end: float
    y: float
    size: float

    @property
    def blank(self) -> bool:
        """Whether nothing but spaces is in it."""
        return not any(g.text.strip() for g in self.glyphs)


Row = tuple[Segment, ...]  # segments side by side, left to right; never empty


def once(glyphs: Iterable[Placed]) -> list[Placed]:
    """Return the glyphs without those printed again in nearly the same place: fake bold, shadows."""
    seen: dict[tuple[str, int, int], list[Placed]] = {}
    kept = []
    for g in glyphs:
        cell = max(_LEAST_SIZE, g.size)
        column, line = math.floor(g.x / cell), math.floor(g.y / cell)
        near = [
            other
            for i in (column - 1, column, column + 1)
            for j in (line - 1, line, line + 1)
            for other in seen.get((g.text, i, j), ())[:_MAX_NEAR]
        ]
        reach = _OVERPRINT * g.size
        if not any(abs(other.x - g.x) < reach and abs(other.y - g.y) < reach for other in near):
            seen.setdefault((g.text, column, line), []).append(g)
            kept.append(g)
    return kept


def segments(glyphs: Iterable[Placed]) -> Iterator[Segment]:
    """Yield the segments in stream order."""
    current: list[Placed] = []
    base: Placed | None = None  # the letter whose baseline counts
    end = 0.0
    for g in glyphs:
        if current and not _continues(base or current[0], end, g):
            yield segment(current)
            current, base = [], None
        if not current:
            end = g.end
        current.append(g)
        if not g.mark:
            base = g if base is None or g.size >= 0.9 * base.size else base
            end = g.end
    if current:
        yield segment(current)


def _continues(base: Placed, end: float, g: Placed) -> bool:
    size = max(base.size, g.size)
    rise, gap = abs(g.y - base.y) / size, (g.x - end) / size
    if g.mark:
        return rise <= _MARK_REACH and -_MARK_REACH <= gap <= _JUMP
    if rise <= _SAME_BASELINE:
        return -_BACKTRACK <= gap <= _JUMP
    return rise <= _RAISED and -_BACKTRACK <= gap <= _BACKTRACK


def segment(glyphs: Iterable[Placed]) -> Segment:
    """Return the segment of at least one glyph; its place is that of its letters, its height that of the largest."""
    every = tuple(glyphs)
    letters = [g for g in every if not g.mark] or list(every)
    size = max(g.size for g in letters)
    y = next(g.y for g in letters if g.size >= 0.9 * size)
    return Segment(every, min(g.x for g in letters), max(g.end for g in letters), y, size)


def rows(found: Iterable[Segment]) -> list[Row]:
    """Return the segments joined to rows, in stream order.

    A segment joins the row before it where it stands free beside it, or where its letters fill the row's holes: where
    a font lacks some characters, LibreOffice writes the others first and leaves room.
    """
    joined: list[list[Segment]] = []
    for one in found:
        row = joined[-1] if joined else []
        if (
            not row
            or len(row) >= _MAX_SEGMENTS_OF_ROW
            or abs(one.y - row[-1].y) > _SAME_ROW * max(one.size, row[-1].size)
        ):
            joined.append([one])
        elif _beside(row, one):
            row.append(one)
        elif whole := _interleaved(row, one):
            joined[-1] = [whole]
        else:
            joined.append([one])
    return [tuple(sorted(row, key=lambda s: s.x)) for row in joined]


def _beside(row: list[Segment], one: Segment) -> bool:
    slack = _BACKTRACK * max(one.size, row[-1].size)
    return all(one.x >= other.end - slack or one.end <= other.x + slack for other in row)


def _interleaved(row: list[Segment], one: Segment) -> Segment | None:
    """All letters from left to right, each with its marks; None where letters would stand on each other."""
    letters = [letter for part in (*row, one) for letter in _letters(part)]
    letters.sort(key=lambda letter: letter[0].x)
    slack = _TOUCH * one.size
    if any(after[0].x < before[0].end - slack for before, after in pairwise(letters)):
        return None
    return segment(g for letter in letters for g in letter)


def _letters(part: Segment) -> list[list[Placed]]:
    letters: list[list[Placed]] = []
    for g in part.glyphs:
        if g.mark and letters:
            letters[-1].append(g)
        else:
            letters.append([g])
    return letters
