"""What the places of lines on the page say about paragraphs: room left over, indents, gaps, sizes, table rows.

Lines that follow each other downwards make a column. A line was wrapped where the next one's first word had no room
left in the column; a paragraph ends where it had, and where the next line is set apart: lower than the lines of one
paragraph are (their usual pitch is learned from wrapped lines), further in or out than its paragraph's lines, in
another size or weight. A document whose paragraphs are all set apart has none where nothing is. All distances are in
font sizes of the line.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import median

from kb.text.repair.characters import LETTER
from kb.text.repair.furniture import Line
from kb.text.repair.ruler import breadth, first_word
from kb.text.repair.values import Place

_INDENT = 0.5
_SPACE = 0.25
_PLENTY_OF_COLUMN = 0.25
_CENTRED = 0.6
_ENOUGH, _PLENTY = 2.5, 6.0  # more than the first word needs: every program cuts Thai words differently
_FLUSH = 0.35  # of a justified line's end from the column's edge
_ANOTHER_SIZE = 0.04
_LOWER = 0.12
_MOST, _TALL = 0.5, 0.9  # of the pitches
_JUSTIFIED = 0.5  # of the lines end at the edge
_SET_APART = 0.75  # of the clear paragraph ends
_FEW = 3
_FIRST = re.compile(rf"[(\[“‘\"'–-]*([{LETTER}]{{1,24}}|[^\s{LETTER}]+)[)\]”’\"',.;:ๆฯ]*")


class Room(Enum):
    """Whether the first word of the next line would have fitted on the line: no, perhaps, surely, and much more."""

    NONE = 0
    DOUBTFUL = 1
    ENOUGH = 2
    PLENTY = 3


@dataclass(frozen=True, slots=True)
class Column:
    """The text column of a line: its edges, whether lines fill it from edge to edge, and its number in the document."""

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


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: the spot of each line (None where it is not known), the usual pitch, and its habit.

    `pitches` has the distance of lines in one paragraph by font size; `sets_apart` tells whether every paragraph is set
    apart by an indent or a gap.
    """

    spots: tuple[Spot | None, ...]
    pitches: dict[float, float]
    sets_apart: bool

    def is_apart(self, before: Spot, after: Spot, inner: float | None, *, hangs: bool = False) -> bool:
        """Tell whether `after` is set apart from the line before it.

        `inner` is the indent of the paragraph's lines after its first, where it has some; `hangs` tells that a second
        line would be further in.
        """
        if before.is_row or after.is_row:
            return True
        if is_styled_otherwise(before, after) or self._is_lower(before, after):
            return True
        if is_centred_pair(before, after):
            return False
        if before.place.bold and before.is_centred and before.indent > _INDENT:
            return True
        if inner is not None:
            return abs(after.indent - inner) > _INDENT
        return not hangs and after.indent - before.indent > _INDENT

    def _is_lower(self, before: Spot, after: Spot) -> bool:
        usual = self.pitches.get(before.place.size)
        pitch = _pitch(before, after)
        return usual is not None and pitch is not None and pitch > usual + max(_LOWER, _LOWER * usual)


def read_setting(lines: Sequence[Line]) -> Setting:
    """Return the setting of a document from the places of its lines, blank ones included."""
    spots = _spots(lines)
    known = [(a, b) for a, b in pairwise(spot for spot in spots if spot) if not (a.is_row or b.is_row)]
    pitches: dict[float, list[float]] = defaultdict(list)
    for before, after in known:
        pitch = _pitch(before, after)
        if pitch is not None and room(before, after) in (Room.NONE, Room.DOUBTFUL):
            pitches[before.place.size].append(pitch)
    usual = {size: _usual(found) for size, found in pitches.items()}
    first = Setting(spots, usual, sets_apart=False)
    ends = [first.is_apart(a, b, None) for a, b in known if _clearly_ends(a, b)]
    return Setting(spots, usual, len(ends) >= _FEW and sum(ends) >= _SET_APART * len(ends))


def room(before: Spot, after: Spot) -> Room:
    """Return whether the first word of `after` would have fitted at the end of `before`."""
    column, size = before.column, before.place.size
    left = column.right - before.place.right
    if is_centred_pair(before, after):
        left += before.place.left - column.left
    needed = _SPACE * size * (before.text.endswith(" ") or not _ends_thai(before.text)) + _word_width(after)
    if left < needed:
        return Room.NONE
    spare = (left - needed) / size
    plenty = min(_PLENTY, _PLENTY_OF_COLUMN * (column.right - column.left) / size)
    return Room.PLENTY if spare > plenty else Room.ENOUGH if spare > _ENOUGH else Room.DOUBTFUL


def is_centred_pair(before: Spot, after: Spot) -> bool:
    """Tell whether two lines are centred in their column, and not both set from edge to edge."""
    return before.is_centred and after.is_centred and max(before.indent, after.indent) > _INDENT


def is_styled_otherwise(before: Spot, after: Spot) -> bool:
    """Tell whether size or weight change between two lines; sizes count only within a script, which has its own."""
    one, other = before.place, after.place
    if one.bold != other.bold:
        return True
    unlike = abs(one.size - other.size) > _ANOTHER_SIZE * max(one.size, other.size)
    return unlike and _has_thai(before.text) == _has_thai(after.text)


