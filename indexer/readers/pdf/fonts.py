"""Codes shown in a PDF -> text and width (ISO 32000-1, 9.5 to 9.10).

A code's text comes from the ToUnicode map (9.10.3), which is wrong for Thai in known ways, so two witnesses are heard
against it: the embedded font's own character map and the font's outlines (see `embedded`).

- Codes that ToUnicode leaves out, or maps to nothing, U+0000 or U+FFFD: the embedded map, then the glyph's name.
- A drawn mark that ToUnicode calls a space (Word's ring of sara am): the embedded map's character. Where that is
  missing too, a glyph with ink but no width cannot be a space; the only one written so is the ring U+0E4D.
- A glyph that the embedded map knows as another Thai character: the embedded map, in fonts whose codes are glyph
  numbers. There one entry has to serve wherever the glyph is used: WeasyPrint notes for `า` whichever cluster came
  first, so one `ำ` turns every `า` of the document into `ำ`; Distiller's tone marks are `É`. Where a producer gives
  out codes itself (LibreOffice) it has one for each use of a glyph, and its map is right.

Private-use codes of Thai marks (Microsoft's and Adobe's) and Latin ligatures are written as what they stand for.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject, StreamObject

from indexer.readers.pdf.embedded import EmbeddedFont, is_private, read_sfnt, type1_encoding
from indexer.readers.pdf.syntax import Name, Operand, operations

_RING = "\u0e4d"
_THAI = range(0x0E01, 0x0E5C)
_MAX_CODES = 65_536
_MAX_CODE_TEXT = 64  # characters; the longest syllables and ligatures are far shorter
_MAX_MAP_TOKENS = 500_000
_BOLD = re.compile("bold|black|heavy", re.IGNORECASE)
_SEMIBOLD, _FORCE_BOLD = 600, 1 << 18
_NOTHING = ("", "\0", "\ufffd")


def _stand_ins() -> dict[int, str]:
    """Code points for shapes of characters -> the characters.

    U+F700 to F71A are the raised, lowered and shifted Thai marks of Windows fonts up to 2007, U+F884 to F899 those of
    Adobe's glyph list; then the Latin ligatures of Unicode.
    """
    microsoft = (
        "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47"
    )
    microsoft += "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
    adobe = (
        "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
        + "".join(3 * tone for tone in "\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
        + "\u0e4d"
    )
    ligatures = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
    return {
        **dict(enumerate(microsoft, 0xF700)),
        **dict(enumerate(adobe, 0xF884)),
        **dict(enumerate(ligatures, 0xFB00)),
    }


_STAND_INS = _stand_ins()
# Fonts that are not embedded often have no Widths (9.6.2.2); Helvetica's serve for all, codes 32 to 126.
_HELVETICA = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One shown code: its text, its advance in text space units per unit of font size, and if Tw widens it (9.3.3)."""

    text: str
    advance: float
    word_space: bool


@dataclass(frozen=True, slots=True)
class CodeMap:
    """A CMap: code -> text (ToUnicode) or code -> CID, and how many bytes codes have, by the value of the first."""

    texts: dict[int, str] = field(default_factory=dict)
    cids: dict[int, int] = field(default_factory=dict)
    lengths: tuple[tuple[int, int, int], ...] = ()  # first byte from, to, length


def resolve(value: object) -> Any:
    """Return the object an indirect reference stands for, or the value itself."""
    return value.get_object() if isinstance(value, PdfObject) else value


