"""What kind of document a server sends: by its Content-Type, and by its first bytes, which must agree.

A Content-Type alone is often a guess by file name, first bytes alone can be chosen to look like anything.
"""

import re
from collections.abc import Iterable, Iterator

from indexer.fetch.originals import Ending
from indexer.fetch.problems import Refusal

HEAD_BYTES = 1024
_ENDINGS: dict[str, Ending] = {
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/octet-stream": "pdf",  # what many servers call a PDF for download; the first bytes decide
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
}
_BEGINNINGS: dict[Ending, re.Pattern[bytes]] = {
    "pdf": re.compile(rb"(?s).*?%PDF-\d"),  # readers take it anywhere in the first 1024 bytes (ISO 32000-1, annex H)
    # The tags by which browsers know HTML (WHATWG, MIME Sniffing, 7.1), and the other ways a document may begin.
    "html": re.compile(
        rb"(?i)(\xef\xbb\xbf)?\s*<(!--|(!doctype html|\?xml|html|head|body|script|iframe|h1|div|font|table|a|style"
        rb"|title|b|br|p|meta|link)[\s>/])"
    ),
    "doc": re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "docx": re.compile(rb"PK\x03\x04"),
    "txt": re.compile(rb"(?!%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0|\s*<(!doctype|html))[^\x00]+\Z"),
}


def announced_ending(content_type: str) -> Ending:
    """Return the ending of a file of this Content-Type; Refusal where it is missing or not allowed."""
    name = content_type.partition(";")[0].strip().lower()
    if name not in _ENDINGS:
        raise Refusal("type", type=content_type or "-")
    return _ENDINGS[name]


def checked(chunks: Iterable[bytes], head: bytes, ending: Ending) -> Iterator[bytes]:
    """Yield `chunks` on, raising Refusal as soon as the document does not begin as one with this ending does.

    `head` is what has arrived before the chunks, b"" for nothing; an empty document is refused.
    """
    for chunk in chunks:
        if len(head) < HEAD_BYTES:
            head += chunk[:HEAD_BYTES]
            if len(head) >= HEAD_BYTES:
                _check(head, ending)
        yield chunk
    _check(head, ending)


def _check(head: bytes, ending: Ending) -> None:
    if not _BEGINNINGS[ending].match(head[:HEAD_BYTES]):
        raise Refusal("beginning", ending=ending, bytes=head[:8])
