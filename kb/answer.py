"""Spans of ranked passages -> an answer: which are quoted, what each is cited to, or why there is none."""

from collections.abc import Mapping, Sequence

from kb.evidence import Candidate
from kb.expectation import numbers, years
from kb.messages import message
from kb.types import (
    Answer,
    AnswerSentence,
    Citation,
    Confidence,
    Document,
    Passage,
    Question,
    Reason,
)

_MOST_SPANS = 4
# In log odds: a span that much less worth quoting than the best one is about something else.
_WORTH_MARGIN = 3.0
# Digests of the same source say the same thing in nearly the same words; one of them is enough.
_SAME_FROM = 0.965
# Sentences so near in meaning state the same thing, perhaps of different years.
_ALIKE_FROM = 0.9


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return at most four spans worth quoting, best first, no two of which say the same or overlap; one of any.

    Where the best says what others say with different numbers, the one of the latest year comes first.
    """
    ordered = sorted(candidates, key=lambda c: -c.worth)
    chosen: list[Candidate] = []
    for candidate in ordered:
        if len(chosen) == _MOST_SPANS or candidate.worth < ordered[0].worth - _WORTH_MARGIN:
            break
        if not any(_repeats(candidate, other) for other in chosen):
            chosen.append(candidate)
    return _latest_first(chosen)


def _repeats(one: Candidate, other: Candidate) -> bool:
    if one.passage.document_id == other.passage.document_id:
        overlap = one.span.start < other.span.end and other.span.start < one.span.end
        if overlap:
            return True
    same = float(one.vector @ other.vector) >= _SAME_FROM
    return same and numbers(one.span.text) <= numbers(other.span.text)


def _latest_first(chosen: Sequence[Candidate]) -> list[Candidate]:
    if not chosen:
        return []
    alike = [c for c in chosen if float(c.vector @ chosen[0].vector) >= _ALIKE_FROM and years(c.span.text)]
    if chosen[0] not in alike:
        return list(chosen)
    dated = sorted(alike, key=lambda c: -max(years(c.span.text)))
    return dated + [c for c in chosen if c not in alike]


def compose(
    question: Question,
    chosen: Sequence[Candidate],
    documents: Mapping[str, Document],
    confidence: Confidence,
    passages: Sequence[Passage],
) -> Answer:
    """Return the answer that quotes the chosen spans, in their order, each with a citation of its own.

    `documents` holds the chosen spans' documents by id. A passage that is cited but not among `passages` is added
    to them, so that every quote can be found.
    """
    language = chosen[0].passage.language
    citations = [_cite(number, c, documents[c.passage.document_id]) for number, c in enumerate(chosen, 1)]
    cited = [c.passage for c in chosen if c.passage not in passages]
    return Answer(
        question=question,
        status="answered",
        language=language,
        confidence=confidence,
        sentences=tuple(AnswerSentence(c.quote, (c.number,)) for c in citations),
        citations=tuple(citations),
        passages=(*passages, *dict.fromkeys(cited)),
        message=None if language == question.language else message("other_language", question.language),
    )


def abstain(question: Question, reason: Reason, suggestions: Sequence[str], passages: Sequence[Passage] = ()) -> Answer:
    """Return the reply that the documents do not answer, with its reason and questions that they do."""
    return Answer(
        question=question,
        status="abstained",
        reason=reason,
        passages=tuple(passages),
        suggestions=tuple(suggestions),
        message=message(reason, question.language),
    )


def _cite(number: int, candidate: Candidate, document: Document) -> Citation:
    passage, span = candidate.passage, candidate.span
    return Citation(
        number=number,
        document_id=document.id,
        passage_id=passage.id,
        kind=document.kind,
        document_title=document.title,
        source=document.source_at(span.start, span.end),
        language=document.language,
        heading=passage.heading,
        page=passage.page,
        quote=document.text[span.start : span.end],
        start=span.start,
        end=span.end,
    )
