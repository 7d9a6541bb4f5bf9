"""Sentences of ranked passages -> an answer: which are quoted, what each is cited to, or why there is none."""

from collections.abc import Mapping, Sequence

from kb.evidence import Candidate, worth
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

_MOST_SENTENCES = 3
# A sentence much less worth quoting than the best one is about something else.
_WORTH_MARGIN = 0.08
# Digests of the same source say the same thing in nearly the same words; one of them is enough.
_SAME_FROM = 0.965


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return at most three sentences worth quoting, best first, no two of which say the same; at least one of any."""
    ordered = sorted(candidates, key=lambda c: -worth(c.evidence))
    chosen: list[Candidate] = []
    for candidate in ordered:
        if len(chosen) == _MOST_SENTENCES or worth(candidate.evidence) < worth(ordered[0].evidence) - _WORTH_MARGIN:
            break
        if all(float(candidate.vector @ other.vector) < _SAME_FROM for other in chosen):
            chosen.append(candidate)
    return chosen


def compose(
    question: Question,
    chosen: Sequence[Candidate],
    documents: Mapping[str, Document],
    confidence: Confidence,
    passages: Sequence[Passage],
) -> Answer:
    """Return the answer that quotes the chosen sentences, in their order, each with a citation of its own.

    `documents` holds the chosen sentences' documents by id. A passage that is cited but not among `passages` is added
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
    passage, sentence = candidate.passage, candidate.sentence
    return Citation(
        number=number,
        document_id=document.id,
        passage_id=passage.id,
        kind=document.kind,
        document_title=document.title,
        source=document.source_at(sentence.start, sentence.end),
        language=document.language,
        heading=passage.heading,
        page=passage.page,
        quote=document.text[sentence.start : sentence.end],
        start=sentence.start,
        end=sentence.end,
    )
