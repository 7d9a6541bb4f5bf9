"""Fit the evidence models on judged questions: python -m bench.fit_evidence bench/questions.jsonl MORE.jsonl

Prints, for each model, the coefficients to keep in kb/evidence.py and what they reach in five-fold cross-validation
(the two languages of a pair in the same fold): the area under the ROC curve, and the share of unanswerable questions
answered at the threshold that answers 94 % of the answerable ones. Logistic regression with an L2 penalty of 1 on
standardised features, by Newton's method.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.embedder import question_embedder
from kb.evidence import Features
from kb.knowledge_base import KnowledgeBase
from kb.question import understand
from kb.types import LANGUAGES, Language, Question
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


def cross_validated(x: Floats, y: Floats, groups: Sequence[str]) -> Floats:
    """Return each row's probability by a model that has not seen its group."""
    names = np.array(groups)
    order = np.random.default_rng(0).permutation(np.unique(names))
    out = np.zeros(len(y))
    for fold in np.array_split(order, 5):
        left_out = np.isin(names, fold)
        out[left_out] = predict(fit(x[~left_out], y[~left_out]), x[left_out])
    return out


def auroc(p: Floats, y: Floats) -> float:
    """Return the probability that an answerable row has the higher value."""
    yes, no = p[y == 1][:, None], p[y == 0]
    return float(((yes > no) + 0.5 * (yes == no)).mean())


def main() -> None:
    """Read the questions, ask the live index, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, nargs="+")
    settings = Settings()
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    rows: list[tuple[dict[str, Any], Question]] = []
    for path in parser.parse_args().questions:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            question = understand(row["question"], row["lang"])
            if isinstance(question, Question):
                rows.append((row, question))
    for language in LANGUAGES:
        own = [(row, question) for row, question in rows if question.language == language]
        _report(f"own language {language}", own, base, language)
    for language in LANGUAGES:
        asked = [(row, question) for row, question in rows if question.language != language]
        _report(f"other language {language}", asked, base, language)


def _report(name: str, rows: Sequence[tuple[dict[str, Any], Question]], base: KnowledgeBase, spoken: Language) -> None:
    found = [(row, base.features(question, spoken)) for row, question in rows]
    kept = [(row, features) for row, features in found if features]
    x = np.array([astuple(features) for _, features in kept])
    y = np.array([float(row["answerable"]) for row, _ in kept])
    w = fit(x, y)
    p = cross_validated(x, y, [row.get("pair") or row["id"] for row, _ in kept])
    names = ["constant", *(field.name for field in fields(Features))]
    print(name, *(f"{n}={c:.3f}" for n, c in zip(names, w, strict=True)))
    threshold = float(np.quantile(p[y == 1], 0.06))
    print(f"  {len(y)} questions; AUROC {auroc(p, y):.3f}; false answers at 94 % answered", end=" ")
    print(f"{(p[y == 0] >= threshold).mean():.0%} (threshold {threshold:.2f})")


if __name__ == "__main__":
    main()
