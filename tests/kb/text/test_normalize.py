"""One normal form for documents and questions."""

import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from kb.text.normalize import arabic_digits, language_of, normalize
from kb.types import Language

AWKWARD = st.text(st.sampled_from("กขเแโ ัิุู่้์ํ็าำๆฺ\u200b\ufeff\r\n\t\x00\x0b\u2028\u00a0e\u0301a") | st.characters())


@given(AWKWARD)
@example("ก\u0e48\u0e34\u0e48\u0e34")
@example("ก\u0e38\u0e4c\u0e3a")
@example("เเเเ")
def test_the_normal_form_is_reached_in_one_step_and_is_nfc(text: str) -> None:
    form = normalize(text)

    assert normalize(form) == form
    assert unicodedata.is_normalized("NFC", form)


@given(AWKWARD)
def test_nothing_unseen_is_left(text: str) -> None:
    form = normalize(text)

    assert not {c for c in form if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n"}
    assert all(line == " ".join(line.split()) for line in form.split("\n"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e4d\u0e32", "น\u0e33"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("\u0e40\u0e40ผน", "\u0e41ผน"),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("ก\u0e49\u0e31น", "ก\u0e31\u0e49น"),
        ("การ\u200bเรียน\u00adรู้\ufeff", "การเรียนรู้"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\u00a0\u3000b\t c", "a b c"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\x00b\x9fc\ud800d", "abcd"),
    ],
)
def test_what_is_typed_becomes_what_is_meant(typed: str, meant: str) -> None:
    assert normalize(typed) == meant


@pytest.mark.parametrize("text", ["", "น้ำ", "½ ² ｆ", "สิทธิ์", "ก็ได้", "ทั้งนี้ ฯลฯ ๆ ๒๕๖๒", "line\n\nline"])
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert normalize(text) == text


def test_thai_digits_become_arabic_ones_in_place() -> None:
    assert arabic_digits("๐๑๒๓๔๕๖๗๘๙ ปี ๒๕๖๒ in 2019") == "0123456789 ปี 2562 in 2019"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("เมือง", "th"),
        ("city", "en"),
        ("เมือง UNESCO", "th"),
        ("UNESCO Global Network of Learning Cities ที่ไทย", "en"),
        ("12,345 …", None),
        ("", None),
        ("城市 город", None),
        ("Phuket เมือง 城", "th"),
        ("é à", "en"),
    ],
)
def test_the_script_tells_the_language(text: str, language: Language | None) -> None:
    assert language_of(text) == language
