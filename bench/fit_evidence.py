"""Fit the models of kb/evidence.py: python -m bench.fit_evidence --squad th=FILE en=FILE bench/questions.jsonl

Prints the coefficients to keep and what they reach. Spans: a conditional logit in which any span that holds the answer
is right. Chances: logistic regression of "answerable" on the judged questions. What counts less is added: for an index
with known questions, the judged ones as if the documents that answer were new and had none, and "its passage is there"
on known questions asked as if they were not known, and questions of the SQuAD pair, which have no answer there; for
one without, and for the other language, "its paragraph is there" on the first half of the SQuAD pair's articles (asked
as it is, without the paragraph, without the article), beside which the judged count less where no question is known.
Both models have an L2 penalty of 1 on standardised features and are found by Newton's method. Figures of the judged
questions are cross-validated, a pair's two languages in the same fold.
"""

import argparse
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from kb.embedder import build_embedder, question_embedder
from kb.evaluation.kept_vectors import KeptVectors
from kb.evaluation.metrics import area_under_roc
from kb.evaluation.questions import JudgedQuestion, Pattern, fold, holds, read_questions
from kb.evaluation.squad import Places
from kb.evaluation.squad_files import Parallel, documents, half_of, read_parallel
from kb.evidence import Asked, Features, PassageEvidence, SpanFeatures, SpanModel, features, weigh
from kb.fusion import centred
from kb.index import build_index
from kb.knowledge_base import KnowledgeBase
from kb.spans import LONGEST
from kb.store import language_rows
from kb.types import LANGUAGES, Language, Question, Vectors
from settings import Settings

