"""Bytes of a text file -> str: UTF-8, UTF-16, or Thai in one byte a letter (TIS-620, ISO-8859-11, Windows-874).

Decided by evidence: a byte order mark, then which bytes are zero, then strict UTF-8, which no other encoding passes by
chance, then a Thai dictionary: bytes 0xA1 to 0xFB are letters in a dozen encodings, but only in Thai ones do they make
Thai words. What HTML declares counts where the bytes fit it. Else the file is refused: a wrong guess would put quotes
of nonsense into answers.

Windows-874 is ISO-8859-11 with quotation marks, dashes and € between 0x80 and 0x97, ISO-8859-11 is TIS-620 with a
no-break space at 0xA0: one decoder serves all three.
"""

import codecs
import os
import re
from pathlib import Path

from indexer.readers.messages import refusal, sentence
from kb.text.repair.characters import LETTER
from kb.text.repair.lexicon import unknown_letters

MAX_BYTES = 32_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_THAI = "cp874"
# the labels of the WHATWG Encoding Standard that these pages use; it reads ISO-8859-1 as Windows-1252, as browsers do
_DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "cp1252", "ascii": "cp1252",
    "tis-620": _THAI, "tis620": _THAI, "windows-874": _THAI, "cp874": _THAI, "x-windows-874": _THAI, "dos-874": _THAI,
    "iso-8859-11": _THAI, "iso8859-11": _THAI,
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
}  # fmt: skip
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_HEAD_BYTES = 4096
_RUN = re.compile(f"[{LETTER}]+")
_SAMPLE_LETTERS = 20_000
_LEAST_KNOWN = 0.5  # share of letters in words; Thai damaged by a PDF has over 0.6, other encodings under 0.3
_ALL_KNOWN = 6  # so few letters make words by chance, so all must
_LEAST_OF_PARITY = 0.9


def read_text(path: Path) -> str:
    """Return the text of a file, its lines ended by line feeds; DocumentError where its encoding cannot be told."""
    return decode(read_bytes(path), path.name).replace("\r\n", "\n").replace("\r", "\n")


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Return a file's bytes; DocumentError where it cannot be opened or is longer than `max_bytes`."""
    try:
        with path.open("rb") as file:
            # no more than there is, since the room for it is taken at once
            data = file.read(min(os.fstat(file.fileno()).st_size, max_bytes) + 1)
    except OSError as problem:
        raise refusal("not_opened", name=path.name, problem=problem) from problem
    if len(data) > max_bytes:
        raise refusal("too_long", name=path.name, limit=max_bytes)
    return data


def declared_encoding(html: bytes) -> str | None:
    """Return the encoding that a web page names in its first 4096 bytes, as it is written there; None for none."""
    found = _XML.search(html[:_HEAD_BYTES]) or _META.search(html[:_HEAD_BYTES])
    return found.group(1).decode("ascii").lower() if found else None


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the text in `data`, the bytes of the file `name`; "" for no bytes.

    `declared` is what the file says of itself; it decides only between encodings that the bytes fit. DocumentError
    where none fits, or more than one.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name)
    wide = _wide_encoding(data)
    if wide:
        return _strict(data, wide, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        text = _one_byte_text(data, _DECLARED.get(declared or ""))
        if text is None:
            says = sentence("declares", encoding=declared) if declared else ""
            where = sentence("byte", byte=data[problem.start], at=problem.start)
            raise refusal("not_utf8", name=name, declared=says, where=where) from problem
        return text


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise refusal("breaks_encoding", name=name, encoding=encoding.upper(), problem=problem) from problem


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: one byte of nearly every pair is 0x00 (Latin) or 0x0E (Thai), the other hardly ever."""
    if len(data) < 4 or len(data) % 2:
        return None
    even, odd = (sum(half.count(byte) for byte in (0x00, 0x0E)) / len(half) for half in (data[::2], data[1::2]))
    if odd >= _LEAST_OF_PARITY and even < 1 - _LEAST_OF_PARITY:
        return "utf-16-le"
    if even >= _LEAST_OF_PARITY and odd < 1 - _LEAST_OF_PARITY:
        return "utf-16-be"
    return None


def _one_byte_text(data: bytes, declared: str | None) -> str | None:
    try:
        thai = data.decode(_THAI)
    except UnicodeDecodeError:
        thai = None
    if thai is not None and _reads_as_thai(thai):
        return thai
    if declared == "cp1252":
        try:
            western = data.decode(declared)
        except UnicodeDecodeError:
            return None
        return western if _reads_as_western(western) else None
    return None


def _reads_as_thai(text: str) -> bool:
    letters = unknown = 0
    for run in _RUN.finditer(text):
        beside = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
        # 'café' read as Thai: a mark on a Latin letter, as no Thai has it
        attached = len(run.group()) == 1 and any(c.isascii() and c.isalpha() for c in beside)
        letters += len(run.group())
        unknown += len(run.group()) if attached else unknown_letters(run.group())
        if letters >= _SAMPLE_LETTERS:
            break
    return unknown <= max(0, letters - _ALL_KNOWN) * (1 - _LEAST_KNOWN)


def _reads_as_western(text: str) -> bool:
    """Whether letters beyond ASCII stand in words of ASCII letters, as in French, and are not a text of their own."""
    foreign = sum(not c.isascii() and c.isalpha() for c in text)
    return foreign * 4 <= sum(c.isascii() and c.isalpha() for c in text)
