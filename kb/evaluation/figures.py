"""Outcomes -> figures: one table of measures, taken of all questions and of each language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from kb.evaluation.metrics import Bin, expected_calibration_error, reciprocal_rank, reliability, within
from kb.evaluation.run import DEPTH, Found, Outcome
from kb.evaluation.statistics import Estimate, McNemar, mcnemar, mean_with_interval
from kb.types import LANGUAGES, Language

CUTS = (1, 3, DEPTH)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of single outcomes: `of` tells which it is taken of, `value` gives 0 to 1. `good` is what more means."""

    name: str
    of: Callable[[Outcome], bool]
    value: Callable[[Outcome], float]
    good: bool = True
    binary: bool = True


def _answerable(outcome: Outcome) -> bool:
    return outcome.question.answerable


def _unanswerable(outcome: Outcome) -> bool:
    return not outcome.question.answerable


def _ranking(name: str, ranking: Callable[[Outcome], Found]) -> tuple[Measure, ...]:
    def at(k: int) -> Measure:
        return Measure(f"{name}.R@{k}", _answerable, lambda o: within(ranking(o).rank, k))

    return (
        *map(at, CUTS),
        Measure(f"{name}.MRR", _answerable, lambda o: reciprocal_rank(ranking(o).rank), binary=False),
        Measure(
            f"{name}.nDCG@{DEPTH}",
            lambda o: _answerable(o) and ranking(o).ndcg is not None,
            lambda o: ranking(o).ndcg or 0.0,
            binary=False,
        ),
    )


MEASURES: tuple[Measure, ...] = (
    Measure("answered", _answerable, lambda o: o.answered),
    Measure("correct", _answerable, lambda o: o.correct),
    Measure("precision", lambda o: _answerable(o) and o.answered, lambda o: o.correct),
    Measure("false_answers", _unanswerable, lambda o: o.answered, good=False),
    Measure("citations_valid", lambda o: o.answered, lambda o: o.cited),
    Measure("own_language", lambda o: _answerable(o) and o.answered, lambda o: o.same_language),
    *_ranking("same", lambda o: o.same),
    *_ranking("cross", lambda o: o.cross),
    Measure(
        "document.R@3",
        lambda o: _answerable(o) and o.question.document is not None,
        lambda o: within(o.document_rank, 3),
    ),
)


@dataclass(frozen=True, slots=True)
class Parity:
    """Pairs asked in both languages: how many were right in both, one or none, and Thai less English in share right."""

    pairs: int
    both: int
    none: int
    test: McNemar
    gap_correct: Estimate
    gap_answered: Estimate


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities and what came true agree: the bins and the expected calibration error."""

    error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds a question takes, and its median as a multiple of one bare embedding's in the same run."""

    median_ms: float
    p95_ms: float
    embedding_median_ms: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything said of one run. `measures` maps "all", "th" and "en" to the measures that have a question.

    `answer_calibration` holds the probability of each answer given against its being right, `evidence_calibration` that
    of every question searched for against its being answerable.
    """

    questions: int
    measures: dict[str, dict[str, Estimate]]
    false_answers_by_why: dict[str, Estimate]
    parity: Parity | None
    answer_calibration: Calibration
    evidence_calibration: Calibration
    latency: Latency


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of a run of at least one question."""
    groups: dict[str, Sequence[Outcome]] = {"all": outcomes}
    groups |= {language: in_language(outcomes, language) for language in LANGUAGES}
    unanswerable = [o for o in outcomes if _unanswerable(o)]
    whys = sorted({o.question.why or "-" for o in unanswerable})
    searched = [o for o in outcomes if o.probability is not None]
    return Figures(
        questions=len(outcomes),
        measures={name: _measured(group) for name, group in groups.items()},
        false_answers_by_why={
            why: _estimate([o for o in unanswerable if (o.question.why or "-") == why], lambda o: o.answered)
            for why in whys
        },
        parity=_parity(outcomes),
        answer_calibration=_calibration([o for o in searched if o.answered], lambda o: o.correct),
        evidence_calibration=_calibration(searched, _answerable),
        latency=_latency(outcomes),
    )


def in_language(outcomes: Sequence[Outcome], language: Language) -> list[Outcome]:
    """Return the outcomes of the questions in a language."""
    return [o for o in outcomes if o.question.language == language]


def wrong(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what deserves reading: answerable questions not answered right, and unanswerable ones answered."""
    return [o for o in outcomes if (not o.correct if o.question.answerable else o.answered)]


def _measured(outcomes: Sequence[Outcome]) -> dict[str, Estimate]:
    counted = ((measure, [o for o in outcomes if measure.of(o)]) for measure in MEASURES)
    return {measure.name: _estimate(of, measure.value) for measure, of in counted if of}


def _estimate(outcomes: Sequence[Outcome], value: Callable[[Outcome], float]) -> Estimate:
    return mean_with_interval([value(o) for o in outcomes], [o.question.cluster for o in outcomes])


def _parity(outcomes: Sequence[Outcome]) -> Parity | None:
    thai, english = (
        {o.question.pair: o for o in in_language(outcomes, language) if o.question.pair and _answerable(o)}
        for language in LANGUAGES
    )
    pairs = [(thai[pair], english[pair], str(pair)) for pair in thai if pair in english]
    if not pairs:
        return None
    names = [name for _, _, name in pairs]
    both = sum(th.correct and en.correct for th, en, _ in pairs)
    none = sum(not th.correct and not en.correct for th, en, _ in pairs)
    return Parity(
        pairs=len(pairs),
        both=both,
        none=none,
        test=mcnemar([th.correct for th, _, _ in pairs], [en.correct for _, en, _ in pairs]),
        gap_correct=mean_with_interval([float(th.correct) - en.correct for th, en, _ in pairs], names),
        gap_answered=mean_with_interval([float(th.answered) - en.answered for th, en, _ in pairs], names),
    )


def _calibration(outcomes: Sequence[Outcome], true: Callable[[Outcome], bool]) -> Calibration:
    bins = reliability([o.probability or 0.0 for o in outcomes], [true(o) for o in outcomes])
    return Calibration(expected_calibration_error(bins), bins)


def _latency(outcomes: Sequence[Outcome]) -> Latency:
    whole = [o.seconds * 1000 for o in outcomes]
    bare = [o.embedding_seconds * 1000 for o in outcomes]
    return Latency(
        median_ms=median(whole),
        p95_ms=float(np.percentile(whole, 95)),
        embedding_median_ms=median(bare),
        ratio=median(whole) / median(bare),
    )
