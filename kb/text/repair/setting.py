"""What the places of lines say about paragraphs: room left over, indents, gaps, sizes and weights.

A line was wrapped where the next one's first word had no room left in the column. A paragraph ends where it had, and
where the next line is set apart: lower than lines of one paragraph are (their usual pitch is that of wrapped lines),
further in or out than its paragraph's lines, in another size or weight. A document whose paragraphs are all set apart
has none where nothing is. All distances are in font sizes of the line.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from statistics import median

from kb.text.repair.characters import LETTER
from kb.text.repair.columns import Spot, read_spots
from kb.text.repair.furniture import Line
from kb.text.repair.ruler import breadth, first_word

_INDENT = 0.5
_SPACE = 0.25
_ENOUGH, _PLENTY = 2.5, 6.0  # more than the first word needs: every program cuts Thai words differently
_PLENTY_OF_COLUMN = 0.25
_ANOTHER_SIZE = 0.04
_LOWER = 0.12
_MOST, _TALL = 0.5, 0.9  # of the pitches
_SET_APART = 0.75  # of the clear paragraph ends
_FEW = 3
_FIRST = re.compile(rf"([(\[“‘\"'–-]*)([{LETTER}]{{1,24}}|[^\s{LETTER}]+)([)\]”’\"',.;:ๆฯ]*)")


class Room(IntEnum):
    """Whether the first word of the next line would have fitted on the line: no, perhaps, surely, and much more."""

    NONE = 0
    DOUBTFUL = 1
    ENOUGH = 2
    PLENTY = 3


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
        if before.is_row or after.is_row or is_styled_otherwise(before, after) or self._is_lower(before, after):
            return True
        if is_centred_pair(before, after):
            return False
        if before.place.bold and before.is_centred and before.indent > _INDENT:
            return True
        if inner is not None:
            return abs(after.indent - inner) > _INDENT
        return not hangs and after.indent - before.indent > _INDENT

    def joins_unmarked(self, before: Spot, after: Spot) -> bool:
        """Tell whether paragraphs of this document are set apart where such lines follow each other."""
        return self.sets_apart and before.column.number == after.column.number and not is_centred_pair(before, after)

    def _is_lower(self, before: Spot, after: Spot) -> bool:
        usual = self.pitches.get(before.place.size)
        pitch = _pitch(before, after)
        return usual is not None and pitch is not None and pitch > usual + max(_LOWER, _LOWER * usual)


def read_setting(lines: Sequence[Line]) -> Setting:
    """Return the setting of a document from the places of its lines, blank ones included."""
    spots = read_spots(lines)
    known = [(a, b) for a, b in pairwise(spot for spot in spots if spot) if not (a.is_row or b.is_row)]
    pitches: dict[float, list[float]] = defaultdict(list)
    for before, after in known:
        pitch = _pitch(before, after)
        if pitch is not None and room(before, after) <= Room.DOUBTFUL:
            pitches[before.place.size].append(pitch)
    usual = {size: _usual(found) for size, found in pitches.items()}
    setting = Setting(spots, usual, sets_apart=False)
    ends = [setting.is_apart(a, b, None) for a, b in known if _clearly_ends(a, b)]
    return Setting(spots, usual, len(ends) >= _FEW and sum(ends) >= _SET_APART * len(ends))


def room(before: Spot, after: Spot) -> Room:
    """Return whether the first word of `after` would have fitted at the end of `before`."""
    column, size = before.column, before.place.size
    left = column.right - before.place.right
    if is_centred_pair(before, after):
        left += before.place.left - column.left
    apart = before.text.endswith(" ") or re.search(f"[{LETTER}]$", before.text) is None
    needed = _SPACE * size * apart + _word_width(after)
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
    """The pitch of most wrapped lines; a high one where there is none: letters of two fonts push lines apart."""
    pitch, times = Counter(round(pitch, 1) for pitch in pitches).most_common(1)[0]
    if times > _MOST * len(pitches):
        return median(one for one in pitches if round(one, 1) == pitch)
    return sorted(pitches)[int(_TALL * len(pitches))]


def _word_width(spot: Spot) -> float:
    """The room that what cannot be parted from the line's beginning takes."""
    text = spot.text.strip()
    word, found = text, _FIRST.match(text)
    if found:
        opening, run, closing = found.groups()
        first = first_word(run)
        word = opening + (run + closing if first == run or not _has_thai(run) else first)
    return (spot.place.right - spot.place.left) * breadth(word) / max(breadth(word), breadth(text))


def _has_thai(text: str) -> bool:
    return re.search(f"[{LETTER}]", text) is not None
