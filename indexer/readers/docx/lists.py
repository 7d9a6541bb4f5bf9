"""The numbers of list items, which a Word document does not hold as text: counted as Word counts.

Lists of the same abstract definition go on counting; a list with a start of its own begins anew at its first item.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from indexer.readers.docx.styles import ListPlace, integer, is_on
from indexer.readers.numerals import BULLET, latin_letters, roman, thai_digits, thai_letters
from indexer.readers.package import attribute, child, local_name

_PLACEHOLDER = re.compile("%([1-9])")
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "thaiNumbers": thai_digits,
    "thaiLetters": thai_letters,
    "lowerLetter": latin_letters,
    "upperLetter": lambda number: latin_letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": "{:02d}".format,
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `text` holds %1 to %9 for the numbers of the levels."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    is_decimal: bool = False  # whether all levels show decimal numbers here


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the definition it shares, and the starts of its own by level."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Lists:
    """The lists of a document by id, and how far each definition has counted."""

    lists: Mapping[str, NumberedList]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, place: ListPlace) -> str:
        """Count one item at a place and return its label, "๑." or "•"; "" for a place in no list."""
        known = self.lists.get(place.number_id)
        if known is None:
            return ""
        counts = self._counts.setdefault(known.definition, {})
        level = known.levels.get(place.level, Level())
        if place.level in known.starts and (place.number_id, place.level) not in self._begun:
            self._begun.add((place.number_id, place.level))
            counts[place.level] = known.starts[place.level]
        else:
            counts[place.level] = counts.get(place.level, level.start - 1) + 1
        for deeper in [one for one in counts if one > place.level]:
            del counts[deeper]
        return BULLET if level.format == "bullet" else _label(known.levels, level, counts)


def read_lists(root: etree._Element | None) -> Lists:
    """Return the lists that the numbering part defines; none where there is no such part."""
    if root is None:
        return Lists({})
    abstract = {attribute(e, "abstractNumId") or "": e for e in root if local_name(e) == "abstractNum"}
    styled = {attribute(child(e, "styleLink"), "val"): key for key, e in abstract.items()}
    lists = {}
    for element in root:
        if local_name(element) == "num":
            definition = attribute(child(element, "abstractNumId"), "val") or ""
            link = attribute(child(abstract.get(definition), "numStyleLink"), "val")
            definition = styled.get(link, definition) if link else definition
            levels = _levels(abstract.get(definition))
            starts: dict[int, int] = {}
            for override in element:
                at = integer(attribute(override, "ilvl"))
                if at is not None:
                    levels |= {at: _level(own)} if (own := child(override, "lvl")) is not None else {}
                    start = integer(attribute(child(override, "startOverride"), "val"))
                    starts |= {at: start} if start is not None else {}
            lists[attribute(element, "numId") or ""] = NumberedList(definition, levels, starts)
    lists.pop("0", None)  # the id that takes a paragraph out of its style's list
    return Lists(lists)


def _levels(abstract: etree._Element | None) -> dict[int, Level]:
    elements = [e for e in (abstract if abstract is not None else ()) if local_name(e) == "lvl"]
    return {integer(attribute(e, "ilvl")) or 0: _level(e) for e in elements}


def _level(element: etree._Element) -> Level:
    start = integer(attribute(child(element, "start"), "val"))
    return Level(
        0 if start is None else start,
        attribute(child(element, "numFmt"), "val") or "decimal",
        (attribute(child(element, "lvlText"), "val") or "")[:100],
        is_on(child(element, "isLgl")),
    )


def _label(levels: Mapping[int, Level], level: Level, counts: Mapping[int, int]) -> str:
    def number(found: re.Match[str]) -> str:
        at = int(found.group(1)) - 1
        shown = levels.get(at, Level())
        count = counts.get(at, shown.start)
        return str(count) if level.is_decimal else _FORMATS.get(shown.format, str)(count)

    return _PLACEHOLDER.sub(number, level.text).strip()
