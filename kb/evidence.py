"""Which span answers a question, and how likely it is that it does: two linear models over a few readable features.

Both are fitted by `python -m bench.fit_evidence`, which prints these coefficients from judged questions. The choice is
a conditional logit over the spans of the passages read (McFadden 1974); the chance is a logistic regression on the best
span and its passage. The other language has models of its own, because there hardly more than names and numbers are
shared in writing.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kb.characters import shared, shared_by_rarity
from kb.expectation import ahead, counted, counts, expected, foresees, tells, years
from kb.known import LIKE_FROM, KnownHere
from kb.lexical import Held, Weights
from kb.spans import Span
from kb.text.tokenizer import is_listed_place
from kb.types import Confidence, Language, Passage, Vectors

_MOST_LEAD = 5.0
# Who asks just what a sentence is known to answer is to get that sentence: this much, in log odds, speaks for it.
_SAME_FROM = 0.97
_SAME = 10.0
_NAME = re.compile(r"(?<=[a-z,;:–(] )[A-Z][\w’'-]+")
_POSSESSIVE = re.compile("[’']s?$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as evidence is weighed for it: its text, its distinct words and how much each of them tells.

    `like` is how much known questions that anything answers are like it, `near_miss` how much near misses are.
    """

    text: str
    words: tuple[str, ...]
    weights: Weights
    like: float = 0.0
    near_miss: float = 0.0


@dataclass(frozen=True, slots=True)
class PassageEvidence:
    """A passage read for a question: its score, its sentences' similarities and vectors, its spans and their words.

    `held` tells which of the question's words each piece of a sentence has, shape (pieces, words), and `has` which the
    passage has with its title and heading; `known` what its sentences' known questions have of the question.
    """

    passage: Passage
    score: float
    similarities: Vectors
    vectors: Vectors
    spans: Sequence[Span]
    held: Held
    has: Held
    known: KnownHere

    def held_by(self, span: Span) -> Held:
        """Return which of the question's words a span of the passage has, shape (words,)."""
        held: Held = np.any(self.held[span.pieces.start : span.pieces.stop], axis=0)
        return held

    def before(self, span: Span) -> Held:
        """Return the same of the piece before the span; nothing where it is the first."""
        held: Held = np.any(self.held[max(0, span.pieces.start - 1) : span.pieces.start], axis=0)
        return held


class SpanFeatures(NamedTuple):
    """What speaks for quoting a span.

    `passage` is its passage's score less the best one's; `similarity` the centred cosine of its best sentence;
    `coverage` the share (0 to 1) of the question's word weight that it holds, `led` the same of it with the piece
    before it, where the subject often stands; `characters` the share of the question's runs of three characters, each
    weighed by its rarity among the spans; `untold` is 1 where it does not tell what is asked for and `uncounted` 1
    where it has no number of what the question counts; `length` is the logarithm of its characters; `other_year` is 1
    where the question names a year and it does not, `unforeseen` 1 where the question asks for what is to come and it
    says nothing of that. `known` is the similarity of its likest known question, `alike` how far that lies above
    LIKE_FROM; `asked` the share of word weight that it or any of its known questions holds; `unasked` is 1 where it has
    none.
    """

    passage: float
    similarity: float
    coverage: float
    characters: float
    untold: float
    uncounted: float
    length: float
    other_year: float = 0.0
    unforeseen: float = 0.0
    led: float = 0.0
    known: float = 0.0
    alike: float = 0.0
    asked: float = 0.0
    unasked: float = 0.0


@dataclass(frozen=True)
class Candidate:
    """A span that might be quoted: its passage, features, how much it deserves to be quoted, its sentences' vectors."""

    passage: Passage
    span: Span
    features: SpanFeatures
    worth: float
    vectors: Vectors

    @cached_property
    def vector(self) -> Vectors:
        """The mean direction of its sentences: needed of few candidates."""
        mean = self.vectors.mean(0)
        direction: Vectors = mean / np.linalg.norm(mean)
        return direction


class Features(NamedTuple):
    """What speaks for and against an answer.

    `similarity` of the span most worth quoting, and its `lead` in worth over the spans of other passages; the best
    passage's `score`; `coverage` and `characters` of that span's passage, title and heading; `unknown_name`, 1 where
    the question names what the passage does not; `other_year`, `untold`, `uncounted`, `unforeseen`,
    `known` and `unasked` as of the span; `words`, the logarithm of the number of the question's; `either` and `both`,
    the shares of word weight that the span or its likest known question holds, and that both do; `like` and `near_miss`
    as of the question, 0 for a span without known questions: others' say nothing of it.
    """

    similarity: float
    lead: float
    score: float
    coverage: float
    characters: float
    unknown_name: float
    other_year: float
    untold: float
    uncounted: float
    words: float
    unforeseen: float = 0.0
    known: float = 0.0
    unasked: float = 0.0
    either: float = 0.0
    both: float = 0.0
    like: float = 0.0
    near_miss: float = 0.0


