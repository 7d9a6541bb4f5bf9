"""What a question asks to be told, and whether a sentence tells it."""

import pytest

from kb.expectation import Kind, ahead, counted, counts, expected, foresees, numbers, tells, years


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
        ("Tell me when Yala joined.", "date"),
        ("What was the mayor's job when Yala joined?", None),
        ("Was the mayor there when Yala joined?", None),
        ("When did MOE put up its web page?", "date"),
        ("How often does the board meet?", "frequency"),
        ("บอร์ดประชุมปีละกี่ครั้ง", "frequency"),
        ("ให้รางวัลกี่ปีครั้ง", "frequency"),
        ("ประชุมทุกกี่ปี", "frequency"),
        ("เว็บบินาร์คุยกันเรื่องอะไร", None),
        ("ประชุมเกี่ยวกับอะไร", None),
        ("ค่าสมาชิกเป็นอย่างไร", "amount"),
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
        ("frequency", "The board meets once a year.", "The board met in 2019."),
        ("frequency", "คณะกรรมการประชุมปีละครั้ง", "คณะกรรมการประชุมที่ฮัมบูร์ก"),
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
    assert counted("ครูมีจำนวนเท่าไหร่") is None
    assert counted("เกี่ยวกับเมืองใด") is None
    assert counted("ประชุมปีละกี่ครั้ง") is None
    assert counted("ยะลาเป็นสมาชิกเมื่อไร") is None


@pytest.mark.parametrize(
    "question",
    [
        "Where is the next conference?",
        "Who will host it in the future?",
        "ครั้งหน้าจัดที่ไหน",
        "เมืองต่อไปคือเมืองใด",
        "รอบถัดไปเมื่อไร",
    ],
)
def test_who_asks_for_what_is_to_come_is_told_of_it_by_a_text_that_looks_ahead(question: str) -> None:
    assert ahead(question)
    assert foresees("The next one is planned for 2027.")
    assert foresees("ครั้งต่อไปจะจัดใน พ.ศ. 2570")
    assert not foresees("It was held in 2024.")
    assert not foresees("จัดเมื่อ พ.ศ. 2567")


@pytest.mark.parametrize("question", ["Which town lies next to Cork?", "ต้องสมัครอย่างไร", "When was it held?"])
def test_other_questions_ask_for_nothing_to_come(question: str) -> None:
    assert not ahead(question)


def test_years_are_those_of_the_common_era() -> None:
    assert years("พ.ศ. 2567 มี 1,234 แห่ง 429 โรงเรียน In 2019") == {2024, 2019}
