"""Slips of the fingers."""

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.text.spelling import Speller
from kb.vocabulary import Vocabulary

COUNTS = {
    "เมือง": 50,
    "เครือข่าย": 40,
    "สมาชิก": 30,
    "การเรียนรู้": 30,
    "เรียนรู้": 20,
    "ประเทศ": 20,
    "กี่": 9,
    "มี": 20,
    "ที่มา": 9,
    "ได้แก่": 9,
    "คอร์": 9,
    "ก": 9,
    "learning": 30,
    "member": 20,
    "Conference": 9,
    "Chiang": 20,
    "municipality": 5,
    "Beijing": 9,
}
NAMES = ("คอร์ก", "Cork", "ภูเก็ต", "Phuket", "เชียงใหม่", "Chiang Mai", "ยอนซู", "Yeonsu", "กศน.", "ONIE")
SPELLER = Speller(COUNTS, NAMES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what is lerning", "what is learning"),
        ("a mebmer", "a member"),
        ("Memberr of it", "Member of it"),
        ("municpalty", "municipality"),
        ("the Beijng conferance", "the Beijing Conference"),
        ("Phukett's plan", "Phuket's plan"),
        ("chaing mai", "Chiang mai"),
        ("มีเมอืงกี่ประเทศ", "มีเมืองกี่ประเทศ"),
        ("เครือขาย", "เครือข่าย"),
        ("เคือข่ายมีสมาิก", "เครือข่ายมีสมาชิก"),
        ("การเรีนยรู้", "การเรียนรู้"),
        ("มีกี่ปรระเทศ", "มีกี่ประเทศ"),
        ("ภูเก๊ตมีเมมืองกี่เมือง", "ภูเก็ตมีเมืองกี่เมือง"),
        ("ในเครือข่าายมี", "ในเครือข่ายมี"),
        ("Lerning คืออะไร", "Learning คืออะไร"),
    ],
)
def test_a_slip_becomes_the_word_of_the_corpus(typed: str, meant: str) -> None:
    assert SPELLER.corrected(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "What happened in Cork, Yeonsu and Limerick?",
        "What is the capital of France?",
        "Trang, Nan, Krabi and Surin are provinces",
        "Ask Mamber or Lerning-Bot at x.lerning.org, a@lerning.org, /lerning",
        "LERNING GNCL SDG4 COVID",
        "remember the yearning",
        "เมืองคอร์กกับคอร์กและยอนซู",
        "ลิเมอริกเป็นเมืองอะไร",
        "โปโลเนียกับทัลบอต ฮิวส์",
        "ที่พาทีมไปได้แค่ไหน",
        "นายชัชชาติพูดอะไร",
        "เชียงใหม่ เชียงราย น่าน ตรัง กระบี่",
        "กศน. สกร. บพท. ศธ.",
        "ฟหกด่าสวงผปแอิืทมใฝ",
        "กกกกกกกกกกกกกกกกกกกก",
    ],
)
def test_what_any_list_knows_and_what_nothing_resembles_stays(text: str) -> None:
    assert SPELLER.corrected(text) == text


def test_the_corpus_own_questions_stay(base: KnowledgeBase) -> None:
    questions = {suggestion.text for suggestion in base.store.suggestions()}
    changed = {text for text in questions if "spelling" in _notes(base, text)}
    assert changed == set()


def _notes(base: KnowledgeBase, text: str) -> tuple[str, ...]:
    question = base.understand(text)
    assert not isinstance(question, tuple)
    return question.notes


def test_a_corpus_of_nothing_corrects_nothing() -> None:
    empty = Vocabulary()
    assert Speller(empty.words, ()).corrected("lerning เมอืง") == "lerning เมอืง"
