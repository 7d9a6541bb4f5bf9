"""A question's vector and words -> passages in order, each with the evidence for it.

Two channels (the gains are measured in bench/README.md). In the question's own language three signals add up, each as a
z-score over a fixed sample of the corpus: the passage's vector, its best sentence's vector, and BM25; a known question
like the one asked adds to its passage. The first few are then told apart by the characters that they share with the
question. In the other language words prove nothing; there vectors are first centred, which removes what every text of
that language shares, and the score is shifted down so that a translation does not displace the asker's own language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.dense import DenseIndex
from kb.fusion import best_of_each, centred, z_scores
from kb.known import KnownHere, KnownQuestions
from kb.lexical import Held, LexicalIndex, best
from kb.types import LANGUAGES, Language, Vectors

CANDIDATES = 100
_BACKGROUND = 256
WEIGHTS = {"passage": 1.0, "sentence": 1.5, "words": 0.5, "characters": 8.0, "known": 24.0}
OTHER_WEIGHTS = {"passage": 1.0, "sentence": 1.0}
_OTHER_LANGUAGE_SHIFT = 6.0
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched for: its language, its vector (unit length) and its distinct words.

    `known` is how much each known question of its language is like it.
    """

    language: Language
    vector: Vectors
    words: tuple[str, ...]
    known: Vectors


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage: its row and its score (higher is better; comparable within a language)."""

    row: int
    language: Language
    score: float


class Channel:
    """One language of an index: its passages, their sentences, and a sample of them as background."""

    def __init__(self, folder: Path, language: Language, rows: range, starts: Rows, sentences: Vectors) -> None:
        self.language = language
        self.rows = rows
        self.lexical = LexicalIndex(folder / language / "lexical", len(rows))
        self._dense = DenseIndex.open(folder / language / "passages.faiss")
        self._passages: Vectors = np.asarray(np.load(folder / language / "passages.npy", mmap_mode="r"))
        self._sentences = sentences
        self._starts = starts
        means: Vectors = np.load(folder / "means.npy")[LANGUAGES.index(language)]
        self.question_mean, self._passage_mean, self._sentence_mean = means
        self.known = KnownQuestions(folder / language, self.question_mean)
        sample = np.unique(np.linspace(0, len(rows) - 1, min(len(rows), _BACKGROUND)).astype(np.int64))
        self._sample_passages = np.array(self._passages[sample])
        self._sample_sentences, self._sample_groups = self._sentences_of(sample)
        self._sample_passages_centred = centred(self._sample_passages, self._passage_mean)
        self._sample_sentences_centred = centred(self._sample_sentences, self._sentence_mean)

    @property
    def first_sentence(self) -> int:
        """Row of the language's first sentence."""
        return int(self._starts[self.rows.start])

    def sentence_rows(self, passage: int) -> range:
        """Return the rows of the sentences of the passage in this row."""
        return range(int(self._starts[passage]), int(self._starts[passage + 1]))

    def sentence_vectors(self, rows: range) -> Vectors:
        """Return the vectors of consecutive sentences, float32."""
        return np.asarray(self._sentences[rows.start : rows.stop], np.float32)

    def words_of(self, sentences: range, words: Sequence[str]) -> Held:
        """Return whether each piece of consecutive sentences has each word: shape (pieces, words)."""
        first = self.first_sentence
        return self.lexical.in_pieces(words, range(sentences.start - first, sentences.stop - first))

    def own(self, query: Query) -> list[Hit]:
        """Return candidates for a question in this language, best first."""
        bm25 = self.lexical.scores(self.lexical.ids(query.words))
        asking, like = self._asking(query)
        best_words = best(bm25, CANDIDATES)
        found = np.unique(np.concatenate([self._dense.nearest(query.vector, CANDIDATES), best_words, asking]))
        passages = np.asarray(self._passages[found], np.float32) @ query.vector
        sentences, groups = self._sentences_of(found)
        near = best_of_each(sentences @ query.vector, groups)
        near_sample = best_of_each(self._sample_sentences @ query.vector, self._sample_groups)
        score = (
            WEIGHTS["passage"] * z_scores(passages, self._sample_passages @ query.vector)
            + WEIGHTS["sentence"] * z_scores(near, near_sample)
            + WEIGHTS["words"] * z_scores(bm25[found], bm25)
        )
        score[np.searchsorted(found, asking)] += WEIGHTS["known"] * like
        return self._hits(found, score)

    def _asking(self, query: Query) -> tuple[Rows, Vectors]:
        """Return the passages, ascending, with a known question like this one, and how like the best of them is."""
        sentences, like = self.known.best(query.known)
        passages = np.searchsorted(self._starts, sentences, side="right") - 1 - self.rows.start
        found, groups = np.unique(passages, return_index=True)
        return found, best_of_each(like, groups) if len(found) else like

    def other(self, moved: Vectors) -> list[Hit]:
        """Return candidates for a question in the other language, whose centred vector is `moved`, best first."""
        # The passages' own centre added back brings a centred question to where this language's passages lie.
        found = np.sort(self._dense.nearest(moved + self._passage_mean, CANDIDATES))
        sentences, groups = self._sentences_of(found)
        near = best_of_each(centred(sentences, self._sentence_mean) @ moved, groups)
        near_sample = best_of_each(self._sample_sentences_centred @ moved, self._sample_groups)
        passages = centred(np.asarray(self._passages[found], np.float32), self._passage_mean) @ moved
        score = (
            OTHER_WEIGHTS["passage"] * z_scores(passages, self._sample_passages_centred @ moved)
            + OTHER_WEIGHTS["sentence"] * z_scores(near, near_sample)
            - _OTHER_LANGUAGE_SHIFT
        )
        return self._hits(found, np.asarray(score, np.float32))

    def known_of(self, sentences: range, query: Query) -> KnownHere:
        """Return what known questions of consecutive sentences have of a question; nothing of the other language's."""
        if query.language != self.language:
            return KnownHere.nothing(len(sentences), len(query.words))
        return self.known.of(sentences, query.known, self.lexical, query.words)

    def similarities(self, sentences: range, query: Query, asked: "Channel") -> Vectors:
        """Return the cosine to the question of each of consecutive sentences, both centred by their languages' means.

        `asked` is the channel of the question's language.
        """
        vectors = centred(self.sentence_vectors(sentences), self._sentence_mean)
        near: Vectors = vectors @ centred(query.vector, asked.question_mean)
        return near

    def _hits(self, found: Rows, score: Vectors) -> list[Hit]:
        order = np.argsort(-score, kind="stable")[:CANDIDATES]
        ordered = zip((self.rows.start + found[order]).tolist(), score[order].tolist(), strict=True)
        return [Hit(row, self.language, scored) for row, scored in ordered]

    def _sentences_of(self, passages: Rows) -> tuple[Vectors, npt.NDArray[np.intp]]:
        rows = self.rows.start + passages
        counts = self._starts[rows + 1] - self._starts[rows]
        groups = np.cumsum(counts) - counts
        flat = np.arange(counts.sum()) + np.repeat(self._starts[rows] - groups, counts)
        return np.asarray(self._sentences[flat], np.float32), groups


def rank(channels: Sequence[Channel], query: Query) -> list[Hit]:
    """Return the passages for a question, best first; channels without passages give none."""
    asked = next(channel for channel in channels if channel.language == query.language)
    moved = centred(query.vector, asked.question_mean)
    hits: list[Hit] = []
    for channel in channels:
        if channel.rows:
            hits += channel.own(query) if channel is asked else channel.other(moved)
    return sorted(hits, key=lambda hit: -hit.score)


def gain(share: float) -> float:
    """Return what a passage gains by the `share` (0 to 1) of the question's characters that it has."""
    return WEIGHTS["characters"] * share


def rescored(hits: Sequence[Hit], gains: Mapping[int, float]) -> list[Hit]:
    """Return `hits` in their new order, best first, after those in the rows of `gains` gained that much."""
    moved = [replace(hit, score=hit.score + gains[hit.row]) if hit.row in gains else hit for hit in hits]
    return sorted(moved, key=lambda hit: -hit.score)
