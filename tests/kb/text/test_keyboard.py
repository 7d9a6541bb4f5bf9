"""Text typed with the keyboard set to the other language."""

import pytest
from pythainlp.util import eng_to_thai, thai_to_eng

from kb.text.keyboard import retyped
from kb.text.tokenizer import is_thai_word

WORDS = {"a", "what", "is", "the", "learning", "city", "which"}
WORDS |= {"cities", "joined", "gnlc", "uil", "unesco", "bangkok", "in", "and", "when", "did", "join", "cork", "yeonsu"}
WORDS |= {"covid", "iso", "mu"}


def result(text: str) -> str:
    return retyped(text, lambda word: word.lower() in WORDS or is_thai_word(word))


@pytest.mark.parametrize(
    "meant",
    [
        "เมือง",
        "เมืองแห่งการเรียนรู้คืออะไร",
        "กรุงเทพฯ เข้าเป็นสมาชิกเมื่อไร",
        "ใครเป็นประธานที่ประชุม มีกี่คน",
        "ฉันอยากทราบวิธีสมัคร",
    ],
)
def test_thai_typed_on_an_english_keyboard_is_set_right(meant: str) -> None:
    assert result(thai_to_eng(meant)) == meant


def test_the_example_that_everybody_knows() -> None:
    assert result("g,nv'") == "เมือง"


@pytest.mark.parametrize(
    "meant", ["what is the gnlc", "which cities joined?", "what is a learning city?", "when did bangkok join"]
)
def test_english_typed_on_a_thai_keyboard_is_set_right(meant: str) -> None:
    assert result(eng_to_thai(meant)) == meant


def test_a_slip_after_a_name_is_set_right_and_the_name_stays() -> None:
    assert result("GNLC 8nvvtwi") == "GNLC คืออะไร"
    assert result(f"UNESCO {thai_to_eng('ก่อตั้งเมื่อไร')}") == "UNESCO ก่อตั้งเมื่อไร"


def test_a_year_between_stays_a_year() -> None:
    assert result(f"{thai_to_eng('มีสมาชิกใหม่กี่เมืองในปี')} 2567") == "มีสมาชิกใหม่กี่เมืองในปี 2567"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What is the GNLC?",
        "mu",
        "When was the 3rd, the 21st and the 4th?",
        "in the 1990s, 5% or 1,200.50 at 10:30",
        "Is Gelsenkirchen a member?",
        "When did Limerick and Wyndham join?",
        "Cork, Yeonsu",
        "ISO-9001 SDG4 COVID-19 2562",
        "https://uil.unesco.org/a?b=c,d'e",
        "uil.unesco.org",
        "someone@example.org",
        "a;b,c.d",
        "{[()]}",
        "เมืองแห่งการเรียนรู้คืออะไร",
        "GNLC คืออะไร",
        "ยอนซูและคอร์กอยู่ที่ไหน",
        "เมเดยินรับรองแถลงการณ์เมื่อใด",
        "พ.ศ. 2562 มีกี่เมือง",
        "กศน. กับ สกร. ต่างกันอย่างไร",
        "学习型城市",
    ],
)
def test_what_makes_sense_or_cannot_be_judged_stays(text: str) -> None:
    assert result(text) == text
