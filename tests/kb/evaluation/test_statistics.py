"""Intervals and tests against arithmetic and independent computation."""

from math import comb

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from kb.evaluation.statistics import McNemar, mcnemar, mean_with_interval


def test_the_estimate_is_the_mean_of_the_values() -> None:
    estimate = mean_with_interval([1.0, 0.0, 1.0, 1.0], ["a", "b", "c", "d"])

    assert (estimate.value, estimate.n) == (3 / 4, 4)
    assert 0 <= estimate.low < 3 / 4 < estimate.high <= 1


def test_the_same_values_have_the_same_interval_each_time() -> None:
    values, clusters = [0.0, 1.0] * 20, [str(n) for n in range(40)]

    assert mean_with_interval(values, clusters) == mean_with_interval(values, clusters)


def test_the_interval_is_near_the_normal_one_for_many_values() -> None:
    values = [float(n % 4 == 0) for n in range(400)]

    estimate = mean_with_interval(values, [str(n) for n in range(400)])

    spread = 1.96 * (0.25 * 0.75 / 400) ** 0.5
    assert estimate.low == pytest.approx(0.25 - spread, abs=0.01)
    assert estimate.high == pytest.approx(0.25 + spread, abs=0.01)


def test_pairs_that_agree_count_as_one_question() -> None:
    """40 rows of 20 pairs that always agree are as uncertain as 20 rows, which are wider by the root of two."""
    values = [float(n % 2) for n in range(20) for _ in ("th", "en")]

    paired = mean_with_interval(values, [str(n) for n in range(20) for _ in ("th", "en")])
    apart = mean_with_interval(values, [str(n) for n in range(40)])

    assert (paired.high - paired.low) / (apart.high - apart.low) == pytest.approx(2**0.5, rel=0.15)


def test_values_without_spread_have_an_interval_without_width() -> None:
    estimate = mean_with_interval([1.0, 1.0], ["a", "b"])

    assert (estimate.low, estimate.value, estimate.high) == (1.0, 1.0, 1.0)


def test_no_values_have_no_estimate() -> None:
    with pytest.raises(ValueError, match="at least one"):
        mean_with_interval([], [])


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcdef")), min_size=1, max_size=30))
def test_an_interval_stays_within_the_values(rows: list[tuple[float, str]]) -> None:
    values = [value for value, _ in rows]

    estimate = mean_with_interval(values, [cluster for _, cluster in rows])

    assert min(values) - 1e-9 <= estimate.low <= estimate.high <= max(values) + 1e-9
    assert estimate.value == pytest.approx(np.mean(values))


def test_mcnemar_is_twice_the_binomial_tail_of_the_fewer() -> None:
    a = [True] * 5 + [False] * 1 + [True, False]
    b = [False] * 5 + [True] * 1 + [True, False]

    # of 6 that differ, 1 or fewer the one way: (1 + 6) / 64, and as many the other way
    assert mcnemar(a, b) == McNemar(won=5, lost=1, p=2 * (1 + 6) / 64)


def test_mcnemar_of_no_difference_is_certain_of_none() -> None:
    assert mcnemar([True, False], [True, False]) == McNemar(0, 0, 1.0)
    assert mcnemar([True, False], [False, True]) == McNemar(1, 1, 1.0)


def test_mcnemar_of_hundreds_of_differences_does_not_overflow() -> None:
    won, lost = 1000, 900

    result = mcnemar([True] * won + [False] * lost, [False] * won + [True] * lost)

    tail = sum(comb(1900, k) for k in range(901))
    assert result.p == pytest.approx(float(2 * tail * 10**12 // 2**1900) / 10**12, rel=1e-6)
    assert 0 < result.p < 0.05
