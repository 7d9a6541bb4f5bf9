"""Questions that lean on the one before, and those that do not."""

import pytest

from kb.followup import completed
from kb.knowledge_base import KnowledgeBase
from kb.names import Names
from kb.types import Language, Question, Term

NAMES = Names(
    [
        Term(("เชียงราย",), ("Chiang Rai",), "place"),
        Term(("เชียงใหม่",), ("Chiang Mai",), "place"),
        Term(("ภูเก็ต",), ("Phuket",), "place"),
        Term(("แถลงการณ์เมเดยิน",), ("Medellín Manifesto",), "document"),
        Term(("ปฏิญญายอนซู",), ("Yeonsu Declaration",), "document"),
        Term(("สถาบันการเรียนรู้ตลอดชีวิตของยูเนสโก",), ("UIL",), "body"),
        Term(("เครือข่ายเมืองแห่งการเรียนรู้",), ("GNLC",)),
    ]
)
RAI_TH, RAI_EN = "เชียงรายเข้าร่วม GNLC เมื่อไร", "When did Chiang Rai join the GNLC?"


@pytest.mark.parametrize(
    ("text", "spoken", "earlier", "expected"),
    [
        ("แล้วเชียงใหม่ล่ะ", "th", RAI_TH, "เชียงใหม่เข้าร่วม GNLC เมื่อไร"),
        ("ภูเก็ตล่ะ", "th", RAI_TH, "ภูเก็ตเข้าร่วม GNLC เมื่อไร"),
        ("ส่วนของภูเก็ต", "th", RAI_TH, "ภูเก็ตเข้าร่วม GNLC เมื่อไร"),
        ("แล้วปี 2563 ล่ะ", "th", "ปี 2562 มีเมืองใดเข้าร่วม", "ปี 2563 มีเมืองใดเข้าร่วม"),
        ("And Phuket?", "en", RAI_EN, "When did Phuket join the GNLC?"),
        ("What about phuket", "en", RAI_EN, "When did phuket join the GNLC?"),
        ("And in 2022?", "en", "Which cities joined in 2024?", "Which cities joined in 2022?"),
        (
            "and the Yeonsu Declaration?",
            "en",
            "Who adopted the Medellín Manifesto?",
            "Who adopted the Yeonsu Declaration?",
        ),
    ],
)
def test_a_name_or_year_takes_the_place_of_one_of_its_kind(
    text: str, spoken: Language, earlier: str, expected: str
) -> None:
    assert completed(text, spoken, earlier, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "spoken", "earlier", "expected"),
    [
        ("เมื่อไหร่", "th", "เมืองใดเข้าร่วมเป็นเมืองแรก", "เมืองเข้าร่วมเป็นเมืองแรก เมื่อไหร่"),
        ("กี่เมือง", "th", "เมืองใดได้รับรางวัล", "เมืองได้รับรางวัล กี่เมือง"),
        ("How many?", "en", "Which cities joined in 2024?", "How many cities joined in 2024"),
        ("since when?", "en", "Is Phuket a member?", "since when Phuket a member"),
    ],
)
def test_a_question_word_alone_asks_the_earlier_question_anew(
    text: str, spoken: Language, earlier: str, expected: str
) -> None:
    assert completed(text, spoken, earlier, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "spoken", "earlier", "expected"),
    [
        ("แล้วมีรางวัลอะไรบ้าง", "th", RAI_TH, "มีรางวัลอะไรบ้าง เชียงราย GNLC"),
        ("แล้วรายงานล่ะ", "th", "ค่าสมาชิกเท่าไร", "รายงาน ค่าสมาชิก"),
        ("เมืองนี้มีประชากรเท่าไร", "th", "เชียงรายอยู่ที่ไหน", "เชียงรายมีประชากรเท่าไร"),
        ("When was it founded?", "en", "Where is the UIL based?", "When was UIL founded"),
        ("And the mayor?", "en", RAI_EN, "the mayor Chiang Rai GNLC"),
        ("And Phuket?", "en", "Which cities are members?", "Which cities are members Phuket"),
    ],
)
def test_else_what_the_earlier_question_was_about_is_added(
    text: str, spoken: Language, earlier: str, expected: str
) -> None:
    assert completed(text, spoken, earlier, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("แล้วภูเก็ตเข้าร่วมเมื่อไร", "th"),
        ("เครือข่ายเมืองแห่งการเรียนรู้คืออะไร", "th"),
        ("เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ", "th"),
        ("ใครสมัครได้บ้าง", "th"),
        ("And when did Phuket join?", "en"),
        ("What is a learning city?", "en"),
        ("When were the first cities admitted?", "en"),
        ("What must a city send every two years if it wants to stay a member of the network?", "en"),
        ("Android phones?", "en"),
    ],
)
def test_a_whole_question_stands_for_itself(text: str, spoken: Language) -> None:
    assert completed(text, spoken, RAI_TH if spoken == "th" else RAI_EN, NAMES) is None


def understood(base: KnowledgeBase, text: str, *previous: str) -> tuple[str, tuple[str, ...]]:
    question = base.understand(text, previous=previous)
    assert isinstance(question, Question), question
    return question.understood_as, question.notes


@pytest.mark.parametrize(
    ("previous", "text", "expected"),
    [
        ([RAI_TH, "แล้วเชียงใหม่ล่ะ"], "ภูเก็ตล่ะครับ", "ภูเก็ตเข้าร่วม GNLC เมื่อไร"),
        ([RAI_EN, "And Chiang Mai?"], "And Phuket?", "When did Phuket join the GNLC?"),
        ([RAI_EN, "hello"], "What about Krung Thep?", "When did Bangkok join the GNLC?"),
        ([RAI_TH], "And Phuket?", "ภูเก็ตเข้าร่วม GNLC เมื่อไร"),
        (["Wehn did Chiangrai joinn the GNLC?"], "And Phuket?", "When did Phuket join the GNLC?"),
        (["What is the UIL?", "x", "Where?", RAI_EN], "And Phuket?", "When did Phuket join the GNLC?"),
    ],
)
def test_earlier_questions_are_understood_one_after_the_other(
    base: KnowledgeBase, previous: list[str], text: str, expected: str
) -> None:
    text, notes = understood(base, text, *previous)
    assert text == expected
    assert "follow_up" in notes


@pytest.mark.parametrize("previous", [[], ["hello"], ["สวัสดีครับ", "…"]])
def test_with_nothing_to_lean_on_a_question_stays(base: KnowledgeBase, previous: list[str]) -> None:
    assert understood(base, "And Phuket?", *previous) == ("And Phuket?", ())


@pytest.mark.parametrize(
    ("previous", "text", "document"),
    [(RAI_TH, "แล้วเชียงใหม่ล่ะ", "chiang-mai.th"), (RAI_EN, "And Phuket?", "phuket.en")],
)
def test_a_follow_up_is_answered_from_the_document_it_means(
    base: KnowledgeBase, previous: str, text: str, document: str
) -> None:
    answer = base.answer(text, previous=[previous])
    assert document in {citation.document_id for citation in answer.citations}
    assert answer.question.text == text
