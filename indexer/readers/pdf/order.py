"""Rows in stream order -> rows in reading order, where the two differ.

Nearly every producer writes a page in reading order, column after column, and the stream knows better than geometry
which text goes with which. It is overruled in three cases only: headers and footers written out of turn, rows that run
across two columns of text, and streams in no order at all.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from indexer.readers.pdf.segments import Row, Segment

# distances in font sizes
_SAME_ROW = 0.3
_GUTTER = 1.0
_UP = 0.5

_FURNITURE_ROWS = 3
_DISORDER = 0.15  # of the rows begin higher than the row before and not to its right
_COLUMN_ROWS = 4
_MAX_COLUMN_ROWS = 300
_FILL = 0.6  # of their column's width that lines of running text have at least; cells have less


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Return the same segments as rows in reading order."""
    ordered = _furniture_outside(list(rows))
    if _is_disordered(ordered):
        ordered = _top_down(ordered)
    return _columns_apart(ordered)


def _furniture_outside(rows: list[Row]) -> list[Row]:
    """Headers written last go first, footers written first go last."""
    for count in range(min(_FURNITURE_ROWS, len(rows) - 1), 0, -1):
        body, last = rows[:-count], rows[-count:]
        if _lowest(last) > _highest(body) + _UP * last[0][0].size:
            rows = last + body
            break
    for count in range(min(_FURNITURE_ROWS, len(rows) - 1), 0, -1):
        first, body = rows[:count], rows[count:]
        if _highest(first) < _lowest(body) - _UP * first[0][0].size:
            return body + first
    return rows


def _highest(rows: Sequence[Row]) -> float:
    return max(row[0].y for row in rows)


def _lowest(rows: Sequence[Row]) -> float:
    return min(row[0].y for row in rows)


def _is_disordered(rows: Sequence[Row]) -> bool:
    back = sum(
        row[0].y > before[0].y + _UP * row[0].size and row[0].x < before[-1].end for before, row in pairwise(rows)
    )
    return back >= _COLUMN_ROWS and back > _DISORDER * len(rows)


def _top_down(rows: Sequence[Row]) -> list[Row]:
    """All segments by height, those on one baseline in one row from left to right."""
    found: list[list[Segment]] = []
    for one in sorted((one for row in rows for one in row), key=lambda one: (-one.y, one.x)):
        if found and found[-1][0].y - one.y <= _SAME_ROW * one.size:
            found[-1].append(one)
        else:
            found.append([one])
    return [tuple(sorted(row, key=lambda one: one.x)) for row in found]


def _columns_apart(rows: list[Row]) -> list[Row]:
    """Where rows in succession hold lines of two columns of running text, the left column's first."""
    ordered: list[Row] = []
    i = 0
    while i < len(rows):
        gutter, end = _gutter(rows, i)
        if gutter is None:
            ordered.append(rows[i])
            i += 1
            continue
        left = [tuple(one for one in row if one.end <= gutter) for row in rows[i:end]]
        right = [tuple(one for one in row if one.end > gutter) for row in rows[i:end]]
        ordered += [row for row in (*left, *right) if row]
        i = end
    return ordered


def _gutter(rows: Sequence[Row], first: int) -> tuple[float | None, int]:
    """Where the gutter of the columns is that begin at a row, None where there are none; and the row after them."""
    row = rows[first]
    for before, one in pairwise(row):
        if one.x - before.end < _GUTTER * one.size:
            continue
        low, high, end = before.end, one.x, first + 1
        while end < min(len(rows), first + _MAX_COLUMN_ROWS):
            wider = _narrowed(low, high, rows[end])
            if wider is None or rows[end][0].y >= rows[end - 1][0].y:
                break
            low, high = wider
            end += 1
        gutter = (low + high) / 2
        if _are_columns(rows[first:end], gutter):
            return gutter, end
    return None, first + 1


def _narrowed(low: float, high: float, row: Row) -> tuple[float, float] | None:
    """The part of a gutter that a row leaves free; None where it is too narrow."""
    middle = (low + high) / 2
    for one in row:
        if one.end <= middle:
            low = max(low, one.end)
        elif one.x >= middle:
            high = min(high, one.x)
        else:
            return None
    return (low, high) if high - low >= _GUTTER * row[0].size else None


def _are_columns(rows: Sequence[Row], gutter: float) -> bool:
    both = [row for row in rows if row[0].end <= gutter < row[-1].x]
    if len(both) < _COLUMN_ROWS:
        return False
    sides = (
        [one for row in rows for one in row if one.end <= gutter],
        [one for row in rows for one in row if one.x > gutter],
    )
    for side in sides:
        width = max(one.end for one in side) - min(one.x for one in side)
        if median(one.end - one.x for one in side) < _FILL * width or width < 8 * side[0].size:
            return False
    return True
