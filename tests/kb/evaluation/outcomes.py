"""Outcomes made to order for tests."""

import re

from kb.evaluation.questions import JudgedQuestion
from kb.evaluation.run import CitedDocument, Found, Outcome
from kb.types import Language


def question(
    name: str = "q1",
    language: Language = "en",
    *,
    answerable: bool = True,
    pair: str | None = None,
    why: str | None = None,
    must: str = "2013",
    document: str | None = None,
) -> JudgedQuestion:
    """Return a judged question with one group of one pattern, or none where it is not answerable."""
    return JudgedQuestion(
        id=name,
        language=language,
        text=f"Question {name}?",
        kind="fact",
        answerable=answerable,
        must=((re.compile(must),),) if answerable else (),
        pair=pair,
        why=why,
        document=document,
    )


def outcome(
    asked: JudgedQuestion,
    *,
    answered: bool = True,
    correct: bool = False,
    rank: int | None = None,
    ndcg: float | None = None,
    probability: float | None = 0.5,
    seconds: float = 0.03,
) -> Outcome:
    """Return an outcome; both rankings are the same, and a bare embedding takes 20 ms."""
    return Outcome(
        question=asked,
        answered=answered,
        correct=correct,
        cited=answered,
        same_language=answered,
        same=Found(rank, ndcg),
        cross=Found(rank, ndcg),
        document_rank=rank,
        probability=probability,
        reason=None if answered else "no_evidence",
        text="An <answer>." if answered else "",
        documents=(CitedDocument("a.en", "A title", "https://example.org/a"),) if answered else (),
        seconds=seconds,
        embedding_seconds=0.02,
    )
