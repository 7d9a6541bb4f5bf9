"""Rows of text -> entries: ordinary lines, and table rows with all lines of each cell together.

Producers draw a table cell by cell (Word, Chromium) or line by line across the cells (ReportLab, LibreOffice). Read in
either order, a row whose cells wrap falls apart into pieces that no later stage can put together, while the places show
the cells: text that returns to the baseline where the row began, further right, starts another cell; a line just below
that begins where a cell begins continues it. Nothing is sorted unless one of these is seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.pdf.segments import Row, Segment, segment

Cell = tuple[Row, ...]  # the lines of a cell, from the top
Entry = tuple[Cell, ...]  # an ordinary line is one cell of one line

# distances in font sizes
_CELL_GAP = 1.5
_ALIGNED = 0.5
_LINE_PITCH = 2.3
_SAME_ROW = 0.3
_MAX_ROWS = 100  # that one table row is made of
_MAX_CELL_LINES = 6  # in two columns; the more there are, the narrower they are
_COLUMN_LINES = 4
_SLACK = 0.3
_LONG_WORD = 4.0  # Thai words are not set apart; few are longer


@dataclass(frozen=True, slots=True)
class _Growing:
    """A table row as far as it is read: its cells, how many rows they took, and if one returned to the top."""

    cells: tuple[Cell, ...]
    taken: int
    returned: bool = False


def table_rows(rows: Sequence[Row]) -> list[Entry]:
    """Return the entries in order; every segment of `rows` is in exactly one."""
    entries: list[Entry] = []
    starts: tuple[float, ...] = ()
    i = 0
    while i < len(rows):
        found = _table_row(rows, i, starts)
        if found is None:
            entries.append(((rows[i],),))
            pieces = _pieces(rows[i], starts)
            starts = tuple(piece[0].x for piece in pieces) if len(pieces) > 1 else ()
            i += 1
        else:
            entries.append(found.cells)
            starts = tuple(cell[0][0].x for cell in found.cells)
            i += found.taken
    return entries


def _table_row(rows: Sequence[Row], first: int, starts: tuple[float, ...]) -> _Growing | None:
    """The table row that begins at a row; None where that is an ordinary line."""
    growing = _Growing(tuple((piece,) for piece in _pieces(rows[first], starts)), 1)
    sure: _Growing | None = None
    for i in range(first + 1, min(len(rows), first + _MAX_ROWS)):
        rest = rows[i + 1 : i + 1 + _MAX_CELL_LINES]
        in_table = _same_columns(growing, starts, rest) and not _begins_row(rows[i], rest)
        grown = _returned(growing, rows[i], starts) or _continued(growing, rows[i], in_table)
        if grown is None:
            break
        growing = grown
        if len(growing.cells) > 1:
            sure = growing
            if _are_columns(growing):
                break
    return None if sure is None or _are_columns(sure) else sure


def _are_columns(growing: _Growing) -> bool:
    """Whether the cells are columns of running text: too long for cells, or two long ones."""
    lines = [len(cell) for cell in growing.cells]
    return max(lines) > _max_cell_lines(growing) or (len(lines) == 2 and min(lines) >= _COLUMN_LINES)


def _max_cell_lines(growing: _Growing) -> int:
    return _MAX_CELL_LINES * max(1, len(growing.cells) - 1)


def _begins_row(row: Row, rest: Sequence[Row]) -> bool:
    """Whether what follows returns to this row's baseline, further right."""
    return any(abs(one[0].y - row[0].y) <= _SAME_ROW * row[0].size and one[0].x > row[-1].x for one in rest)


def _same_columns(growing: _Growing, starts: tuple[float, ...], rest: Sequence[Row]) -> bool:
    """Whether the row above or the one after next begins its cells where this one does, as only table rows do."""
    own = [cell[0] for cell in growing.cells]
    if len(own) < 3:
        return False
    below = tuple(piece[0].x for piece in _pieces(rest[0], ())) if rest else ()
    return any(
        len(others) == len(own) and all(_starts(piece[0].x, others, piece[0].size) for piece in own)
        for others in (starts, below)
    )


