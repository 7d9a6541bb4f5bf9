"""Evidence in words: BM25 over passages (bm25s; Lù 2024, arXiv:2407.03618) and the words of every sentence.

One index a language, because words of the other language say nothing: a number or a Latin name would outrank the
passage that answers. The words of the sentences are kept as numbers at building, so a question cuts no text but itself.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from kb.types import Vectors

Ids = npt.NDArray[np.int32]


class LexicalIndex:
    """BM25 of one language's passages, and the distinct words of each of its sentences."""

    def __init__(self, folder: Path, passages: int) -> None:
        """Open what `save` wrote of so many passages into `folder`, mapped."""
        self.passages = passages
        empty = not (folder / "params.index.json").is_file()
        self._bm25 = None if empty else bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
        self._vocabulary: dict[str, int] = self._bm25.vocab_dict if self._bm25 else {}
        self._sentence_words: Ids = np.asarray(np.load(folder / "sentence_words.npy", mmap_mode="r"))
        self._sentence_ends: npt.NDArray[np.int64] = np.asarray(np.load(folder / "sentence_ends.npy", mmap_mode="r"))

    @staticmethod
    def save(folder: Path, passages: Sequence[Sequence[str]], sentences: Sequence[Sequence[str]]) -> None:
        """Write the index of the words of passages and sentences into `folder`; both may be empty."""
        folder.mkdir()
        vocabulary = {word: n for n, word in enumerate(sorted(set(chain(*passages, *sentences))))}
        if vocabulary:
            ids = [[vocabulary[word] for word in words] for words in passages]
            bm25 = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
            bm25.index((ids, vocabulary), create_empty_token=False, show_progress=False)
            bm25.save(str(folder), show_progress=False)
        distinct = [sorted({vocabulary[word] for word in words}) for words in sentences]
        np.save(folder / "sentence_words.npy", np.fromiter(chain(*distinct), np.int32))
        np.save(folder / "sentence_ends.npy", np.cumsum([0, *map(len, distinct)], dtype=np.int64))

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

    def idf(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return the idf of each word, ln(1 + (N - n + 0.5) / (n + 0.5)); greatest where unknown."""
        count = np.zeros(len(words))
        if self._bm25 is not None:
            starts = self._bm25.scores["indptr"]
            known = [(at, self._vocabulary[word]) for at, word in enumerate(words) if word in self._vocabulary]
            for at, word in known:
                count[at] = starts[word + 1] - starts[word]
        weights: npt.NDArray[np.float64] = np.log1p((self.passages - count + 0.5) / (count + 0.5))
        return weights

    def coverage(self, words: Sequence[str], sentences: Sequence[int]) -> npt.NDArray[np.float64]:
        """Return the share (0 to 1) of the idf weight of `words`, all distinct, that each of the sentences holds."""
        weights = self.idf(words)
        total = weights.sum() or 1.0
        share = {self._vocabulary.get(word, -1): weight / total for word, weight in zip(words, weights, strict=True)}
        held = [sum(share.get(word, 0.0) for word in self._words_of(sentence).tolist()) for sentence in sentences]
        return np.array(held, np.float64)

    def _words_of(self, sentence: int) -> Ids:
        return self._sentence_words[self._sentence_ends[sentence] : self._sentence_ends[sentence + 1]]
