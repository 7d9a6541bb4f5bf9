"""Discriminative component analysis (Hoi, Liu, Lyu and Ma 2006): vectors in which what is asked counts.

Questions that the same sentence answers differ in wording, not in what they ask. A near miss, which the sentence only
seems to answer, differs from the likest of them in what it asks. A direction counts by the variance of the second kind
of difference over that of the first; without near misses, by the first alone (within-class covariance normalisation,
Hatch, Kajarekar and Stolcke 2006). The cosine of the vectors so transformed compares what is asked.
"""

import numpy as np
import numpy.typing as npt

from kb.types import Vectors

Floats = npt.NDArray[np.float64]
# Weights of the priors, spheres of the same mean variance, in degrees of freedom; half or twice as much is as good.
_WORDING_PRIOR = 1900
_ASKING_PRIOR = 100
# Of the mean contrast; what lies below tells nothing more, and half of the directions cost half as much.
_LEAST_CONTRAST = 0.8


def metric(vectors: Vectors, sentences: npt.NDArray[np.int64], answered: npt.NDArray[np.bool_]) -> Vectors:
    """Return the matrix, shape (dimensions, directions), that takes centred `vectors` to where their cosine compares.

    `sentences` names what each vector's question is tied to; if not `answered`, it is a near miss. Directions in which
    near misses differ little are left out. The identity where no sentence answers two questions that differ.
    """
    dimensions = vectors.shape[1]
    wording, freedom = _wording(vectors[answered], sentences[answered])
    variance = float(np.trace(wording)) / max(freedom, 1) / dimensions
    if variance < 1e-12:
        return np.eye(dimensions, dtype=np.float32)
    values, axes = np.linalg.eigh(_shrunk(wording, freedom, _WORDING_PRIOR))
    whitening = axes / np.sqrt(values)
    apart = _near_misses(vectors, sentences, answered) @ whitening
    values, axes = np.linalg.eigh(_shrunk(apart.T @ apart, len(apart), _ASKING_PRIOR))
    kept = values >= _LEAST_CONTRAST
    matrix: Vectors = (whitening @ (axes[:, kept] * np.sqrt(values[kept]))).astype(np.float32)
    return matrix


def _wording(vectors: Vectors, sentences: npt.NDArray[np.int64]) -> tuple[Floats, int]:
    """Return the scatter of questions around the mean of their sentence's, and its degrees of freedom."""
    _, classes, counts = np.unique(sentences, return_inverse=True, return_counts=True)
    means = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(means, classes, vectors)
    within = vectors - (means / counts[:, None])[classes]
    return within.T @ within, len(vectors) - len(counts)


def _near_misses(vectors: Vectors, sentences: npt.NDArray[np.int64], answered: npt.NDArray[np.bool_]) -> Floats:
    """Return each near miss less the nearest question that its sentence answers; nothing where it answers none."""
    own = np.flatnonzero(answered)
    own = own[np.argsort(sentences[own], kind="stable")]
    misses = np.flatnonzero(~answered)
    firsts, lasts = (np.searchsorted(sentences[own], sentences[misses], side) for side in ("left", "right"))
    differences = []
    for miss, first, last in zip(misses, firsts, lasts, strict=True):
        apart = vectors[miss] - vectors[own[first:last]]
        if len(apart):
            differences.append(apart[np.linalg.norm(apart, axis=1).argmin()])
    return np.array(differences, np.float64).reshape(len(differences), vectors.shape[1])


def _shrunk(scatter: Floats, freedom: int, prior: int) -> Floats:
    """Return the covariance drawn towards a sphere, of mean variance 1; the sphere where there is no scatter."""
    dimensions = len(scatter)
    variance = float(np.trace(scatter)) / max(freedom, 1) / dimensions or 1.0
    covariance: Floats = (scatter / variance + prior * np.eye(dimensions)) / (freedom + prior)
    return covariance
