"""Ranking, calibration and abstention as numbers; pure functions.

A rank counts from 1 and is None where nothing relevant was found.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def within(rank: int | None, k: int) -> float:
    """Return 1.0 where `rank` is among the first `k`, else 0.0."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None) -> float:
    """Return 1 / rank, 0.0 where nothing was found; its mean is MRR (Voorhees 1999, TREC-8)."""
    return 1 / rank if rank else 0.0


def discounted_gain(gains: Sequence[float]) -> float:
    """Return the sum of gains, best rank first, each divided by log2(rank + 1); 0.0 for none."""
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def ndcg(gains: Sequence[float], pool: Sequence[float], k: int) -> float:
    """Return nDCG@k (Järvelin & Kekäläinen 2002, doi:10.1145/582415.582418), 0 to 1; 0.0 where nothing has a gain.

    `gains` are those of the ranking, best rank first; `pool` those of every passage that was judged, in any order.
    """
    ideal = discounted_gain(sorted(pool, reverse=True)[:k])
    return discounted_gain(gains[:k]) / ideal if ideal else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions from `low` up to `high`: how many, their mean probability, and how many of them came true."""

    low: float
    high: float
    count: int
    probability: float
    share: float


def reliability(probabilities: Sequence[float], outcomes: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Return the bins of equal width that hold predictions, lowest first; a probability of 1 is in the last bin."""
    at = [min(int(p * bins), bins - 1) for p in probabilities]
    found = []
    for number in sorted(set(at)):
        p = [probabilities[i] for i in range(len(at)) if at[i] == number]
        true = [outcomes[i] for i in range(len(at)) if at[i] == number]
        found.append(Bin(number / bins, (number + 1) / bins, len(p), sum(p) / len(p), sum(true) / len(p)))
    return tuple(found)


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance of probability and share over the bins, weighted by their counts; 0.0 for no bins.

    Naeini et al. 2015; Guo et al. 2017 (arXiv:1706.04599).
    """
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.probability - b.share) for b in bins) / total if total else 0.0


def area_under_roc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how often a positive's score lies above a negative's, ties half (Hanley & McNeil 1982); neither empty."""
    yes, no = np.sort(np.asarray(positive)), np.asarray(negative)
    below, upto = np.searchsorted(yes, no, "left"), np.searchsorted(yes, no, "right")
    return float((len(yes) - (below + upto) / 2).sum() / (len(yes) * len(no)))


def threshold_for(share: float, scores: Sequence[float]) -> float:
    """Return the greatest score that at least `share` of `scores` reach; `scores` is not empty."""
    ordered = sorted(scores, reverse=True)
    # Rounded, because 0.95 * 20 is a little more than 19 in floating point for some shares.
    return ordered[max(1, math.ceil(round(share * len(ordered), 9))) - 1]
