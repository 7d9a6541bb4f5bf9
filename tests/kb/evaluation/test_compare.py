"""Which differences of two runs are real."""

import pytest

from kb.evaluation.compare import Difference, compare
from kb.evaluation.run import Outcome
from kb.evaluation.statistics import McNemar
from tests.kb.evaluation.outcomes import outcome, question


def _run(right: int, of: int, first: int = 0) -> list[Outcome]:
    """Return `of` outcomes, `right` of them correct and at rank 1 from the number `first` on, the others at rank 2."""
    marks = [first <= n < first + right for n in range(of)]
    return [outcome(question(f"q{n}"), correct=mark, rank=1 if mark else 2) for n, mark in enumerate(marks)]


def _one(differences: list[Difference], measure: str, group: str = "all") -> Difference:
    (found,) = [d for d in differences if (d.measure, d.group) == (measure, group)]
    return found


def test_a_large_difference_is_real() -> None:
    difference = _one(compare(_run(30, 40), _run(10, 40)), "correct")

    assert (difference.a, difference.b) == (30 / 40, 10 / 40)
    assert difference.difference.value == pytest.approx(20 / 40)
    assert difference.test == McNemar(won=20, lost=0, p=2 / 2**20)
    assert difference.real


def test_a_difference_of_a_few_questions_is_not_shown() -> None:
    difference = _one(compare(_run(12, 40), _run(10, 40)), "correct")

    assert difference.test == McNemar(won=2, lost=0, p=2 / 2**2)
    assert not difference.real


def test_equal_shares_of_different_questions_are_told_as_won_and_lost() -> None:
    difference = _one(compare(_run(10, 40), _run(10, 40, first=20)), "correct")

    assert difference.difference.value == 0
    assert difference.test == McNemar(won=10, lost=10, p=1.0)


def test_ranks_are_compared_by_interval_alone() -> None:
    difference = _one(compare(_run(30, 40), _run(10, 40)), "same.MRR")

    assert difference.test is None
    assert difference.difference.value == pytest.approx(20 / 40 * (1 - 1 / 2))
    assert difference.real


def test_only_questions_of_both_runs_are_compared() -> None:
    assert _one(compare(_run(10, 40), _run(10, 20)), "correct").difference.n == 20
    assert compare(_run(1, 1), []) == []


def test_a_language_that_was_not_asked_is_left_out() -> None:
    assert {d.group for d in compare(_run(1, 2), _run(1, 2))} == {"all", "en"}
