"""What of a Thai municipal web page becomes the document: its content in order, and nothing else."""

from pathlib import Path

import pytest

from indexer.readers.html import MAX_BYTES, read_html
from kb.errors import DocumentError
from kb.types import Document
from tests.indexer.readers.office import write

LEAD = "เทศบาลนครเชียงรายขอเชิญชวนประชาชนทุกช่วงวัยเข้าร่วมโครงการเมืองแห่งการเรียนรู้ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ โดยไม่เสียค่าใช้จ่าย"
MORE = "โครงการนี้เป็นส่วนหนึ่งของเครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโก ซึ่งเทศบาลเข้าเป็นสมาชิกตั้งแต่ปี พ.ศ. ๒๕๖๒"
PAGE = f"""<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>เทศบาลนครเชียงราย</title>
<style>.ลับ {{ color: red }}</style><script>var ความลับ = "สคริปต์";</script>
<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "ข้อความในสคริปต์ที่ไม่ควรปรากฏ"}}</script>
</head><body>
<!-- ความเห็นของผู้พัฒนา -->
<div id="header" class="header"><a href="/"><img src="logo.png" alt="ตราเทศบาล"></a>
<nav class="navbar"><ul class="menu"><li><a href="/">หน้าแรก</a></li><li><a href="/about">ข้อมูลหน่วยงาน</a>
<ul><li><a href="/v">วิสัยทัศน์และพันธกิจ</a></li><li><a href="/s">โครงสร้างองค์กร</a></li></ul></li>
<li><a href="/tender">ประกาศจัดซื้อจัดจ้าง</a></li><li><a href="/contact">ติดต่อเรา</a></li></ul></nav></div>
<div class="breadcrumb"><a href="/">หน้าแรก</a> › <a href="/news">ข่าวประชาสัมพันธ์</a></div>
<div id="sidebar" class="sidebar"><h3>เมนูหลัก</h3><ul><li><a href="/e">บริการออนไลน์</a></li>
<li><a href="/k">ร้องเรียนร้องทุกข์</a></li></ul><p>จำนวนผู้เข้าชม 1,234,567</p></div>
<div id="content" class="content"><article class="post">
<h1>โครงการเมืองแห่งการเรียนรู้</h1>
<p>{LEAD}</p>
<h2>ขั้นตอนการสมัคร</h2>
<ol start="3"><li>กรอกใบสมัครที่ศูนย์การเรียนรู้ของเทศบาล<ul><li>สำเนาบัตรประจำตัวประชาชน</li></ul></li>
<li><p>ยื่นใบสมัครต่อเจ้าหน้าที่กองการศึกษา</p></li></ol>
<ul><li>เปิดรับสมัครทุกวันทำการ</li><li>ไม่จำกัดอายุของผู้สมัคร</li></ul>
<h2>ค่าธรรมเนียม</h2>
<table><tr><th>หลักสูตร</th><th>ค่าสมัคร</th></tr>
<tr><td>ภาษาล้านนา</td><td>ไม่เสียค่าใช้จ่าย</td></tr><tr><td>งานฝีมือ</td><td>๑๐๐ บาท</td></tr></table>
<p>{MORE}</p><p>น\u0e4d\u0e49าใจของ<b>ประชาชน</b>ทุกคน<br>1. ไม่ใช่รายการ *ดาว*</p>
<p>เดิม <del>ห้าร้อยบาท</del> หนึ่งร้อยบาท</p>
</article></div>
<div id="footer" class="footer"><p>สงวนลิขสิทธิ์ © เทศบาลนครเชียงราย</p><a href="/privacy">นโยบายคุกกี้</a></div>
<script>ga("สถิติ")</script></body></html>"""


def lines(document: Document) -> list[tuple[int, str]]:
    return [(block.level, document.text[block.start : block.end]) for block in document.blocks]