def _clearly_ends(before: Spot, after: Spot) -> bool:
    same = before.column.number == after.column.number and not is_styled_otherwise(before, after)
    return same and room(before, after) is Room.PLENTY


def _pitch(before: Spot, after: Spot) -> float | None:
    if before.column.number != after.column.number:
        return None
    return (before.place.bottom - after.place.top) / before.place.size


def _usual(pitches: Sequence[float]) -> float:
    """The pitch of most wrapped lines; where there is none, because letters of two fonts push lines apart, a high one."""
    pitch, times = Counter(round(pitch, 1) for pitch in pitches).most_common(1)[0]
    if times > _MOST * len(pitches):
        return median(one for one in pitches if round(one, 1) == pitch)
    return sorted(pitches)[int(_TALL * len(pitches))]


def _word_width(spot: Spot) -> float:
    text = spot.text.strip()
    found = _FIRST.match(text)
    word = found[0] if found else text
    if found and found[1] and _has_thai(found[1]):
        word = word[: found.start(1)] + first_word(found[1]) + (word[found.end(1) :] if found[1] == first_word(found[1]) else "")
    return (spot.place.right - spot.place.left) * breadth(word) / max(breadth(word), breadth(text))


def _has_thai(text: str) -> bool:
    return re.search(f"[{LETTER}]", text) is not None


def _ends_thai(text: str) -> bool:
    return re.search(f"[{LETTER}]$", text.rstrip()) is not None


def _spots(lines: Sequence[Line]) -> tuple[Spot | None, ...]:
    columns = _columns(lines)
    rows = _rows(lines, columns)
    return tuple(
        Spot(line.text, line.place, columns[at], at in rows) if line.place and at in columns else None
        for at, line in enumerate(lines)
    )


def _rows(lines: Sequence[Line], columns: Mapping[int, Column]) -> set[int]:
    """The table rows: lines with several rows of cells, and those with a cell below a cell of the line above."""
    gapped = [(at, line) for at, line in enumerate(lines) if line.place and line.text.strip()]
    rows = {at for at, line in gapped if line.place and line.place.cells and line.place.bottom < line.place.top}
    for (at, line), (following_at, following) in pairwise(gapped):
        if line.place and following.place and _aligned(line.place, following.place):
            rows |= {i for i in (at, following_at) if not _is_stretched(_place(lines, i), columns[i])}
    return rows


def _is_stretched(place: Place, column: Column) -> bool:
    """Tell whether a line fills a justified column, which widens its gaps."""
    return column.is_justified and column.right - place.right < _FLUSH * place.size


def _aligned(one: Place, other: Place) -> bool:
    return any(abs(a - b) < _INDENT * one.size for a in one.cells for b in other.cells)


def _columns(lines: Sequence[Line]) -> dict[int, Column]:
    """The column of each line that has a place, by its index."""
    runs = _parted(lines, _runs(lines))
    edges = [_edges(lines, run) for run in runs]
    columns: dict[int, Column] = {}
    for number, (run, (left, right)) in enumerate(zip(runs, edges, strict=True)):
        size = median(_place(lines, at).size for at in run)
        alike = [e for e in edges if abs(e[0] - left) < _INDENT * size]
        right = max(right, *(e[1] for e in alike)) if len(alike) > 1 else right
        full = sum(right - _place(lines, at).right < _FLUSH * size for at in run)
        column = Column(left, right, len(run) > _FEW and full >= _JUSTIFIED * len(run), number)
        columns |= dict.fromkeys(run, column)
    return columns


def _runs(lines: Sequence[Line]) -> list[list[int]]:
    """The indices of lines that follow each other downwards on one page."""
    runs: list[list[int]] = []
    before: Line | None = None
    for at, line in enumerate(lines):
        if not line.place or not line.text.strip():
            continue
        if before and before.place and before.page == line.page and _is_below(before.place, line.place):
            runs[-1].append(at)
        else:
            runs.append([at])
        before = line
    return runs


def _is_below(before: Place, after: Place) -> bool:
    return before.bottom > after.top


def _parted(lines: Sequence[Line], runs: list[list[int]]) -> list[list[int]]:
    """The runs, without the lines that span the column beside them as well: those are runs of their own."""
    parted: list[list[int]] = []
    for run, following in zip(runs, [*runs[1:], []], strict=True):
        cut = 0
        if following and lines[run[0]].page == lines[following[0]].page:
            beside = _place(lines, following[0])
            while cut < len(run) and _spans(_place(lines, run[cut]), beside):
                cut += 1
        parted += [part for part in (run[:cut], run[cut:]) if part]
    return parted


def _spans(place: Place, beside: Place) -> bool:
    return place.bottom > beside.top and place.right > beside.left


def _edges(lines: Sequence[Line], run: Sequence[int]) -> tuple[float, float]:
    places = [_place(lines, at) for at in run]
    return min(place.left for place in places), max(place.right for place in places)


def _place(lines: Sequence[Line], at: int) -> Place:
    place = lines[at].place
    assert place is not None
    return place
