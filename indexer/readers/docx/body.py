"""The body of a Word document -> headings, paragraphs, list items and table rows, in reading order.

Text as it would be printed with all changes accepted: deletions, comments, field codes, hidden text and the generated
table of contents are left out; text boxes and notes follow the paragraph they hang on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from indexer.readers.assemble import Part, repaired_part
from indexer.readers.docx.lists import Lists
from indexer.readers.docx.styles import Style, heading_level, is_on, list_place
from indexer.readers.package import attribute, child, local_name

_LEFT_OUT = frozenset(
    {"del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr"}
    | {"tcPr", "sdtPr", "sdtEndPr", "rt", "footnoteRef", "endnoteRef", "posOffset", "pctWidth", "pctHeight"}
)
_SPACES = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
Notes = Mapping[tuple[str, str], etree._Element]


@dataclass(slots=True)
class _Paragraph:
    """The text of a paragraph, and the elements with the blocks that follow it."""

    text: str = ""
    hanging: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """Reads blocks one after the other, since list numbers depend on what came before.

    `notes` are the elements of footnotes and endnotes by (kind, id).
    """

    styles: Mapping[str, Style]
    lists: Lists
    notes: Notes
    _joined: str = ""  # text of a paragraph whose end was deleted
    _open_notes: set[tuple[str, str]] = field(default_factory=set)

    def parts(self, container: etree._Element) -> Iterator[Part]:
        """Yield the parts of the blocks in an element, in order; list items begin with their number or bullet."""
        for element in container:
            name = local_name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self.parts(_chosen(element))
            elif name not in _LEFT_OUT:
                yield from self.parts(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Part]:
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "", Style())
        own = heading_level(properties)
        level = style.level if own is None else own
        read = _Paragraph()
        if not style.is_contents:
            self._read_inline(element, read, style.is_hidden)
        if child(properties, "rPr", "del") is not None and not read.hanging:
            self._joined += read.text
            return
        text, self._joined = self._joined + read.text, ""
        place = list_place(properties, style.place)
        if text.strip():
            label = self.lists.next_label(place) if place else ""
            text = f"{label} {text.lstrip()}" if label else text
            yield repaired_part(text.replace("\n", " ") if level else text, level)
        for hanging in read.hanging:
            yield from self._hanging(hanging)

    def _hanging(self, element: etree._Element) -> Iterator[Part]:
        name = local_name(element)
        if name not in _NOTES:
            yield from self.parts(element)
            return
        key = (_NOTES[name], attribute(element, "id") or "")
        # a note in a damaged file may refer to itself
        if key in self.notes and key not in self._open_notes:
            self._open_notes.add(key)
            yield from self.parts(self.notes[key])
            self._open_notes.discard(key)

    def _read_inline(self, element: etree._Element, read: _Paragraph, is_hidden: bool) -> None:
        """Add to `read` what an element holds; hidden text is left out, what hangs on it is not."""
        for one in element:
            name = local_name(one)
            if name == "t":
                read.text += "" if is_hidden else " ".join((one.text or "").split("\n"))
            elif name == "txbxContent" or name in _NOTES:
                read.hanging.append(one)
            elif name in _SPACES:
                read.text += " " if attribute(one, "type") in {"page", "column"} else _SPACES[name]
            elif name == "AlternateContent":
                self._read_inline(_chosen(one), read, is_hidden)
            elif name == "r":
                hidden = child(one, "rPr", "vanish")
                self._read_inline(one, read, is_hidden if hidden is None else is_on(hidden))
            elif name not in _LEFT_OUT:
                self._read_inline(one, read, is_hidden)

    def _table(self, element: etree._Element) -> Iterator[Part]:
        for row in _below(element, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = [cell for cell in _below(row, "tc") if child(cell, "tcPr", "cellDel") is None]
            if len(cells) == 1:
                yield from self.parts(cells[0])  # a frame around text, not a row of figures
            else:
                texts = [" ".join(part.text for part in self.parts(cell)).replace("\n", " ") for cell in cells]
                yield Part(" · ".join(text for text in texts if text))


def _below(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls and tracked insertions."""
    for one in element:
        name = local_name(one)
        if name == wanted:
            yield one
        elif name not in _LEFT_OUT and name != "tbl":
            yield from _below(one, wanted)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The same content is there for new and for old programs; it is read once."""
    choice = child(alternatives, "Choice")
    if choice is not None:
        return choice
    fallback = child(alternatives, "Fallback")
    return etree.Element("Fallback") if fallback is None else fallback