@dataclass(frozen=True, slots=True)
class SpanModel:
    """Coefficients by which spans compete, in the order of SpanFeatures."""

    coefficients: SpanFeatures

    def worth(self, features: SpanFeatures) -> float:
        """Return by how much (in log odds) a span deserves to be quoted."""
        return sum(c * x for c, x in zip(self.coefficients, features, strict=True))


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """Coefficients of the log odds that the question is answered, and the least probability to answer at."""

    constant: float
    coefficients: Features
    answer_from: float
    sure_from: float

    def probability(self, features: Features) -> float:
        """Return the probability (0 to 1) that a span with these features answers."""
        odds = self.constant + sum(c * x for c, x in zip(self.coefficients, features, strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))

    def confidence(self, probability: float) -> Confidence | None:
        """Return the band a probability lies in, None below the least to answer at."""
        if probability < self.answer_from:
            return None
        return "high" if probability >= self.sure_from else "medium"


def weigh(asked: Asked, read: Sequence[PassageEvidence], model: SpanModel) -> list[Candidate]:
    """Return every span of the passages `read`, best passage first, with what it is worth by `model`."""
    texts = [span.text for evidence in read for span in evidence.spans]
    characters = iter(shared_by_rarity(asked.text, texts))
    kind, unit = expected(asked.text), counted(asked.text)
    named, to_come = years(asked.text), ahead(asked.text)
    total = float(asked.weights.sum()) or 1.0
    candidates = []
    for evidence in read:
        for span in evidence.spans:
            held = evidence.held_by(span)
            sentences = slice(span.sentences.start, span.sentences.stop)
            like = float(evidence.known.like[sentences].max())
            features = SpanFeatures(
                passage=(evidence.score - read[0].score) / 10,
                similarity=float(evidence.similarities[sentences].max()),
                coverage=float(held @ asked.weights) / total,
                characters=next(characters),
                untold=float(not tells(span.text, kind, asked.text)),
                uncounted=float(unit is not None and not counts(span.text, unit, asked.text)),
                length=math.log(len(span.text)) / 3,
                other_year=float(bool(named) and not named & years(span.text)),
                led=float((held | evidence.before(span)) @ asked.weights) / total,
                unforeseen=float(to_come and not foresees(span.text)),
                known=max(like, 0.0),
                alike=max(like - LIKE_FROM, 0.0),
                asked=float((held | evidence.known.any[sentences].any(0)) @ asked.weights) / total,
                unasked=float(like == -1),
            )
            worth = model.worth(features) + (_SAME if like >= _SAME_FROM else 0)
            candidates.append(Candidate(evidence.passage, span, features, worth, evidence.vectors[sentences]))
    return candidates


def features(asked: Asked, read: Sequence[PassageEvidence], candidates: Sequence[Candidate]) -> Features:
    """Return the features of the best of `candidates` (not empty), which are the spans of the passages `read`."""
    best = max(candidates, key=lambda candidate: candidate.worth)
    evidence = next(e for e in read if e.passage is best.passage)
    others = [candidate.worth for candidate in candidates if candidate.passage is not best.passage]
    passage = f"{best.passage.title} {best.passage.heading} {best.passage.text}"
    total = float(asked.weights.sum()) or 1.0
    held = evidence.held_by(best.span)
    sentences = best.span.sentences
    likest = evidence.known.likest[
        sentences.start + int(evidence.known.like[sentences.start : sentences.stop].argmax())
    ]
    return Features(
        similarity=best.features.similarity,
        lead=min(best.worth - max(others), _MOST_LEAD) if others else _MOST_LEAD,
        score=read[0].score,
        coverage=float(evidence.has @ asked.weights) / total,
        characters=shared(asked.text, [passage])[0],
        unknown_name=float(any(not known for known in _names_known(asked, evidence, passage))),
        other_year=best.features.other_year,
        untold=best.features.untold,
        uncounted=best.features.uncounted,
        words=math.log1p(len(asked.words)),
        unforeseen=best.features.unforeseen,
        known=best.features.known,
        unasked=best.features.unasked,
        either=float((held | likest) @ asked.weights) / total,
        both=float((held & likest) @ asked.weights) / total,
        like=asked.like * (1 - best.features.unasked),
        near_miss=asked.near_miss * (1 - best.features.unasked),
    )


def _names_known(asked: Asked, evidence: PassageEvidence, passage: str) -> list[bool]:
    """Return whether the passage has each name of the question: a capitalised word, a province or country in Thai."""
    folded = passage.lower()
    latin = [_POSSESSIVE.sub("", name.lower()) in folded for name in _NAME.findall(asked.text)]
    thai = [bool(has) for word, has in zip(asked.words, evidence.has, strict=True) if is_listed_place(word)]
    return latin + thai


