"""The judged questions of the repository: their documents hold what an answer must hold."""

import re
from collections import Counter

import pytest

from indexer.corpus import Refused, read_corpus
from kb.evaluation.questions import JudgedQuestion, fold, holds, read_questions
from tests.conftest import ROOT

QUESTIONS = read_questions(ROOT / "bench" / "questions.jsonl")
ANSWERABLE = [question for question in QUESTIONS if question.answerable]
UNANSWERABLE = [question for question in QUESTIONS if not question.answerable]
WHYS = {
    "near_miss",
    "false_premise",
    "off_topic",
    "chitchat",
    "personal_advice",
    "injection",
    "other_network",
    "future",
}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    documents = read_corpus(ROOT / "corpus")
    return {document.id: document.text for document in documents if not isinstance(document, Refused)}


def test_there_are_enough_of_each_kind() -> None:
    reasons = Counter(question.why for question in UNANSWERABLE)

    assert len({question.pair for question in ANSWERABLE}) >= 250
    assert len(UNANSWERABLE) >= 270
    assert set(reasons) == WHYS
    assert reasons["near_miss"] + reasons["false_premise"] > 0.55 * len(UNANSWERABLE)


def test_every_article_is_asked_about_at_least_four_times(texts: dict[str, str]) -> None:
    asked = Counter(question.document for question in ANSWERABLE)
    in_both_languages = [id for id in texts if f"{id[:-3]}.th" in texts and f"{id[:-3]}.en" in texts]

    assert [id for id in in_both_languages if asked[id] < 4] == []


def test_both_languages_of_a_pair_are_judged_alike() -> None:
    pairs: dict[str, list[JudgedQuestion]] = {}
    for question in QUESTIONS:
        if question.pair:
            pairs.setdefault(question.pair, []).append(question)

    assert all(question.pair for question in ANSWERABLE)
    assert all([q.language for q in pair] == ["th", "en"] for pair in pairs.values())
    assert all((thai.must, thai.why) == (english.must, english.why) for thai, english in pairs.values())


def test_no_question_is_asked_twice() -> None:
    asked = Counter(_plain(question.text) for question in QUESTIONS)

    assert [text for text, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.id)
def test_a_sentence_of_the_named_document_holds_the_answer(question: JudgedQuestion, texts: dict[str, str]) -> None:
    assert question.document is not None
    assert question.document.endswith(f".{question.language}")
    sentences = [fold(line) for line in texts[question.document].splitlines()]

    assert any(holds(question.must, [sentence]) for sentence in sentences)


def test_no_question_gives_its_own_answer_away() -> None:
    assert [q.id for q in ANSWERABLE if holds(q.must, [fold(q.text)])] == []


def test_no_question_is_one_that_a_document_says_it_answers() -> None:
    """Those are shown to people as suggestions, and their vectors are in the index."""
    documents = [d for d in read_corpus(ROOT / "corpus") if not isinstance(d, Refused)]
    known = {_plain(question) for document in documents for question in document.questions}

    assert [q.id for q in QUESTIONS if _plain(q.text) in known] == []


def _plain(text: str) -> str:
    return re.sub(r"[\s?]", "", fold(text).text).lower()
