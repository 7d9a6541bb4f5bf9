"""How much known questions are like the one asked."""

from pathlib import Path

import numpy as np
import pytest

from kb.known import LEAST, LIKE_FROM, KnownQuestions


def written(folder: Path, answered: int, near_misses: int) -> KnownQuestions:
    (folder / "th").mkdir()
    count = answered + near_misses
    np.save(folder / "metric.npy", np.eye(4, dtype=np.float32))
    np.save(folder / "th" / "known.npy", np.eye(count, 4, dtype=np.float32))
    np.save(folder / "th" / "known_sentences.npy", np.arange(count))
    np.save(folder / "th" / "known_answered.npy", np.arange(count) < answered)
    return KnownQuestions(folder / "th", np.zeros(4, np.float32))


def alike(count: int, *similarities: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    found = np.full(count, LIKE_FROM - 0.1, np.float32)
    found[: len(similarities)] = similarities
    return found


@pytest.fixture
def questions(tmp_path: Path) -> KnownQuestions:
    return written(tmp_path, LEAST, 10)


def test_what_is_like_no_known_question_is_like_none(questions: KnownQuestions) -> None:
    assert questions.likeness(alike(LEAST + 10)) == (0, 0)


def test_near_misses_count_apart_from_questions_that_are_answered(questions: KnownQuestions) -> None:
    near_miss = alike(LEAST + 10)
    near_miss[LEAST] = 0.9

    assert questions.likeness(near_miss)[0] == 0
    assert questions.likeness(near_miss)[1] == pytest.approx(0.9 - LIKE_FROM, abs=0.01)


def test_the_likest_counts_most_and_several_for_more_than_one(questions: KnownQuestions) -> None:
    one, several, unlike, liker = (
        questions.likeness(alike(LEAST + 10, *found))[0] for found in [(0.7,), (0.7,) * 5, (0.7, 0.4), (0.8,)]
    )

    assert one < several < liker
    assert unlike == pytest.approx(one, abs=0.001)


def test_too_few_to_have_anything_in_common_count_as_none(tmp_path: Path) -> None:
    few = written(tmp_path, LEAST - 1, 10)

    assert len(few) == 0
    assert few.likeness(few.similarities(np.ones(4, np.float32))) == (0, 0)
