"""A page's content streams -> the glyphs it draws, in the order it draws them (ISO 32000-1, 8.4, 9.3, 9.4 and 14.6).

Nothing is sorted here: Thai producers write a syllable's letters and marks in the order they are read, while their
positions overlap, so stream order is the evidence and positions only serve `layout`. `/ActualText` (14.9.4)
replaces the glyphs it encloses: LibreOffice, Chromium and Pango use it where one glyph's map entry cannot say which
letters a reordered cluster stands for.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    StreamObject,
    TextStringObject,
    decode_pdfdocencoding,
)

from indexer.readers.pdf.fonts import Font, dictionary, number, numbers, resolve
from indexer.readers.pdf.syntax import Name, Operand, SyntaxLimit, operations

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_MAX_FORM_DEPTH = 16
_MAX_STATES = 512
_MAX_FONTS = 128
_MAX_TOKENS = 2_000_000
_MAX_CONTENT_BYTES = 64_000_000
_MAX_GLYPHS = 200_000
_FILLED_AND_STROKED = 2  # the text rendering mode (9.3.6) that makes a bold font of any
_FAR = 1e6  # points; pages are at most 14,400 wide (annex C.2), and what is not on them need not be computed


_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]+")


def is_mark(text: str) -> bool:
    """Return whether a text is only signs that stand over or under the letter before them; False for ''."""
    return bool(_MARKS.fullmatch(text))


class Glyph(NamedTuple):
    """One drawn code, or all codes that one ActualText replaces: text, baseline start and end, in page points."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size: float  # font size in points, as drawn
    angle: int  # of the baseline, whole degrees counter-clockwise from rightwards, 0 to 359
    visible: bool
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What one page draws: glyphs in stream order, and whether there are images."""

    glyphs: list[Glyph]
    has_images: bool


class ContentLimit(ValueError):
    """The page takes more work than any page of text does."""


@dataclass(frozen=True, slots=True)
class _TextState:
    """The graphics state's part that moves text (9.3) and the current transformation matrix (8.3.2)."""

    ctm: Matrix = IDENTITY
    font: Font | None = None
    size: float = 0.0
    character_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class FontCache:
    """Fonts by object number, so that a font is read once for a document; at most 128 are kept."""

    def __init__(self) -> None:
        self._fonts: dict[object, Font] = {}

    def font(self, reference: object) -> Font | None:
        """Return the font a resource entry, by preference an indirect one, stands for; None where it is no font."""
        found = resolve(reference)
        if not isinstance(found, DictionaryObject):
            return None
        key = getattr(reference, "idnum", None)
        if key is None:
            key = ("direct", id(found))  # the font keeps the dictionary, so that the id stays its own
        if key not in self._fonts:
            if len(self._fonts) == _MAX_FONTS:
                self._fonts.clear()
            self._fonts[key] = Font(found)
        return self._fonts[key]


def draw(page: DictionaryObject, resources: DictionaryObject, fonts: FontCache) -> Drawing:
    """Return what a page draws; ContentLimit beyond 2 million tokens (some seconds) or 200,000 characters."""
    artist = _Artist(fonts)
    try:
        artist.run(artist.read(page.get("/Contents")), resources)
    except SyntaxLimit as problem:
        raise ContentLimit(str(problem)) from problem
    return Drawing(artist.glyphs, artist.has_images)


