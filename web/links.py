"""Addresses: of our own pages, and of sources where they are safe to follow."""

from urllib.parse import quote, urlencode, urlsplit

from kb.types import Kind, Language

# A longer fragment names only the beginning and the end of the quote.
_WHOLE_QUOTE = 300
_PART = 80


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
    try:
        parts = urlsplit(url)
        return url if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def contact_link(contact: str) -> str | None:
    """Return the link to a web or e-mail address; None for anything else."""
    if safe_link(contact):
        return contact
    return f"mailto:{quote(contact, safe='@+')}" if contact.count("@") == 1 else None


def source_link(url: str, kind: Kind, passage: str) -> str | None:
    """Return the link to a source, at the quoted text where the source has it; None where `url` is no safe link.

    Only an original's words stand on the source's page; they are named by a text fragment
    (https://wicg.github.io/scroll-to-text-fragment/), which a browser that finds nothing ignores.
    """
    link = safe_link(url)
    if link is None or kind == "digest" or "#" in link:
        return link
    return f"{link}#:~:text={_text_fragment(passage)}"


def _text_fragment(passage: str) -> str:
    if len(passage) <= _WHOLE_QUOTE:
        return _encoded(passage)
    first, _, _ = passage[:_PART].rpartition(" ")
    _, _, last = passage[-_PART:].partition(" ")
    return f"{_encoded(first)},{_encoded(last)}" if first and last else _encoded(passage)


def _encoded(words: str) -> str:
    # A hyphen would mark a prefix or suffix.
    return quote(words, safe="").replace("-", "%2D")
