"""Vectors for made-up texts without embedding them, spread as real ones are: an Embedder for a corpus that is too big.

The vector expected of a changed line is that of the line it was made of; of several lines, the mean direction. How far
real vectors lie from the expected ones is measured on a sample that is really embedded. Every other expected vector is
moved as far as one drawn from the sample, around the centre of its language, in the direction of the difference of two
real vectors.
"""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from kb.embedder import Embedder
from kb.text.normalize import language_of
from kb.types import Language, Vectors


class MovedVectors:
    """An Embedder of lines whose `origins` are known, alone, behind a title and heading, or several together.

    Questions that `asked` knows are embedded in the same way, and all other texts by `real`. `spread` are real vectors
    of each language.
    """

    def __init__(
        self,
        real: Embedder,
        origins: Mapping[str, Vectors],
        asked: Mapping[str, Vectors],
        spread: Mapping[Language, Vectors],
    ) -> None:
        self.space, self.max_tokens, self.count_tokens = real.space, real.max_tokens, real.count_tokens
        self._real, self._origins, self._asked, self._spread = real, origins, asked, spread
        self._centres = {language: vectors.mean(0) for language, vectors in spread.items()}
        self._radii: dict[str, float] = {}
        self.cosines: dict[str, Vectors] = {}

    def measure(self, passages: Sequence[str], questions: Sequence[str]) -> None:
        """Embed a sample really and keep how near, as cosines, the expected vectors are, by kind of text."""
        by_kind: dict[str, list[str]] = {}
        for text in filter(self._is_known, passages):
            by_kind.setdefault(self._kind(text), []).append(text)
        for kind, texts in by_kind.items():
            real = self._real.embed_passages(texts)
            expected = np.array([self._expected(text) for text in texts])
            self._keep(kind, texts, real, expected)
        real = self._real.embed_questions(questions)
        self._keep("question", questions, real, np.array([self._asked[text] for text in questions]))

    def _keep(self, kind: str, texts: Sequence[str], real: Vectors, expected: Vectors) -> None:
        centres = np.array([self._centres[language_of(text) or "en"] for text in texts])
        self.cosines[kind] = np.einsum("ij,ij->i", real, expected)
        self._radii[kind] = float(np.square(real - centres).sum(1).mean())

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of one question, shape (dimensions,)."""
        if text not in self._asked:
            return self._real.embed_question(text)
        return self._moved(text, self._asked[text], "question")

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (len(texts), dimensions)."""
        return np.array([self.embed_question(text) for text in texts], np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts to be found, shape (len(texts), dimensions)."""
        unknown = [text for text in texts if not self._is_known(text)]
        real = iter(self._real.embed_passages(unknown)) if unknown else iter(())
        strange = set(unknown)
        return np.array(
            [
                next(real) if text in strange else self._moved(text, self._expected(text), self._kind(text))
                for text in texts
            ],
            np.float32,
        )

    def _is_known(self, text: str) -> bool:
        return all(line in self._origins for line in _lines(text))

    def _kind(self, text: str) -> str:
        return ("line", "line in context", "passage")[min(text.count("\n"), 2)]

    def _expected(self, text: str) -> Vectors:
        total: Vectors = np.sum([self._origins[line] for line in _lines(text)], axis=0, dtype=np.float32)
        return total / np.linalg.norm(total)

    def _moved(self, text: str, expected: Vectors, kind: str) -> Vectors:
        # By the last line, so that a line is moved the same way alone and in context.
        seed = int.from_bytes(hashlib.sha256(text.rsplit("\n", 1)[-1].encode()).digest()[:8], "little")
        draw = np.random.default_rng(seed)
        cosine = min(float(draw.choice(self.cosines[kind])), 1.0)
        language = language_of(text) or "en"
        spread, centre = self._spread[language], self._centres[language]
        own = expected - centre
        away = np.subtract(*spread[draw.integers(len(spread), size=2)])
        away -= (away @ own) / (own @ own) * own
        kept = np.clip(1 - (1 - cosine) / (own @ expected), 0, 1)
        # A mean of sentences lies nearer to the centre than a real passage: the rest of the way is made up for.
        length = np.sqrt(max(self._radii[kind] - kept**2 * (own @ own), 0) / max(float(away @ away), 1e-9))
        moved: Vectors = centre + kept * own + length * away
        return np.asarray(moved / np.linalg.norm(moved), np.float32)


def _lines(text: str) -> list[str]:
    """Return a text's lines without its title and heading."""
    lines = text.split("\n")
    return lines[1:] or lines
