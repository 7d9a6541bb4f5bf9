"""Vectors are embedded once and found again by content."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kb.errors import KnowledgeBaseError
from kb.evaluation.kept_vectors import KeptVectors
from kb.types import Vectors


class CountingEmbedder:
    """A vector of the letters of a text, of unit length; remembers what it was asked for."""

    max_tokens = 64

    def __init__(self, space: str = "letters") -> None:
        self.space = space
        self.asked: list[str] = []

    def embed_question(self, text: str) -> Vectors:
        vector: Vectors = self.embed_questions([text])[0]
        return vector

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        return -self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        counts = np.array([[1 + text.count(c) for c in "abcdefgh"] for text in texts], np.float32)
        vectors: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return vectors

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def test_a_text_is_embedded_once_within_a_run_and_across_runs(tmp_path: Path) -> None:
    first, second = CountingEmbedder(), CountingEmbedder()
    kept = KeptVectors(first, tmp_path / "kept")
    vectors = kept.embed_passages(["abc", "def", "abc"])
    kept.embed_passages(["def"])
    kept.keep()

    again = KeptVectors(second, tmp_path / "kept").embed_passages(["def", "abc"])

    assert first.asked == ["abc", "def"]
    assert second.asked == []
    np.testing.assert_array_equal(again, vectors[[1, 0]])
    np.testing.assert_array_equal(vectors, CountingEmbedder().embed_passages(["abc", "def", "abc"]))


def test_a_question_is_not_taken_for_a_passage_of_the_same_words(tmp_path: Path) -> None:
    kept = KeptVectors(CountingEmbedder(), tmp_path)

    np.testing.assert_array_equal(kept.embed_question("abc"), -kept.embed_passages(["abc"])[0])


def test_the_vectors_of_two_spaces_never_meet(tmp_path: Path) -> None:
    kept = KeptVectors(CountingEmbedder(), tmp_path)
    kept.embed_question("abc")
    kept.keep()
    other = CountingEmbedder("other letters")

    KeptVectors(other, tmp_path).embed_question("abc")

    assert other.asked == ["abc"]


def test_the_rest_is_the_embedders_own(tmp_path: Path) -> None:
    kept = KeptVectors(CountingEmbedder(), tmp_path)

    assert (kept.space, kept.max_tokens, kept.count_tokens("a b c")) == ("letters", 64, 3)


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    KeptVectors(CountingEmbedder(), tmp_path).keep()

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    kept = KeptVectors(CountingEmbedder(), tmp_path)
    kept.embed_question("abc")
    kept.keep()
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"no vectors")

    with pytest.raises(KnowledgeBaseError, match="Remove the file, or name another --cache"):
        KeptVectors(CountingEmbedder(), tmp_path)
