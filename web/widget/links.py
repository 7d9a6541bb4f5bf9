"""Where "open at the source" leads: to the quoted words where a browser can find them."""

import re
from urllib.parse import quote, urlsplit

_LONGEST_WHOLE = 100
_END_WORDS = 40


def source_link(url: str, kind: str, words: str, page: int | None) -> str | None:
    """Return `url` led on to the quoted words; None where it is not an http or https address and must not be a link.

    An original's words are found by a text fragment (https://wicg.github.io/scroll-to-text-fragment/), in a PDF by its
    page. A digest's words are ours and stand nowhere at the source, so its address stays as it is.
    """
    if not re.match(r"https?://[^\s/?#\\]", url, re.IGNORECASE) or re.search(r"[\s\x00-\x1f\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if kind != "original":
        return url
    if parts.path.lower().endswith(".pdf"):
        return f"{url}#page={page}" if page and not parts.fragment else url
    return url + ("" if "#" in url else "#") + ":~:text=" + _fragment(" ".join(words.split()))


def _fragment(words: str) -> str:
    """Return `start,end` of the words, or all of them where they are short, with nothing that has a meaning there."""
    if len(words) <= _LONGEST_WHOLE:
        return _escaped(words)
    head, tail = words[:_END_WORDS].rpartition(" ")[0], words[-_END_WORDS:].partition(" ")[2]
    return f"{_escaped(head)},{_escaped(tail)}" if head and tail else _escaped(words)


def _escaped(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
