"""Known questions: what is asked -> how much it is like each question that a sentence is known to answer, or not to."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.fusion import best_of_each, centred
from kb.lexical import Held, LexicalIndex
from kb.types import Vectors

Rows = npt.NDArray[np.int64]
# From here on two questions are likely to ask for the same; unlike ones differ by nothing that tells.
LIKE_FROM = 0.35
# By so much more like, a known question counts e times as much where all that are alike count together.
_TELLING = 0.05
# The mean of fewer is not what a language's questions have in common, and less it they cannot be compared.
LEAST = 100


@dataclass(frozen=True, slots=True)
class KnownHere:
    """What the known questions of consecutive sentences have of what is asked, a row a sentence.

    Of those that the sentence answers, `like` is how much the likest is like it, -1 where there is none; `likest` which
    of its words that one has and `any` which any of them has, shape (sentences, words).
    """

    like: Vectors
    likest: Held
    any: Held

    @classmethod
    def nothing(cls, sentences: int, words: int) -> "KnownHere":
        """Return the same of sentences without known questions."""
        return cls(np.full(sentences, -1, np.float32), *np.zeros((2, sentences, words), bool))


class KnownQuestions:
    """One language's known questions, in the order of their sentences."""

    def __init__(self, folder: Path, mean: Vectors) -> None:
        """Open what a build wrote into the language's `folder`; `mean` is that of the language's questions.

        Fewer than `LEAST` that are answered count as none.
        """
        self._answered: Held = np.load(folder / "known_answered.npy")
        self._sentences: Rows = np.load(folder / "known_sentences.npy")
        if self._answered.sum() < LEAST:
            self._sentences, self._answered = self._sentences[:0], self._answered[:0]
        self._mean = mean
        self._vectors: Vectors = np.asarray(np.load(folder / "known.npy", mmap_mode="r"))
        self._metric: Vectors = np.asarray(np.load(folder.parent / "metric.npy", mmap_mode="r"))

    def __len__(self) -> int:
        return len(self._sentences)

    def similarities(self, vector: Vectors, forgotten: Sequence[int] = ()) -> Vectors:
        """Return the similarity of a question's vector to each known question; -1 for the `forgotten` (by place)."""
        if not len(self._sentences):
            return np.zeros(0, np.float32)
        near: Vectors = self._vectors @ comparable(vector, self._mean, self._metric)
        near[list(forgotten)] = -1
        return near

    def likeness(self, similarities: Vectors) -> tuple[float, float]:
        """Return how much those known questions that are answered are like the one asked, and how much near misses are.

        That is the soft maximum of how far they lie above `LIKE_FROM`: several that are alike say more than the likest,
        which may be so by chance. 0 where there is none.
        """
        return _soft_maximum(similarities[self._answered]), _soft_maximum(similarities[~self._answered])

    def best(self, similarities: Vectors) -> tuple[Rows, Vectors]:
        """Return the rows of sentences, each once, that answer a known question like the one asked, and how like.

        How like is how far it lies above `LIKE_FROM`.
        """
        like = np.flatnonzero((similarities > LIKE_FROM) & self._answered)
        rows, groups = np.unique(self._sentences[like], return_index=True)
        return rows, best_of_each(similarities[like], groups) - np.float32(LIKE_FROM) if len(rows) else similarities[:0]

    def of(self, sentences: range, similarities: Vectors, lexical: LexicalIndex, words: Sequence[str]) -> KnownHere:
        """Return what the known questions of consecutive sentences (rows) that are not forgotten have of `words`."""
        found = KnownHere.nothing(len(sentences), len(words))
        bounds = np.searchsorted(self._sentences, np.arange(sentences.start, sentences.stop + 1))
        first, last = bounds[[0, -1]].tolist()
        asked = np.flatnonzero(np.diff(bounds))
        if len(asked):
            near = np.where(self._answered[first:last], similarities[first:last], np.float32(-1))
            held = lexical.in_known(words, range(first, last)) & (near > -1)[:, None]
            groups = bounds[asked] - first
            found.like[asked] = best_of_each(near, groups)
            found.any[asked] = np.logical_or.reduceat(held, groups)
            likest = [group + near[group:end].argmax() for group, end in pairwise([*groups.tolist(), last - first])]
            found.likest[asked] = held[likest]
        return found


def comparable(vectors: Vectors, mean: Vectors, metric: Vectors) -> Vectors:
    """Return questions' vectors as they are compared: centred, transformed by `kb.metric` and of unit length."""
    moved: Vectors = ((vectors - mean) @ metric).astype(np.float32)
    return centred(moved, np.zeros(1, np.float32))


def _soft_maximum(similarities: Vectors) -> float:
    alike = similarities[similarities > LIKE_FROM] - np.float32(LIKE_FROM)
    return _TELLING * float(np.log1p(np.exp(alike / _TELLING).sum()))
