"""How sure a figure is: bootstrap intervals over pairs, and exact McNemar tests.

The Thai and the English form of one question succeed and fail together, so a resample takes or leaves both.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 2000
_SEED = 20021103


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of `n` values and its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class McNemar:
    """On how many questions A was right and B wrong (`won`), the other way round (`lost`), and the p-value."""

    won: int
    lost: int
    p: float


def mean_with_interval(values: Sequence[float], clusters: Sequence[str]) -> Estimate:
    """Return the mean of `values` with its percentile bootstrap interval (Efron 1979, doi:10.1214/aos/1176344552).

    `clusters` names for each value what is resampled as one. 2,000 resamples by a fixed seed, so that a figure is the
    same each time. Values that are all the same give an interval without width, which for a handful says little. Raises
    ValueError for no values.
    """
    if not values:
        raise ValueError("An estimate needs at least one value.")
    _, member = np.unique(np.asarray(clusters), return_inverse=True)
    sums, counts = np.bincount(member, np.asarray(values, np.float64)), np.bincount(member).astype(np.float64)
    drawn = _resamples(len(sums))
    means = (drawn @ sums) / (drawn @ counts)
    low, high = np.percentile(means, (2.5, 97.5))
    return Estimate(float(np.mean(values)), float(low), float(high), len(values))


def _resamples(size: int) -> npt.NDArray[np.float64]:
    """Return how often each of `size` clusters is drawn, shape (resamples, size)."""
    generator = np.random.default_rng(_SEED)
    drawn: npt.NDArray[np.float64] = generator.multinomial(size, np.full(size, 1 / size), RESAMPLES).astype(np.float64)
    return drawn


def mcnemar(a: Sequence[bool], b: Sequence[bool]) -> McNemar:
    """Return the exact two-sided test that A and B, asked the same, are right equally often.

    McNemar 1947 (doi:10.1007/BF02295996); exact: where they differ, each wins with probability one half.
    """
    won = sum(x and not y for x, y in zip(a, b, strict=True))
    lost = sum(y and not x for x, y in zip(a, b, strict=True))
    differ = won + lost
    tail = sum(math.comb(differ, k) for k in range(min(won, lost) + 1))
    # Whole numbers are divided, so that hundreds of differing questions do not overflow a float.
    return McNemar(won, lost, min(1.0, (2 * tail) / (1 << differ)))
