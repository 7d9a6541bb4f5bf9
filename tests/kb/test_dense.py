"""Nearest passages by FAISS against the whole product by numpy."""

from pathlib import Path

import numpy as np
import pytest

from kb.dense import DenseIndex
from kb.types import Vectors


@pytest.fixture
def vectors() -> Vectors:
    drawn = np.random.default_rng(7).normal(size=(500, 384)).astype(np.float32)
    unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize("k", [1, 10, 500])
def test_the_order_is_that_of_the_cosines(vectors: Vectors, k: int) -> None:
    index = DenseIndex.build(vectors)

    for question in 0.7 * vectors[:5] + 0.3 * vectors[5:10]:
        expected = np.argsort(-(vectors.astype(np.float64) @ question.astype(np.float64)))[:k]
        np.testing.assert_array_equal(index.nearest(question, k), expected)


def test_a_vector_is_nearest_to_itself(vectors: Vectors) -> None:
    assert DenseIndex.build(vectors).nearest(vectors[123], 1).tolist() == [123]


def test_asking_for_more_than_there_are_gives_each_row_once(vectors: Vectors) -> None:
    found = DenseIndex.build(vectors[:7]).nearest(vectors[0], 100)

    assert sorted(found.tolist()) == list(range(7))


def test_an_empty_index_gives_nothing(vectors: Vectors) -> None:
    index = DenseIndex.build(vectors[:0])

    assert len(index) == 0
    assert index.nearest(vectors[0], 5).tolist() == []


@pytest.mark.parametrize("rows", [0, 1, 500])
def test_a_saved_index_finds_the_same(tmp_path: Path, vectors: Vectors, rows: int) -> None:
    built = DenseIndex.build(vectors[:rows])
    built.save(tmp_path / "ดัชนี.faiss")

    opened = DenseIndex.open(tmp_path / "ดัชนี.faiss")

    assert len(opened) == rows
    np.testing.assert_array_equal(opened.nearest(vectors[3], 20), built.nearest(vectors[3], 20))


def test_a_place_that_cannot_be_written_is_an_os_error(tmp_path: Path, vectors: Vectors) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        DenseIndex.build(vectors).save(tmp_path / "nowhere" / "a.faiss")
