"""Formulas against arithmetic."""

from math import log2

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from kb.evaluation.metrics import (
    Bin,
    area_under_roc,
    expected_calibration_error,
    ndcg,
    reciprocal_rank,
    reliability,
    threshold_for,
    within,
)

PROBABILITIES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_a_rank_is_within_a_cut_up_to_the_cut_itself() -> None:
    assert [within(rank, 3) for rank in (1, 3, 4, None)] == [1.0, 1.0, 0.0, 0.0]


def test_reciprocal_ranks_average_to_the_mean_reciprocal_rank() -> None:
    ranks = [1, 2, None, 5]

    assert sum(map(reciprocal_rank, ranks)) / 4 == pytest.approx((1 / 1 + 1 / 2 + 0 + 1 / 5) / 4)


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    gains = [0.0, 1.0, 0.0, 1.0]
    found = 1 / log2(3) + 1 / log2(5)
    ideal = 1 / log2(2) + 1 / log2(3) + 1 / log2(4)

    assert ndcg(gains, [1.0, 1.0, 1.0, 0.0, 0.0], 10) == pytest.approx(found / ideal)


def test_ndcg_of_graded_gains_is_that_of_the_paper_with_the_best_first() -> None:
    gains = [1.0, 3.0, 2.0]
    found = 1 / log2(2) + 3 / log2(3) + 2 / log2(4)
    ideal = 3 / log2(2) + 2 / log2(3) + 1 / log2(4)

    assert ndcg(gains, gains, 3) == pytest.approx(found / ideal)


def test_ndcg_counts_nothing_below_the_cut_in_ranking_or_ideal() -> None:
    assert ndcg([0.0, 1.0, 1.0], [1.0, 1.0], 2) == pytest.approx((1 / log2(3)) / (1 / log2(2) + 1 / log2(3)))


def test_ndcg_is_nothing_where_nothing_has_a_gain() -> None:
    assert ndcg([0.0, 0.0], [0.0, 0.0], 10) == ndcg([], [], 10) == 0.0


def test_reliability_bins_hold_the_mean_probability_and_the_share_that_came_true() -> None:
    bins = reliability([0.125, 0.375, 0.75, 1.0], [False, True, True, True], bins=2)

    assert bins == (
        Bin(0.0, 0.5, 2, (0.125 + 0.375) / 2, 1 / 2),
        Bin(0.5, 1.0, 2, (0.75 + 1.0) / 2, 2 / 2),
    )


def test_the_calibration_error_weighs_each_bin_by_its_count() -> None:
    bins = (Bin(0.0, 0.5, 1, 0.2, 0.0), Bin(0.5, 1.0, 3, 0.9, 2 / 3))

    assert expected_calibration_error(bins) == pytest.approx(1 / 4 * 0.2 + 3 / 4 * (0.9 - 2 / 3))


def test_no_predictions_have_no_bins_and_no_error() -> None:
    assert reliability([], []) == ()
    assert expected_calibration_error(()) == 0.0


@given(PROBABILITIES)
def test_every_prediction_is_in_one_bin_and_the_error_is_a_share(predictions: list[tuple[float, bool]]) -> None:
    bins = reliability([p for p, _ in predictions], [true for _, true in predictions])

    assert sum(b.count for b in bins) == len(predictions)
    assert all(b.low - 1e-9 <= b.probability <= b.high + 1e-9 for b in bins)
    assert 0 <= expected_calibration_error(bins) <= 1


def test_the_area_under_the_curve_counts_pairs_and_ties_half() -> None:
    # 3 beats 1 and 2; 2 beats 1 and ties with 2
    assert area_under_roc([2.0, 3.0], [1.0, 2.0]) == (1 + 1 + 1 + 0.5) / 4


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20), st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_the_area_agrees_with_comparing_every_pair(positive: list[int], negative: list[int]) -> None:
    yes, no = np.array(positive)[:, None], np.array(negative)

    assert area_under_roc(positive, negative) == pytest.approx(((yes > no) + 0.5 * (yes == no)).mean())


def test_the_threshold_is_the_greatest_that_the_share_reaches() -> None:
    scores = [n / 20 for n in range(1, 21)]

    assert threshold_for(0.95, scores) == 2 / 20  # 19 of 20 reach it
    assert threshold_for(1.0, scores) == 1 / 20
    assert threshold_for(0.95, [0.4]) == 0.4
