"""An embedder that keeps its vectors in a folder, so that an evaluation run again embeds nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from kb.embedder import Embedder
from kb.errors import KnowledgeBaseError
from kb.index import vector_key
from kb.types import Vectors

_KEPT_EVERY = 512


class KeptVectors:
    """Asks `embedder` only for texts that it has not embedded before; vectors are kept by content and vector space."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Read what `folder`, made where it is missing, has of the embedder's space."""
        self.space = embedder.space
        self._embedder = embedder
        self._path = folder / f"{vector_key(self.space, 'space', '')}.npz"
        self._known: dict[str, Vectors] = {}
        self._new = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if self._path.is_file():
                with np.load(self._path) as kept:
                    self._known = dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError) as problem:
            raise KnowledgeBaseError(
                f"The kept vectors {self._path} cannot be read ({problem}). Remove the file, or name another --cache."
            ) from problem

    @property
    def max_tokens(self) -> int:
        """Longest input of the embedder in tokens."""
        return self._embedder.max_tokens

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as the embedder counts them."""
        return self._embedder.count_tokens(text)

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of one question, shape (dimensions,)."""
        vector: Vectors = self.embed_questions([text])[0]
        return vector

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (len(texts), dimensions)."""
        return self._vectors("question", texts, self._embedder.embed_questions)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts to be found, shape (len(texts), dimensions)."""
        return self._vectors("passage", texts, self._embedder.embed_passages)

    def keep(self) -> None:
        """Write what is new to the folder, by one rename."""
        if not self._new:
            return
        aside = self._path.with_suffix(".writing")
        try:
            with aside.open("wb") as file:
                np.savez(file, keys=np.array(list(self._known)), vectors=np.array(list(self._known.values())))
            aside.replace(self._path)
        except OSError as problem:
            raise KnowledgeBaseError(
                f"The vectors cannot be kept in {self._path.parent} ({problem}). Name another folder with --cache."
            ) from problem
        self._new = 0

    def _vectors(self, kind: str, texts: Sequence[str], embed: Callable[[Sequence[str]], Vectors]) -> Vectors:
        keys = [vector_key(self.space, kind, text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            self._known |= zip(missing, embed(list(missing.values())), strict=True)
            self._new += len(missing)
            if self._new >= _KEPT_EVERY:  # a first run takes minutes: what is done is not lost with it
                self.keep()
        vectors: Vectors = np.array([self._known[key] for key in keys], np.float32)
        return vectors