def _returned(growing: _Growing, row: Row, starts: tuple[float, ...]) -> _Growing | None:
    top = growing.cells[0][0]
    size = top[0].size
    right = max(line[-1].end for cell in growing.cells for line in cell)
    if abs(row[0].y - top[0].y) > _SAME_ROW * size or row[0].x < right - _SLACK * size:
        return None
    cells = growing.cells + tuple((piece,) for piece in _pieces(row, starts))
    return _Growing(cells, growing.taken + 1, returned=True)


def _continued(growing: _Growing, row: Row, in_table: bool) -> _Growing | None:
    starts = tuple(cell[0][0].x for cell in growing.cells)
    pieces = _pieces(row, starts)
    columns = [_column(starts, piece) for piece in pieces]
    if None in columns or len(set(columns)) < len(columns) or len(pieces) == len(starts) > 1:
        return None
    if len(starts) > 1 and 0 in columns and (growing.returned or not (in_table and _wraps(growing, pieces[0]))):
        return None
    cells = list(growing.cells)
    for column, piece in zip(columns, pieces, strict=True):
        if column is None or not _below(cells[column], piece) or len(cells[column]) > _max_cell_lines(growing):
            return None
        cells[column] = (*cells[column], piece)
    return replace(growing, cells=tuple(cells), taken=growing.taken + 1)


def _wraps(growing: _Growing, piece: Row) -> bool:
    """Whether a line below the first cell had to begin there because its first word did not fit above."""
    above, size = growing.cells[0][-1][-1], piece[0].size
    word_end = next((g.x for g in piece[0].glyphs if g.text.isspace()), piece[0].end)
    room = growing.cells[1][0][0].x - above.end
    return room < min(word_end - piece[0].x, _LONG_WORD * size) + _SAME_ROW * size


def _below(cell: Cell, piece: Row) -> bool:
    pitch = (cell[-1][0].y - piece[0].y) / piece[0].size
    return _SAME_ROW < pitch <= _LINE_PITCH


def _column(starts: tuple[float, ...], piece: Row) -> int | None:
    """The column a piece begins in and does not leave; None where there is none."""
    slack = _ALIGNED * piece[0].size
    fitting = [i for i, start in enumerate(starts) if start - slack <= piece[0].x]
    if not fitting or (fitting[-1] + 1 < len(starts) and piece[-1].end > starts[fitting[-1] + 1]):
        return None
    # centred cells begin anywhere in their column, a first line of one column anywhere at all
    return fitting[-1]


def _pieces(row: Row, starts: tuple[float, ...]) -> list[Row]:
    """The row cut at wide gaps, and where one of the columns known from above begins after a smaller one.

    A wide gap inside a known column is a justified line's, not a new cell.
    """
    pieces: list[list[Segment]] = []
    for one in row:
        for part in _cut(one, starts):
            begins = _starts(part.x, starts, part.size)
            if pieces and not begins:
                last = pieces[-1]
                inside = len(starts) > 1 and _interval(starts, last[0]) == _interval(starts, part)
                if inside or part.x - last[-1].end <= _CELL_GAP * part.size:
                    last.append(part)
                    continue
            pieces.append([part])
    return [tuple(piece) for piece in pieces]


def _interval(starts: tuple[float, ...], part: Segment) -> int:
    return sum(start - _ALIGNED * part.size <= part.x for start in starts)


def _cut(one: Segment, starts: tuple[float, ...]) -> list[Segment]:
    inside = [start for start in starts[1:] if one.x < start < one.end]
    if not inside:
        return [one]
    parts, begin = [], 0
    for i in range(1, len(one.glyphs)):
        before, g = one.glyphs[i - 1], one.glyphs[i]
        apart = before.text.isspace() or g.x - before.end > _SAME_ROW * g.size
        if apart and not g.mark and _starts(g.x, tuple(inside), 0.6 * g.size):
            parts.append(segment(one.glyphs[begin:i]))
            begin = i
    return [*parts, segment(one.glyphs[begin:])]


def _starts(x: float, starts: tuple[float, ...], size: float) -> bool:
    return any(abs(x - start) <= _ALIGNED * size for start in starts)
