"""What a question asks to be told, and whether a sentence tells it."""

import pytest

from kb.expectation import expected, numbers, tells


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many cities are members?", "number"),
        ("เครือข่ายมีสมาชิกกี่เมือง", "number"),
        ("ค่าสมัครเท่าไร", "number"),
        ("When did Yala join?", "date"),
        ("ยะลาเป็นสมาชิกเมื่อไร", "date"),
        ("ประชุมปีไหน", "date"),
        ("What is the e-mail address of UIL?", "address"),
        ("ดูประกาศได้ที่เว็บไหน", "address"),
        ("Who runs the network?", None),
        ("เมืองแห่งการเรียนรู้คืออะไร", None),
    ],
)
def test_the_words_of_a_question_say_what_is_expected(question: str, kind: str | None) -> None:
    assert expected(question) == kind


def test_a_year_is_no_count() -> None:
    assert not tells("Bangkok joined in 2024.", "number", "How many schools are in Bangkok?")
    assert tells("Bangkok has 429 schools.", "number", "How many schools are in Bangkok?")


def test_a_number_of_the_question_itself_tells_nothing() -> None:
    assert not tells("มี 13 เมือง", "number", "13 เมืองนี้มีประชากรกี่คน")


def test_a_date_is_a_year_or_month_that_the_question_does_not_name() -> None:
    assert tells("ยะลาเป็นสมาชิกเมื่อวันที่ 14 กุมภาพันธ์ พ.ศ. 2567", "date", "ยะลาเป็นสมาชิกเมื่อไร")
    assert not tells("Yala is a member.", "date", "When did Yala join?")


def test_an_address_is_an_email_or_a_web_address() -> None:
    assert tells("Write to learningcities@unesco.org.", "address", "What is the e-mail address?")
    assert not tells("Write to the team.", "address", "What is the e-mail address?")


def test_where_nothing_is_expected_every_sentence_tells_it() -> None:
    assert tells("Any.", None, "Who?")


def test_both_eras_of_a_year_are_one_number() -> None:
    assert numbers("พ.ศ. 2567 มี 1,234.5 แห่ง") == {"2024", "1234.5"}