@dataclass(frozen=True, slots=True)
class Models:
    """The two models for answers in one language: which span, and whether it answers."""

    spans: SpanModel
    evidence: EvidenceModel

    def probability(self, asked: Asked, read: Sequence[PassageEvidence], candidates: Sequence[Candidate]) -> float:
        """Return the probability (0 to 1) that the best of `candidates`, spans of `read`, answers; 0 for none."""
        return self.evidence.probability(features(asked, read, candidates)) if candidates else 0.0


# `answer_from` is where 92 of 100 answerable judged questions are answered, in cross-validation. OWN_LANGUAGE is for an
# index without known questions; it and OTHER_LANGUAGE were fitted before u215 to u596 of bench/questions.jsonl.
OWN_LANGUAGE: dict[Language, Models] = {
    "th": Models(
        SpanModel(
            SpanFeatures(
                passage=4.260,
                similarity=6.832,
                coverage=1.970,
                characters=4.200,
                untold=-1.203,
                uncounted=-2.627,
                length=1.468,
            )
        ),
        EvidenceModel(
            -8.472,
            Features(
                similarity=1.551,
                lead=0.176,
                score=0.173,
                coverage=1.136,
                characters=3.592,
                unknown_name=-0.762,
                other_year=-3.460,
                untold=-0.682,
                uncounted=-1.122,
                words=1.026,
            ),
            answer_from=0.24,
            sure_from=0.8,
        ),
    ),
    "en": Models(
        SpanModel(
            SpanFeatures(
                passage=4.861,
                similarity=10.614,
                coverage=1.952,
                characters=4.178,
                untold=-1.388,
                uncounted=-1.336,
                length=-0.808,
            )
        ),
        EvidenceModel(
            -7.337,
            Features(
                similarity=4.256,
                lead=0.149,
                score=0.087,
                coverage=4.590,
                characters=0.900,
                unknown_name=-1.187,
                other_year=-2.452,
                untold=-1.595,
                uncounted=-1.373,
                words=0.581,
            ),
            answer_from=0.30,
            sure_from=0.8,
        ),
    ),
}
WITH_KNOWN_QUESTIONS: dict[Language, Models] = {
    "th": Models(
        SpanModel(
            SpanFeatures(
                passage=0.909,
                similarity=7.319,
                coverage=-0.203,
                characters=3.011,
                untold=-1.442,
                uncounted=-1.754,
                length=1.875,
                other_year=-2.638,
                unforeseen=-0.885,
                known=1.264,
                alike=3.459,
                asked=7.178,
                unasked=6.486,
            )
        ),
        EvidenceModel(
            -9.179,
            Features(
                similarity=1.839,
                lead=0.095,
                score=0.019,
                coverage=1.481,
                characters=0.582,
                unknown_name=-0.045,
                other_year=-4.428,
                untold=-1.737,
                uncounted=-1.957,
                words=0.988,
                unforeseen=-5.742,
                known=7.414,
                unasked=2.930,
                either=3.154,
                both=-4.117,
                like=8.169,
                near_miss=-12.880,
            ),
            answer_from=0.35,
            sure_from=0.8,
        ),
    ),
    "en": Models(
        SpanModel(
            SpanFeatures(
                passage=0.746,
                similarity=9.409,
                coverage=0.495,
                characters=2.745,
                untold=-1.200,
                uncounted=-1.290,
                length=-0.346,
                other_year=-1.567,
                unforeseen=-0.767,
                known=1.590,
                alike=5.882,
                asked=6.831,
                unasked=8.177,
            )
        ),
        EvidenceModel(
            -8.547,
            Features(
                similarity=2.828,
                lead=0.130,
                score=-0.007,
                coverage=0.720,
                characters=2.685,
                unknown_name=-1.420,
                other_year=-4.048,
                untold=-2.445,
                uncounted=-1.541,
                words=0.790,
                unforeseen=-2.989,
                known=4.946,
                unasked=1.586,
                either=3.163,
                both=-4.803,
                like=10.660,
                near_miss=-13.337,
            ),
            answer_from=0.35,
            sure_from=0.8,
        ),
    ),
}
# From this probability on the asker's own language knows the subject; if it does not answer, the other does not either.
SUBJECT_KNOWN = 0.05
OTHER_LANGUAGE = Models(
    SpanModel(
        SpanFeatures(
            passage=3.129,
            similarity=21.822,
            coverage=0.0,
            characters=0.0,
            untold=-1.884,
            uncounted=0.0,
            length=2.924,
        )
    ),
    EvidenceModel(
        -2.413,
        Features(
            similarity=6.105,
            lead=0.029,
            score=0.388,
            coverage=0.0,
            characters=0.0,
            unknown_name=-0.174,
            other_year=-0.245,
            untold=-1.077,
            uncounted=0.0,
            words=0.0,
        ),
        answer_from=0.45,
        sure_from=1,
    ),
)
