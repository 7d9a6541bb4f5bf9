"""Every PDF here is written by hand, one for each behaviour; the development set measures them together."""

import importlib.util
import random
import statistics
import sys
import time
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader, PdfWriter

from indexer.readers.pdf.text import PageText, read_pdf_text
from kb.errors import DocumentError

SHARED = Path(__file__).resolve().parents[5] / "shared"

# In this font a code is the character's own UTF-16, letters are half a font size wide and marks have no width.
WIDTHS = b"[32 126 500 3585 3632 500 3633 [0] 3634 3635 500 3636 3642 0 3648 3654 500 3655 3662 0]"
TO_UNICODE = b"2 beginbfrange <0020> <007E> <0020> <0E01> <0E5B> <0E01> endbfrange"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def build(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects; object 1 is the catalog."""
    data, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(100))
    return data + b"xref\n0 100\n%strailer\n<< /Size 100 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        trailer,
        len(data),
    )


def thai_font(to_unicode: bytes = TO_UNICODE, file: bytes = b"") -> dict[int, bytes]:
    descriptor = b"<< /Type /FontDescriptor /FontName /A %s >>" % (b"/FontFile2 14 0 R" if file else b"")
    objects = {
        10: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [11 0 R] "
        b"/ToUnicode 12 0 R >>",
        11: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /FontDescriptor 13 0 R /DW 500 /W %s >>" % WIDTHS,
        12: stream(to_unicode),
        13: descriptor,
    }
    return objects | ({14: stream(file)} if file else {})


def page(content: bytes, resources: bytes = b"", objects: Mapping[int, bytes] | None = None) -> bytes:
    """A file of one page whose font /F is `thai_font`, unless `objects` has another object 10."""
    return build(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F 10 0 R >> %s >> >>" % resources,
            4: stream(content),
            **thai_font(),
            **(objects or {}),
        }
    )


def code(text: str) -> bytes:
    return b"<" + text.encode("utf-16-be").hex().encode() + b">"


def at(x: float, y: float, text: str, size: int = 10) -> bytes:
    return b"BT /F %d Tf 1 0 0 1 %g %g Tm %s Tj ET\n" % (size, x, y, code(text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.pdf"


def pages(path: Path, data: bytes) -> list[PageText]:
    path.write_bytes(data)
    return list(read_pdf_text(path))


def text(path: Path, data: bytes) -> str:
    return "".join(one.text for one in pages(path, data))


def drawn(path: Path, content: bytes, resources: bytes = b"", objects: Mapping[int, bytes] | None = None) -> str:
    return text(path, page(content, resources, objects))


class TestOperators:
    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            (code("กา") + b" Tj", "กา\n"),
            (b"[" + code("ก") + b"-20" + code("า") + b"] TJ", "กา\n"),
            (b"12 TL " + code("ก") + b" Tj " + code("ข") + b" '", "ก\nข\n"),
            (b"12 TL " + code("ก") + b" Tj 1 2 " + code("ข") + b' "', "ก\nข\n"),
            (code("ก") + b" Tj 0 -12 TD " + code("ข") + b" Tj T* " + code("ค") + b" Tj", "ก\nข\nค\n"),
            (code("ก") + b" Tj 5 0 Td " + code("า") + b" Tj", "กา\n"),
            (b"50 Tz " + code("ก") + b" Tj 2.5 0 Td " + code("า") + b" Tj", "กา\n"),
            (b"5 Tc " + code("กข") + b" Tj", "ก ข\n"),
            (code("x") + b" Tj 4 Ts /F 6 Tf " + code("2") + b" Tj 0 Ts /F 10 Tf " + code("y") + b" Tj", "x2y\n"),
        ],
    )
    def test_text_operators_move_the_pen(self, path: Path, content: bytes, expected: str) -> None:
        assert drawn(path, b"BT /F 10 Tf 50 700 Td " + content + b" ET") == expected

    def test_transformations_nest(self, path: Path) -> None:
        content = b"q 2 0 0 2 0 0 cm " + at(25, 350, "กา") + b"Q " + at(70, 700, "ขา", 20)
        assert drawn(path, content) == "กาขา\n"

    def test_box_is_where_the_line_stands(self, path: Path) -> None:
        (box,) = pages(path, page(at(50, 700, "กาขา")))[0].boxes
        assert (box.x0, box.x1) == (50, 50 + 4 * 5)
        assert box.y0 < 700 < box.y1 < 700 + 10

    def test_literal_strings_are_unescaped(self, path: Path) -> None:
        font = {10: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"}
        content = b"BT /F 10 Tf 50 700 Td (a\\(b\\)\\\\(c)\\101\\\nd) Tj ET"
        assert drawn(path, content, objects=font) == "a(b)\\(c)Ad\n"

    def test_inline_image_is_skipped_and_noticed(self, path: Path) -> None:
        image = b"BI /W 2 /H 2 /BPC 8 /CS /G ID \x01 EI\x80(" + b" EI "
        (one,) = pages(path, page(at(50, 700, "ก") + image + at(55, 700, "า")))
        assert (one.text, one.has_images) == ("กา\n", True)

    def test_forms_are_drawn_with_their_matrix(self, path: Path) -> None:
        form = stream(at(0, 0, "กา"), b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Matrix [1 0 0 1 50 700]")
        content = at(50, 720, "ข") + b"/X Do " + at(50, 680, "ค")
        assert drawn(path, content, b"/XObject << /X 20 0 R >>", {20: form}) == "ข\nกา\nค\n"


class TestActualText:
    def test_inline_replaces_the_glyphs_inside(self, path: Path) -> None:
        span = b"/Span << /ActualText <FEFF0E390E49> >> BDC " + code("ู้") + b" Tj EMC "
        content = b"BT /F 10 Tf 50 700 Td " + code("ร") + b" Tj " + span + code("นา") + b" Tj ET"
        assert drawn(path, content) == "รู้นา\n"

    def test_is_found_in_properties(self, path: Path) -> None:
        content = b"BT /F 10 Tf 50 700 Td /Span /M BDC " + code("xx") + b" Tj EMC ET"
        assert drawn(path, content, b"/Properties << /M << /ActualText (ok) >> >>") == "ok\n"

    def test_outermost_counts(self, path: Path) -> None:
        inner = b"/Span << /ActualText (in) >> BDC " + code("x") + b" Tj EMC "
        content = b"BT /F 10 Tf 50 700 Td /Span << /ActualText (out) >> BDC " + inner + code("y") + b" Tj EMC ET"
        assert drawn(path, content) == "out\n"

    def test_syllable_given_again_to_its_mark_alone_counts_once(self, path: Path) -> None:
        span = b"/Span << /ActualText <FEFF0E170E350E48> >> BDC "
        again = b"BT /F 10 Tf 50 688 Td " + span + code("่") + b" Tj EMC ET "
        content = b"BT /F 10 Tf 50 700 Td " + span + code("ที่") + b" Tj EMC ET " + again + at(50, 688, "กา")
        assert drawn(path, content) == "ที่\nกา\n"


class TestCodes:
    @pytest.mark.parametrize(
        ("to_unicode", "shown", "expected"),
        [
            (b"1 beginbfchar <0001> <0E01> endbfchar", b"<0001>", "ก\n"),
            (b"1 beginbfchar <0001> <0E010E320E23> endbfchar", b"<0001>", "การ\n"),
            (b"1 beginbfrange <0001> <0003> <0E01> endbfrange", b"<00010003>", "กฃ\n"),
            (b"1 beginbfrange <0001> <0002> [<0E01> <0E320E23>] endbfrange", b"<00010002>", "การ\n"),
            (b"1 beginbfchar <0001> <F70A> endbfchar", b"<0001>", "่\n"),
            (b"1 beginbfchar <0001> <FB01> endbfchar", b"<0001>", "fi\n"),
            (b"1 beginbfchar <0001> <0E01> endbfchar", b"<00010007>", "ก\ufffd\n"),
            (b"1 beginbfrange <0000> <FFFFFFFF> <0E01> endbfrange", b"<0000>", "ก\n"),
        ],
    )
    def test_to_unicode(self, path: Path, to_unicode: bytes, shown: bytes, expected: str) -> None:
        content = b"BT /F 10 Tf 50 700 Td " + shown + b" Tj ET"
        assert drawn(path, content, objects=thai_font(to_unicode)) == expected

    def test_glyph_names_of_differences(self, path: Path) -> None:
        font = (
            b"<< /Type /Font /Subtype /Type1 /BaseFont /A /FirstChar 1 /LastChar 5 /Widths [500 0 500 500 500] "
            b"/Encoding << /Differences [1 /kokaithai /uni0E48.low /u0E32 4 /A /maieklowleftthai] >> >>"
        )
        assert drawn(path, b"BT /F 10 Tf 50 700 Td <0102030405> Tj ET", objects={10: font}) == "ก่าA่\n"

    def test_built_in_encoding_of_a_type_1_font(self, path: Path) -> None:
        font = (
            b"<< /Type /Font /Subtype /Type1 /BaseFont /A /FirstChar 1 /LastChar 2 /Widths [500 500] "
            b"/FontDescriptor << /FontFile 15 0 R >> >>"
        )
        program = stream(b"%!PS /Encoding 256 array dup 1 /uni0E01 put dup 2 /uni0E32 put readonly def eexec junk")
        assert drawn(path, b"BT /F 10 Tf 50 700 Td <0102> Tj ET", objects={10: font, 15: program}) == "กา\n"

    def test_embedded_cmap_for_the_encoding_itself(self, path: Path) -> None:
        cmap = b"1 begincodespacerange <00> <7F> endcodespacerange 1 beginbfchar <41> <0E01> endbfchar"
        fonts = thai_font(cmap) | {
            10: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 16 0 R /DescendantFonts [11 0 R] "
            b"/ToUnicode 12 0 R >>",
            16: stream(b"1 begincodespacerange <00> <7F> endcodespacerange 1 begincidchar <41> 3585 endcidchar"),
        }
        assert drawn(path, b"BT /F 10 Tf 50 700 Td (AA) Tj ET", objects=fonts) == "กก\n"


def font_program(with_map: bool) -> bytes:
    """A TrueType program: glyph 1 ก, 2 the ring, 3 า, 4 ่, 5 a space without ink; widths do not matter here."""
    names = [".notdef", "a", "ring", "aa", "ek", "space"]
    pen = TTGlyphPen(None)
    for place in ((0, 0), (0, 500), (500, 0)):
        (pen.moveTo if place == (0, 0) else pen.lineTo)(place)
    pen.closePath()
    ink, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    codes = {0x0E01: "a", 0x0E4D: "ring", 0x0E32: "aa", 0xF70A: "ek", 0x20: "space"}
    builder.setupCharacterMap(codes if with_map else {})
    builder.setupGlyf({name: empty if name in (".notdef", "space") else ink for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost(keepGlyphNames=False)
    data = BytesIO()
    builder.save(data)
    return data.getvalue()


class TestEmbeddedFont:
    shown = b"BT /F 10 Tf 50 700 Td <00010002000300050001000400030001> Tj ET"
    widths = b"[1 [500 0 500 0 500]]"

    def fonts(self, to_unicode: bytes, with_map: bool) -> dict[int, bytes]:
        fonts = thai_font(to_unicode, font_program(with_map))
        return fonts | {11: fonts[11].replace(WIDTHS, self.widths)}

    def test_tells_the_ring_from_a_space_and_names_missing_marks(self, path: Path) -> None:
        word = b"4 beginbfchar <0001> <0E01> <0002> <0020> <0003> <0E32> <0005> <0020> endbfchar"
        assert drawn(path, self.shown, objects=self.fonts(word, True)) == "กำ ก่าก\n"

    def test_ink_without_width_is_no_space_even_without_a_map(self, path: Path) -> None:
        word = b"5 beginbfchar <0001> <0E01> <0002> <0020> <0003> <0E32> <0004> <0E48> <0005> <0020> endbfchar"
        assert drawn(path, self.shown, objects=self.fonts(word, False)) == "กำ ก่าก\n"

    def test_corrects_sara_am_for_sara_aa_and_latin_for_tones(self, path: Path) -> None:
        weasyprint = b"5 beginbfchar <0001> <0E01> <0002> <> <0003> <0E33> <0004> <00C9> <0005> <0020> endbfchar"
        assert drawn(path, self.shown, objects=self.fonts(weasyprint, True)) == "กำ ก่าก\n"

    @pytest.mark.parametrize("cut", [1, 5, 13, 60, 200, 400])
    def test_damaged_program_is_ignored(self, path: Path, cut: int) -> None:
        fonts = thai_font(b"1 beginbfchar <0001> <0E01> endbfchar", font_program(True)[:cut])
        assert drawn(path, b"BT /F 10 Tf 50 700 Td <0001> Tj ET", objects=fonts) == "ก\n"


class TestSpaces:
    def test_written_spaces_stay_and_marks_make_no_gaps(self, path: Path) -> None:
        assert drawn(path, at(50, 700, "ที่นี่ ดี ")) == "ที่นี่ ดี \n"

    def test_marks_placed_one_by_one_belong_to_the_line(self, path: Path) -> None:
        content = b"BT /F 10 Tf 50 700 Td " + code("ท") + b" Tj 4.9 2.4 TD " + code("ี") + b" Tj 0 2.4 TD "
        content += code("่") + b" Tj 0.1 -4.8 TD " + code("นา") + b" Tj ET"
        assert drawn(path, content) == "ที่นา\n"

    def test_gap_is_a_space(self, path: Path) -> None:
        assert drawn(path, b"BT /F 10 Tf 50 700 Td [" + code("กา") + b"-300" + code("ขา") + b"] TJ ET") == "กา ขา\n"

    def test_letter_spacing_is_none(self, path: Path) -> None:
        assert drawn(path, b"4 Tc " + at(50, 700, "การเรียนรู้ ตลอดชีวิต")) == "การเรียนรู้ ตลอดชีวิต\n"

    def test_stretched_joints_of_words_are_none(self, path: Path) -> None:
        words = b"-250".join(map(code, ("แห่ง", "การ", "เรียน", "รู้", "ใน", "เมือง")))
        content = b"BT /F 10 Tf 50 700 Td [" + words + b"-600" + code("ของ") + b"-250" + code("เรา") + b"] TJ ET"
        assert drawn(path, content) == "แห่งการเรียนรู้ในเมือง ของเรา\n"

    def test_spaces_drawn_apart_are_put_into_their_gaps(self, path: Path) -> None:
        content = at(60, 700, " ") + b"BT /F 10 Tf 50 700 Td [" + code("กา") + b"-200" + code("ขา") + b"] TJ ET "
        assert drawn(path, content + at(50, 680, "กา ขา กา ขา")) == "กา ขา\nกา ขา กา ขา\n"

    def test_sara_am_drawn_as_two_glyphs_is_one_character(self, path: Path) -> None:
        assert drawn(path, at(50, 700, "จํานวนน้ํา")) == "จำนวนน้ำ\n"

    def test_vowel_below_comes_before_the_tone(self, path: Path) -> None:
        assert drawn(path, at(50, 700, "รู้")) == "รู้\n"

    def test_line_separators_in_a_map_do_not_break_lines(self, path: Path) -> None:
        fonts = thai_font(b"2 beginbfchar <0001> <0E01000D000A> <0002> <20280E02> endbfchar")
        (one,) = pages(path, page(b"BT /F 10 Tf 50 700 Td <00010002> Tj ET", objects=fonts))
        assert len(one.text.splitlines()) == len(one.boxes) == 1


COLUMN = [
    "เมืองแห่งการเรียนรู้ส่งเสริม",
    "ให้ประชาชนทุกช่วงวัยเข้าถึง",
    "โอกาสในการเรียนรู้อย่างทั่ว",
    "ถึงและเท่าเทียมทั้งในระบบ",
    "นอกระบบและตามอัธยาศัย",
]
OTHER = [
    "โครงการนี้สอดคล้องกับเป้าหมาย",
    "การพัฒนาที่ยั่งยืนว่าด้วยการ",
    "ศึกษาที่มีคุณภาพและเป้าหมาย",
    "ว่าด้วยเมืองที่น่าอยู่ปลอดภัย",
    "ทั้งนี้เทศบาลได้สมัครเข้าร่วม",
]


class TestOrder:
    def test_columns_are_read_one_after_the_other(self, path: Path) -> None:
        content = b"".join(at(50, 700 - 15 * i, line) for i, line in enumerate(COLUMN))
        content += b"".join(at(300, 700 - 15 * i, line) for i, line in enumerate(OTHER * 2))
        assert drawn(path, content).splitlines() == COLUMN + OTHER * 2

    def test_columns_written_across_are_put_apart(self, path: Path) -> None:
        rows = zip(COLUMN, OTHER, strict=True)
        content = b"".join(at(50, 700 - 15 * i, a) + at(300, 700 - 15 * i, b) for i, (a, b) in enumerate(rows))
        assert drawn(path, content).splitlines() == COLUMN + OTHER

    def test_lines_in_no_order_are_read_from_the_top(self, path: Path) -> None:
        lines = COLUMN + OTHER
        order = random.Random(1).sample(range(10), 10)
        assert drawn(path, b"".join(at(50, 700 - 15 * i, lines[i]) for i in order)).splitlines() == lines

    def test_header_written_last_comes_first(self, path: Path) -> None:
        content = b"".join(at(50, 700 - 15 * i, line) for i, line in enumerate(COLUMN))
        assert drawn(path, content + at(90, 800, "- 1 -")).splitlines() == ["- 1 -", *COLUMN]

    def test_cells_keep_their_lines_together(self, path: Path) -> None:
        cells = at(50, 700, "ช่าง") + at(50, 685, "เชื่อม") + at(150, 700, "เสาร์") + at(250, 700, "60")
        cells += at(50, 665, "ขนมไทย") + at(150, 665, "จันทร์") + at(250, 665, "30")
        assert drawn(path, cells) == "ช่างเชื่อม\tเสาร์\t60\nขนมไทย\tจันทร์\t30\n"

    def test_cells_written_line_by_line_too(self, path: Path) -> None:
        cells = at(50, 700, "ช่าง") + at(150, 700, "เสาร์") + at(250, 700, "60") + at(150, 685, "9.00 น.")
        cells += at(50, 665, "ขนมไทย") + at(150, 665, "จันทร์") + at(250, 665, "30")
        assert drawn(path, cells) == "ช่าง\tเสาร์ 9.00 น.\t60\nขนมไทย\tจันทร์\t30\n"

    def test_rotated_text_follows_the_page(self, path: Path) -> None:
        turned = b"BT /F 10 Tf 0 1 -1 0 30 100 Tm " + code("ข้างๆ") + b" Tj ET "
        one = pages(path, page(turned + at(50, 700, "กาขา") + at(50, 680, "ตามา")))[0]
        assert one.text == "กาขา\nตามา\nข้างๆ\n"
        assert one.boxes[2].y0 == pytest.approx(100) and one.boxes[2].x1 < 40

    def test_page_turned_as_a_whole_is_read_in_its_own_direction(self, path: Path) -> None:
        content = b"".join(
            b"BT /F 10 Tf 0 1 -1 0 %d 100 Tm %s Tj ET " % (x, code(line)) for x, line in ((100, "หนึ่ง"), (120, "สอง"))
        )
        assert drawn(path, content) == "หนึ่ง\nสอง\n"


class TestVisibility:
    hidden = b"BT 3 Tr /F 10 Tf 50 700 Td " + code("ซ่อน") + b" Tj 0 Tr ET "

    def test_invisible_text_counts_where_there_is_no_other(self, path: Path) -> None:
        assert drawn(path, self.hidden) == "ซ่อน\n"

    def test_and_not_where_there_is(self, path: Path) -> None:
        assert drawn(path, self.hidden + at(50, 600, "เห็น")) == "เห็น\n"

    def test_overprinted_text_counts_once(self, path: Path) -> None:
        assert drawn(path, at(50, 700, "การ") + at(50.4, 700, "การ") + at(50.8, 700, "การ")) == "การ\n"

    def test_doubled_letters_are_not_overprinted(self, path: Path) -> None:
        assert drawn(path, at(50, 700, "กรรมการ")) == "กรรมการ\n"

    def test_a_scan_is_told_from_an_empty_page(self, path: Path) -> None:
        image = stream(b"\0", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8")
        (scan,) = pages(path, page(b"/I Do", b"/XObject << /I 20 0 R >>", {20: image}))
        (empty,) = pages(path, page(b""))
        assert (scan.text, scan.boxes, scan.has_images) == ("", (), True)
        assert (empty.text, empty.boxes, empty.has_images) == ("", (), False)


def refusal(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        list(read_pdf_text(path))
    return str(caught.value)


class TestFaults:
    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentError, match=r"none\.pdf cannot be opened"):
            list(read_pdf_text(tmp_path / "none.pdf"))

    def test_not_a_pdf(self, path: Path) -> None:
        assert "file.pdf is not a PDF" in refusal(path, b"PK\3\4 a word processor's file")

    def test_no_page(self, path: Path) -> None:
        objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
        assert "has no page" in refusal(path, build(objects))

    def test_too_many_pages(self, path: Path) -> None:
        writer = PdfWriter()
        for _ in range(3):
            writer.add_blank_page(100, 100)
        writer.write(path)
        with pytest.raises(DocumentError, match="has 3 pages, more than the 2 allowed"):
            list(read_pdf_text(path, max_pages=2))

    def test_password(self, path: Path) -> None:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(page(at(50, 700, "ลับ")))))
        writer.encrypt("secret", algorithm="RC4-128")
        data = BytesIO()
        writer.write(data)
        assert "encrypted with a password" in refusal(path, data.getvalue())

    def test_stream_that_inflates_beyond_bounds(self, path: Path) -> None:
        press = zlib.compressobj(9)
        bomb = b"".join(press.compress(b"\n" * 10_000_000) for _ in range(20)) + press.flush()
        reason = refusal(path, page(b"", objects={4: stream(bomb, b"/Filter /FlateDecode")}))
        assert "Page 1 of file.pdf takes more work or memory" in reason

    def test_page_of_too_many_operations(self, path: Path) -> None:
        content = zlib.compress(b"q Q " * 1_050_000)
        reason = refusal(path, page(b"", objects={4: stream(content, b"/Filter /FlateDecode")}))
        assert "too many operations" in reason

    def test_page_of_too_many_characters(self, path: Path) -> None:
        content = b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 11_000
        assert "too many characters" in refusal(path, page(content))

    def test_long_actual_text_used_again_and_again(self, path: Path) -> None:
        content = b"BT /F 10 Tf 50 700 Td " + (b"/Span /M BDC " + code("x") + b" Tj EMC ") * 10_000 + b"ET"
        resources = b"/Properties << /M << /ActualText (" + b"a" * 1_000_000 + b") >> >>"
        assert "too many characters" in refusal(path, page(content, resources))

    def test_numbers_beyond_all_bounds(self, path: Path) -> None:
        far = b"9" * 400
        content = b"BT /F 10 Tf " + far + b" 0 0 1 " + far + b" -" + far + b" Tm " + code("x") + b" Tj ET "
        assert drawn(path, content + at(50, 700, "กา")) == "กา\n"

    def test_form_that_draws_itself_is_drawn_once(self, path: Path) -> None:
        form = stream(at(50, 700, "กา") + b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]")
        assert drawn(path, b"/X Do", b"/XObject << /X 20 0 R >>", {20: form}) == "กา\n"

    def test_forms_that_multiply_each_other_are_stopped(self, path: Path) -> None:
        draws = b"/X Do " * 20
        forms = {
            20 + i: stream(draws, b"/Subtype /Form /Resources << /XObject << /X %d 0 R >> >>" % (21 + i))
            for i in range(15)
        }
        assert "too many operations" in refusal(path, page(draws, b"/XObject << /X 20 0 R >>", forms))

    @pytest.mark.parametrize("tenth", range(1, 10))
    def test_cut_short(self, path: Path, tenth: int) -> None:
        data = page(b"".join(at(50, 700 - 15 * i, line) for i, line in enumerate(COLUMN)))
        self.survives(path, data[: len(data) * tenth // 10])

    def test_random_bytes_changed(self, path: Path) -> None:
        cells = b"".join(at(50 + 90 * i, 700 - 15 * j, f"ช่อง {i}") for i in range(4) for j in range(9))
        data = page(cells, objects=TestEmbeddedFont().fonts(TO_UNICODE, True))
        chance = random.Random(7)
        began = time.process_time()
        for _ in range(200):
            broken = bytearray(data)
            for _ in range(chance.choice((1, 4, 16, 64))):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            self.survives(path, bytes(broken))
        assert time.process_time() - began < 60

    @staticmethod
    def survives(path: Path, data: bytes) -> None:
        path.write_bytes(data)
        try:
            for one in read_pdf_text(path):
                assert one.text.count("\n") == len(one.boxes)
        except DocumentError as problem:
            assert path.name in str(problem)

    def test_pages_come_one_by_one(self, path: Path) -> None:
        kids = b" ".join(b"%d 0 R" % n for n in range(30, 40))
        bad = {40: stream(b"\0", b"/Filter /Unknown")}
        one = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F 10 0 R >> >> >>"
        objects = {n: one % (40 if n == 39 else 4) for n in range(30, 40)}
        tree = {2: b"<< /Type /Pages /Kids [" + kids + b"] /Count 10 >>"}
        path.write_bytes(page(at(50, 700, "กา"), objects=objects | bad | tree))
        found: Iterator[PageText] = read_pdf_text(path)
        assert [(one.number, one.text) for one in islice(found, 9)] == [(n, "กา\n") for n in range(1, 10)]
        with pytest.raises(DocumentError, match=r"page 10 of the file cannot be read"):
            next(found)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    script = SHARED / "data/thai-pdf/score.py"
    if not script.is_file():
        pytest.skip(f"the development set is not beside the project ({script} is missing)")
    pytest.importorskip("rapidfuzz", reason="the scorer measures distances with rapidfuzz")
    spec = importlib.util.spec_from_file_location("thai_pdf_score", script)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class TestDevelopmentSet:
    """Raw text against the originals. Goals are for all producers but Ghostscript, which destroys the text."""

    def test_spelling_words_and_speed(self, scorer: ModuleType) -> None:
        folder = SHARED / "data/thai-pdf"
        total, seconds = scorer.Acc(), []
        for file in sorted(folder.glob("pdf/*.pdf")):
            if ".ghostscript-" in file.name:
                continue
            began = time.process_time()
            found = "\f".join(one.text for one in read_pdf_text(file))
            seconds.append(time.process_time() - began)
            total.add(found, (folder / "txt" / (file.name.split(".")[0] + ".txt")).read_text(encoding="utf-8"))
        measured = total.out()
        assert measured["CER"] < 0.013, measured
        assert measured["CERns"] < 0.006, measured
        assert measured["F1"] > 0.98, measured
        assert statistics.mean(seconds) < 0.160
