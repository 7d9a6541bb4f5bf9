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


@pytest.fixture
def crowded() -> tuple[Vectors, Vectors]:
    """3,000 vectors around 60 places and 20 questions near them."""
    draw = np.random.default_rng(11)
    places = draw.normal(size=(60, 64))
    near = np.concatenate([places[n % 60] + 0.6 * draw.normal(size=64) for n in range(3020)]).reshape(-1, 64)
    unit: Vectors = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    return unit[:3000], unit[3000:]


def test_a_graph_begins_at_the_size_given(crowded: tuple[Vectors, Vectors]) -> None:
    vectors, _ = crowded

    assert DenseIndex.build(vectors, 3001).is_exact
    assert not DenseIndex.build(vectors, 3000).is_exact
    assert DenseIndex.build(vectors).is_exact


def test_a_graph_finds_most_of_the_nearest_and_recall_says_how_many(crowded: tuple[Vectors, Vectors]) -> None:
    vectors, questions = crowded
    index = DenseIndex.build(vectors, 1)
    shares = []
    for question in questions:
        exact = np.argsort(-(vectors @ question))[:30]
        shares.append(len(set(exact) & set(index.nearest(question, 30).tolist())) / 30)

    assert index.recall(vectors, questions, 30) == pytest.approx(np.mean(shares))
    assert np.mean(shares) > 0.9
    assert DenseIndex.build(vectors).recall(vectors, questions, 30) == 1.0


def test_without_questions_vectors_stand_for_them(crowded: tuple[Vectors, Vectors]) -> None:
    vectors, questions = crowded

    assert DenseIndex.build(vectors, 1).recall(vectors, questions[:0], 30) > 0.9


@pytest.mark.parametrize("rows", [1, 2, 40])
def test_a_small_graph_gives_each_row_once(crowded: tuple[Vectors, Vectors], rows: int) -> None:
    vectors, questions = crowded

    found = DenseIndex.build(vectors[:rows], 1).nearest(questions[0], 100)

    assert sorted(found.tolist()) == list(range(rows))


def test_copies_of_one_vector_do_not_break_a_graph(crowded: tuple[Vectors, Vectors]) -> None:
    vectors, questions = crowded
    found = DenseIndex.build(np.repeat(vectors[:1], 500, axis=0), 1).nearest(questions[0], 100)

    assert len(set(found.tolist())) == len(found) > 0
    assert found.min() >= 0


def test_a_graph_is_the_same_each_time_and_when_opened_again(tmp_path: Path, crowded: tuple[Vectors, Vectors]) -> None:
    vectors, questions = crowded
    for name in ("one", "other"):
        DenseIndex.build(vectors, 1).save(tmp_path / name)

    opened = DenseIndex.open(tmp_path / "one")

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert not opened.is_exact
    for question in questions:
        np.testing.assert_array_equal(opened.nearest(question, 30), DenseIndex.build(vectors, 1).nearest(question, 30))


def test_a_place_that_cannot_be_written_is_an_os_error(tmp_path: Path, vectors: Vectors) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        DenseIndex.build(vectors).save(tmp_path / "nowhere" / "a.faiss")
