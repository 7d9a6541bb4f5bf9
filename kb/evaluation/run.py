"""Ask a knowledge base every judged question and compare what comes back with the judgement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from kb.embedder import Embedder
from kb.errors import QuestionRejected
from kb.evaluation.metrics import ndcg
from kb.evaluation.probability import behind_reply
from kb.evaluation.questions import Folded, JudgedQuestion, fold, holds
from kb.knowledge_base import KnowledgeBase
from kb.store import Store
from kb.types import Answer, Question

DEPTH = 10
# Passages further down are not judged: the pool of TREC, without which each question would read the whole corpus.
_POOL = 100
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A ranking judged: after how many passages the answer is held (None beyond ten), and nDCG@10.

    `ndcg` is None where no passage of the pool holds the answer by itself.
    """

    rank: int | None = None
    ndcg: float | None = None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that an answer quotes and the address of the source behind it."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One judged question and what the knowledge base did with it.

    `same` judges all passages in order, where only those in the question's language can hold the answer; `cross` only
    the other language's. `probability` is None where nothing was looked for. `seconds` is the whole question,
    `embedding_seconds` one bare embedding of it.
    """

    question: JudgedQuestion
    answered: bool
    correct: bool
    cited: bool
    same_language: bool
    same: Found
    cross: Found
    document_rank: int | None
    probability: float | None
    reason: str | None
    text: str
    documents: tuple[CitedDocument, ...]
    seconds: float
    embedding_seconds: float


def evaluate(
    base: KnowledgeBase, embedder: Embedder, questions: Sequence[JudgedQuestion], progress: Progress = lambda *_: None
) -> list[Outcome]:
    """Return the outcome of each question, in order. `embedder` is the one that `base` was opened with."""
    if questions:
        _timed_answer(base, questions[0].text)  # the first question pays for what is loaded late
    outcomes = []
    for done, question in enumerate(questions, 1):
        outcomes.append(judge(base, embedder, question))
        progress("evaluate", done, len(questions))
    return outcomes


def judge(base: KnowledgeBase, embedder: Embedder, question: JudgedQuestion) -> Outcome:
    """Return what the knowledge base does with one question."""
    answer, reason, seconds = _timed_answer(base, question.text)
    start = perf_counter()
    embedder.embed_question(question.text)
    embedding_seconds = perf_counter() - start
    understood = _understood(base, question.text)
    same = cross = Found()
    document_rank = probability = None
    if understood is not None:
        hits, chances = base.probe(understood)
        probability = behind_reply(chances, understood.language)
        if question.answerable:
            passages = base.store.passages(hit.row for hit in hits[:_POOL])
            own = [fold(p.text) if p.language == question.language else Folded("", "") for p in passages]
            other_hits = [hit for hit in hits if hit.language != question.language][:_POOL]
            other = [fold(p.text) for p in base.store.passages(hit.row for hit in other_hits)]
            same, cross = found(question, own), found(question, other)
            ids = [p.document_id for p in passages[:DEPTH]]
            document_rank = ids.index(question.document) + 1 if question.document in ids else None
    answered = answer is not None and answer.status == "answered"
    text = answer.text if answer else ""
    return Outcome(
        question=question,
        answered=answered,
        correct=answered and question.answerable and holds(question.must, [fold(text)]),
        cited=answer is not None and answered and citations_hold(answer, base.store),
        same_language=answer is not None and answer.language == question.language,
        same=same,
        cross=cross,
        document_rank=document_rank,
        probability=probability,
        reason=reason,
        text=text,
        documents=_documents(answer),
        seconds=seconds,
        embedding_seconds=embedding_seconds,
    )


def found(question: JudgedQuestion, passages: Sequence[Folded]) -> Found:
    """Return how well a ranking of passages, best first, serves an answerable question.

    The rank is that of the passage with which the ones so far hold the answer together, since a list may be spread over
    several; nDCG counts the passages that hold it by themselves.
    """
    together = (k for k in range(1, min(DEPTH, len(passages)) + 1) if holds(question.must, passages[:k]))
    gains = [float(holds(question.must, [passage])) for passage in passages]
    return Found(next(together, None), ndcg(gains, gains, DEPTH) if any(gains) else None)


def citations_hold(answer: Answer, store: Store) -> bool:
    """Tell whether each sentence is cited, each quote is its document's text there, and each source can be named."""
    numbers = {citation.number for citation in answer.citations}
    if not all(s.citations and numbers.issuperset(s.citations) for s in answer.sentences):
        return False
    for citation in answer.citations:
        document = store.document(citation.document_id)
        if document is None or not citation.quote or citation.quote != document.text[citation.start : citation.end]:
            return False
        if not citation.source.url.startswith(("http://", "https://")) or not citation.source.publisher:
            return False
    return True


def _understood(base: KnowledgeBase, text: str) -> Question | None:
    try:
        understood = base.understand(text)
    except QuestionRejected:
        return None
    return None if isinstance(understood, tuple) else understood


def _timed_answer(base: KnowledgeBase, text: str) -> tuple[Answer | None, str | None, float]:
    """Return the answer, or None for a rejected question; the reason of an abstention; and the seconds it took."""
    start = perf_counter()
    try:
        answer = base.answer(text)
    except QuestionRejected as problem:
        return None, problem.code, perf_counter() - start
    return answer, answer.reason, perf_counter() - start


def _documents(answer: Answer | None) -> tuple[CitedDocument, ...]:
    cited = answer.citations if answer else ()
    return tuple(dict.fromkeys(CitedDocument(c.document_id, c.document_title, c.source.url) for c in cited))
