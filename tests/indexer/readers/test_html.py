"""HTML with a sidecar -> Document."""

from pathlib import Path

import pytest

from indexer.readers.html import read_html
from kb.errors import DocumentError
from tests.kb.documents import sidecar

ARTICLE = "Learning cities promote lifelong learning for all, from early childhood to the later years of life."
THAI = "เมืองแห่งการเรียนรู้ส่งเสริมการเรียนรู้ตลอดชีวิตสำหรับทุกคน ตั้งแต่ปฐมวัยไปจนถึงผู้สูงอายุ"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>t</title><script>alert(1)</script></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/login">Log in here</a></li></ul></nav>
<main><article><h1>Learning cities</h1><p>{ARTICLE}</p><h2>In Thailand &amp; beyond</h2><p>{THAI}</p>
<ul><li>First point of the list of points</li><li>Second point of the list</li></ul></article></main>
<footer><p>Copyright and cookies</p></footer></body></html>"""


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "a.en.html"
    path.write_text(content, encoding="utf-8")
    path.with_name("a.en.html.toml").write_text(sidecar(), encoding="utf-8")
    return path


def test_the_main_content_is_kept_with_its_headings(tmp_path: Path) -> None:
    document = read_html(write(tmp_path, PAGE))

    texts = {document.text[b.start : b.end]: b.level for b in document.blocks}
    assert texts["Learning cities"] == 1
    assert texts["In Thailand & beyond"] == 2
    assert texts[ARTICLE] == 0
    assert texts[THAI] == 0
    assert "First point of the list of points" in document.text
    assert (document.title, document.kind) == ("A title", "original")


def test_menus_scripts_and_footers_are_left_out(tmp_path: Path) -> None:
    text = read_html(write(tmp_path, PAGE)).text

    for unwanted in ("Log in here", "alert", "cookies", "<", "&amp;"):
        assert unwanted not in text


def test_an_xml_declaration_is_no_obstacle(tmp_path: Path) -> None:
    document = read_html(write(tmp_path, '<?xml version="1.0" encoding="utf-8"?>\n' + PAGE))

    assert ARTICLE in document.text


@pytest.mark.parametrize("content", ["", "   ", "<html></html>"])
def test_a_page_without_content_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(DocumentError, match=r"a\.en\.html has no main content"):
        read_html(write(tmp_path, content))


def test_a_page_without_a_sidecar_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, PAGE)
    path.with_name("a.en.html.toml").unlink()

    with pytest.raises(DocumentError, match=r"write a\.en\.html\.toml"):
        read_html(path)
