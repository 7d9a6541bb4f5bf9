"""Questions in the words of the real corpus."""

import pytest
from pythainlp.util import thai_to_eng

from kb.knowledge_base import KnowledgeBase
from kb.types import Question


def understood(base: KnowledgeBase, text: str) -> tuple[str, tuple[str, ...]]:
    question = base.understand(text)
    assert isinstance(question, Question), question
    return question.understood_as, question.notes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When did Krung Thep join?", "When did Bangkok join?"),
        ("When did กรุงเทพ join?", "When did Bangkok join?"),
        ("Is Krung Thep City a member?", "Is Bangkok City a member?"),
        ("Where is Chieng Rai?", "Where is Chiang Rai?"),
        ("Where is Padriew?", "Where is Chachoengsao?"),
        ("When was the Medellin Manifesto adopted?", "When was the Medellín Manifesto adopted?"),
        ("What does กรมส่งเสริมการเรียนรู้ do?", "What does Department of Learning Encouragement do?"),
        ("Chiang Mai เข้าร่วมเมื่อไร", "เชียงใหม่ เข้าร่วมเมื่อไร"),
        ("Krung Thep เป็นสมาชิกไหม", "กรุงเทพมหานคร เป็นสมาชิกไหม"),
        ("Learning City คืออะไร", "เมืองแห่งการเรียนรู้ คืออะไร"),
        ("ม.พะเยา ทำอะไรบ้าง", "มหาวิทยาลัยพะเยา ทำอะไรบ้าง"),
        ("พ.ร.บ.ส่งเสริมการเรียนรู้ 2566 ใช้เมื่อไร", "พระราชบัญญัติส่งเสริมการเรียนรู้ 2566 ใช้เมื่อไร"),
        ("พ.ร.บ.ส่งเสริมการเรียนรู้มีกี่มาตรา", "พระราชบัญญัติส่งเสริมการเรียนรู้มีกี่มาตรา"),
        ("โครงการ Chiang Mai Learning City ทำอะไร", "โครงการ เชียงใหม่ เมืองแห่งการเรียนรู้ ทำอะไร"),
    ],
)
def test_names_become_those_of_the_documents_in_the_asker_s_language(
    base: KnowledgeBase, text: str, expected: str
) -> None:
    assert understood(base, text) == (expected, ("glossary",))


def test_words_that_only_the_documents_know_prove_the_other_keyboard_too(base: KnowledgeBase) -> None:
    meant = "เวบินาร์จัดเมื่อไร"
    assert understood(base, thai_to_eng(meant)) == (meant, ("keyboard_layout",))


@pytest.mark.parametrize(
    "text",
    [
        "GNLC คืออะไร",
        "เครือข่ายระดับโลกด้านเมืองแห่งการเรียนรู้ของยูเนสโกคืออะไร",
        "What is the UNESCO Global Network of Learning Cities?",
        "กศน. เปลี่ยนชื่อเป็นอะไร",
        "UIL ก่อตั้งเมื่อไร",
        "What was the UIE?",
        "ปลาตากแดดทำอย่างไร",
        "Where is Takua Pa?",
        "What happened in Cork and Yeonsu?",
        "Bangkok Post เขียนถึงฉะเชิงเทราว่าอย่างไร",
        "เรื่อง SDGs ของเมือง",
    ],
)
def test_names_that_the_documents_use_stay(base: KnowledgeBase, text: str) -> None:
    assert understood(base, text) == (text, ())


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("When did Krung Thep become a member?", "bangkok.en"),
        ("Krung Thep เป็นสมาชิกเครือข่ายเมื่อไร", "bangkok.th"),
        ("When did ฉะเชิงเทรา become a member?", "chachoengsao.en"),
        ("Padriew เป็นสมาชิกเครือข่ายเมื่อไร", "chachoengsao.th"),
        ("What does สกร. do for lifelong learning?", "thai-lifelong-learning-law.en"),
        ("DOLE เกิดจากกฎหมายฉบับใด", "thai-lifelong-learning-law.th"),
        ("What did the แถลงการณ์เมเดยิน call for?", "medellin-manifesto.en"),
        ("Cork Call to Action ว่าด้วยเรื่องอะไร", "cork-call-to-action.th"),
        ("What is there to learn at Haadyai?", "hat-yai.en"),
        ("Khonkaen มีภาคีกี่แห่ง", "khon-kaen.th"),
    ],
)
def test_a_name_from_the_glossary_finds_the_document_that_uses_another(
    base: KnowledgeBase, text: str, document: str
) -> None:
    assert document in {passage.document_id for passage, _ in base.search(text, top_k=5)}
