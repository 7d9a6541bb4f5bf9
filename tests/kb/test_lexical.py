"""BM25 against an independent computation of the formula, and the words of the pieces of sentences."""

from collections import Counter
from math import log
from pathlib import Path

import numpy as np
import pytest

from kb.lexical import LexicalIndex, best

K1, B = 1.5, 0.75


def lucene(passages: list[list[str]], question: set[str]) -> list[float]:
    """Return each passage's score by BM25 as Lucene writes it: no (k1 + 1), idf never negative."""
    average = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        counts = Counter(passage)
        score = 0.0
        for word in question & set(passage):
            n = sum(word in other for other in passages)
            idf = log(1 + (len(passages) - n + 0.5) / (n + 0.5))
            score += idf * counts[word] / (counts[word] + K1 * (1 - B + B * len(passage) / average))
        scores.append(score)
    return scores


def index(folder: Path, passages: list[list[str]], sentences: list[list[str]] | None = None) -> LexicalIndex:
    pieces = [[sentence] for sentence in (passages if sentences is None else sentences)]
    LexicalIndex.save(folder / "lexical", passages, pieces)
    return LexicalIndex(folder / "lexical", len(passages))


@pytest.fixture
def passages() -> list[list[str]]:
    """120 passages of 0 to 39 words; the first words of the vocabulary are common, the last ones rare."""
    random = np.random.default_rng(20261123)
    vocabulary = [f"คำ{n}" if n % 2 else f"word{n}" for n in range(80)]
    ranks = np.arange(1, len(vocabulary) + 1)
    return [
        [str(word) for word in random.choice(vocabulary, size, p=1 / ranks / (1 / ranks).sum())]
        for size in random.integers(0, 40, 120)
    ]


@pytest.mark.parametrize("question", [{"word0"}, {"คำ1", "word40", "word78"}, {"คำ3", "unknown"}])
def test_scores_are_those_of_the_formula(tmp_path: Path, passages: list[list[str]], question: set[str]) -> None:
    lexical = index(tmp_path, passages)

    scores = lexical.scores(lexical.ids(question))

    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, lucene(passages, question), rtol=1e-5)


def test_one_score_worked_out_by_hand(tmp_path: Path) -> None:
    lexical = index(tmp_path, [["city", "city", "learn"], ["city"], ["เมือง", "เรียน"]])

    scores = lexical.scores(lexical.ids(["learn"]))

    idf = log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    np.testing.assert_allclose(scores, [idf * 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 3 / 2)), 0, 0], rtol=1e-6)


def test_a_word_asked_twice_counts_once(tmp_path: Path, passages: list[list[str]]) -> None:
    lexical = index(tmp_path, passages)

    np.testing.assert_array_equal(lexical.ids(["word0", "word0"]), lexical.ids(["word0"]))


@pytest.mark.parametrize("question", [[], ["nobody", "wrote"]])
def test_words_that_no_passage_holds_score_nothing(
    tmp_path: Path, passages: list[list[str]], question: list[str]
) -> None:
    lexical = index(tmp_path, passages)

    scores = lexical.scores(lexical.ids(question))

    np.testing.assert_array_equal(scores, np.zeros(len(passages)))


@pytest.mark.parametrize("k", [1, 3, 5, 6, 7, 100])
def test_the_best_come_in_the_order_of_a_stable_sort(k: int) -> None:
    scores = np.array([0, 2.5, 1, 0, 2.5, 1, 1, 7], np.float32)
    ordered = np.argsort(-scores, kind="stable")[:k]

    assert best(scores, k).tolist() == [row for row in ordered if scores[row] > 0]


def test_of_no_scores_there_is_no_best() -> None:
    assert best(np.zeros(5, np.float32), 3).tolist() == best(np.zeros(0, np.float32), 3).tolist() == []


def test_a_weight_is_the_lesser_of_the_idf_in_passages_and_in_questions(tmp_path: Path) -> None:
    passages = [["city", "city"], ["city", "learn"], ["learn", "award"], ["city"]]
    questions = [["how", "many", "city"], ["how", "award"], ["how"]]
    LexicalIndex.save(tmp_path / "lexical", passages, [], questions)
    lexical = LexicalIndex(tmp_path / "lexical", len(passages))

    how, city, award, unknown = lexical.weights(["how", "city", "award", "nobody"])

    assert how == pytest.approx(log(1 + (3 - 3 + 0.5) / (3 + 0.5)))
    assert city == pytest.approx(log(1 + (4 - 3 + 0.5) / (3 + 0.5)))
    assert award == pytest.approx(min(log(1 + (4 - 1 + 0.5) / (1 + 0.5)), log(1 + (3 - 1 + 0.5) / (1 + 0.5))))
    assert unknown == pytest.approx(min(log(1 + (4 + 0.5) / 0.5), log(1 + (3 + 0.5) / 0.5)))


def test_without_questions_a_weight_is_the_idf_in_passages(tmp_path: Path) -> None:
    lexical = index(tmp_path, [["city"], ["city", "award"]])

    assert lexical.weights(["award"]) == pytest.approx(log(1 + (2 - 1 + 0.5) / (1 + 0.5)))


def test_a_word_that_only_questions_have_scores_nothing(tmp_path: Path) -> None:
    LexicalIndex.save(tmp_path / "lexical", [["city"], ["award"]], [], [["zzz", "how"]])
    lexical = LexicalIndex(tmp_path / "lexical", 2)

    np.testing.assert_array_equal(lexical.scores(lexical.ids(["zzz", "how"])), [0, 0])
    assert lexical.scores(lexical.ids(["zzz", "award"]))[1] > 0


def test_passages_are_known_to_hold_a_word_or_not(tmp_path: Path, passages: list[list[str]]) -> None:
    lexical, asked, rows = index(tmp_path, passages), ["word0", "คำ1", "word78", "unknown"], [119, 3, 0, 57]

    held = lexical.in_passages(asked, rows)

    assert held.tolist() == [[word in passages[row] for word in asked] for row in rows]


def test_pieces_of_consecutive_sentences_are_known_to_hold_a_word_or_not(tmp_path: Path) -> None:
    pieces = [[["city"]], [["award", "city"], ["fee"], []], [["learn"]]]
    LexicalIndex.save(tmp_path / "lexical", [["city", "award", "fee", "learn"]], pieces)
    lexical = LexicalIndex(tmp_path / "lexical", 1)

    assert lexical.in_pieces(["fee", "city", "pizza"], range(1, 3)).tolist() == [
        [False, True, False],
        [True, False, False],
        [False, False, False],
        [False, False, False],
    ]
    assert lexical.in_pieces([], range(0, 1)).shape == (1, 0)


def test_words_of_a_title_count_for_the_passage_and_for_no_piece(tmp_path: Path) -> None:
    lexical = index(tmp_path, [["title", "city"], ["fee"]], [["city"], ["fee"]])

    assert lexical.scores(lexical.ids(["title"]))[0] > 0
    assert lexical.in_passages(["title"], [0, 1]).tolist() == [[True], [False]]
    assert not lexical.in_pieces(["title"], range(2)).any()


@pytest.mark.parametrize("passages", [[], [[], []]], ids=["no passages", "passages without words"])
def test_an_index_without_words_scores_nothing(tmp_path: Path, passages: list[list[str]]) -> None:
    lexical = index(tmp_path, passages)

    assert len(lexical.ids(["city"])) == 0
    np.testing.assert_array_equal(lexical.scores(lexical.ids(["city"])), np.zeros(len(passages)))
    assert not lexical.in_pieces(["city"], range(len(passages))).any()
    assert not lexical.in_passages(["city"], range(len(passages))).any()
