"""The vectors of texts: their names, how they are embedded, and how they are written in the order of the rows."""

import hashlib
from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial
from pathlib import Path

import numpy as np

from kb.dense import DenseIndex
from kb.embedder import Embedder
from kb.fusion import centred
from kb.known import comparable
from kb.metric import metric
from kb.retrieval import CANDIDATES
from kb.store import Known, Row
from kb.types import LANGUAGES, Language, Vectors

_SAMPLE = 200  # questions a language to measure recall by
_BATCH = 256  # of BuildEmbedder.FEW or more, so that only what is left over is embedded one by one
Progress = Callable[[str, int, int], None]


def vector_key(space: str, kind: str, text: str) -> str:
    """Return the name under which a text's vector can be found again in another build."""
    return hashlib.sha256(f"{space}\n{kind}\n{text}".encode()).hexdigest()[:32]


def embed_texts(texts: dict[str, tuple[str, ...]], embedder: Embedder, progress: Progress) -> dict[str, Vectors]:
    """Return a vector by key, the mean direction of the vectors of its texts: a sentence's by itself and in context."""
    single = {text for parts in texts.values() for text in parts}
    vectors = _in_batches(single, embedder.embed_passages, partial(progress, "embed"))
    return {key: _direction([vectors[text] for text in parts]) for key, parts in texts.items()}


def embed_questions(questions: Mapping[str, str], embedder: Embedder, progress: Progress) -> dict[str, Vectors]:
    """Return the vectors of questions by their keys."""
    vectors = _in_batches(set(questions.values()), embedder.embed_questions, partial(progress, "questions"))
    return {key: vectors[text] for key, text in questions.items()}


def _in_batches(
    texts: Set[str], embed: Callable[[Sequence[str]], Vectors], progress: Callable[[int, int], None]
) -> dict[str, Vectors]:
    """Return the texts' vectors, embedded longest first, so that a batch's are of a length."""
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    vectors: dict[str, Vectors] = {}
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        vectors |= zip(batch, embed(batch), strict=True)
        progress(len(vectors), len(ordered))
    return vectors


def _direction(vectors: Sequence[Vectors]) -> Vectors:
    total: Vectors = np.sum(vectors, axis=0)
    unit: Vectors = total / np.linalg.norm(total)
    return unit


def write_vectors(
    folder: Path,
    rows: Sequence[Row],
    suggested: Sequence[tuple[str, Language]],
    tied: Sequence[Known],
    known: dict[str, Vectors],
    *,
    graph_from: int,
) -> tuple[int, dict[str, float]]:
    """Write the vectors of the rows, of the `suggested` questions and of those `tied` to sentences.

    Return their length, and the recall (see `Manifest`) of each language that has passages enough for a graph.
    Means are those of the vectors as they are stored, so that a build of vectors found again has the same.
    """
    dimensions = len(known[rows[0].vector_key])

    def stack(keys: Sequence[str], dtype: type[np.floating]) -> Vectors:
        return np.array([known[key] for key in keys], dtype).reshape(len(keys), dimensions)

    means = np.zeros((len(LANGUAGES), 3, dimensions), np.float32)
    asked = [*suggested, *((question.vector_key, question.language) for question in tied)]
    questions = stack([key for key, _ in asked], np.float32)
    asked_in = [language for _, language in asked]
    indexes = []
    for n, language in enumerate(LANGUAGES):
        own = [row for row in rows if row.passage.language == language]
        passages = stack([row.vector_key for row in own], np.float32)
        indexes.append(DenseIndex.build(passages, graph_from))
        indexes[n].save(folder / language / "passages.faiss")
        np.save(folder / language / "passages.npy", passages)
        sentences = stack([key for row in own for key in row.sentence_keys], np.float16).astype(np.float32)
        spoken = questions[[at for at, other in enumerate(asked_in) if other == language]]
        for kind, vectors in enumerate((spoken, passages, sentences)):
            if len(vectors):
                means[n, kind] = vectors.mean(0)
    np.save(folder / "sentences.npy", stack([key for row in rows for key in row.sentence_keys], np.float16))
    np.save(folder / "questions.npy", questions[: len(suggested)])
    _write_known(folder, tied, questions[len(suggested) :], means[:, 0])
    np.save(folder / "means.npy", means)
    recall: dict[str, float] = {
        language: round(
            index.recall(
                np.load(folder / language / "passages.npy"), _sought(questions, asked_in, n, means), CANDIDATES
            ),
            4,
        )
        for n, (language, index) in enumerate(zip(LANGUAGES, indexes, strict=True))
        if not index.is_exact
    }
    return dimensions, recall


def _write_known(folder: Path, known: Sequence[Known], vectors: Vectors, means: Vectors) -> None:
    """Write the known questions' vectors; by language, as they are compared, with their sentences and if answered.

    `means` are those of the languages' questions.
    """
    spoken = np.array([LANGUAGES.index(question.language) for question in known], np.intp)
    sentences = np.array([question.sentence for question in known], np.int64)
    answered = np.array([question.answered for question in known], bool)
    matrix = metric(vectors - means[spoken], sentences, answered)
    np.save(folder / "known.npy", vectors)
    np.save(folder / "metric.npy", matrix)
    for n, language in enumerate(LANGUAGES):
        own = spoken == n
        np.save(folder / language / "known.npy", comparable(vectors[own], means[n], matrix))
        np.save(folder / language / "known_sentences.npy", sentences[own])
        np.save(folder / language / "known_answered.npy", answered[own])


def _sought(questions: Vectors, asked_in: Sequence[str], language: int, means: Vectors) -> Vectors:
    """Return some questions of both languages as passages of one (its place) are searched for them."""
    sought = []
    for n, spoken in enumerate(LANGUAGES):
        own = questions[[at for at, other in enumerate(asked_in) if other == spoken]]
        some = own[:: max(1, len(own) // _SAMPLE)]
        sought.append(some if n == language else centred(some, means[n, 0]) + means[language, 1])
    return np.concatenate(sought)
