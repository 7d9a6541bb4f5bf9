"""Vectors in which what is asked counts, and how it is worded does not."""

import numpy as np
import numpy.typing as npt
import pytest

from kb.types import Vectors
from kb.whitening import whitening

RANDOM = np.random.default_rng(0)
Classes = npt.NDArray[np.intp]


def classes(spread: tuple[float, ...], count: int = 200, of_each: int = 5) -> tuple[Vectors, Classes]:
    centres = np.repeat(RANDOM.normal(size=(count, len(spread))), of_each, axis=0)
    vectors = (centres + RANDOM.normal(size=centres.shape) * spread).astype(np.float32)
    return vectors, np.repeat(np.arange(count), of_each)


def test_a_direction_in_which_a_class_s_vectors_differ_counts_for_less() -> None:
    matrix = whitening(*classes((2.0, 0.1, 0.1)))

    lengths = np.linalg.norm(matrix, axis=1)
    assert lengths[0] < lengths[1] / 1.3
    assert lengths[1] == pytest.approx(lengths[2], rel=0.1)


def test_the_more_is_known_the_more_it_changes() -> None:
    few, many = (whitening(*classes((2.0, 0.1, 0.1), count=count)) for count in (3, 3000))

    def unlike(matrix: Vectors) -> float:
        lengths = np.linalg.norm(matrix, axis=1)
        return float(lengths.max() / lengths.min())

    assert 1 < unlike(few) < 1.2
    assert unlike(many) > 4


@pytest.mark.parametrize("count", [0, 1, 4])
def test_nothing_is_changed_where_no_class_has_two_vectors(count: int) -> None:
    vectors = RANDOM.normal(size=(count, 3)).astype(np.float32)

    assert np.array_equal(whitening(vectors, np.arange(count)), np.eye(3, dtype=np.float32))
