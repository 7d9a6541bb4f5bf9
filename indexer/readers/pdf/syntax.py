"""The tokens of PDF content streams and CMaps: operators with their operands, in order.

Both are written in the same syntax (ISO 32000-1, 7.2 to 7.3, 7.8.2 and 9.7.5): operands first, then the operator.
pypdf resolves a file's objects well, but its content parser keeps a whole page as objects and is the slowest part of
its text extraction; one regular expression over the bytes is enough, and lets the caller count and stop.
"""

import re
from collections.abc import Callable, Iterator


class Name(str):
    """A PDF name with its slash, `/ActualText`; a class of its own so that it is not taken for a string."""

    __slots__ = ()


Operand = float | bool | None | bytes | Name | list["Operand"] | dict[str, "Operand"]
Operation = tuple[str, list[Operand]]

_TOKEN = re.compile(
    rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*+"
    rb"(?:([+-]*(?:\d+\.?\d*|\.\d+)(?=[\0\t\n\f\r \[\]()<>/%]|$))"  # 1 number
    rb"|<([0-9A-Fa-f\0\t\n\f\r ]*+)>"  # 2 hexadecimal string
    rb"|(/[^\0\t\n\f\r ()<>\[\]{}/%]*)"  # 3 name
    rb"|(<<|>>|[\[\](){}<>])"  # 4 delimiter
    rb"|([^\0\t\n\f\r ()<>\[\]{}/%]+))"  # 5 keyword, operator or a number written oddly
)
_STRING_PART = re.compile(rb"[^()\\\r]*+")
_INLINE_END = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS: dict[bytes, Operand] = {b"true": True, b"false": False, b"null": None}
_HUGE = 1e12  # far beyond what readers have to accept (annex C.2)
_MAX_NESTING = 32
_MAX_OPERANDS = 200_000


class SyntaxLimit(ValueError):
    """The stream has more tokens, operands or nesting than anything a page is drawn with."""


def operations(data: bytes, budget: list[int]) -> Iterator[Operation]:
    """Yield (operator, operands) of a content stream or CMap; signs that fit nowhere are skipped.

    `budget[0]` is the number of tokens left and is counted down, so that several streams can share it; SyntaxLimit is
    raised at zero. An inline image is one operation `BI` without operands. Empty data yields nothing.
    """
    operands: list[Operand] = []
    open_parts: list[list[Operand]] = []
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        budget[0] -= 1
        if budget[0] < 0 or len(operands) > _MAX_OPERANDS:
            raise SyntaxLimit("too many operations")
        kind, token = match.lastindex or 0, match[match.lastindex or 0]
        if kind in _READERS:
            operands.append(_READERS[kind](token))
        elif token == b"(":
            text, position = _literal(data, position)
            operands.append(text)
        elif kind == 4:
            operands = _bracket(token, operands, open_parts)
        elif token in _WORDS or token[:1] in b"+-.0123456789":
            operands.append(_WORDS[token] if token in _WORDS else _number(token))
        elif not open_parts:
            if token == b"ID":
                token, operands, position = b"BI", [], _after_inline_image(data, position)
            yield token.decode("latin-1"), operands
            operands = []


def _bracket(sign: bytes, operands: list[Operand], open_parts: list[list[Operand]]) -> list[Operand]:
    """Open or close an array or dictionary; return the list that the next operands belong to."""
    if sign in (b"[", b"<<"):
        if len(open_parts) == _MAX_NESTING:
            raise SyntaxLimit("arrays or dictionaries too deep in each other")
        open_parts.append(operands)
        return []
    if sign in (b"]", b">>") and open_parts:
        part: Operand = operands if sign == b"]" else _dictionary(operands)
        operands = open_parts.pop()
        operands.append(part)
    return operands


def _number(token: bytes) -> float:
    try:
        return max(-_HUGE, min(_HUGE, float(token)))
    except ValueError:  # "--5", "1.2.3" and "-" occur in real files; readers take the digits that make sense
        digits = re.search(rb"\d+\.?\d*|\.\d+", token)
        return (-1 if token.startswith(b"-") else 1) * min(float(digits[0]), _HUGE) if digits else 0.0


def _hexadecimal(token: bytes) -> bytes:
    digits = b"".join(token.replace(b"\0", b"").split())
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))


def _name(token: bytes) -> Name:
    if b"#" in token:
        token = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), token)
    return Name(token.decode("utf-8", "replace"))


_READERS: dict[int, Callable[[bytes], Operand]] = {1: _number, 2: _hexadecimal, 3: _name}


def _dictionary(items: list[Operand]) -> dict[str, Operand]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, Name)}


def _after_inline_image(data: bytes, position: int) -> int:
    for end in _INLINE_END.finditer(data, position):
        # image bytes can hold " EI " by chance; what follows a true end is plain text
        if all(9 <= byte < 127 for byte in data[end.end() : end.end() + 16]):
            return end.end()
    return len(data)


def _literal(data: bytes, position: int) -> tuple[bytes, int]:
    """Return the string whose `(` ends at `position`, unescaped (7.3.4.2), and where it ends."""
    parts: list[bytes] = []
    depth = 1
    while True:
        plain = _STRING_PART.match(data, position)
        if plain is None or plain.end() >= len(data):
            return b"".join(parts) + data[position:], len(data)
        parts.append(plain[0])
        position = plain.end() + 1
        sign = data[position - 1 : position]
        if sign == b"\\":
            part, position = _escape(data, position)
            parts.append(part)
        elif sign == b"\r":
            parts.append(b"\n")
            position += data[position : position + 1] == b"\n"
        else:
            depth += 1 if sign == b"(" else -1
            if not depth:
                return b"".join(parts), position
            parts.append(sign)


def _escape(data: bytes, position: int) -> tuple[bytes, int]:
    sign = data[position : position + 1]
    if sign in (b"\r", b"\n"):
        return b"", position + (2 if data[position : position + 2] == b"\r\n" else 1)
    octal = re.compile(rb"[0-7]{1,3}").match(data, position)
    if octal:
        return bytes([int(octal[0], 8) & 255]), octal.end()
    return _ESCAPES.get(sign, sign), position + 1