@dataclass(slots=True)
class _Artist:
    """Runs content streams; only this class changes, its states are values."""

    fonts: FontCache
    tokens_left: list[int] = field(default_factory=lambda: [_MAX_TOKENS])
    characters_left: int = _MAX_GLYPHS
    glyphs: list[Glyph] = field(default_factory=list)
    has_images: bool = False
    state: _TextState = _TextState()
    saved: list[_TextState] = field(default_factory=list)
    matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    marked: list[tuple[str, int] | None] = field(default_factory=list)
    resources: DictionaryObject = field(default_factory=DictionaryObject)
    drawing: list[StreamObject] = field(default_factory=list)  # the forms being drawn, outermost first

    def read(self, contents: object) -> bytes:
        """Return the bytes of a content stream, or of an array of them with white space between (7.8.2)."""
        found = resolve(contents)
        parts = [resolve(part) for part in found] if isinstance(found, ArrayObject) else [found]
        data: list[bytes] = []
        left = _MAX_CONTENT_BYTES
        for part in parts:
            if isinstance(part, StreamObject):
                data.append(part.get_data())
                left -= len(data[-1]) + 1
                if left < 0:
                    raise ContentLimit("too much content")
        return b"\n".join(data)

    def run(self, data: bytes, resources: DictionaryObject) -> None:
        """Carry out the operations of one stream; operators unknown, or with operands that do not fit, do nothing."""
        outer, open_marks = self.resources, len(self.marked)
        self.resources = resources
        for operator, operands in operations(data, self.tokens_left):
            action = _ACTIONS.get(operator)
            if action is not None:
                action(self, operands)
        self.resources = outer
        del self.marked[open_marks:]

    def save(self, _: list[Operand]) -> None:
        if len(self.saved) < _MAX_STATES:
            self.saved.append(self.state)

    def restore(self, _: list[Operand]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: list[Operand]) -> None:
        if matrix := _matrix(operands):
            self.state = replace(self.state, ctm=_times(matrix, self.state.ctm))

    def begin_text(self, _: list[Operand]) -> None:
        self.matrix = self.line_matrix = IDENTITY

    def set_font(self, operands: list[Operand]) -> None:
        if len(operands) >= 2 and isinstance(operands[-2], Name) and isinstance(operands[-1], float):
            listed = dictionary(self.resources.get("/Font"))
            font = self.fonts.font(listed.raw_get(operands[-2])) if operands[-2] in listed else None
            self.state = replace(self.state, font=font, size=operands[-1])

    def set_state(self, operands: list[Operand]) -> None:
        """The `gs` operator can set a font too (8.4.5)."""
        states = dictionary(self.resources.get("/ExtGState"))
        if operands and isinstance(operands[-1], Name) and "/Font" in (chosen := dictionary(states.get(operands[-1]))):
            pair = resolve(chosen["/Font"])
            if isinstance(pair, ArrayObject) and len(pair) == 2:
                self.state = replace(self.state, font=self.fonts.font(list.__getitem__(pair, 0)), size=number(pair[1]))

    def move(self, operands: list[Operand]) -> None:
        if pair := _floats(operands, 2):
            self.matrix = self.line_matrix = _times((1.0, 0.0, 0.0, 1.0, pair[0], pair[1]), self.line_matrix)

    def move_with_leading(self, operands: list[Operand]) -> None:
        if pair := _floats(operands, 2):
            self.state = replace(self.state, leading=-pair[1])
            self.move(operands)

    def set_matrix(self, operands: list[Operand]) -> None:
        if matrix := _matrix(operands):
            self.matrix = self.line_matrix = matrix

    def next_line(self, _: list[Operand]) -> None:
        self.move([0.0, -self.state.leading])

    def show(self, operands: list[Operand]) -> None:
        self.show_spaced([operands[-1:]])

    def show_on_next_line(self, operands: list[Operand]) -> None:
        self.next_line([])
        self.show(operands)

    def show_with_spacing(self, operands: list[Operand]) -> None:
        if len(operands) >= 3 and (spaces := _floats(operands[:-1], 2)):
            self.state = replace(self.state, word_space=spaces[0], character_space=spaces[1])
        self.show_on_next_line(operands)

    def show_spaced(self, operands: list[Operand]) -> None:
        """TJ: strings, and numbers that move the next one back by thousandths of the font size (9.4.3)."""
        state = self.state
        if state.font is None or not operands or not isinstance(operands[-1], list):
            return
        vertical, pen, step = state.font.vertical, 0.0, state.size * (1.0 if state.font.vertical else state.scale)
        for part in operands[-1]:
            if isinstance(part, float):
                pen -= part * 0.001 * step
            elif isinstance(part, bytes):
                pen = self._show_string(part, state.font, pen)
        self.matrix = _times((1.0, 0.0, 0.0, 1.0, 0.0 if vertical else pen, pen if vertical else 0.0), self.matrix)

    def _show_string(self, shown: bytes, font: Font, pen: float) -> float:
        """Append the string's glyphs, drawn from `pen` on along the writing direction; return where the pen is then."""
        state = self.state
        a, b, c, d, e, f = _times(self.matrix, state.ctm)
        across = (c, d) if font.vertical else (a, b)
        x, y = e + state.rise * c, f + state.rise * d
        scale = 1.0 if font.vertical else state.scale
        size = abs(state.size) * math.hypot(c, d)
        sign = -1.0 if font.vertical or state.size < 0 else 1.0
        if not all(abs(value) < _FAR for value in (x, y, size, *across)):
            return pen
        angle = round(math.degrees(math.atan2(sign * across[1], sign * across[0]))) % 360
        visible, bold = state.mode not in (3, 7), font.bold or state.mode == _FILLED_AND_STROKED
        append = self.glyphs.append
        if len(self.glyphs) + len(shown) > _MAX_GLYPHS:
            raise ContentLimit("too many characters")
        for code in font.decode(shown):
            end = pen + code.advance * state.size * scale
            start_x, start_y = x + pen * across[0], y + pen * across[1]
            if abs(start_x) < _FAR and abs(start_y) < _FAR and abs(end) < _FAR:
                end_x, end_y = x + end * across[0], y + end * across[1]
                append(Glyph(code.text, start_x, start_y, end_x, end_y, size, angle, visible, bold))
            spacing = state.character_space + (state.word_space if code.word_space else 0.0)
            pen = end + spacing * scale
        return pen

    def begin_marked(self, operands: list[Operand]) -> None:
        text = self._actual_text(operands[-1]) if operands else None
        self.marked.append(None if text is None else (text, len(self.glyphs)))

    def begin_unmarked(self, _: list[Operand]) -> None:
        self.marked.append(None)

    def end_marked(self, _: list[Operand]) -> None:
        actual = self.marked.pop() if self.marked else None
        if actual is not None and len(self.glyphs) > actual[1]:
            text, start = actual
            enclosed = self.glyphs[start:]
            self.characters_left -= len(text)  # the same text can be referred to again and again
            if self.characters_left < 0:
                raise ContentLimit("too many characters")
            # Chromium draws a syllable's marks apart at line and page ends, and gives them the text of the whole
            # syllable, which the letter has as well
            again = not is_mark(text) and all(is_mark(g.text) for g in enclosed)
            self.glyphs[start:] = [] if again else [_replaced(text, enclosed)]

    def _actual_text(self, properties: Operand) -> str | None:
        if isinstance(properties, Name):
            listed = dictionary(dictionary(self.resources.get("/Properties")).get(properties))
            return _text_string(resolve(listed.get("/ActualText")))
        return _text_string(properties.get("/ActualText")) if isinstance(properties, dict) else None

    def draw_object(self, operands: list[Operand]) -> None:
        objects = dictionary(self.resources.get("/XObject"))
        found = resolve(objects.get(operands[-1])) if operands and isinstance(operands[-1], Name) else None
        if not isinstance(found, StreamObject):
            return
        if found.get("/Subtype") == "/Image":
            self.has_images = True
        elif found.get("/Subtype") == "/Form":
            self._draw_form(found)

    def draw_inline_image(self, _: list[Operand]) -> None:
        self.has_images = True

    def _draw_form(self, form: StreamObject) -> None:
        if any(form is outer for outer in self.drawing):
            return  # a form must not draw itself (8.10.1); what it drew the first time is there
        if len(self.drawing) == _MAX_FORM_DEPTH:
            raise ContentLimit("forms too deep in each other")
        before = self.state, self.matrix, self.line_matrix, self.saved
        matrix = numbers(form.get("/Matrix"), 6)
        if matrix:
            self.transform(list(matrix))
        self.saved = []
        own = resolve(form.get("/Resources"))
        resources = own if isinstance(own, DictionaryObject) else self.resources
        self.drawing.append(form)
        self.run(self.read(form), resources)
        self.drawing.pop()
        self.state, self.matrix, self.line_matrix, self.saved = before


