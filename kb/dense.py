"""Nearest passages by vector: one FAISS index a language, so that the languages never compete for places.

Vectors have unit length, so FAISS's inner product is the cosine similarity (-1 to 1, greater is nearer). Few vectors
are all compared. Among many, the nearest are looked for along a graph of neighbours (HNSW; Malkov and Yashunin 2018,
arXiv:1603.09320), with a byte a number: whoever asks has the whole vectors to compare what is found. bench/README.md
says what both cost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from kb.types import Vectors

# From so many vectors on, following a graph is faster than comparing all.
GRAPH_FROM = 20_000
_NEIGHBOURS, _BUILD_BREADTH, _SEARCH_BREADTH = 32, 200, 512
Rows = npt.NDArray[np.int64]


class DenseIndex:
    """Inner-product search over the rows of one language, numbered from 0."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, graph_from: int = GRAPH_FROM) -> "DenseIndex":
        """Return the index of `vectors`, shape (rows, dimensions), float32; rows may be 0.

        It is exact for fewer than `graph_from` rows. The same vectors always give the same index.
        """
        rows, dimensions = vectors.shape
        index: Any
        if rows < graph_from:
            index = faiss.IndexFlatIP(dimensions)
        else:
            byte: Any = faiss.ScalarQuantizer.QT_8bit
            index = faiss.IndexHNSWSQ(dimensions, byte, _NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction, index.hnsw.efSearch = _BUILD_BREADTH, _SEARCH_BREADTH
        with _one_thread():  # several would link neighbours in another order each time
            index.train(np.ascontiguousarray(vectors))
            index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "DenseIndex":
        """Return the index saved at `path`, its vectors mapped and not copied."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index to `path`; OSError where there is no room."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as problem:
            raise OSError(f"{path} cannot be written") from problem

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def is_exact(self) -> bool:
        """Whether all rows are compared."""
        return isinstance(self._index, faiss.IndexFlat)

    def nearest(self, vector: Vectors, k: int) -> Rows:
        """Return the rows nearest to `vector`, best first: `k` of them, or all where there are fewer.

        A graph may lead to fewer than `k`.
        """
        k = min(k, len(self))
        if k == 0:
            return np.empty(0, np.int64)
        _, rows = self._index.search(np.asarray(vector, np.float32)[None, :], k)
        found: Rows = rows[0]
        return found[found >= 0]  # FAISS fills up with -1

    def recall(self, vectors: Vectors, questions: Vectors, k: int) -> float:
        """Return the mean share (0 to 1) of the `k` nearest of `vectors`, its own, that it finds for `questions`.

        Both have shape (rows, dimensions). Without questions, some of the vectors stand for them.
        """
        k = min(k, len(vectors))
        shares = []
        for question in questions if len(questions) else vectors[:: max(1, len(vectors) // 100)]:
            exact = np.argpartition(-(vectors @ question), k - 1)[:k]
            shares.append(len(np.intersect1d(exact, self.nearest(question, k))) / k)
        return float(np.mean(shares))


@contextmanager
def _one_thread() -> Iterator[None]:
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
