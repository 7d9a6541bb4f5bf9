"""Runs of three characters that a question and a text share: evidence where words are cut or spelt differently.

Thai words are cut by a dictionary, so that a name or a new word falls apart differently beside other words; runs of
characters stay the same. bench/README.md says what they gain.
"""

from collections.abc import Sequence

import numpy as np

_RUN = 3


def shared(question: str, text: str) -> float:
    """Return the share (0 to 1) of the question's distinct runs that `text` has; 0 for a question without any."""
    runs, folded = _runs(question), text.lower()
    return sum(run in folded for run in runs) / len(runs) if runs else 0.0


def shared_by_rarity(question: str, texts: Sequence[str]) -> list[float]:
    """Return for each text the share (0 to 1) of the question's runs, each weighed by its rarity among the texts.

    A run that all the texts have weighs next to nothing, one that none has nothing.
    """
    runs = _runs(question)
    held = np.array([[run in folded for run in runs] for folded in map(str.lower, texts)], np.float64)
    held = held.reshape(len(texts), len(runs))
    having = held.sum(0)
    weights = np.where(having > 0, np.log((len(texts) + 1) / (having + 0.5)), 0.0)
    shares: list[float] = (held @ weights / max(float(weights.sum()), 1e-9)).tolist()
    return shares


def _runs(text: str) -> list[str]:
    """Return the distinct runs of three characters, lower case, that no space divides."""
    line = " ".join(text.lower().split())
    runs = {line[at : at + _RUN] for at in range(len(line) - _RUN + 1)}
    return sorted(run for run in runs if " " not in run[1:-1])
