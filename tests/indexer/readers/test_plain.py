"""Plain text with a sidecar -> Document."""

from pathlib import Path

import pytest

from indexer.readers.plain import read_plain
from kb.errors import DocumentError
from kb.text.normalize import normalize
from tests.conftest import ROOT
from tests.kb.documents import sidecar


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.th.txt"
    path.write_text(text, encoding="utf-8")
    path.with_name("a.th.txt.toml").write_text(sidecar(language="th", kind="original"), encoding="utf-8")
    return path


def test_paragraphs_are_blocks_and_the_sidecar_describes_them(tmp_path: Path) -> None:
    document = read_plain(write(tmp_path, "เมืองแห่งการเรียนรู้\n\nการเรียนรู้ตลอดชีวิต\n"))

    assert document.text == "เมืองแห่งการเรียนรู้\n\nการเรียนรู้ตลอดชีวิต"
    assert [document.text[b.start : b.end] for b in document.blocks] == document.text.split("\n\n")
    assert (document.id, document.title, document.kind, document.publisher) == ("a.th", "A title", "original", "MOE")


def test_damage_of_a_pdf_is_repaired(tmp_path: Path) -> None:
    document = read_plain(write(tmp_path, "น\u0e4d\u0e49า\u200bใจและความร่วมมือ"))

    assert document.text == "น้ำใจและความร่วมมือ"


def test_form_feeds_number_the_pages(tmp_path: Path) -> None:
    document = read_plain(write(tmp_path, "1. เมืองแห่งการเรียนรู้อยู่หน้าแรก\n\f2. การเรียนรู้ตลอดชีวิตอยู่หน้าสอง\n"))

    assert [(document.text[b.start : b.end], b.page) for b in document.blocks] == [
        ("1. เมืองแห่งการเรียนรู้อยู่หน้าแรก", 1),
        ("2. การเรียนรู้ตลอดชีวิตอยู่หน้าสอง", 2),
    ]


def test_a_text_without_form_feeds_has_no_pages(tmp_path: Path) -> None:
    document = read_plain(write(tmp_path, "เมืองแห่งการเรียนรู้"))

    assert {block.page for block in document.blocks} == {None}


@pytest.mark.parametrize("text", ["", "\n \n", "\f", "\u200b"])
def test_a_file_without_text_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DocumentError, match=r"a\.th\.txt holds no paragraph"):
        read_plain(write(tmp_path, text))


@pytest.mark.parametrize(
    "text", ["ก\x00ข\x08ค เมือง", "เมือง\u00a0\u3000ใหญ่\u2028บรรทัด", "ก\u0e48\u0e34น เเมว", "\ufeffเมือง"]
)
def test_the_text_is_in_the_normal_form(tmp_path: Path, text: str) -> None:
    document = read_plain(write(tmp_path, text))

    assert document.text == normalize(document.text)


def test_the_ministry_s_article_gets_its_broken_sara_am_back() -> None:
    path = ROOT / "corpus" / "gnlc-moe.th.txt"
    damaged = path.read_text(encoding="utf-8")

    text = read_plain(path).text

    assert "จ านวนประชากรโลก" in damaged
    assert "จำนวนประชากรโลก" in text
