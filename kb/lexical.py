"""Evidence in words: BM25 over passages (bm25s; Lù 2024, arXiv:2407.03618) and the words of what can be quoted.

One index a language, because words of the other language say nothing: a number or a Latin name would outrank the
passage that answers. The words of the pieces of sentences (`kb.spans.cut`) are kept as numbers at building, so a
question cuts no text but itself.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from kb.types import Vectors

Ids = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Held = npt.NDArray[np.bool_]


class LexicalIndex:
    """BM25 of one language's passages, the words of each piece of a sentence and each known question.

    And how common words are in questions.
    """

    def __init__(self, folder: Path, passages: int) -> None:
        """Open what `save` wrote of so many passages into `folder`, mapped."""
        self.passages = passages
        empty = not (folder / "params.index.json").is_file()
        self._bm25 = None if empty else bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
        self._vocabulary: dict[str, int] = self._bm25.vocab_dict if self._bm25 else {}
        if self._bm25:  # still mapped, without numpy's slower class for it
            self._bm25.scores |= {name: np.asarray(self._bm25.scores[name]) for name in ("data", "indices", "indptr")}
        self._piece_words: Ids = np.asarray(np.load(folder / "piece_words.npy", mmap_mode="r"))
        self._piece_ends: Counts = np.asarray(np.load(folder / "piece_ends.npy", mmap_mode="r"))
        self._first_pieces: Counts = np.asarray(np.load(folder / "first_pieces.npy", mmap_mode="r"))
        self._known_words: Ids = np.asarray(np.load(folder / "known_words.npy", mmap_mode="r"))
        self._known_ends: Counts = np.asarray(np.load(folder / "known_ends.npy", mmap_mode="r"))
        self._asked: Counts = np.asarray(np.load(folder / "asked.npy", mmap_mode="r"))

    @staticmethod
    def save(
        folder: Path,
        passages: Sequence[Sequence[str]],
        sentences: Sequence[Sequence[Sequence[str]]],
        suggested: Sequence[Sequence[str]] = (),
        known: Sequence[Sequence[str]] = (),
    ) -> None:
        """Write the index of the words of passages, of the pieces of each sentence, and of questions; all may be empty.

        `folder` is made.
        """
        folder.mkdir()
        questions = [*suggested, *known]
        pieces = [words for sentence in sentences for words in sentence]
        vocabulary = {word: n for n, word in enumerate(sorted(set(chain(*passages, *pieces, *questions))))}
        if any(passages):
            ids = [[vocabulary[word] for word in words] for words in passages]
            bm25 = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
            bm25.index((ids, vocabulary), create_empty_token=False, show_progress=False)
            bm25.save(str(folder), show_progress=False)
        distinct = [sorted({vocabulary[word] for word in words}) for words in pieces]
        asked = np.zeros(len(vocabulary) + 1, np.int64)
        asked[-1] = len(questions)
        for words in questions:
            asked[[vocabulary[word] for word in set(words)]] += 1
        np.save(folder / "piece_words.npy", np.fromiter(chain(*distinct), np.int32))
        np.save(folder / "piece_ends.npy", np.cumsum([0, *map(len, distinct)], dtype=np.int64))
        np.save(folder / "first_pieces.npy", np.cumsum([0, *map(len, sentences)], dtype=np.int64))
        np.save(folder / "asked.npy", asked)
        asking = [sorted({vocabulary[word] for word in words}) for words in known]
        np.save(folder / "known_words.npy", np.fromiter(chain(*asking), np.int32))
        np.save(folder / "known_ends.npy", np.cumsum([0, *map(len, asking)], dtype=np.int64))

    def ids(self, words: Iterable[str]) -> Ids:
        """Return the numbers of the distinct words that the passages know, ascending."""
        known = {self._vocabulary[word] for word in words if word in self._vocabulary}
        return np.array(sorted(known), np.int32)

    def scores(self, ids: Ids) -> Vectors:
        """Return the BM25 score of every passage for the words `ids`, float32, 0 where no word is shared."""
        if self._bm25 is None or not len(ids):
            return np.zeros(self.passages, np.float32)
        scores: Vectors = self._bm25.get_scores_from_ids(ids)
        return scores

    def weights(self, words: Sequence[str]) -> Weights:
        """Return how much it tells that a text has each of these words: the lesser of two idfs, ln(1 + (N-n+½)/(n+½)).

        One counts passages; the other counts questions, because "how many" is rare in passages and tells nothing.
        """
        known = [self._vocabulary.get(word, -1) for word in words]
        held, asked = np.zeros(len(words)), np.zeros(len(words))
        if self._bm25 is not None:
            starts = self._bm25.scores["indptr"]
            for at, word in enumerate(known):
                if word >= 0:
                    held[at], asked[at] = starts[word + 1] - starts[word], self._asked[word]
        passages = np.log1p((self.passages - held + 0.5) / (held + 0.5))
        count = int(self._asked[-1])
        questions = np.log1p((count - asked + 0.5) / (asked + 0.5)) if count else passages
        weights: Weights = np.minimum(passages, questions)
        return weights

    def in_passages(self, words: Sequence[str], passages: Sequence[int]) -> Held:
        """Return whether each passage, its title and heading with it, has each word: shape (passages, words)."""
        found = np.zeros((len(passages), len(words)), bool)
        if self._bm25 is not None:
            starts, rows = self._bm25.scores["indptr"], self._bm25.scores["indices"]
            for at, word in enumerate(words):
                if (known := self._vocabulary.get(word, -1)) >= 0:
                    having = rows[starts[known] : starts[known + 1]]  # ascending
                    place = np.searchsorted(having, passages)
                    found[:, at] = [
                        n < len(having) and having[n] == row for n, row in zip(place, passages, strict=True)
                    ]
        return found

    def in_pieces(self, words: Sequence[str], sentences: range) -> Held:
        """Return whether each piece of consecutive sentences has each word: shape (pieces, words)."""
        pieces = range(int(self._first_pieces[sentences.start]), int(self._first_pieces[sentences.stop]))
        return self._held(words, self._piece_words, self._piece_ends, pieces)

    def in_known(self, words: Sequence[str], places: range) -> Held:
        """Return whether each of the known questions in consecutive places has each word: shape (places, words)."""
        return self._held(words, self._known_words, self._known_ends, places)

    def _held(self, words: Sequence[str], of: Ids, ends: Counts, rows: range) -> Held:
        found = np.zeros((len(rows), len(words)), bool)
        bounds = ends[rows.start : rows.stop + 1]
        known = [at for at, word in enumerate(words) if word in self._vocabulary]
        wanted = np.array([self._vocabulary[words[at]] for at in known], of.dtype)
        where, which = np.nonzero(of[bounds[0] : bounds[-1], None] == wanted)
        found[np.searchsorted(bounds, where + bounds[0], side="right") - 1, np.array(known, np.intp)[which]] = True
        return found


def best(scores: Vectors, k: int) -> Counts:
    """Return the rows of the `k` greatest of `scores` above 0, or of all such, best first, of equal ones the first."""
    least = np.partition(scores, -k)[-k] if k < len(scores) else 0.0
    rows = np.flatnonzero((scores >= least) & (scores > 0))
    found: Counts = rows[np.argsort(-scores[rows], kind="stable")[:k]]
    return found