def dictionary(value: object) -> DictionaryObject:
    """Return the dictionary (or stream) behind a value; an empty one where it is something else."""
    found = resolve(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def number(value: object, default: float = 0.0) -> float:
    """Return a value as a finite float, `default` where it is no number."""
    found = resolve(value)
    try:
        result = float(found) if isinstance(found, int | float) else default
    except OverflowError:
        return default
    return result if -1e9 < result < 1e9 else default


def numbers(value: object, count: int) -> list[float] | None:
    """Return an array of `count` numbers, None where it is none."""
    found = resolve(value)
    return [number(item) for item in found] if isinstance(found, ArrayObject) and len(found) == count else None


def read_code_map(data: bytes) -> CodeMap:
    """Return what a CMap stream says (9.7.5); entries beyond two bytes' worth of codes are not kept."""
    texts: dict[int, str] = {}
    cids: dict[int, int] = {}
    lengths: list[tuple[int, int, int]] = []
    for operator, operands in operations(data, [_MAX_MAP_TOKENS]):
        if operator == "endcodespacerange":
            lengths += [
                (low[0], high[0], len(low)) for low, high in _groups(operands, 2) if _is_code(low) and _is_code(high)
            ]
        elif operator == "endbfchar":
            for code, target in _groups(operands, 2):
                if _is_code(code) and len(texts) < _MAX_CODES:
                    texts[_value(code)] = _target(target)
        elif operator == "endbfrange":
            for low, high, target in _groups(operands, 3):
                if _is_code(low) and _is_code(high):
                    _add_range(texts, _value(low), _value(high), target)
        elif operator == "endcidchar":
            cids |= {_value(code): int(cid) for code, cid in _groups(operands, 2) if _is_code(code) and _is_cid(cid)}
        elif operator == "endcidrange":
            for low, high, cid in _groups(operands, 3):
                if _is_code(low) and _is_code(high) and _is_cid(cid):
                    span = range(_value(low), min(_value(high) + 1, _value(low) + _MAX_CODES - len(cids)))
                    cids |= {code: int(cid) + code - span.start for code in span}
    return CodeMap(texts, cids, tuple(lengths))


def _groups(operands: list[Operand], size: int) -> list[tuple[Any, ...]]:
    rest = operands[len(operands) % size :]  # a count may stand before a broken list
    return list(zip(*(rest[i::size] for i in range(size)), strict=True))


def _is_code(value: object) -> bool:
    return isinstance(value, bytes) and 0 < len(value) <= 4


def _is_cid(value: object) -> bool:
    return isinstance(value, float) and 0 <= value <= 65_535


def _value(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _target(target: Operand) -> str:
    if isinstance(target, bytes):
        text = target.decode("latin-1") if len(target) == 1 else target.decode("utf-16-be", "replace")
        return text[:_MAX_CODE_TEXT]
    return glyph_text(target[1:]) if isinstance(target, Name) else ""


def _add_range(texts: dict[int, str], low: int, high: int, target: Operand) -> None:
    high = min(high, low + _MAX_CODES - len(texts) - 1)
    if isinstance(target, list):
        texts.update(zip(range(low, high + 1), map(_target, target), strict=False))
    elif text := _target(target):
        last = ord(text[-1])
        for code in range(low, min(high, low + 0x10FFFF - last) + 1):
            texts[code] = text[:-1] + chr(last + code - low)


def glyph_text(name: str) -> str:
    """Return what a glyph name stands for: `uni0E48.low` -> U+0E48, `kokaithai` -> U+0E01; '' where it says nothing."""
    return str(agl.toUnicode(name))


class Font:
    """Decodes strings shown in one font; made once for each font, it remembers the codes it has met."""

    def __init__(self, font: DictionaryObject) -> None:
        self._font = font
        self._composite = font.get("/Subtype") == "/Type0"
        self._inner = self._descendant() if self._composite else font
        self._descriptor = dictionary(self._inner.get("/FontDescriptor"))
        self.bold = _BOLD.search(str(font.get("/BaseFont"))) is not None or self._is_heavy()
        stream = resolve(font.get("/ToUnicode"))
        self._to_unicode = read_code_map(stream.get_data()).texts if isinstance(stream, StreamObject) else {}
        encoding = resolve(font.get("/Encoding"))
        self._encoding_name = str(encoding) if isinstance(encoding, str) else ""
        self._code_map = (
            read_code_map(encoding.get_data()) if self._composite and isinstance(encoding, StreamObject) else CodeMap()
        )
        self.vertical = self._composite and (
            self._encoding_name.endswith("-V") or (dictionary(encoding).get("/WMode") == 1)
        )
        self._width = self._composite_widths() if self._composite else self._simple_widths()
        self._met: dict[bytes, Shown] = {}

    def decode(self, shown: bytes) -> list[Shown]:
        """Return the codes of a shown string in order; a last code that lacks bytes is dropped."""
        met, result = self._met, []
        for code in self._split(shown):
            one = met.get(code)
            if one is None:
                one = met[code] = self._look_up(code)
            result.append(one)
        return result

    def _is_heavy(self) -> bool:
        """Tell what the descriptor says of the weight (9.8.1 and 9.8.2)."""
        weight, flags = number(self._descriptor.get("/FontWeight")), int(number(self._descriptor.get("/Flags")))
        return weight >= _SEMIBOLD or bool(flags & _FORCE_BOLD)

    def _descendant(self) -> DictionaryObject:
        found = resolve(self._font.get("/DescendantFonts"))
        return dictionary(found[0]) if isinstance(found, ArrayObject) and found else dictionary(found)

    def _split(self, shown: bytes) -> list[bytes]:
        if not self._composite:
            return [shown[i : i + 1] for i in range(len(shown))]
        if not self._code_map.lengths:
            return [shown[i : i + 2] for i in range(0, len(shown) - 1, 2)]
        codes, i = [], 0
        while i < len(shown):
            sizes = [size for low, high, size in self._code_map.lengths if low <= shown[i] <= high]
            size = min(sizes) if sizes else 1
            codes.append(shown[i : i + size])
            i += size
        return codes

    def _look_up(self, code: bytes) -> Shown:
        value = _value(code)
        cid = self._code_map.cids.get(value, 0) if self._code_map.lengths else value
        advance = -1.0 if self.vertical else self._width(cid)
        return Shown(self._text(value, cid, advance).translate(_STAND_INS), advance, code == b" ")

    def _text(self, code: int, cid: int, advance: float) -> str:
        claimed = self._to_unicode.get(code)
        own = self._own_text(code, cid)
        if claimed is None or claimed in _NOTHING:
            if own:
                return own
            # a mark nobody can read leaves its word readable; a letter nobody can read must be seen to be missing
            return "" if claimed == "" or advance == 0 else "\ufffd"
        if claimed in (" ", "\xa0"):
            return self._text_of_space(code, cid, advance, claimed, own)
        if self._composite and _is_thai(own) and own not in claimed:
            known = self._embedded.characters.get(self._glyph(code, cid), ())
            return claimed if len(claimed) == 1 and ord(claimed) in known else own
        return claimed

    def _text_of_space(self, code: int, cid: int, advance: float, claimed: str, own: str) -> str:
        if own.strip() and _is_thai(own):
            return own
        inked = self._glyph(code, cid) in self._embedded.inked
        return _RING if inked and advance == 0 else claimed

    def _own_text(self, code: int, cid: int) -> str:
        """What the font itself says: its character map, then the glyph's name; '' where it says nothing."""
        glyph = self._glyph(code, cid)
        known = self._embedded.characters.get(glyph, ())
        if known and (known[0] in _STAND_INS or not is_private(known[0])):
            return chr(known[0]).translate(_STAND_INS)
        named = glyph_text(self._embedded.names.get(glyph, "")) or self._encoded_text(code)
        return named or (chr(known[0]) if known else "")

    def _glyph(self, code: int, cid: int) -> int:
        if not self._composite:
            return self._embedded.glyph_of_code.get(code, 0)
        table = self._cid_to_glyph
        return int.from_bytes(table[2 * cid : 2 * cid + 2], "big") if table else cid

    @cached_property
    def _cid_to_glyph(self) -> bytes:
        stream = resolve(self._inner.get("/CIDToGIDMap"))
        return bytes(stream.get_data()) if isinstance(stream, StreamObject) else b""

    @cached_property
    def _embedded(self) -> EmbeddedFont:
        for key in ("/FontFile2", "/FontFile3"):
            stream = resolve(self._descriptor.get(key))
            if isinstance(stream, StreamObject):
                return read_sfnt(stream.get_data())
        return EmbeddedFont()

    def _encoded_text(self, code: int) -> str:
        if not self._composite:
            return self._simple_encoding.get(code, "")
        if "UCS2" in self._encoding_name or "UTF16" in self._encoding_name:
            return chr(code) if code < 0xD800 else ""
        return ""

    @cached_property
    def _simple_encoding(self) -> dict[int, str]:
        """Code -> text of a simple font (9.6.6): the base encoding, changed by Differences."""
        encoding = resolve(self._font.get("/Encoding"))
        base = self._encoding_name
        differences: object = None
        if isinstance(encoding, DictionaryObject):
            base, differences = str(encoding.get("/BaseEncoding", "")), resolve(encoding.get("/Differences"))
        texts = self._base_encoding(base)
        code = 0
        for item in differences if isinstance(differences, ArrayObject) else ():
            entry = resolve(item)
            if isinstance(entry, int):
                code = int(entry)
            elif isinstance(entry, str):
                texts[code] = glyph_text(str(entry)[1:])
                code += 1
        return texts

    def _base_encoding(self, name: str) -> dict[int, str]:
        codec = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}.get(name)
        if codec:
            return {code: bytes([code]).decode(codec, "ignore") for code in range(32, 256)}
        stream = resolve(self._descriptor.get("/FontFile"))
        built_in = type1_encoding(stream.get_data()) if isinstance(stream, StreamObject) else {}
        return {code: glyph_text(glyph) for code, glyph in (built_in or dict(enumerate(StandardEncoding))).items()}

    def _simple_widths(self) -> Callable[[int], float]:
        scale = 0.001
        if self._font.get("/Subtype") == "/Type3":
            matrix = numbers(self._font.get("/FontMatrix"), 6)
            scale = abs(matrix[0]) if matrix else scale
        listed, first = resolve(self._font.get("/Widths")), int(number(self._font.get("/FirstChar")))
        if not isinstance(listed, ArrayObject):
            missing = 0.6 if "Courier" in str(self._font.get("/BaseFont")) else 0.0
            return lambda code: missing or (_HELVETICA[code - 32] if 32 <= code < 127 else 556) * 0.001
        widths = {first + i: number(width) * scale for i, width in enumerate(listed[:256])}
        default = number(self._descriptor.get("/MissingWidth")) * scale
        return lambda code: widths.get(code, default)

    def _composite_widths(self) -> Callable[[int], float]:
        """W (9.7.4.3): `c [w1 w2 ...]` and `first last w`."""
        listed = resolve(self._inner.get("/W"))
        items = [resolve(item) for item in listed] if isinstance(listed, ArrayObject) else []
        widths: dict[int, float] = {}
        left = _MAX_CODES
        i = 0
        while i + 1 < len(items) and left > 0:
            found, used = _width_entry(items[i : i + 3])
            widths |= found
            left -= len(found)
            i += used
        default = number(self._inner.get("/DW"), 1000.0) * 0.001
        return lambda cid: widths.get(cid, default)


def _width_entry(items: list[Any]) -> tuple[dict[int, float], int]:
    """The widths of one entry of W, and how many items it takes."""
    first = int(number(items[0]))
    if isinstance(items[1], ArrayObject):
        return {first + i: number(width) * 0.001 for i, width in enumerate(items[1][:_MAX_CODES])}, 2
    if len(items) < 3:
        return {}, 2
    span = range(max(0, first), min(int(number(items[1])), _MAX_CODES) + 1)
    return dict.fromkeys(span, number(items[2]) * 0.001), 3


def _is_thai(text: str) -> bool:
    return bool(text) and all(ord(character) in _THAI for character in text)
