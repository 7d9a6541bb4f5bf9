"""Addresses: of our own pages, and of sources where they are safe to follow."""

import re
from urllib.parse import quote, urlencode, urlsplit

from kb.types import Kind, Language

_ADDRESS = re.compile(r"https?://[^\s/?#\\]", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f]")
# A longer quote is named by its ends.
_WHOLE = 100
_END = 40


def view_link(document_id: str, start: int, end: int, lang: Language | None = None) -> str:
    """Return the path of the page that shows a document with the span highlighted and scrolled to.

    `lang` is the language of the page around it; None leaves it to what the browser asks for.
    """
    return with_query(document_path(document_id), start=start, end=end, lang=lang) + "#quote"


def document_path(document_id: str) -> str:
    """Return the path of the page that shows a document."""
    return f"/documents/{quote(document_id, safe='')}"


def with_query(path: str, **values: str | int | None) -> str:
    """Return `path` with those values as its query that are neither None nor empty."""
    given = {name: value for name, value in values.items() if value not in {None, ""}}
    return f"{path}?{urlencode(given)}" if given else path


def safe_link(url: str) -> str | None:
    """Return `url` where it is an http or https address with a host and may become a link; None for any other."""
    if not _ADDRESS.match(url) or _NOT_IN_ADDRESS.search(url):
        return None
    try:
        urlsplit(url)
    except ValueError:
        return None
    return url


def contact_link(contact: str) -> str | None:
    """Return the link to a web or e-mail address; None for anything else."""
    if safe_link(contact):
        return contact
    return f"mailto:{quote(contact, safe='@+')}" if contact.count("@") == 1 else None


def source_link(url: str, kind: Kind, words: str, page: int | None) -> str | None:
    """Return the link to a source, led on to the quoted words; None where `url` is no safe link.

    Only an original's words stand at its source: they are found by a text fragment
    (https://wicg.github.io/scroll-to-text-fragment/), in a PDF by its page.
    """
    link = safe_link(url)
    if link is None or kind == "digest":
        return link
    if urlsplit(url).path.lower().endswith(".pdf"):
        return f"{url}#page={page}" if page and "#" not in url else url
    return f"{url}{'' if '#' in url else '#'}:~:text={_text_fragment(' '.join(words.split()))}"


def _text_fragment(words: str) -> str:
    """Return `start,end` of the words, or all of them where they are short, with nothing that has a meaning there."""
    if len(words) <= _WHOLE:
        return _escaped(words)
    first, last = words[:_END].rpartition(" ")[0], words[-_END:].partition(" ")[2]
    return f"{_escaped(first)},{_escaped(last)}" if first and last else _escaped(words)


def _escaped(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
