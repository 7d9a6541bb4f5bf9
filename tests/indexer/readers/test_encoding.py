"""How the letters of a text file are coded is found out, or the file is refused; never guessed."""

import codecs
import random
from pathlib import Path

import pytest

from indexer.readers.encoding import MAX_BYTES, declared_encoding, decode, read_text
from indexer.readers.html import read_html
from indexer.readers.markdown import read_markdown
from indexer.readers.plain import read_plain
from kb.errors import DocumentError
from tests.indexer.readers.office import write
from tests.kb.documents import markdown

THAI = "เทศบาลนครเชียงรายเป็นเมืองแรกของประเทศไทยที่เข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโก เมื่อ พ.ศ. ๒๕๖๒"
MIXED = f"UNESCO Global Network of Learning Cities (GNLC)\n{THAI}\nค่าธรรมเนียม 50 บาท\n"
ENGLISH = "Learning cities promote lifelong learning for all."
QUOTED = "“Learning cities” – for all…"


@pytest.mark.parametrize("text", [THAI, MIXED, ENGLISH, "", "ก", "a", "น้ำ"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_or_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("text", [THAI, MIXED, ENGLISH, "ใช่"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen_by_its_zero_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("text", [THAI, MIXED, "เมือง", "ภูเก็ต 2566", "a\u00a0ข้อ", f"{QUOTED} {THAI}"])
def test_thai_in_one_byte_a_letter_is_seen_by_its_words(text: str) -> None:
    assert decode(text.encode("cp874"), "a.txt") == text


def test_the_three_thai_encodings_are_read_alike() -> None:
    assert {decode(MIXED.encode(encoding), "a.txt") for encoding in ("tis-620", "iso8859-11", "cp874")} == {MIXED}


def test_thai_damaged_by_a_pdf_is_still_seen() -> None:
    damaged = " ".join("เมืองแห่งการเรียนรู้ตลอดชีวิตของประเทศไทยในเครือข่ายของยูเนสโก")  # letter-spaced, as titles are
    assert decode((damaged + "\n" + THAI.replace("่", "")).encode("cp874"), "a.txt").startswith("เ ม ื อ ง")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Les villes apprenantes: éducation tout au long de la vie", "latin-1"),
        ("Städte für alle", "latin-1"),
        ("中文是世界上使用人数最多的语言学习型城市网络", "gbk"),
        ("中文是世界上使用人數最多的語言學習型城市網絡", "big5"),
        ("学習都市のネットワークについて説明します", "shift_jis"),
        ("학습도시 네트워크에 대하여 설명합니다", "euc-kr"),
        ("Обучающиеся города мира", "koi8-r"),
        ("Обучающиеся города мира", "cp1251"),
        ("مدن التعلم في العالم", "cp1256"),
    ],
)
def test_other_encodings_are_refused_with_the_way_out(text: str, encoding: str) -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt cannot be read as UTF-8 .*save it as UTF-8"):
        decode(text.encode(encoding), "a.txt")


def test_random_bytes_of_the_thai_range_are_not_thai() -> None:
    chance = random.Random(1)
    letters = [*range(0xA1, 0xDB), *range(0xDF, 0xFC)]
    for length in (20, 50, 500):
        for _ in range(50):
            with pytest.raises(DocumentError):
                decode(bytes(chance.choice(letters) for _ in range(length)), "a.txt")


@pytest.mark.parametrize(
    "data", [codecs.BOM_UTF16_LE + b"a", codecs.BOM_UTF8 + b"\xff", codecs.BOM_UTF16_LE + b"\0\xd8"]
)
def test_a_text_that_breaks_its_promise_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.txt begins as UTF-.* text, but"):
        decode(data, "a.txt")


def test_one_byte_of_utf_8_too_few_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.txt cannot be read as UTF-8 text"):
        decode(THAI.encode()[:-1], "a.txt")


def test_what_a_page_declares_decides_where_the_bytes_fit_it() -> None:
    french = "Les villes apprenantes: éducation tout au long de la vie"
    assert decode(french.encode("latin-1"), "a.html", "iso-8859-1") == french
    assert decode(THAI.encode("cp874"), "a.html", "iso-8859-1") == THAI  # a lie that is common
    assert decode(THAI.encode(), "a.html", "tis-620") == THAI
    with pytest.raises(DocumentError, match="though it declares utf-8"):
        decode(french.encode("latin-1"), "a.html", "utf-8")
    with pytest.raises(DocumentError, match="though it declares gbk"):
        decode("中文是世界上使用人数最多的语言学习型城市网络".encode("gbk"), "a.html", "gbk")


@pytest.mark.parametrize(
    ("html", "encoding"),
    [
        (b'<meta charset="TIS-620">', "tis-620"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=windows-874'>", "windows-874"),
        (b'<?xml version="1.0" encoding="utf-8"?><html>', "utf-8"),
        (b"<html>", None),
        (b" " * 5000 + b'<meta charset="tis-620">', None),
    ],
)
def test_the_declaration_of_a_page(html: bytes, encoding: str | None) -> None:
    assert declared_encoding(html) == encoding


def test_every_kind_of_text_file_is_read_in_thai_of_one_byte(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=tis-620></head><body><main><h1>เมือง</h1><p>{THAI}</p></main></body></html>"
    article = markdown(THAI, language="th")
    assert THAI in read_plain(write(tmp_path, "a.th.txt", THAI.encode("cp874"))).text
    assert THAI in read_markdown(write(tmp_path, "a.th.md", article.encode("cp874"))).text
    assert THAI in read_html(write(tmp_path, "a.th.html", page.encode("cp874"))).text
    assert THAI in read_plain(write(tmp_path, "b.th.txt", THAI.encode("utf-16"))).text


def test_lines_end_with_line_feeds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\nb\rc\n")
    assert read_text(tmp_path / "a.txt") == "a\nb\nc\n"


def test_a_file_that_is_too_long_or_not_there_is_named(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(DocumentError, match=r"a\.txt is longer than 32,000,000 bytes"):
        read_text(tmp_path / "a.txt")
    with pytest.raises(DocumentError, match=r"b\.txt cannot be opened"):
        read_text(tmp_path / "b.txt")
