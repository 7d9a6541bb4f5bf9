"""What a question asks to be told, and whether a sentence tells it."""

import pytest

from kb.expectation import Kind, counted, counts, expected, numbers, tells, years


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many cities are members?", "number"),
        ("เครือข่ายมีสมาชิกกี่เมือง", "number"),
        ("ค่าสมัครเท่าไร", "amount"),
        ("How much does joining cost?", "amount"),
        ("หอสมุดเปิดกี่โมง", "hour"),
        ("What are the opening hours?", "hour"),
        ("ใครเป็นผู้อำนวยการ", "person"),
        ("When did Yala join?", "date"),
        ("ยะลาเป็นสมาชิกเมื่อไร", "date"),
        ("ประชุมปีไหน", "date"),
        ("What is the e-mail address of UIL?", "address"),
        ("ดูประกาศได้ที่เว็บไหน", "address"),
        ("Who runs the network?", "person"),
        ("Why did Tobar join?", "reason"),
        ("ทำไมโทบาร์ถึงเข้าร่วม", "reason"),
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
    assert tells("Any.", None, "Why?")


def test_both_eras_of_a_year_are_one_number() -> None:
    assert numbers("พ.ศ. 2567 มี 1,234.5 แห่ง") == {"2024", "1234.5"}


def test_a_person_is_a_name_that_the_question_does_not_have() -> None:
    assert tells("The director is Isabell Kempf.", "person", "Who is the director of UIL?")
    assert not tells("The director of UIL has many tasks.", "person", "Who is the director of UIL?")
    assert tells("ผู้อำนวยการคือ อิซาเบลล์ เคมพ์ฟ (Isabell Kempf)", "person", "ใครเป็นผู้อำนวยการ")


@pytest.mark.parametrize(
    ("kind", "tells_it", "silent"),
    [
        ("amount", "สมัครได้ฟรี", "สมัครได้ทางเว็บไซต์"),
        ("amount", "It costs 500 baht.", "It costs the town much work."),
        ("hour", "เปิด 09.00 น.", "เปิดทุกวัน"),
        ("hour", "It opens at 9 a.m.", "It opens daily."),
        ("reason", "It joined because it wants to learn.", "It joined in 2020."),
        ("reason", "เข้าร่วมเพื่อแลกเปลี่ยนความรู้", "เข้าร่วมเมื่อ พ.ศ. 2563"),
    ],
)
def test_amounts_name_money_hours_a_time_and_reasons_a_cause(kind: Kind, tells_it: str, silent: str) -> None:
    assert tells(tells_it, kind, "?")
    assert not tells(silent, kind, "?")


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("How many women sit on the board?", "8 women sit there.", "The board has 12 experts."),
        ("How many cities joined?", "72 new member cities joined.", "It joined in 2019."),
        ("มีเมืองสมาชิกกี่เมือง", "มีสมาชิก 425 เมือง", "มีสมาชิกใน 91 ประเทศ"),
    ],
)
def test_what_is_counted_follows_its_number(question: str, told: str, untold: str) -> None:
    unit = counted(question)

    assert unit is not None
    assert counts(told, unit, question)
    assert not counts(untold, unit, question)


def test_a_question_that_counts_nothing_has_no_unit() -> None:
    assert counted("When did Yala join?") is None
    assert counted("ยะลาเป็นสมาชิกเมื่อไร") is None


def test_years_are_those_of_the_common_era() -> None:
    assert years("พ.ศ. 2567 มี 1,234 แห่ง 429 โรงเรียน In 2019") == {2024, 2019}
