"""What each part gains: the ranking and the first span with one part off at a time, on half of a SQuAD pair's articles.

python -m bench.ablation --squad th=FILE en=FILE prints Markdown tables. The coefficients that stay are not fitted anew,
so a part whose work others could take over looks a little more useful here than it is.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.fit_evidence import Example, squad
from kb import retrieval
from kb.embedder import build_embedder
from kb.evaluation.kept_vectors import KeptVectors
from kb.evaluation.metrics import reciprocal_rank, within
from kb.evaluation.squad_files import Parallel, document_id, documents, half_of, read_parallel
from kb.evidence import OWN_LANGUAGE, SpanFeatures, weigh
from kb.index import build_index
from kb.knowledge_base import KnowledgeBase
from kb.types import LANGUAGES, Language, Passage, Vectors
from settings import Settings

_DEPTH = 200


def ranks(base: KnowledgeBase, parallel: Parallel, articles: frozenset[int]) -> dict[str, list[int | None]]:
    """Return the rank of each question's paragraph: "th" and "en" among all, "th→en" and "en→th" of the translation."""
    found: dict[str, list[int | None]] = {"th": [], "en": [], "th→en": [], "en→th": []}
    for number, language in enumerate(LANGUAGES):
        other = LANGUAGES[1 - number]
        for article in sorted(articles):
            for page, paragraph in enumerate(parallel[language][article].paragraphs, 1):
                for question in paragraph.questions:
                    ordered = [p for p, _ in base.search(question.text, language, _DEPTH)]
                    found[language].append(_rank(ordered, document_id(article, language), page))
                    translated = [p for p in ordered if p.language == other]
                    found[f"{language}→{other}"].append(_rank(translated, document_id(article, other), page))
    return found


def _rank(ordered: Sequence[Passage], document: str, page: int) -> int | None:
    places = ((p.document_id, p.page) for p in ordered)
    return next((n for n, place in enumerate(places, 1) if place == (document, page)), None)


@contextmanager
def without(part: str) -> Iterator[None]:
    """Turn one part of the ranking off."""
    if part == "centring":
        with patch.object(retrieval, "centred", _as_they_are):
            yield
        return
    weights, _, name = part.rpartition(" ")
    off = retrieval.OTHER_WEIGHTS if weights else retrieval.WEIGHTS
    with patch.dict(off, {name: 0.0} if name in off else {}):
        yield


def _as_they_are(vectors: Vectors, mean: Vectors) -> Vectors:
    return vectors


def hits(examples: Sequence[Example], language: Language, off: str) -> float:
    """Return the share of questions whose first span holds the answer, one feature of the choice without weight."""
    kept = np.array([name != off for name in SpanFeatures._fields])
    weights = np.array(OWN_LANGUAGE[language].spans.coefficients) * kept
    right = []
    for example in examples:
        candidates = weigh(example.asked, example.read, OWN_LANGUAGE[language].spans)
        best = max(candidates, key=lambda c: float(np.array(c.features) @ weights))
        right.append(example.right(best.passage.id, best.span.text))
    return float(np.mean(right))


def main() -> None:
    """Build the index of the pair, print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad", nargs=2, required=True, metavar=("th=FILE", "en=FILE"))
    parser.add_argument("--cache", type=Path, default=Path("var/evaluate"), help="where vectors of SQuAD are kept")
    options = parser.parse_args()
    settings = Settings()
    files = dict(value.split("=", 1) for value in options.squad)
    parallel = read_parallel({language: Path(files[language]) for language in LANGUAGES})
    embedder = KeptVectors(build_embedder(settings.embedding_model, settings.model_dir), options.cache)
    articles = half_of(parallel, "test")
    with tempfile.TemporaryDirectory(prefix="gnlc-ablation-") as folder:
        build = build_index(Path(folder), documents(parallel, half_of(parallel, "train")), embedder).build
        base = KnowledgeBase(Path(folder) / build, embedder)
        _print_ranking(base, parallel, articles)
        _print_spans(base, parallel, articles)
    embedder.keep()


def _print_ranking(base: KnowledgeBase, parallel: Parallel, articles: frozenset[int]) -> None:
    print("| Off | " + " | ".join(("th", "en", "th→en", "en→th")) + " |\n|---|---|---|---|---|")
    parts = ("nothing", *retrieval.WEIGHTS, *(f"other {name}" for name in retrieval.OTHER_WEIGHTS), "centring")
    for part in parts:
        with without(part):
            found = ranks(base, parallel, articles)
        cells = (
            f"{np.mean([within(r, 1) for r in column]):.3f} / {np.mean([reciprocal_rank(r) for r in column]):.3f}"
            if part != "centring" or "→" in name
            else "–"  # the background samples stay centred: only ranks inside one language mean anything
            for name, column in found.items()
        )
        print(f"| {part} | " + " | ".join(cells) + " |", flush=True)


def _print_spans(base: KnowledgeBase, parallel: Parallel, articles: frozenset[int]) -> None:
    present = {
        language: [example for example in squad(base, parallel, articles, True, language) if example.answerable]
        for language in LANGUAGES
    }
    print("\n| Off | th | en |\n|---|---|---|")
    for off in ("nothing", *SpanFeatures._fields):
        cells = (f"{hits(examples, language, off):.3f}" for language, examples in present.items())
        print(f"| {off} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
