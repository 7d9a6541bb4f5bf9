"""Signals -> one score, as pure functions."""

import numpy as np
import numpy.typing as npt

from kb.types import Vectors


def z_scores(values: Vectors, background: Vectors) -> Vectors:
    """Return how many standard deviations of `background` each value lies above its mean; 0 where it has no spread.

    The background is a fixed sample of the corpus, so that scores mean the same whatever the candidates are.
    """
    if not len(background):
        return np.zeros_like(values)
    spread = float(background.std())
    if spread < 1e-9:
        return np.zeros_like(values)
    z: Vectors = (values - background.mean()) / spread
    return z


def best_of_each(similarities: Vectors, starts: npt.NDArray[np.intp]) -> Vectors:
    """Return the greatest similarity of each group; group i begins at `starts[i]`, none is empty."""
    best: Vectors = np.maximum.reduceat(similarities, starts)
    return best


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Return `vectors` less `mean`, brought back to unit length: removes what a language's texts have in common."""
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
    unit: Vectors = moved / np.maximum(lengths, 1e-9)
    return unit
