"""HTML: the main content without menus, found by trafilatura (Apache-2.0). A sidecar describes it.

Scripts, styles, comments, forms' controls and deleted text are cut out before it looks, because for pages without a
clear main part it falls back on all the text there is. List numbers, which HTML does not hold as text, are written in.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from indexer.readers.assemble import Part, assemble, repaired_part
from indexer.readers.encoding import declared_encoding, decode, read_bytes
from indexer.readers.metadata import read_sidecar
from indexer.readers.numerals import BULLET, latin_letters, roman
from kb.errors import DocumentError
from kb.types import Document

MAX_BYTES = 8_000_000
MAX_ELEMENTS = 200_000
_NO_TEXT = (
    "script", "style", "noscript", "template", "del", "iframe", "object", "embed", "applet", "svg", "math", "canvas",
    "select", "option", "textarea", "button", "input", "datalist",
)  # fmt: skip
_BLOCKS = frozenset({"body", "main", "div", "head", "p", "list", "item", "quote", "code", "table", "row", "cell"})
_CONTROL = re.compile(  # as such, or as a character reference
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#0*(?:[0-9]|[12][0-9]|3[01])(?![0-9]);?|&#x0*1?[0-9a-f](?![0-9a-f]);?",
    re.IGNORECASE,
)
_HELD = frozenset({"p", "div", "span", "b", "strong", "a", "font", "i", "em", "u"})  # in which an item's text may begin


def read_html(path: Path) -> Document:
    """Return the main content of a saved web page; DocumentError where there is none, or too much to go through."""
    return assemble(path, read_sidecar(path), html_parts(path))


def html_parts(path: Path) -> list[Part]:
    """Return the headings and paragraphs of a page's main content, repaired; DocumentError where there are none."""
    data = read_bytes(path, MAX_BYTES)
    text = decode(data, path.name, declared_encoding(data))
    if text.count("<") > 2 * MAX_ELEMENTS:
        raise DocumentError(f"{path.name} holds more elements than a page to read does. Save a part of it as HTML.")
    try:
        parts = _parts(_main_content(text))
    except Exception as problem:  # lxml and trafilatura meet what is hardly HTML with errors of many kinds
        reason = str(problem) or type(problem).__name__
        raise DocumentError(f"{path.name} cannot be read as HTML ({reason}). Save it again, or as text.") from problem
    if not any(part.text for part in parts):
        raise DocumentError(f"{path.name} has no main content that can be told from its menus.")
    return parts


def _main_content(text: str) -> etree._Element:
    """The content as trafilatura's tree of head, p, list, item, table, row and cell; an empty element for none."""
    import trafilatura
    from trafilatura.settings import Document as Extracted

    nothing = etree.Element("body")
    if not text.strip():
        return nothing
    text = _CONTROL.sub(" ", text)  # lxml reads them, and then refuses to write them
    # encoded anew, because lxml refuses a str that declares an encoding
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    etree.strip_elements(root, *_NO_TEXT, with_tail=False)
    for numbered in root.iter("ol"):
        _write_numbers(numbered)
    found = trafilatura.bare_extraction(
        root, include_comments=False, include_tables=True, include_formatting=True, favor_recall=True
    )
    if not isinstance(found, Extracted) or found.body is None:
        return nothing
    return found.body


def _write_numbers(numbered: etree._Element) -> None:
    items = numbered.findall("li")
    step = -1 if "reversed" in numbered.attrib else 1
    number = _integer(numbered.get("start"), len(items) if step < 0 else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        place = item
        while not (place.text or "").strip() and len(place) and place[0].tag in _HELD:
            place = place[0]
        place.text = f"{_label(number, numbered.get('type', '1'))}. {(place.text or '').lstrip()}"
        number += step


def _label(number: int, kind: str) -> str:
    label = {"a": latin_letters, "i": roman}.get(kind.lower(), str)(number)
    return label.upper() if kind.isupper() else label


def _integer(value: str | None, default: int) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) < 10 else default


def _parts(content: etree._Element) -> list[Part]:
    return list(_blocks(content, 0))


def _blocks(element: etree._Element, level: int) -> Iterator[Part]:
    """The parts of an element; text between its blocks is a paragraph too."""
    text = _spaced(element.text)
    for one in element:
        if one.tag in _BLOCKS:
            yield from _paragraph(text, level)
            yield from _block(one, level)
            text = ""
        else:
            text += _inline(one)
        text += _spaced(one.tail)
    yield from _paragraph(text, level)


def _block(element: etree._Element, level: int) -> Iterator[Part]:
    if element.tag == "head":
        yield from _blocks(element, int(element.get("rend", "h2")[1:2]))
    elif element.tag == "item":
        parts = list(_blocks(element, level))
        is_bulleted = element.getparent().get("rend", "ul").startswith("ul")
        for i, part in enumerate(parts):
            yield Part(f"{BULLET} {part.text}") if i == 0 and is_bulleted and not part.level else part
    elif element.tag == "row":
        cells = [" ".join(part.text for part in _blocks(cell, 0)).replace("\n", " ") for cell in element.iter("cell")]
        yield Part(" · ".join(cell for cell in cells if cell))
    elif element.tag == "code" and len(element) == 0:
        yield repaired_part(element.text or "")
    else:
        yield from _blocks(element, level)


def _paragraph(text: str, level: int) -> Iterator[Part]:
    if text.strip():
        yield repaired_part(text.replace("\n", " ") if level else text, level)


def _inline(element: etree._Element) -> str:
    if element.tag == "lb":
        return "\n"
    text = _spaced(element.text)
    for one in element:
        text += _inline(one) + _spaced(one.tail)
    return f" {text} " if element.tag in _BLOCKS else text


def _spaced(text: str | None) -> str:
    """A line end in the source of a page is a space."""
    return " ".join((text or "").splitlines())
