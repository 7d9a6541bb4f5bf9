"""Fit the evidence models on judged questions: python -m bench.fit_evidence ../shared/data/questions-dev.jsonl

Prints, for each model, the coefficients to keep in kb/evidence.py and what they reach in five-fold cross-validation:
the area under the ROC curve, and the share of unanswerable questions answered at the threshold that answers 92 % of the
answerable ones. Logistic regression with an L2 penalty of 1 on standardised features, by Newton's method.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.embedder import question_embedder
from kb.evidence import features
from kb.knowledge_base import KnowledgeBase
from kb.question import understand
from kb.types import LANGUAGES, Language
from settings import Settings

Floats = npt.NDArray[np.float64]


def fit(x: Floats, y: Floats) -> Floats:
    """Return the constant and the coefficients of the features as they are, not standardised."""
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    penalty = np.diag([0.0] + [1.0] * x.shape[1])
    w = np.zeros(z.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-z @ w))
        w += np.linalg.solve((z.T * (p * (1 - p))) @ z + penalty, z.T @ (y - p) - penalty @ w)
    plain: Floats = np.r_[w[0] - w[1:] @ (mean / spread), w[1:] / spread]
    return plain


def predict(w: Floats, x: Floats) -> Floats:
    """Return the probabilities."""
    result: Floats = 1 / (1 + np.exp(-(w[0] + x @ w[1:])))
    return result


def cross_validated(x: Floats, y: Floats) -> Floats:
    """Return each row's probability by a model that has not seen it."""
    order = np.random.default_rng(0).permutation(len(y))
    out = np.zeros(len(y))
    for fold in np.array_split(order, 5):
        kept = np.setdiff1d(order, fold)
        out[fold] = predict(fit(x[kept], y[kept]), x[fold])
    return out


def auroc(p: Floats, y: Floats) -> float:
    """Return the probability that an answerable row has the higher value."""
    yes, no = p[y == 1][:, None], p[y == 0]
    return float(((yes > no) + 0.5 * (yes == no)).mean())


def main() -> None:
    """Read the questions, ask the live index, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in parser.parse_args().questions.read_text(encoding="utf-8").splitlines()
    ]
    settings = Settings()
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    understood = [(row, understand(row["question"], row["lang"])) for row in rows]
    kept = [(row, question) for row, question in understood if not isinstance(question, tuple)]
    y = np.array([float(row["answerable"]) for row, _ in kept])
    spoken = np.array([row["lang"] for row, _ in kept])
    for name, other in (("OWN_LANGUAGE", False), ("OTHER_LANGUAGE", True)):
        x = np.array([_features(base, question, other) for _, question in kept])
        used = [0, 2] if other else [0, 1, 2]
        w = fit(x[:, used], y)
        p = cross_validated(x[:, used], y)
        names = ["similarity", "coverage", "score"]
        print(name, f"constant={w[0]:.3f}", *(f"{names[at]}={c:.3f}" for at, c in zip(used, w[1:], strict=True)))
        for language in LANGUAGES:
            own = spoken == language
            threshold = np.quantile(p[own & (y == 1)], 0.08)
            false = (p[own & (y == 0)] >= threshold).mean()
            print(
                f"  {language}: AUROC {auroc(p[own], y[own]):.3f}; false answers at 92 % answered {false:.0%}", end=""
            )
            print(f" (threshold {threshold:.2f}); {own.sum()} questions")


def _features(base: KnowledgeBase, question: Any, other: bool) -> tuple[float, float, float]:
    language: Language = LANGUAGES[1 - LANGUAGES.index(question.language)] if other else question.language
    candidates, score = base.candidates(question, language)
    return (*features([c.evidence for c in candidates]), score)


if __name__ == "__main__":
    main()