Floats = npt.NDArray[np.float64]
Judge = Callable[[str, str], bool]
Kind = Literal["judged", "bare", "new", "known", "strange", "squad"]
_SPANS: dict[Kind, float] = {"judged": 1.0, "bare": 0.5, "new": 0.3, "known": 0.05, "strange": 0.0, "squad": 0.5}
_CHANCES: dict[Kind, float] = {"judged": 1.0, "new": 0.3, "known": 0.05, "strange": 0.1, "squad": 0.4}
_BARE_CHANCES: dict[str, float] = {"th": 0.3, "en": 0.5}
# Questions of the file, with the known questions or without.
_JUDGED: Collection[Kind] = ("judged", "bare")
# One known question of so many is asked.
_STEP = 5
# A sentence that another passage nearly repeats is still answered without its own passage.
_REPEATED_FROM = 0.7
_FOLDS = 5
# Two languages share little more in writing than names and numbers.
_IN_WRITING = ("coverage", "led", "characters", "uncounted", "words")
_KNOWN = ("known", "alike", "asked", "unasked", "either", "both", "like", "near_miss")
Forgotten = Callable[[JudgedQuestion, Question], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Example:
    """What was read for a question in one language; `right` judges a span by its passage's id and its text."""

    group: str
    kind: Kind
    asked: Asked
    read: list[PassageEvidence]
    answerable: bool
    right: Judge


def judged(
    base: KnowledgeBase,
    path: Path,
    own: bool,
    spoken: Language,
    *,
    kind: Literal["judged", "bare", "new"] = "judged",
    forgotten: Forgotten = lambda *_: (),
) -> Iterator[Example]:
    """Yield the questions of a file asked in the language `spoken` if `own`, else those asked in the other one.

    `forgotten` are the places of the known questions that are not to be known.
    """
    for question in read_questions(path):
        understood = base.understand(question.text, question.language)
        if isinstance(understood, Question) and (question.language == spoken) == own:
            asked, read = base.evidence(understood, spoken, forgotten=forgotten(question, understood))
            right = partial(_holds_all, question.must)
            yield Example(question.cluster, kind, asked, read, question.answerable, right)


def as_if_new(base: KnowledgeBase, spoken: Language) -> Forgotten:
    """Return what to forget for the documents that answer to be as if new; for no answer, the one that seems to."""
    passages = base.store.passages(language_rows(base.store)[spoken])
    texts = [fold(passage.text) for passage in passages]
    starts = np.array(base.store.first_sentences())
    sentences = [question.sentence for question in base.store.known() if question.language == spoken]
    rows = np.searchsorted(starts, sentences, side="right") - 1 - language_rows(base.store)[spoken].start
    of = np.array([passage.document_id for passage in passages])[rows]

    def forgotten(question: JudgedQuestion, understood: Question) -> Sequence[int]:
        if question.answerable:
            new = {p.document_id for p, text in zip(passages, texts, strict=True) if holds(question.must, [text])}
        else:
            ranked = base.passages_for(understood)
            new = {p.document_id for p, _ in [hit for hit in ranked if hit[0].language == spoken][:1]}
        return np.flatnonzero(np.isin(of, sorted(new))).tolist()

    return forgotten


def known(base: KnowledgeBase, vectors: Vectors, spoken: Language) -> Iterator[Example]:
    """Yield known questions of a language as if they were not known, and without their passage if nothing repeats it.

    Near misses are not answered in either case, and come as they are. `vectors` are those of all sentences.
    """
    questions = [question for question in base.store.known() if question.language == spoken]
    starts = np.array(base.store.first_sentences())
    passages = language_rows(base.store)[spoken]
    begin, end = starts[[passages.start, passages.stop]]
    sentences = centred(vectors[begin:end].astype(np.float32), vectors[begin:end].mean(0, np.float32))
    for question in questions[::_STEP]:
        understood = base.understand(question.text, spoken)
        same = [place for place, other in enumerate(questions) if other.text == question.text]
        row = int(np.searchsorted(starts, question.sentence, side="right")) - 1
        (passage,) = base.store.passages([row])
        answer = base.store.sentences(row)[question.sentence - int(starts[row])]
        near = sentences @ sentences[question.sentence - begin]
        near[starts[row] - begin : starts[row + 1] - begin] = -1
        if isinstance(understood, Question):
            absent = [frozenset({row})] if question.answered and near.max() < _REPEATED_FROM else []
            for without in (frozenset[int](), *absent):
                asked, read = base.evidence(understood, spoken, without, same)
                told = question.answered and not without
                yield Example(passage.id, "known", asked, read, told, partial(_is, passage.id, answer.text))


def strange(base: KnowledgeBase, parallel: Parallel, articles: frozenset[int], spoken: Language) -> Iterator[Example]:
    """Yield each question of the articles asked of an index that does not answer it."""
    for article in sorted(articles):
        for paragraph in parallel[spoken][article].paragraphs:
            for question in paragraph.questions:
                understood = base.understand(question.text, spoken)
                if isinstance(understood, Question):
                    asked, read = base.evidence(understood, spoken)
                    yield Example(question.id, "strange", asked, read, answerable=False, right=lambda *_: False)


def squad(
    base: KnowledgeBase, parallel: Parallel, articles: frozenset[int], own: bool, spoken: Language
) -> Iterator[Example]:
    """Yield each question of the articles three times: as it is, without its paragraph and without its article."""
    places = Places(base, len(parallel["th"]))
    asker = spoken if own else LANGUAGES[1 - LANGUAGES.index(spoken)]
    for article in sorted(articles):
        for page, paragraph in enumerate(parallel[asker][article].paragraphs, 1):
            told = parallel[spoken][article].paragraphs[page - 1].questions
            ids = {p.id for p in base.store.passages(sorted(places.rows(article, page, spoken)))}
            for question, translation in zip(paragraph.questions, told, strict=True):
                understood = base.understand(question.text, asker)
                if isinstance(understood, Question):
                    right = partial(_holds_one, ids, translation.answers)
                    for without in (frozenset[int](), places.rows(article, page), places.rows(article)):
                        asked, read = base.evidence(understood, spoken, without)
                        yield Example(question.id, "squad", asked, read, not without, right)


def _holds_all(must: Sequence[Sequence[Pattern]], _: str, text: str) -> bool:
    return holds(must, [fold(text)])


def _is(answering: str, answer: str, passage: str, text: str) -> bool:
    return passage == answering and (answer in text or text in answer)


def _holds_one(passages: set[str], answers: Sequence[str], passage: str, text: str) -> bool:
    beginning = text[:LONGEST].casefold()
    return passage in passages and any(answer.casefold() in beginning for answer in answers)


def fit_spans(examples: Sequence[Example], without: Collection[str]) -> SpanModel:
    """Return the model under which the spans that are right win, over the questions that have such a span."""
    kept = np.array([name not in without for name in SpanFeatures._fields])
    rows, weights = [], []
    nothing = SpanModel(SpanFeatures(*(0.0 for _ in SpanFeatures._fields)))
    for example in examples:
        candidates = weigh(example.asked, example.read, nothing) if example.answerable else []
        right = np.array([example.right(c.passage.id, c.span.text) for c in candidates], bool)
        if right.any() and not right.all():
            rows.append((np.array([c.features for c in candidates]) * kept, right))
            weights.append(_SPANS[example.kind])
    everything = np.concatenate([x for x, _ in rows])
    spread = everything.std(0)
    spread[spread == 0] = 1
    w = np.zeros(everything.shape[1])
    for _ in range(50):
        gradient, curvature = -w, np.eye(len(w))
        for (x, right), weight in zip(rows, weights, strict=True):
            z = x / spread
            p = np.exp(z @ w - (z @ w).max())
            p /= p.sum()
            target = np.where(right, p, 0) / p[right].sum()
            mean = p @ z
            gradient = gradient + weight * (target - p) @ z
            curvature = curvature + weight * ((z.T * p) @ z - np.outer(mean, mean))
        w = w + np.linalg.solve(curvature, gradient)
    return SpanModel(SpanFeatures(*(w / spread).tolist()))


def fit(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Return the constant and the coefficients of the features as they are, not standardised."""
    mean, spread = x.mean(0), x.std(0)
    spread[spread == 0] = 1
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    penalty = np.diag([0.0] + [1.0] * x.shape[1])
    w = np.zeros(z.shape[1])
    for _ in range(100):
        p = _logistic(z @ w)
        slope = (z.T * (weights * p * (1 - p))) @ z
        w += np.linalg.solve(slope + penalty, z.T @ (weights * (y - p)) - penalty @ w)
    plain: Floats = np.r_[w[0] - w[1:] @ (mean / spread), w[1:] / spread]
    return plain


def predict(w: Floats, x: Floats) -> Floats:
    """Return the probabilities."""
    return _logistic(w[0] + x @ w[1:])


def _logistic(odds: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    return result


def chance_weights(examples: Sequence[Example], bare: float) -> Floats:
    """Return how much each example counts; of the "bare" ones, the unanswerable together as much as the answerable.

    Most of them were written to look answerable, and without known questions little tells them from those that are.
    """
    weights = np.array([_CHANCES.get(e.kind, bare) for e in examples])
    answered, not_answered = (
        np.array([e.kind == "bare" and e.answerable == told for e in examples], bool) for told in (True, False)
    )
    weights[not_answered] *= answered.sum() / max(not_answered.sum(), 1)
    return weights


def cross_validated(x: Floats, y: Floats, weights: Floats, examples: Sequence[Example]) -> Floats:
    """Return the probability of each judged question by a model that has not seen its group; SQuAD rows stay seen."""
    groups = np.array([e.group for e in examples])
    own = np.array([e.kind in _JUDGED for e in examples])
    out = np.zeros(len(y))
    for part in np.array_split(np.random.default_rng(0).permutation(np.unique(groups[own])), _FOLDS):
        left_out = np.isin(groups, part)
        out[left_out] = predict(fit(x[~left_out], y[~left_out], weights[~left_out]), x[left_out])
    kept: Floats = out[own]
    return kept


def report(name: str, examples: Sequence[Example], without: Collection[str] = ()) -> None:
    """Print one language's models, in which the features named in `without` have no part, and what they reach."""
    model = fit_spans(examples, without)
    weighed = [(e, candidates) for e in examples if (candidates := weigh(e.asked, e.read, model))]
    of = [e for e, _ in weighed]
    x = np.array([features(e.asked, e.read, candidates) for e, candidates in weighed])
    x *= np.array([name not in without for name in Features._fields])
    y = np.array([float(e.answerable) for e in of])
    weights = chance_weights(of, _BARE_CHANCES.get(name, 0.0))
    w = fit(x, y, weights)
    print(f'"{name}": Models(')
    print(f"    SpanModel({_named(model.coefficients)}),")
    print(f"    EvidenceModel({w[0]:.3f}, {_named(Features(*w[1:].tolist()))}, ANSWER_FROM, SURE_FROM),")
    print("),")
    answerable = [
        (e, max(candidates, key=lambda c: c.worth)) for e, candidates in weighed if e.answerable and e.kind in _JUDGED
    ]
    told = [e.right(best.passage.id, best.span.text) for e, best in answerable]
    p, own = cross_validated(x, y, weights, of), y[[e.kind in _JUDGED for e in of]]
    print(f"  {len(own)} judged questions: the first span answers {np.mean(told):.3f};", end=" ")
    print(
        f"AUROC {area_under_roc(p[own == 1].tolist(), p[own == 0].tolist()):.3f}; Brier {((p - own) ** 2).mean():.3f}"
    )
    for answered in (0.85, 0.90, 0.92, 0.95):
        threshold = float(np.quantile(p[own == 1], 1 - answered))
        print(f"  {answered:.0%} answered: {(p[own == 0] >= threshold).mean():.1%} false, from {threshold:.2f}")


def _named(values: SpanFeatures | Features) -> str:
    inside = ", ".join(f"{name}={value:.3f}" for name, value in values._asdict().items())
    return f"{type(values).__name__}({inside})"


def main() -> None:
    """Read the questions, ask the live index and one of the SQuAD pair, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--squad", nargs=2, required=True, metavar=("th=FILE", "en=FILE"))
    parser.add_argument("--cache", type=Path, default=Path("var/evaluate"), help="where vectors of SQuAD are kept")
    options = parser.parse_args()
    settings = Settings()
    files = dict(value.split("=", 1) for value in options.squad)
    parallel = read_parallel({language: Path(files[language]) for language in LANGUAGES})
    articles = half_of(parallel, "train")
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    vectors = np.load(settings.index_dir / base.manifest.build / "sentences.npy")
    embedder = KeptVectors(build_embedder(settings.embedding_model, settings.model_dir), options.cache)
    with tempfile.TemporaryDirectory(prefix="gnlc-fit-") as folder:
        build = build_index(Path(folder), documents(parallel, half_of(parallel, "test")), embedder).build
        other = KnowledgeBase(Path(folder) / build, embedder)

        for language in LANGUAGES:
            asked = judged(base, options.questions, True, language)
            new = judged(base, options.questions, True, language, kind="new", forgotten=as_if_new(base, language))
            off_topic = strange(base, parallel, articles, language)
            report(f"{language}, known", [*asked, *new, *off_topic, *known(base, vectors, language)])
            everything = range(base.store.count("known", language))
            bare = judged(
                base, options.questions, True, language, kind="bare", forgotten=lambda *_, places=everything: places
            )
            report(language, [*bare, *squad(other, parallel, articles, True, language)], _KNOWN)
        others = [
            example
            for language in LANGUAGES
            for source in (
                judged(base, options.questions, False, language),
                squad(other, parallel, articles, False, language),
            )
            for example in source
        ]
        report("other", others, (*_IN_WRITING, *_KNOWN))
    embedder.keep()


if __name__ == "__main__":
    main()
