"""The columns that the lines of a document stand in, and which lines are rows of a table.

Lines that follow each other downwards on a page make a column; what spans the column beside it as well, a title over
both, is a column of its own. A short column is as wide as the long ones that begin at its edge.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kb.text.repair.furniture import Line
from kb.text.repair.values import Place

# distances in font sizes
_ALIGNED = 0.5
_CENTRED = 0.6
_FLUSH = 0.35
_JUSTIFIED = 0.5  # of the lines end at the edge
_FEW = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A text column: its edges, whether its lines fill it from edge to edge, and its number in the document."""

    left: float
    right: float
    is_justified: bool
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A line with its place and column, and whether it is a table row."""

    text: str
    place: Place
    column: Column
    is_row: bool

    @property
    def indent(self) -> float:
        """How far the line begins from its column's edge, in font sizes."""
        return (self.place.left - self.column.left) / self.place.size

    @property
    def is_centred(self) -> bool:
        """Whether the line has the same room on both sides, be it none."""
        before, after = self.place.left - self.column.left, self.column.right - self.place.right
        return abs(before - after) < _CENTRED * self.place.size


def read_spots(lines: Sequence[Line]) -> tuple[Spot | None, ...]:
    """Return the spot of each line; None where it is blank or its place is not known."""
    placed = {at: line.place for at, line in enumerate(lines) if line.place and line.text.strip()}
    columns = _columns(placed, _parted(placed, lines, list(_runs(placed, lines))))
    rows = set(_rows(placed, columns))
    return tuple(
        Spot(line.text, placed[at], columns[at], at in rows) if at in placed else None for at, line in enumerate(lines)
    )


def _runs(placed: Mapping[int, Place], lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the numbers of lines that follow each other downwards on one page."""
    run: list[int] = []
    for at, place in placed.items():
        if run and not (lines[run[-1]].page == lines[at].page and placed[run[-1]].bottom > place.top):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _parted(placed: Mapping[int, Place], lines: Sequence[Line], runs: list[list[int]]) -> list[list[int]]:
    """Return the runs, with the lines apart that stand above the next run on the page and reach over it."""
    parted: list[list[int]] = []
    for number, run in enumerate(runs):
        following, cut = runs[number + 1 : number + 2], 0
        if following and lines[run[0]].page == lines[following[0][0]].page:
            beside = placed[following[0][0]]
            while cut < len(run) and placed[run[cut]].bottom > beside.top and placed[run[cut]].right > beside.left:
                cut += 1
        parted += [part for part in (run[:cut], run[cut:]) if part]
    return parted


def _columns(placed: Mapping[int, Place], runs: Sequence[Sequence[int]]) -> dict[int, Column]:
    """Return the column of each line by its number."""
    edges = [(min(placed[at].left for at in run), max(placed[at].right for at in run)) for run in runs]
    farthest: dict[int, float] = {}
    for run, (left, right) in zip(runs, edges, strict=True):
        for near in (round(left) - 1, round(left), round(left) + 1):
            if len(run) > _FEW:  # a title over two columns begins where the first does
                farthest[near] = max(right, farthest.get(near, right))
    columns: dict[int, Column] = {}
    for number, (run, (left, own)) in enumerate(zip(runs, edges, strict=True)):
        right = max(own, farthest.get(round(left), own))
        size = median(placed[at].size for at in run)
        full = sum(right - placed[at].right < _FLUSH * size for at in run)
        column = Column(left, right, len(run) > _FEW and full >= _JUSTIFIED * len(run), number)
        columns |= dict.fromkeys(run, column)
    return columns


def _rows(placed: Mapping[int, Place], columns: Mapping[int, Column]) -> Iterator[int]:
    """Yield the table rows: lines with several rows of cells, and those with a cell above or below one of the next."""
    for at, place in placed.items():
        if place.cells and place.bottom < place.top:
            yield at
    for at, following in pairwise(placed):
        one, other = placed[at], placed[following]
        if any(abs(a - b) < _ALIGNED * one.size for a in one.cells for b in other.cells):
            yield from (i for i in (at, following) if not _is_stretched(placed[i], columns[i]))


def _is_stretched(place: Place, column: Column) -> bool:
    """Tell whether a line fills a justified column, which widens its gaps."""
    return column.is_justified and column.right - place.right < _FLUSH * place.size
