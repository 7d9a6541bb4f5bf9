"""Nearest passages by vector: one FAISS index a language, so that the languages never compete for places.

Vectors have unit length, so FAISS's inner product is the cosine similarity (-1 to 1, greater is nearer).
"""

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from kb.types import Vectors


class DenseIndex:
    """Exact inner-product search over the rows of one language, numbered from 0."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseIndex":
        """Return the index of `vectors`, shape (rows, dimensions), float32; rows may be 0."""
        index = faiss.IndexFlatIP(vectors.shape[1])
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

    def nearest(self, vector: Vectors, k: int) -> npt.NDArray[np.int64]:
        """Return the rows nearest to `vector`, best first: `k` of them, or all where there are fewer."""
        k = min(k, len(self))
        if k == 0:
            return np.empty(0, np.int64)
        _, rows = self._index.search(np.asarray(vector, np.float32)[None, :], k)
        found: npt.NDArray[np.int64] = rows[0]
        return found
