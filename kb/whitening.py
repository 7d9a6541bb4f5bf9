"""Within-class covariance normalisation (Hatch, Kajarekar and Stolcke 2006): vectors in which what is asked counts.

Questions that the same sentence answers differ in wording, not in what they are about. Directions in which they differ
count for less; the cosine of the vectors so transformed compares what is asked.
"""

import numpy as np
import numpy.typing as npt

from kb.types import Vectors

# Weight of the prior, a sphere of the same mean variance, in degrees of freedom; half or twice as much is as good.
_PRIOR = 1900


def whitening(vectors: Vectors, classes: npt.NDArray[np.intp]) -> Vectors:
    """Return the matrix, shape (dimensions, dimensions), that takes centred `vectors` to where their cosine compares.

    `classes` numbers from 0, without gaps, the class of each vector. The identity where no class has two that differ.
    """
    dimensions = vectors.shape[1]
    counts = np.bincount(classes)
    means = np.zeros((len(counts), dimensions))
    np.add.at(means, classes, vectors)
    within = vectors - (means / np.maximum(counts, 1)[:, None])[classes]
    scatter = within.T @ within
    freedom = len(vectors) - len(counts)
    variance = float(np.trace(scatter)) / max(freedom, 1) / dimensions
    if variance < 1e-12:
        return np.eye(dimensions, dtype=np.float32)
    covariance = (scatter + _PRIOR * variance * np.eye(dimensions)) / (freedom + _PRIOR) / variance
    values, axes = np.linalg.eigh(covariance)
    matrix: Vectors = (axes / np.sqrt(values)).astype(np.float32)
    return matrix
