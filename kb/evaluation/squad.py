"""What the whole system reaches on a parallel reading-comprehension set: ranking, answers, and silence where it is due.

Every paragraph of both languages is in one index. The questions of one half of the articles are asked of an index that
knows only the other half's as questions, because the centre of the questions' vectors is taken from those it knows.

"Absent" paragraphs are left out of the ranking, not of the index: the background sample and the word counts still know
them, which makes silence a little easier. Indexes built without them (12 articles, one paragraph of each) gave as many
false answers without the article, and one more of 67 questions without the paragraph.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from kb.embedder import Embedder
from kb.evaluation.metrics import area_under_roc, reciprocal_rank, threshold_for, within
from kb.evaluation.probability import behind_reply, would_answer
from kb.evaluation.squad_files import Asked, Parallel, document_id, documents, half_of
from kb.evaluation.statistics import Estimate, mean_with_interval
from kb.index import build_index
from kb.knowledge_base import KnowledgeBase
from kb.retrieval import Hit
from kb.text.normalize import normalize
from kb.types import LANGUAGES, Language

Half = Literal["train", "test"]
HALVES: tuple[Half, ...] = get_args(Half)
Progress = Callable[[str, int, int], None]
DEPTHS = (1, 3, 10)
# As long as two average Thai sentences or one and a half English ones: the same share of a small screen.
WINDOW: dict[Language, int] = {"th": 170, "en": 340}
ANSWERED = 0.95


@dataclass(frozen=True, slots=True)
class SquadOutcome:
    """One question: ranks of its paragraph, whether the answer holds the gold string, and the system's probabilities.

    `same` is the rank in the question's language among all passages, `other` that of the translation among the other
    language's. The probabilities are those of an index that holds the article, that lacks the paragraph and its
    translation, and that lacks the article and its translation; `says` tells for each whether it would be answered.
    """

    id: str
    language: Language
    half: Half
    same: int | None
    other: int | None
    answered: bool
    hit: bool
    probability: tuple[float, float, float]
    says: tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True)
class SquadFigures:
    """The figures of one language. False answers are shares of the questions asked with the answer away."""

    language: Language
    questions: int
    same: dict[str, Estimate]
    other: dict[str, Estimate]
    window_hit: Estimate
    window_hit_answered: Estimate | None
    answered: Estimate
    false_answers: dict[str, Estimate]
    false_at_95: dict[str, Estimate]
    area_under_roc: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Work:
    """A question to ask and where its answer stands: the article's place and the paragraph, from 1."""

    language: Language
    article: int
    page: int
    asked: Asked


class Places:
    """Which rows of an index hold which paragraph of which article."""

    def __init__(self, base: KnowledgeBase, articles: int) -> None:
        passages = base.store.passages(range(base.manifest.passages))
        number = {document_id(n, language): n for language in LANGUAGES for n in range(articles)}
        self._place = [(number[p.document_id], p.page, p.language) for p in passages]

    def rows(self, article: int, page: int | None = None, language: Language | None = None) -> frozenset[int]:
        """Return the rows of an article, of one paragraph of it, or of that in one language."""
        return frozenset(
            row
            for row, (at, on, spoken) in enumerate(self._place)
            if at == article and page in {None, on} and language in {None, spoken}
        )


def run_squad(
    folder: Path, parallel: Parallel, halves: Sequence[Half], embedder: Embedder, progress: Progress = lambda *_: None
) -> list[SquadOutcome]:
    """Ask every question of the halves in both languages; indexes are built below `folder`."""
    outcomes = []
    for half in halves:
        asked = half_of(parallel, half)
        known = frozenset(range(len(parallel["th"]))) - asked
        build = build_index(folder, documents(parallel, known), embedder, progress).build
        base = KnowledgeBase(folder / build, embedder)
        outcomes += _ask(base, parallel, half, asked, progress)
    return outcomes


