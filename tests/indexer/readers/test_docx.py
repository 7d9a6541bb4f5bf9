"""Word files: what a reader of the printed document would read, in that order."""

from pathlib import Path

import pytest

from indexer.readers.docx import read_docx
from kb.errors import DocumentError
from kb.types import Document
from tests.indexer.readers.office import abstract, docx, docx_parts, item, num, packed, paragraph, write

THAI = "เมืองแห่งการเรียนรู้ส่งเสริมการเรียนรู้ตลอดชีวิตสำหรับทุกคน ตั้งแต่ปฐมวัยไปจนถึงผู้สูงอายุ"


def read(tmp_path: Path, body: str, *, numbering: str = "", notes: str = "") -> Document:
    return read_docx(write(tmp_path, "a.th.docx", docx(body, numbering=numbering, notes=notes)))


def lines(document: Document) -> list[tuple[int, str]]:
    return [(block.level, document.text[block.start : block.end]) for block in document.blocks]


def texts(tmp_path: Path, body: str, *, numbering: str = "", notes: str = "") -> list[str]:
    return [text for _, text in lines(read(tmp_path, body, numbering=numbering, notes=notes))]


def test_headings_have_the_level_of_their_style_or_outline(tmp_path: Path) -> None:
    body = (
        paragraph("ชื่อเรื่อง", '<w:pStyle w:val="T"/>')
        + paragraph("บทที่หนึ่ง", '<w:pStyle w:val="1"/>')
        + paragraph(THAI)
        + paragraph("หัวข้อรอง", '<w:pStyle w:val="Mine"/>')
        + paragraph("หัวข้อย่อย", '<w:pStyle w:val="Out"/>')
        + paragraph("ตามเค้าโครง", '<w:outlineLvl w:val="3"/>')
        + paragraph("ข้อความ", '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>')
        + paragraph("วนซ้ำ", '<w:pStyle w:val="Loop"/>')
    )
    assert lines(read(tmp_path, body)) == [
        (1, "ชื่อเรื่อง"), (1, "บทที่หนึ่ง"), (0, THAI), (2, "หัวข้อรอง"), (3, "หัวข้อย่อย"), (4, "ตามเค้าโครง"), (0, "ข้อความ"),
        (0, "วนซ้ำ"),
    ]  # fmt: skip


def test_the_sidecar_describes_the_document(tmp_path: Path) -> None:
    document = read(tmp_path, paragraph(THAI))
    assert (document.id, document.title, document.kind, document.text) == ("a.th", "A title", "original", THAI)


