"""ODT (OpenDocument 1.2 and later, LibreOffice) -> Document. A sidecar describes it.

Headers and footers lie in styles.xml and are never read; comments, deleted text, hidden text and generated indexes are
left out; text boxes and notes follow the paragraph they hang on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lxml import etree

from indexer.readers.assemble import Part, assemble, repaired_part
from indexer.readers.metadata import read_sidecar
from indexer.readers.numerals import BULLET, latin_letters, roman, thai_digits, thai_letters
from indexer.readers.package import Package, attribute, child, encrypted, local_name, package_parts
from kb.errors import DocumentError
from kb.types import Document

_CONTENTS = frozenset({"table-of-content", "illustration-index", "table-index", "alphabetical-index", "bibliography"})
_LEFT_OUT = _CONTENTS | {
    "tracked-changes", "annotation", "hidden-text", "hidden-paragraph", "forms", "ruby-text", "note-citation", "title",
    "desc", "sequence-decls", "variable-decls", "user-field-decls", "number", "script", "object", "event-listeners",
}  # fmt: skip
_Default = TypeVar("_Default", int, None)
_OUTLINE = "\0outline"  # no list style can be named so
_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}
_FORMATS: Mapping[str, Callable[[int], str]] = {
    "1": str,
    "๑": thai_digits,
    "ก": thai_letters,
    "a": latin_letters,
    "A": lambda number: latin_letters(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
}


def read_odt(path: Path) -> Document:
    """Return the document in an ODT file; DocumentError where it is encrypted, damaged, too large or without text."""
    return assemble(path, read_sidecar(path), odt_parts(path))


def odt_parts(path: Path) -> list[Part]:
    """Return the headings and paragraphs of an ODT file, repaired; DocumentError where it cannot be used."""
    return package_parts(path, "an OpenDocument text (.odt)", _parts)


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list counts; `format` is "" for no number, `shown` how many levels a number shows."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    is_bullet: bool = False


_Styles = Mapping[tuple[str, int], _Level]  # by the list style's name and the level, from 1


@dataclass(slots=True)
class _Paragraph:
    text: str = ""
    hanging: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _Body:
    """Reads blocks one after the other, since list numbers depend on what came before."""

    styles: _Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def parts(self, container: etree._Element) -> Iterator[Part]:
        for element in container:
            name = local_name(element)
            if name in {"p", "h"}:
                yield from self._paragraph(element)
            elif name == "list":
                yield from self._list(element, "", 1)
            elif name == "table":
                yield from self._table(element)
            elif name not in _LEFT_OUT:
                yield from self.parts(element)

    def _paragraph(self, element: etree._Element, label: str = "") -> Iterator[Part]:
        level = 0
        if local_name(element) == "h":
            level = min(9, max(1, _integer(attribute(element, "outline-level"), 1)))
            if not label and attribute(element, "is-list-header") != "true":
                label = self._label(_OUTLINE, level, _integer(attribute(element, "start-value"), None))
        read = _Paragraph(_spaced(element.text))
        _read_inline(element, read)
        if read.text.strip():
            text = f"{label} {read.text.lstrip()}" if label else read.text
            yield repaired_part(text.replace("\n", " ") if level else text, level)
        for hanging in read.hanging:
            yield from self.parts(hanging)

    def _list(self, element: etree._Element, style: str, depth: int) -> Iterator[Part]:
        style = attribute(element, "style-name") or style
        if (
            depth == 1
            and attribute(element, "continue-numbering") != "true"
            and not attribute(element, "continue-list")
        ):
            self._counts.pop(style, None)
        for item in element:
            name = local_name(item)
            label = ""
            if name == "list-item" and any(local_name(one) in {"p", "h"} for one in item):
                label = self._label(style, depth, _integer(attribute(item, "start-value"), None))
            if name in {"list-item", "list-header"}:
                yield from self._item(item, style, depth, label)

    def _item(self, item: etree._Element, style: str, depth: int, label: str) -> Iterator[Part]:
        for one in item:
            name = local_name(one)
            if name in {"p", "h"}:
                yield from self._paragraph(one, label)
                label = ""
            elif name == "list":
                yield from self._list(one, style, depth + 1)
            elif name not in _LEFT_OUT:
                yield from self.parts(one)

    def _label(self, style: str, depth: int, start: int | None) -> str:
        """Count one item and return its label."""
        level = self.styles.get((style, depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(style, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1 if start is None else start
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.is_bullet or not level.format:
            return BULLET if level.is_bullet else ""
        numbers = []
        for at in range(max(1, depth - level.shown + 1), depth + 1):
            shown = self.styles.get((style, at), level)
            if shown.format:
                numbers.append(_FORMATS.get(shown.format[0], str)(counts.get(at, shown.start)))
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip()

    def _table(self, element: etree._Element) -> Iterator[Part]:
        for row in _below(element, "table-row"):
            cells = list(_below(row, "table-cell"))
            if len(cells) == 1:
                yield from self.parts(cells[0])  # a frame around text, not a row of figures
            else:
                texts = [" ".join(part.text for part in self.parts(cell)).replace("\n", " ") for cell in cells]
                yield Part(" · ".join(text for text in texts if text))


def _parts(path: Path, package: Package) -> list[Part]:
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(local_name(e) == "encryption-data" for e in manifest.iter()):
        raise encrypted(path)
    root = package.xml("content.xml")
    text = child(root, "body", "text")
    if text is None:
        raise DocumentError(f"{path.name} is not an OpenDocument text: content.xml has none. Save it as .odt again.")
    styles: dict[tuple[str, int], _Level] = {}
    for part in (package.xml("styles.xml"), root):
        for element in part.iter() if part is not None else ():
            if local_name(element) in {"list-style", "outline-style"}:
                name = _OUTLINE if local_name(element) == "outline-style" else attribute(element, "name") or ""
                styles |= {(name, _integer(attribute(one, "level"), 1)): _level(one) for one in element}
    return list(_Body(styles).parts(text))


def _level(element: etree._Element) -> _Level:
    return _Level(
        attribute(element, "num-format") or "",
        (attribute(element, "num-prefix") or "")[:40],
        (attribute(element, "num-suffix") or "")[:40],
        _integer(attribute(element, "start-value"), 1),
        min(10, max(1, _integer(attribute(element, "display-levels"), 1))),
        local_name(element).endswith(("bullet", "image")),
    )


def _read_inline(element: etree._Element, read: _Paragraph) -> None:
    for one in element:
        name = local_name(one)
        if name in {"text-box", "note-body"}:
            read.hanging.append(one)
        elif name in _SPACES:
            read.text += _SPACES[name]
        elif name and name not in _LEFT_OUT:
            read.text += _spaced(one.text)
            _read_inline(one, read)
        read.text += _spaced(one.tail)


def _spaced(text: str | None) -> str:
    """A line end in the file is a space; lines end with an element of their own."""
    return " ".join((text or "").split("\n"))


def _below(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside groups of header rows."""
    for one in element:
        name = local_name(one)
        if name == wanted:
            yield one
        elif name not in {"table", *_LEFT_OUT}:
            yield from _below(one, wanted)


def _integer(value: str | None, default: _Default) -> int | _Default:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else default
