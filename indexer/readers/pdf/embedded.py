"""What an embedded font program itself knows about its glyphs: characters, names and whether there is ink.

A PDF's ToUnicode map is written by the producer and can be wrong; the font's own `cmap` and `post` tables come from
the type designer. Only TrueType and OpenType programs are read (Apple TrueType Reference Manual; ISO/IEC 14496-22),
and from Type 1 programs the built-in encoding. The tables are read here and not with fontTools because a few bytes of
a malicious `cmap` can claim four thousand million characters, which fontTools expands.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_TYPE1_ENCODING = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/\[\](){}<>%]+)\s+put")
_MAX_GLYPHS = 65_536


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """Facts about the glyphs of one font program, by glyph number; whatever the program lacks is empty."""

    characters: dict[int, tuple[int, ...]] = field(default_factory=dict)  # glyph -> code points, standard ones first
    names: dict[int, str] = field(default_factory=dict)
    inked: frozenset[int] = frozenset()
    glyph_of_code: dict[int, int] = field(default_factory=dict)  # for simple fonts: one-byte code -> glyph


def read_sfnt(data: bytes) -> EmbeddedFont:
    """Return what a TrueType or OpenType program says; an empty EmbeddedFont for anything else or damaged."""
    try:
        tables = _tables(data)
        maps = list(_character_maps(tables.get(b"cmap", b"")))
        return EmbeddedFont(
            characters=_characters(maps),
            names=_post_names(tables.get(b"post", b"")),
            inked=_inked(tables),
            glyph_of_code=_simple_codes(maps),
        )
    except (struct.error, IndexError, ValueError):
        return EmbeddedFont()


def type1_encoding(data: bytes) -> dict[int, str]:
    """Return code -> glyph name of a Type 1 program's built-in encoding; empty where it names none."""
    clear_text = data[: data.find(b"eexec")] if b"eexec" in data else data[:65_536]
    return {int(code): name.decode("latin-1") for code, name in _TYPE1_ENCODING.findall(clear_text) if int(code) < 256}


CharacterMap = tuple[int, int, dict[int, int]]  # platform, encoding, code -> glyph


def _tables(data: bytes) -> dict[bytes, bytes]:
    if data[:4] not in (b"\0\1\0\0", b"true", b"OTTO"):
        return {}
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4s4xII", data, 12 + 16 * i) for i in range(min(count, 64)))
    return {tag: data[start : start + length] for tag, start, length in entries}


def _character_maps(cmap: bytes) -> Iterator[CharacterMap]:
    if not cmap:
        return
    (count,) = struct.unpack_from(">H", cmap, 2)
    for i in range(min(count, 16)):
        platform, encoding, offset = struct.unpack_from(">HHI", cmap, 4 + 8 * i)
        yield platform, encoding, dict(_code_glyphs(cmap[offset:]))


def _code_glyphs(table: bytes) -> Iterator[tuple[int, int]]:
    (kind,) = struct.unpack_from(">H", table, 0)
    if kind == 0:
        yield from enumerate(table[6:262])
    elif kind == 4:
        yield from _segments(table)
    elif kind == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        yield from enumerate(struct.unpack_from(f">{count}H", table, 10), first)
    elif kind == 12:
        (count,) = struct.unpack_from(">I", table, 12)
        left = _MAX_GLYPHS
        for i in range(min(count, _MAX_GLYPHS)):
            first, last, glyph = struct.unpack_from(">III", table, 16 + 12 * i)
            left -= last - first + 1
            if last < first or left < 0 or last > 0x10FFFF:
                raise ValueError("a group that no font can have")
            yield from ((code, glyph + code - first) for code in range(first, last + 1))


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", table, 6)
    count, left = double // 2, _MAX_GLYPHS
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + double)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * double)
    offsets = struct.unpack_from(f">{count}H", table, 16 + 3 * double)
    for i in range(count):
        left -= max(0, ends[i] - starts[i])
        if left < 0:
            raise ValueError("overlapping segments")
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if offsets[i]:
                place = 16 + 3 * double + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = int.from_bytes(table[place : place + 2], "big")
                if not glyph:
                    continue
            yield code, (glyph + deltas[i]) & 0xFFFF


def _characters(maps: list[CharacterMap]) -> dict[int, tuple[int, ...]]:
    found: dict[int, set[int]] = {}
    for platform, encoding, codes in maps:
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            for code, glyph in codes.items():
                if glyph:
                    found.setdefault(glyph, set()).add(code)
    return {glyph: tuple(sorted(codes, key=lambda c: (is_private(c), c))) for glyph, codes in found.items()}


def is_private(code: int) -> bool:
    """Return whether a code point belongs to a private use area, where its meaning is the font's own."""
    return 0xE000 <= code <= 0xF8FF or code >= 0xF0000


def _simple_codes(maps: list[CharacterMap]) -> dict[int, int]:
    """The glyphs of one-byte codes as in 9.6.6.4: a (3,0) map, at F000 where it starts there, else a (1,0) map."""
    by_key = {(platform, encoding): codes for platform, encoding, codes in maps}
    codes = by_key.get((3, 0)) or by_key.get((1, 0)) or {}
    return {code & 0xFF: glyph for code, glyph in codes.items() if glyph and (code < 256 or 0xF000 <= code < 0xF100)}


def _post_names(post: bytes) -> dict[int, str]:
    if post[:4] != b"\0\2\0\0":
        return {}
    (count,) = struct.unpack_from(">H", post, 32)
    indexes = struct.unpack_from(f">{count}H", post, 34)
    names, place = [], 34 + 2 * count
    while place < len(post):
        length = post[place]
        names.append(post[place + 1 : place + 1 + length].decode("latin-1"))
        place += 1 + length
    # the first 258 are Apple's standard names, all Latin: nothing in them that ToUnicode maps get wrong
    return {glyph: names[i - 258] for glyph, i in enumerate(indexes) if 258 <= i < 258 + len(names)}


def _inked(tables: dict[bytes, bytes]) -> frozenset[int]:
    head, places = tables.get(b"head", b""), tables.get(b"loca", b"")
    if len(head) < 54:
        return frozenset()
    letter, size = ("I", 4) if head[51] else ("H", 2)
    starts = struct.unpack_from(f">{len(places) // size}{letter}", places)
    return frozenset(i for i in range(min(len(starts) - 1, _MAX_GLYPHS)) if starts[i + 1] > starts[i])
