"""Vectors in which what is asked counts, and how it is worded does not."""

import numpy as np
import numpy.typing as npt
import pytest

from kb.metric import metric
from kb.types import Vectors

RANDOM = np.random.default_rng(0)
Sentences = npt.NDArray[np.int64]
Answered = npt.NDArray[np.bool_]


def questions(
    spread: tuple[float, ...], sentences: int = 200, of_each: int = 5, apart: tuple[float, ...] | None = None
) -> tuple[Vectors, Sentences, Answered]:
    """Return questions that differ by `spread` within their sentence, and near misses that differ by `apart`."""
    centres = RANDOM.normal(size=(sentences, len(spread)))
    answered = np.repeat(centres, of_each, axis=0) + RANDOM.normal(size=(sentences * of_each, len(spread))) * spread
    near_misses = centres + RANDOM.normal(size=centres.shape) * apart if apart else centres[:0]
    vectors = np.concatenate([answered, near_misses]).astype(np.float32)
    tied = np.concatenate([np.repeat(np.arange(sentences), of_each), np.arange(len(near_misses))])
    return vectors, tied, np.arange(len(vectors)) < len(answered)


def lengths(matrix: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(matrix, axis=1)
    return lengths


def test_a_direction_in_which_a_sentence_s_questions_differ_counts_for_less() -> None:
    first, *others = lengths(metric(*questions((2.0, 0.1, 0.1))))

    assert first < others[0] / 1.3
    assert others[0] == pytest.approx(others[1], rel=0.1)


def test_a_direction_in_which_near_misses_differ_counts_for_more() -> None:
    first, second, _ = lengths(metric(*questions((0.1, 0.1, 0.1), apart=(0.1, 2.0, 0.1))))

    assert second > 1.3 * first


def test_near_misses_of_sentences_that_answer_nothing_change_nothing() -> None:
    vectors, sentences, answered = questions((2.0, 0.1, 0.1))
    more = np.concatenate([vectors, 9 * vectors[:50]])
    elsewhere = np.concatenate([sentences, np.full(50, 1000)])

    with_them = metric(more, elsewhere, np.concatenate([answered, np.zeros(50, bool)]))

    np.testing.assert_allclose(with_them, metric(vectors, sentences, answered), atol=1e-6)


def test_the_more_is_known_the_more_it_changes() -> None:
    few, many = (lengths(metric(*questions((2.0, 0.1, 0.1), sentences=count))) for count in (3, 3000))

    assert 1 < few.max() / few.min() < 1.2
    assert many.max() / many.min() > 4


@pytest.mark.parametrize("count", [0, 1, 4])
def test_nothing_is_changed_where_no_sentence_answers_two_questions(count: int) -> None:
    vectors = RANDOM.normal(size=(count, 3)).astype(np.float32)

    found = metric(vectors, np.arange(count), np.ones(count, bool))

    assert np.array_equal(found, np.eye(3, dtype=np.float32))
