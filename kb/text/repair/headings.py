"""Headings, told by how they are printed: larger or heavier than the running text, short, and few.

Level 1 is the largest size; a bold heading in the size of the text comes after all larger ones.
"""

from collections import Counter
from collections.abc import Sequence

from kb.text.repair.characters import visible_length
from kb.text.repair.columns import Spot

_LARGER = 1.04
_LONGEST = 150  # letters that take up room
_MOST = 0.35  # of all letters: where more are bold or large, that is how the text is set
_STOPS = (".", ";", ",")

Style = tuple[float, bool]


def heading_levels(paragraphs: Sequence[tuple[str, Sequence[Spot]]]) -> list[int]:
    """Return the level of each paragraph, 0 for text; they are given as text and the spots of their lines, if known."""
    letters: Counter[Style] = Counter()
    for text, spots in paragraphs:
        if spots:
            letters[_style(spots)] += visible_length(text)
    plain = Counter({style: count for style, count in letters.items() if not style[1]})
    if not plain:
        return [0] * len(paragraphs)
    body = plain.most_common(1)[0][0][0]
    found = [_is_heading(text, spots, body) for text, spots in paragraphs]
    heavy = sum(visible_length(text) for (text, _), heading in zip(paragraphs, found, strict=True) if heading)
    if heavy > _MOST * letters.total():
        return [0] * len(paragraphs)
    sizes = sorted({_style(spots)[0] for (_, spots), heading in zip(paragraphs, found, strict=True) if heading})
    return [
        len(sizes) - sizes.index(_style(spots)[0]) if heading else 0
        for (_, spots), heading in zip(paragraphs, found, strict=True)
    ]


def _style(spots: Sequence[Spot]) -> Style:
    return spots[0].place.size, spots[0].place.bold


def _is_heading(text: str, spots: Sequence[Spot], body: float) -> bool:
    if not spots or any(spot.is_row for spot in spots):
        return False
    size, bold = _style(spots)
    if size < body / _LARGER or not (bold or size > body * _LARGER):
        return False
    return visible_length(text) <= _LONGEST and not text.rstrip().endswith(_STOPS)