def _replaced(text: str, enclosed: list[Glyph]) -> Glyph:
    """One glyph with the actual text, from the first enclosed glyph's start to the furthest end on its baseline."""
    first = enclosed[0]
    turn = math.radians(first.angle)
    along = math.cos(turn), math.sin(turn)
    level = [g for g in enclosed if abs((g.y - first.y) * along[0] - (g.x - first.x) * along[1]) < first.size]
    start = min(level, key=lambda g: g.x * along[0] + g.y * along[1])
    end = max(level, key=lambda g: g.end_x * along[0] + g.end_y * along[1])
    size = max(g.size for g in level)
    visible = any(g.visible for g in enclosed)
    return Glyph(text, start.x, start.y, end.end_x, end.end_y, size, first.angle, visible, first.bold)


def _text_string(value: Any) -> str | None:
    """Decode a text string (7.9.2.2); None where the value is no string."""
    if isinstance(value, TextStringObject):
        return str(value)
    if not isinstance(value, bytes | ByteStringObject):
        return None
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return decode_pdfdocencoding(bytes(value))


def _floats(operands: list[Operand], count: int) -> list[float] | None:
    values = [value for value in operands[-count:] if isinstance(value, float)]
    return values if len(values) == count else None


def _matrix(operands: list[Operand]) -> Matrix | None:
    values = _floats(operands, 6)
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if values else None


def _times(left: Matrix, right: Matrix) -> Matrix:
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _setter(name: str, factor: float = 1.0) -> "Action":
    def action(artist: _Artist, operands: list[Operand]) -> None:
        if value := _floats(operands, 1):
            artist.state = replace(artist.state, **{name: value[0] * factor})  # type: ignore[arg-type]

    return action


def _set_mode(artist: _Artist, operands: list[Operand]) -> None:
    if value := _floats(operands, 1):
        artist.state = replace(artist.state, mode=int(value[0]))


Action = Callable[[_Artist, list[Operand]], None]
_ACTIONS: dict[str, Action] = {
    "q": _Artist.save,
    "Q": _Artist.restore,
    "cm": _Artist.transform,
    "gs": _Artist.set_state,
    "BT": _Artist.begin_text,
    "Tf": _Artist.set_font,
    "Tc": _setter("character_space"),
    "Tw": _setter("word_space"),
    "Tz": _setter("scale", 0.01),
    "TL": _setter("leading"),
    "Ts": _setter("rise"),
    "Tr": _set_mode,
    "Td": _Artist.move,
    "TD": _Artist.move_with_leading,
    "Tm": _Artist.set_matrix,
    "T*": _Artist.next_line,
    "Tj": _Artist.show,
    "TJ": _Artist.show_spaced,
    "'": _Artist.show_on_next_line,
    '"': _Artist.show_with_spacing,
    "BMC": _Artist.begin_unmarked,
    "BDC": _Artist.begin_marked,
    "EMC": _Artist.end_marked,
    "Do": _Artist.draw_object,
    "BI": _Artist.draw_inline_image,
}
