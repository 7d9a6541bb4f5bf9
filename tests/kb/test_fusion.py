"""Signals -> one score."""

from math import sqrt

import hypothesis.strategies as st
import numpy as np
from hypothesis import given

from kb.fusion import best_of_each, centred, z_scores

FLOATS = st.floats(-100, 100, width=32)


def test_a_z_score_counts_standard_deviations_above_the_background() -> None:
    background = np.array([1.0, 2.0, 3.0])
    deviation = sqrt(((1 - 2) ** 2 + (2 - 2) ** 2 + (3 - 2) ** 2) / 3)

    scores = z_scores(np.array([4.0, 2.0, 1.0]), background)

    np.testing.assert_allclose(scores, [(4 - 2) / deviation, 0, (1 - 2) / deviation])


def test_a_z_score_does_not_depend_on_the_other_candidates() -> None:
    background = np.array([0.1, 0.4, 0.9])

    alone = z_scores(np.array([0.7]), background)
    among = z_scores(np.array([0.7, 99.0, -99.0]), background)

    assert alone[0] == among[0]


def test_a_background_without_spread_says_nothing() -> None:
    np.testing.assert_array_equal(z_scores(np.array([1.0, 5.0]), np.array([2.0, 2.0])), [0, 0])


def test_an_empty_background_says_nothing() -> None:
    np.testing.assert_array_equal(z_scores(np.array([1.0, 5.0]), np.array([])), [0, 0])


@given(st.lists(FLOATS, min_size=1), st.lists(FLOATS))
def test_z_scores_never_reverse_an_order(values: list[float], background: list[float]) -> None:
    given_values = np.array(values)

    scores = z_scores(given_values, np.array(background))

    assert np.isfinite(scores).all()
    assert (np.diff(scores[np.argsort(given_values)]) >= 0).all()


def test_the_best_of_each_group_is_its_greatest() -> None:
    similarities = np.array([0.1, 0.9, 0.5, 0.3, -0.2])

    np.testing.assert_array_equal(best_of_each(similarities, np.array([0, 2, 3])), [0.9, 0.5, 0.3])


def test_centred_takes_away_the_mean_and_gives_unit_length() -> None:
    vectors = np.array([[3.0, 5.0], [1.0, 0.0]], np.float32)

    moved = centred(vectors, np.array([0.0, 1.0], np.float32))

    expected = [[3 / sqrt(3**2 + 4**2), 4 / sqrt(3**2 + 4**2)], [1 / sqrt(1 + 1), -1 / sqrt(1 + 1)]]
    np.testing.assert_allclose(moved, expected, rtol=1e-6)


def test_centred_takes_one_vector_too() -> None:
    np.testing.assert_allclose(centred(np.array([0.0, 2.0], np.float32), np.zeros(2, np.float32)), [0, 1])


def test_a_vector_that_equals_the_mean_becomes_zero_and_not_nan() -> None:
    mean = np.array([0.6, 0.8], np.float32)

    np.testing.assert_array_equal(centred(mean, mean), [0, 0])