def test_the_content_of_a_municipal_page_keeps_its_order_and_meaning(tmp_path: Path) -> None:
    assert lines(read_html(write(tmp_path, "a.th.html", PAGE))) == [
        (1, "โครงการเมืองแห่งการเรียนรู้"),
        (0, LEAD),
        (2, "ขั้นตอนการสมัคร"),
        (0, "3. กรอกใบสมัครที่ศูนย์การเรียนรู้ของเทศบาล"),
        (0, "• สำเนาบัตรประจำตัวประชาชน"),
        (0, "4. ยื่นใบสมัครต่อเจ้าหน้าที่กองการศึกษา"),
        (0, "• เปิดรับสมัครทุกวันทำการ"),
        (0, "• ไม่จำกัดอายุของผู้สมัคร"),
        (2, "ค่าธรรมเนียม"),
        (0, "หลักสูตร · ค่าสมัคร"),
        (0, "ภาษาล้านนา · ไม่เสียค่าใช้จ่าย"),
        (0, "งานฝีมือ · ๑๐๐ บาท"),
        (0, MORE),
        (0, "น้ำใจของประชาชนทุกคน\n1. ไม่ใช่รายการ *ดาว*"),
        (0, "เดิม หนึ่งร้อยบาท"),
    ]


def test_menus_scripts_styles_comments_and_footers_never_leak(tmp_path: Path) -> None:
    text = read_html(write(tmp_path, "a.th.html", PAGE)).text
    for unwanted in ("สคริปต์", "ความลับ", "ความเห็น", "color", "ติดต่อเรา", "เมนูหลัก", "ผู้เข้าชม", "สงวนลิขสิทธิ์", "คุกกี้", "สถิติ"):
        assert unwanted not in text


@pytest.mark.parametrize("wrapper", ["<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "{}", "<form>{}</form>"])
def test_a_page_without_a_clear_main_part_does_not_leak_scripts_either(tmp_path: Path, wrapper: str) -> None:
    page = wrapper.format(
        f"<script>var a = 'ลับ'</script><style>ลับ</style><!-- ลับ --><noscript>ลับ</noscript>{LEAD}<br>{MORE}"
        "<template>ลับ</template><textarea>ลับ</textarea><select><option>ลับ</option></select>"
    )
    text = read_html(write(tmp_path, "a.th.html", page)).text
    assert "ลับ" not in text
    assert LEAD in text


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("", ["1.", "2."]), ('type="a"', ["a.", "b."]),
        ('type="I" start="4"', ["IV.", "V."]), ("reversed", ["2.", "1."]),
        ('start="x"', ["1.", "2."]), ('start="99999999999"', ["1.", "2."]), ('start="-1"', ["-1.", "0."]),
    ],
)  # fmt: skip
def test_list_numbers_are_those_a_browser_shows(tmp_path: Path, attributes: str, labels: list[str]) -> None:
    items = "<li>ข้อแรกของรายการ</li><li><b>ข้อที่สอง</b>ของรายการ</li>"
    page = f"<main><h1>เมือง</h1><p>{LEAD}</p><ol {attributes}>{items}</ol></main>"
    text = read_html(write(tmp_path, "a.th.html", page)).text
    assert [line.split()[0] for line in text.splitlines() if "ของรายการ" in line] == labels


@pytest.mark.parametrize(
    "page",
    [
        f"<main><p>{LEAD}</p></main>" + "<div>" * 100_000,
        f"<main><p>{LEAD}</p>" + "<b>" * 50_000 + "</main>",
        "<p>" + "<a href=x>" * 30_000 + LEAD,
        "<table>" * 20_000 + LEAD,
    ],
)
def test_bottomless_pages_are_read_or_refused(tmp_path: Path, page: str) -> None:
    try:
        assert read_html(write(tmp_path, "a.th.html", page)).text
    except DocumentError as problem:
        assert "a.th.html" in str(problem)


def test_huge_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.th\.html is longer than"):
        read_html(write(tmp_path, "a.th.html", b" " * (MAX_BYTES + 1)))
    with pytest.raises(DocumentError, match=r"a\.th\.html holds more elements"):
        read_html(write(tmp_path, "a.th.html", "<p>ก</p>" * 300_000))


def test_control_characters_are_spaces_and_references_to_letters_stay(tmp_path: Path) -> None:
    page = (
        f"<main><h1>เมือง</h1><p>{LEAD}</p><ol><li>ข้อ\x1dแรก</li><li>ข้อ&#0;สอง&#x1F;&#31;สาม</li></ol>"
        "<p>&#3648;&#x0E21;&#3639;&#3629;&#3591; &quot;&#39;&#38;&#32;</p></main>"
    )
    text = read_html(write(tmp_path, "a.th.html", page)).text
    assert text.split("\n\n")[2:] == ["1. ข้อ แรก", "2. ข้อ สอง สาม", "เมือง \"'&"]
