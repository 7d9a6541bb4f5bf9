"""HTML as a tree, read strictly: a tag that is not closed where it should be is an error."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

_VOID = {"meta", "link", "input", "br", "img", "hr"}
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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def parse(response: httpx.Response) -> Element:
    """Return the page that came, which must be whole and in UTF-8."""
    assert response.headers["content-type"] == "text/html; charset=utf-8", response.text
    return parse_text(response.content.decode())


def parse_text(page: str) -> Element:
    """Return a page that must be whole."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is never closed"
    return reader.root
