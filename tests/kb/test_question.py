"""What was asked."""

from contextlib import suppress

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kb.errors import QuestionRejected
from kb.knowledge_base import KnowledgeBase
from kb.messages import MESSAGES
from kb.question import LONGEST, understand
from kb.text.normalize import language_of, normalize
from kb.types import Language, Question


def understood(text: str, language: Language | None = None) -> Question:
    question = understand(text, language)
    assert isinstance(question, Question), question
    return question


def reason(text: str) -> str | None:
    result = understand(text)
    return result[0] if isinstance(result, tuple) else None


def rejected(text: str, language: Language | None = None) -> QuestionRejected:
    with pytest.raises(QuestionRejected) as caught:
        understand(text, language)
    return caught.value


@pytest.mark.parametrize("text", ["เมืองแห่งการเรียนรู้คืออะไร", "GNLC คืออะไร", "ใครสมัคร Learning City ได้"])
def test_thai_questions_are_thai_even_with_latin_names_in_them(text: str) -> None:
    assert understood(text).language == "th"


@pytest.mark.parametrize("text", ["What is the GNLC?", "What does กรมส่งเสริมการเรียนรู้ do?"])
def test_english_questions_are_english_even_with_thai_names_in_them(text: str) -> None:
    assert understood(text).language == "en"


def test_the_language_may_be_given() -> None:
    assert understood("GNLC Phuket", "th").language == "th"


def test_space_and_line_breaks_are_one_line() -> None:
    assert understood("  What is\n\nthe \t GNLC? \r\n").text == "What is the GNLC?"


def test_typing_slips_are_set_right() -> None:
    assert understood("เเผนน\u0e4d\u0e49า\u200bคืออะไร").text == "แผนน้ำคืออะไร"


def test_thai_digits_are_understood_as_arabic_ones_and_noted() -> None:
    question = understood("ปี ๒๕๖๒ มีกี่เมือง")

    assert (question.text, question.understood_as) == ("ปี ๒๕๖๒ มีกี่เมือง", "ปี 2562 มีกี่เมือง")
    assert question.notes == ("thai_digits",)
    assert understood("ปี 2562 มีกี่เมือง").notes == ()


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b", "\u00a0\ufeff"])
def test_an_empty_question_is_rejected(text: str) -> None:
    assert rejected(text).code == "question_empty"
    assert str(rejected(text, "th")) == MESSAGES["question_empty"]["th"]


def test_a_question_may_be_as_long_as_the_limit_and_no_longer() -> None:
    understood("ก" * LONGEST)

    problem = rejected("ก" * (LONGEST + 1))

    assert (problem.code, problem.language) == ("question_too_long", "th")
    assert str(LONGEST + 1) in str(problem)
    assert str(LONGEST) in str(problem)


@pytest.mark.parametrize(
    ("character", "name"), [("\x00", "U+0000"), ("\x07", "U+0007"), ("\x9f", "U+009F"), ("\ud800", "U+D800")]
)
@pytest.mark.parametrize(("around", "language"), [("What is{}it?", "en"), ("เมือง{}คืออะไร", "th")])
def test_what_is_not_text_is_rejected_by_name_in_the_asker_s_language(
    character: str, name: str, around: str, language: Language
) -> None:
    problem = rejected(around.format(character))

    assert (problem.code, problem.language) == ("question_not_text", language)
    assert str(problem) == MESSAGES["question_not_text"][language].format(code_point=name)


@pytest.mark.parametrize(
    "text", ["สวัสดี", "สวัสดีครับ", "ขอบคุณมากค่ะ", "คุณเป็นใคร", "Hi!", "hello there", "Thank you so much.", "HEY"]
)
def test_greetings_and_thanks_are_small_talk(text: str) -> None:
    assert reason(text) == "small_talk"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("แอดมินคะ อยากทราบว่า GNLC คืออะไรคะ", "GNLC คืออะไร"),
        ("คือผมอยากรู้ว่ายะลาเป็นสมาชิกไหมอะครับ", "ยะลาเป็นสมาชิกไหม"),
        ("ช่วยบอกหน่อยได้ไหมคะว่าขอนแก่นเข้าร่วมปีใด ขอบคุณล่วงหน้าค่ะ", "ขอนแก่นเข้าร่วมปีใด"),
        ("ไม่ทราบว่าสมัครที่ไหนครับผม", "สมัครที่ไหน"),
        ("Hi there, sorry to bother you, but when did Yala join?", "when did Yala join?"),
        ("Quick question: what is UIL? Many thanks for your help!", "what is UIL?"),
        ("Hey, just wondering, is Tak a member? Cheers", "is Tak a member?"),
    ],
)
def test_courtesy_around_a_question_is_taken_off_and_noted(text: str, asked: str) -> None:
    question = understood(text)
    assert (question.understood_as, question.notes) == (asked, ("courtesy",))


@pytest.mark.parametrize(
    "text", ["ขอนแก่นเข้าร่วมเมื่อไร", "พี่เลี้ยงเมืองคือใคร", "How are test scores used?", "Thanksgiving in Cork?"]
)
def test_what_only_looks_like_courtesy_stays(text: str) -> None:
    assert understood(text).understood_as == text


@pytest.mark.parametrize("text", ["สวัสดีครับ GNLC คืออะไร", "Hello, what is the GNLC?", "Is this city a member?"])
def test_a_question_after_a_greeting_is_a_question(text: str) -> None:
    understood(text)


@pytest.mark.parametrize(
    "text", ["学习型城市是什么", "Что такое GNLC и зачем он нужен городу", "ما هي مدن التعلم", "ລາວ", "ខ្មែរ"]
)
def test_other_scripts_are_not_supported(text: str) -> None:
    assert reason(text) == "unsupported_language"


@pytest.mark.parametrize("text", ["…", "42", "ก", "a?", "🏙🏙"])
def test_a_question_without_words_is_too_vague(text: str) -> None:
    assert reason(text) == "too_vague"


@given(st.text(max_size=200), st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_understood_in_the_words_of_a_build_or_rejected(
    base: KnowledgeBase, text: str, previous: list[str]
) -> None:
    with suppress(QuestionRejected):
        result = base.understand(text, previous=previous)
        question = result[1] if isinstance(result, tuple) else result
        assert question.understood_as
        assert question.text == normalize(question.text)


@given(st.text(max_size=200))
def test_any_text_is_understood_or_rejected_with_a_known_code(text: str) -> None:
    try:
        result = understand(text)
    except QuestionRejected as problem:
        assert problem.code in {"question_empty", "question_not_text", "question_too_long"}
        assert language_of(str(problem)) == problem.language
        return
    question = result[1] if isinstance(result, tuple) else result
    assert question.text == normalize(question.text) != ""
    assert "\n" not in question.text
