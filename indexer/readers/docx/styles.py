"""What the named styles of a Word document say of a paragraph: heading level, list, table of contents."""

import re
from dataclasses import dataclass

from lxml import etree

from indexer.readers.package import attribute, child, local_name

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc \d|table of figures|index \d")
_DEPTH = 20  # of styles based on one another; a damaged file may base two on each other


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list a paragraph belongs to and its level there, from 0; "0" is no list."""

    number_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """`level` is that of a heading, 0 for text; `is_contents` a line of a generated table of contents."""

    level: int = 0
    place: ListPlace | None = None
    is_contents: bool = False
    is_hidden: bool = False


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Return the paragraph styles by id; nothing for a document without styles."""
    elements = {
        attribute(e, "styleId") or "": e for e in (root if root is not None else ()) if local_name(e) == "style"
    }
    return {key: _style(_lineage(elements, key)) for key in elements}


def heading_level(properties: etree._Element | None) -> int | None:
    """Return the level that paragraph properties give; 0 for text, None where they say nothing."""
    value = integer(attribute(child(properties, "outlineLvl"), "val"))
    return None if value is None else value + 1 if 0 <= value < 9 else 0


def list_place(properties: etree._Element | None, inherited: ListPlace | None = None) -> ListPlace | None:
    """Return the list that paragraph properties name, what they leave out taken from `inherited`."""
    numbering = child(properties, "numPr")
    if numbering is None:
        return inherited
    number_id = attribute(child(numbering, "numId"), "val")
    level = integer(attribute(child(numbering, "ilvl"), "val"))
    if number_id is None and inherited is None:
        return None
    known = inherited or ListPlace("0", 0)
    return ListPlace(number_id or known.number_id, min(8, max(0, known.level if level is None else level)))


def integer(value: str | None) -> int | None:
    """Return a whole number of at most nine digits; None for anything else."""
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value) else None


def is_on(element: etree._Element | None) -> bool:
    """Tell whether an on/off property is there and not switched off."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


def _lineage(elements: dict[str, etree._Element], key: str) -> list[etree._Element]:
    """The style and those it is based on, the base first."""
    line: list[etree._Element] = []
    while key in elements and len(line) < _DEPTH:
        line.append(elements[key])
        key = attribute(child(elements[key], "basedOn"), "val") or ""
    return line[::-1]


def _style(lineage: list[etree._Element]) -> Style:
    level, place, is_contents, is_hidden = 0, None, False, False
    for element in lineage:
        name = (attribute(child(element, "name"), "val") or "").lower()
        properties = child(element, "pPr")
        heading = _HEADING.fullmatch(name)
        own = 1 if name == "title" else int(heading.group(1)) if heading else heading_level(properties)
        level = level if own is None else own
        place = list_place(properties, place)
        is_contents = is_contents or _CONTENTS.fullmatch(name) is not None
        hidden = child(element, "rPr", "vanish")
        is_hidden = is_hidden if hidden is None else is_on(hidden)
    return Style(level, place, is_contents, is_hidden)
