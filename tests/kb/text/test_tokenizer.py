"""Words to match by."""

import re
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kb.text.normalize import normalize
from kb.text.tokenizer import TOKENIZER, versions, words

LETTERS = "[ก-ฮะ-ฺเ-ๅ็-๎]"


def test_thai_words_keep_their_vowels_and_tone_marks() -> None:
    assert words("ค่าธรรมเนียมสมัครสมาชิก") == ["ค่าธรรมเนียม", "สมัคร", "สมาชิก"]


def test_the_docstring_s_example_holds() -> None:
    assert words("เมืองแห่งการเรียนรู้ ๓ Cities") == ["เมือง", "แห่ง", "การเรียนรู้", "3", "citi"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("city", "Cities"), ("learn", "LEARNING"), ("๒๕๖๒", "2562"), ("1,234", "1234"), ("city’s", "city's")],
)
def test_forms_of_one_word_match(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_the_country_is_not_the_pronoun() -> None:
    assert words("US") == words("USA") != words("us")


def test_thai_and_latin_may_touch() -> None:
    assert words("เครือข่ายGNLCปี2013") == ["เครือข่าย", "gnlc", "ปี", "2013"]


@pytest.mark.parametrize("text", ["", " ", "…!?", "ๆ ฯ ฿", "\n"])
def test_a_text_without_words_gives_none(text: str) -> None:
    assert words(text) == []


def test_a_number_keeps_its_decimals() -> None:
    assert words("3.5") == ["3.5"]


def test_only_a_str_is_taken() -> None:
    with pytest.raises(TypeError, match="NoneType"):
        words(None)  # type: ignore[arg-type]


@given(st.text(st.sampled_from("เมืองกรุ้ำ่ิ์็ฯๆ ab1๒.,’'-\n") | st.characters(), max_size=60))
def test_no_thai_letter_or_mark_is_lost(text: str) -> None:
    form = normalize(text)

    found = "".join(words(form))

    assert re.findall(LETTERS, found) == re.findall(LETTERS, form)
    assert all(word and not word.isspace() for word in words(form))


def test_threads_get_the_words_that_one_thread_gets() -> None:
    texts = [f"เมืองแห่งการเรียนรู้ที่ {n} learning cities {n}" for n in range(200)]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(words, texts)) == [words(text) for text in texts]


def test_the_versions_name_what_the_words_depend_on() -> None:
    assert versions() == f"{TOKENIZER} pythainlp {version('pythainlp')} snowballstemmer {version('snowballstemmer')}"


@pytest.mark.parametrize(("year", "common_era"), [("2562", 2562 - 543), ("๒๕๖๒", 2562 - 543), ("2400", 2400 - 543)])
def test_a_buddhist_year_is_its_year_of_the_common_era(year: str, common_era: int) -> None:
    assert words(f"พ.ศ. {year}") == words(f"พ.ศ. {common_era}")


@pytest.mark.parametrize("number", ["2399", "2601", "25620", "2562.5"])
def test_other_numbers_are_no_years(number: str) -> None:
    assert words(number) == [number]