def test_list_items_are_paragraphs_that_keep_their_numbers(tmp_path: Path) -> None:
    numbering = (
        abstract(0, ("thaiNumbers", "ข้อ %1"), ("thaiNumbers", "%1.%2"), ("thaiLetters", "(%3)"))
        + abstract(1, ("bullet", "\uf0b7"))
        + abstract(2, ("upperRoman", "%1."), ("lowerLetter", "%2)"), ("none", ""))
        + num(1, 0) + num(2, 1) + num(3, 2)
    )  # fmt: skip
    body = (
        item("หนึ่ง") + item("สอง") + item("สองหนึ่ง", 1, 1) + item("สองสอง", 1, 1) + item("ก", 1, 2) + item("ข", 1, 2)
        + paragraph("คั่น") + item("จุด", 2) + item("สาม") + item("สามหนึ่ง", 1, 1)
        + item("one", 3) + item("two", 3) + item("letter", 3, 1) + item("bare", 3, 2)
        + paragraph("ตามสไตล์", '<w:pStyle w:val="Num"/>')
        + paragraph("ไม่นับ", '<w:pStyle w:val="Num"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    assert texts(tmp_path, body, numbering=numbering) == [
        "ข้อ ๑ หนึ่ง", "ข้อ ๒ สอง", "๒.๑ สองหนึ่ง", "๒.๒ สองสอง", "(ก) ก", "(ข) ข", "คั่น", "• จุด", "ข้อ ๓ สาม", "๓.๑ สามหนึ่ง",
        "I. one", "II. two", "a) letter", "bare", "ข้อ ๔ ตามสไตล์", "ไม่นับ",
    ]  # fmt: skip


def test_a_list_with_its_own_start_begins_anew_and_others_of_its_definition_go_on(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, ("decimal", "%1."), start=5) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = item("a", 1) + item("b", 2) + item("c", 3) + item("d", 3) + item("") + item("e", 1)
    assert texts(tmp_path, body, numbering=numbering) == ["5. a", "6. b", "1. c", "2. d", "3. e"]


def test_a_table_row_is_one_line_and_a_frame_of_one_cell_is_none(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    framed = paragraph("กรอบ", '<w:pStyle w:val="1"/>') + paragraph(THAI)
    inner = f"<w:tbl>{row(paragraph('ใน'), paragraph('ตาราง'))}</w:tbl>"
    body = (
        f"<w:tbl>{row(paragraph('รายการ'), paragraph('บาท'))}"
        f"{row(paragraph('หนังสือ') + paragraph('เล่มใหม่'), paragraph('๑๐๐'), paragraph(''), inner)}"
        f"<w:sdt><w:sdtContent>{row(paragraph('สมุด'), paragraph('๒๐'))}</w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('ลบแล้ว')}</w:tc></w:tr></w:tbl>"
        f"<w:tbl>{row(framed)}</w:tbl>"
    )
    assert lines(read(tmp_path, body)) == [
        (0, "รายการ · บาท"), (0, "หนังสือ เล่มใหม่ · ๑๐๐ · ใน · ตาราง"), (0, "สมุด · ๒๐"), (1, "กรอบ"), (0, THAI)
    ]  # fmt: skip


def test_deletions_go_and_insertions_stay(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>ค่าธรรมเนียม </w:t></w:r><w:del><w:r><w:delText>๕๐</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>๖๐</w:t></w:r></w:ins><w:r><w:t> บาท</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>เก่า</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> ใหม่</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>ต้น</w:t></w:r></w:p><w:p><w:r><w:t>ปลาย</w:t></w:r></w:p>"
    )
    assert texts(tmp_path, body) == ["ค่าธรรมเนียม ๖๐ บาท ใหม่", "ต้นปลาย"]


def test_text_boxes_follow_their_paragraph_and_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('ในกล่อง')}{paragraph('อีกบรรทัด')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>ก่อน</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>หลัง</w:t></w:r></w:p>" + paragraph("ต่อไป")
    )
    assert texts(tmp_path, body) == ["ก่อนหลัง", "ในกล่อง", "อีกบรรทัด", "ต่อไป"]


def test_footnotes_follow_their_paragraph_also_when_they_refer_to_themselves(tmp_path: Path) -> None:
    note = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">'
        '<w:p><w:r><w:footnoteRef/><w:t>ที่มา: กระทรวง</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        "</w:footnote>"
    )
    body = (
        '<w:p><w:r><w:t>มีเชิงอรรถ</w:t><w:footnoteReference w:id="2"/><w:footnoteReference w:id="9"/></w:r></w:p>'
        + paragraph("ต่อ")
    )
    assert texts(tmp_path, body, notes=note) == ["มีเชิงอรรถ", "ที่มา: กระทรวง", "ต่อ"]


def test_what_is_not_printed_is_not_read(tmp_path: Path) -> None:
    body = (
        paragraph("สารบัญ ..... ๑", '<w:pStyle w:val="C"/>') + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>เห็น</w:t></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText><w:commentReference/></w:r></w:p>"
        + "<w:sectPr><w:headerReference/></w:sectPr>"
    )
    assert texts(tmp_path, body) == ["เห็น"]


def test_tabs_and_breaks_are_white_space(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t><w:br w:type="page"/><w:t>ง</w:t>'
        "<w:noBreakHyphen/><w:softHyphen/><w:t>จ</w:t></w:r><w:hyperlink><w:r><w:t> ลิงก์</w:t></w:r></w:hyperlink></w:p>"
    )
    assert texts(tmp_path, body) == ["ก ข\nค ง-จ ลิงก์"]


def test_thai_typed_wrong_is_repaired_and_clean_thai_is_not_touched(tmp_path: Path) -> None:
    assert texts(tmp_path, paragraph("น\u0e4d\u0e49าใจของประชาชน") + paragraph(THAI)) == ["น้ำใจของประชาชน", THAI]


def test_the_strict_format_is_read_too(tmp_path: Path) -> None:
    parts = docx_parts(paragraph("บทที่หนึ่ง", '<w:pStyle w:val="1"/>') + paragraph(THAI))
    strict = {
        name: str(content)
        .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
        for name, content in parts.items()
    }  # fmt: skip
    document = read_docx(write(tmp_path, "a.th.docx", packed(dict(strict))))
    assert lines(document) == [(1, "บทที่หนึ่ง"), (0, THAI)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is not a Word document"),
        (b"%PDF-1.7", "is not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is encrypted with a password, or a file of Word 97"),
        (b"PK\x03\x04", "is damaged"),
        (packed({"a.txt": "a"}), "is not a Word document: it has no word/document.xml"),
        (packed({"word/document.xml": "<a"}), "is damaged"),
        (docx(""), "holds no paragraph"),
    ],
)
def test_what_is_no_word_file_is_refused_by_name(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=rf"a\.th\.docx {why}"):
        read_docx(write(tmp_path, "a.th.docx", data))