def _ask(
    base: KnowledgeBase, parallel: Parallel, half: Half, asked: frozenset[int], progress: Progress
) -> list[SquadOutcome]:
    places = Places(base, len(parallel["th"]))
    work = [
        _Work(language, number, page, question)
        for language in LANGUAGES
        for number in sorted(asked)
        for page, paragraph in enumerate(parallel[language][number].paragraphs, 1)
        for question in paragraph.questions
    ]
    outcomes = []
    for done, one in enumerate(work, 1):
        outcomes.append(_outcome(base, places, half, one))
        progress("evaluate", done, len(work))
    return outcomes


def _outcome(base: KnowledgeBase, places: Places, half: Half, work: _Work) -> SquadOutcome:
    language, asked = work.language, work.asked
    understood = base.understand(asked.text)
    answer = base.answer(asked.text)
    window = normalize(answer.text)[: WINDOW[language]].casefold()
    hit = any(string.casefold() in window for string in asked.answers)
    answered = answer.status == "answered"
    if isinstance(understood, tuple):
        nothing = (0.0, 0.0, 0.0)
        return SquadOutcome(asked.id, language, half, None, None, answered, hit, nothing, (False, False, False))
    absent = (frozenset[int](), places.rows(work.article, work.page), places.rows(work.article))
    probed = [base.probe(understood, without) for without in absent]
    hits = probed[0][0]
    probabilities = [behind_reply(chances, understood.language) for _, chances in probed]
    says = [would_answer(chances, understood.language) for _, chances in probed]
    other = [hit for hit in hits if hit.language != language]
    return SquadOutcome(
        id=asked.id,
        language=language,
        half=half,
        same=_rank(hits, places.rows(work.article, work.page, language)),
        other=_rank(other, absent[1]),
        answered=answered,
        hit=answered and hit,
        probability=(probabilities[0], probabilities[1], probabilities[2]),
        says=(says[0], says[1], says[2]),
    )


def _rank(hits: Sequence[Hit], rows: frozenset[int]) -> int | None:
    return next((rank for rank, hit in enumerate(hits, 1) if hit.row in rows), None)


def squad_figures(outcomes: Sequence[SquadOutcome]) -> list[SquadFigures]:
    """Return the figures of each language; nothing for no outcomes."""
    spoken = [(language, [o for o in outcomes if o.language == language]) for language in LANGUAGES]
    return [_figures(language, own) for language, own in spoken if own]


def _figures(language: Language, outcomes: Sequence[SquadOutcome]) -> SquadFigures:
    ids = [o.id for o in outcomes]
    answered = [o for o in outcomes if o.answered]
    present, *absent = zip(*(o.probability for o in outcomes), strict=True)
    threshold = threshold_for(ANSWERED, present)
    conditions = dict(zip(("paragraph", "article"), absent, strict=True))
    return SquadFigures(
        language=language,
        questions=len(outcomes),
        same=_ranking([o.same for o in outcomes], ids),
        other=_ranking([o.other for o in outcomes], ids),
        window_hit=mean_with_interval([o.hit for o in outcomes], ids),
        window_hit_answered=(
            mean_with_interval([o.hit for o in answered], [o.id for o in answered]) if answered else None
        ),
        answered=mean_with_interval([o.answered for o in outcomes], ids),
        false_answers={
            name: mean_with_interval([o.says[at] for o in outcomes], ids) for at, name in enumerate(conditions, 1)
        },
        false_at_95={
            name: mean_with_interval([score >= threshold for score in scores], ids)
            for name, scores in conditions.items()
        },
        area_under_roc={name: area_under_roc(present, scores) for name, scores in conditions.items()},
    )


def _ranking(ranks: Sequence[int | None], ids: Sequence[str]) -> dict[str, Estimate]:
    figures = {f"R@{k}": mean_with_interval([within(rank, k) for rank in ranks], ids) for k in DEPTHS}
    return figures | {"MRR": mean_with_interval([reciprocal_rank(rank) for rank in ranks], ids)}
