"""HTML as a tree, read strictly: what the grammar or the content model of HTML does not allow is an error."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx
from justhtml import JustHTML
from justhtml.dom import Node, Text

# Attributes whose address a browser fetches or sends to by itself.
_FETCHED = {"src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "manifest"}


@dataclass(eq=False)
class Element:
    """A tag, its attributes (an attribute without a value has ""), and what is inside."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text inside, in order."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def language(self) -> str:
        """The language that the nearest `lang` states."""
        if "lang" in self.attributes:
            return self.attributes["lang"]
        return self.parent.language if self.parent else ""

    @property
    def descendants(self) -> "Iterator[Element]":
        """Every element inside, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.descendants

    def all(self, tag: str, **attributes: str) -> "list[Element]":
        """The elements inside with this tag and these attributes; `class_` asks for one class of several."""
        wanted_class = attributes.pop("class_", None)
        return [
            element
            for element in self.descendants
            if element.tag == tag
            and attributes.items() <= element.attributes.items()
            and (wanted_class is None or wanted_class in element.attributes.get("class", "").split())
        ]

    def one(self, tag: str, **attributes: str) -> "Element":
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    def fetched(self) -> list[str]:
        """The addresses that a browser would ask without being told to: of everything but links to follow."""
        return [
            value
            for element in self.descendants
            for name, value in element.attributes.items()
            if name in _FETCHED or (name == "href" and element.tag != "a")
        ]


# What an element may hold, and what must not stand in another of its kind (HTML, 4.3 to 4.11).
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd"},
    "tr": {"th", "td"},
    "select": {"option"},
    "head": {"meta", "title", "link", "script"},
}
_PHRASING_ONLY = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "button",
    "label",
    "span",
    "a",
    "summary",
    "pre",
    "cite",
    "q",
}
_BLOCKS = {
    *(
        "p",
        "div",
        "section",
        "article",
        "nav",
        "main",
        "header",
        "footer",
        "form",
        "table",
        "dl",
        "details",
        "blockquote",
    ),
    *("ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre"),
}
_INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "iframe", "details"}
_OBSOLETE = {"center", "font", "marquee", "big", "strike", "tt", "frame", "frameset"}


def _check(element: Element) -> None:
    """Fail where an element stands where HTML does not allow it."""
    inside = {child.tag for child in element.children if isinstance(child, Element)}
    assert inside <= _CHILDREN.get(element.tag, inside), f"<{element.tag}> holds {inside}"
    assert element.tag not in _OBSOLETE
    for within in element.descendants:
        place = f"<{within.tag}> in <{element.tag}>"
        assert element.tag not in _PHRASING_ONLY or within.tag not in _BLOCKS, place
        assert element.tag not in {"a", "button"} or within.tag not in _INTERACTIVE, place
        assert element.tag != "form" or within.tag != "form", place
    assert element.tag not in {"img", "iframe"} or element.attributes.keys() & {"alt", "title"}


class _Attributes(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"


def _element(node: Node, parent: Element | None) -> Element:
    element = Element(node.name, {name: value or "" for name, value in (node.attrs or {}).items()}, parent)
    for child in node.children or ():
        if isinstance(child, Text):
            element.children.append(child.data or "")
        elif not child.name.startswith(("!", "#")):
            element.children.append(_element(child, element))
    return element


def parse(response: httpx.Response) -> Element:
    """Return the page that came, which must be in UTF-8 and without an error of HTML's grammar."""
    assert response.headers["content-type"] == "text/html; charset=utf-8", response.text
    page = parse_text(response.content.decode())
    for element in page.descendants:
        _check(element)
    return page


def parse_text(html: str) -> Element:
    """Return a page without an error of HTML's grammar."""
    _Attributes().feed(html)
    read = JustHTML(html, collect_errors=True, sanitize=False)
    assert read.errors == []
    return _element(read.root, None)
