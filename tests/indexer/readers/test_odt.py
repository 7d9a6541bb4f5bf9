"""OpenDocument texts: what a reader of the printed document would read, in that order."""

from pathlib import Path

import pytest

from indexer.readers.odt import read_odt
from kb.errors import DocumentError
from kb.types import Document
from tests.indexer.readers.office import odt, packed, write

THAI = "เมืองแห่งการเรียนรู้ส่งเสริมการเรียนรู้ตลอดชีวิตสำหรับทุกคน"


def level(number: int, kind: str, more: str = "", tag: str = "list-level-style-number") -> str:
    return f'<text:{tag} text:level="{number}" style:num-format="{kind}" {more}/>'


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


STYLES = list_style("L", level(1, "1", 'style:num-suffix="."'), level(2, "1", 'text:display-levels="2"')) + list_style(
    "ท", level(1, "ก, ข, ค, ...", 'style:num-prefix="(" style:num-suffix=")"')
)
BULLETS = list_style("B", '<text:list-level-style-bullet text:level="1" text:bullet-char="x"/>')


def read(tmp_path: Path, body: str, *, styles: str = STYLES, automatic: str = BULLETS) -> Document:
    return read_odt(write(tmp_path, "a.th.odt", odt(body, styles=styles, automatic=automatic)))


def lines(document: Document) -> list[tuple[int, str]]:
    return [(block.level, document.text[block.start : block.end]) for block in document.blocks]


def items(*texts: str, style: str = "L", more: str = "") -> str:
    inside = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_paragraphs_spaces_and_breaks(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="2">หัวข้อ<text:line-break/>ยาว</text:h>'
        "<text:p>ก<text:s text:c='99999999999'/>ข<text:tab/><text:span>ค<text:a>ง</text:a></text:span>\nจ"
        "<text:line-break/>ฉ</text:p><text:section><text:p>" + THAI + "</text:p></text:section>"
    )
    assert lines(read(tmp_path, body)) == [(2, "หัวข้อ ยาว"), (0, "ก ข คง จ\nฉ"), (0, THAI)]


def test_list_items_keep_their_numbers(tmp_path: Path) -> None:
    nested = items(p("ย่อย"), p("ย่อยสอง")).replace(' text:style-name="L"', "")
    body = (
        items(p("หนึ่ง"), p("สอง") + p("ต่อ") + nested)
        + items(p("สาม"), more='text:continue-numbering="true"')
        + items(p("ใหม่"))
        + items(p("ก"), p("ข"), style="ท")
        + items(p("จุด"), style="B")
        + items(p("ไม่รู้จัก"), style="none")
    )
    assert [text for _, text in lines(read(tmp_path, body))] == [
        "1. หนึ่ง", "2. สอง", "ต่อ", "2.1 ย่อย", "2.2 ย่อยสอง", "3. สาม", "1. ใหม่", "(ก) ก", "(ข) ข", "• จุด", "ไม่รู้จัก"
    ]  # fmt: skip


def test_numbered_headings(tmp_path: Path) -> None:
    outline = f"<text:outline-style>{level(1, '๑', tag='outline-level-style')}</text:outline-style>"
    body = '<text:h text:outline-level="1">บทนำ</text:h>' + p(THAI) + '<text:h text:outline-level="1">บทสรุป</text:h>'
    assert lines(read(tmp_path, body, styles=outline)) == [(1, "๑ บทนำ"), (0, THAI), (1, "๒ บทสรุป")]


def test_table_rows_text_boxes_and_notes(tmp_path: Path) -> None:
    body = (
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>รายการ</text:p>"
        "</table:table-cell><table:table-cell><text:p>บาท</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row table:number-rows-repeated='1000000000'><table:table-cell>"
        "<text:p>หนังสือ</text:p><text:p>ใหม่</text:p></table:table-cell><table:covered-table-cell/><table:table-cell>"
        "<text:p>๑๐๐</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>ก่อน<draw:frame><draw:text-box><text:p>ในกล่อง</text:p></draw:text-box></draw:frame>หลัง"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>เชิงอรรถ</text:p></text:note-body>"
        "</text:note></text:p>"
    )
    assert [text for _, text in lines(read(tmp_path, body))] == [
        "รายการ · บาท", "หนังสือ ใหม่ · ๑๐๐", "ก่อนหลัง", "ในกล่อง", "เชิงอรรถ"
    ]  # fmt: skip


def test_what_is_not_printed_is_not_read(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>ลบแล้ว</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body><text:p>สารบัญ</text:p>"
        "</text:index-body></text:table-of-content><text:p>เห็น<office:annotation><text:p>ความเห็น</text:p>"
        "</office:annotation><text:hidden-text>ซ่อน</text:hidden-text></text:p>"
    )
    assert [text for _, text in lines(read(tmp_path, body))] == ["เห็น"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is not an OpenDocument text"),
        (packed({"a.txt": "a"}), "is not an OpenDocument text: content.xml has none"),
        (odt(p("x"), manifest="<manifest:encryption-data/>"), "is encrypted with a password"),
        (odt(""), "holds no paragraph"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=rf"a\.th\.odt {why}"):
        read_odt(write(tmp_path, "a.th.odt", data))
