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
import numpy.typing as npt

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
        similarities, likes = evidence.similarities.tolist(), evidence.known.like.tolist()
        shares = (_words_of(evidence) @ asked.weights / total).tolist()
        for span, (coverage, led, asked_share) in zip(evidence.spans, shares, strict=True):
            sentences = slice(span.sentences.start, span.sentences.stop)
            like = max(likes[sentences])
            features = SpanFeatures(
                passage=(evidence.score - read[0].score) / 10,
                similarity=max(similarities[sentences]),
                coverage=coverage,
                characters=next(characters),
                untold=float(not tells(span.text, kind, asked.text)),
                uncounted=float(unit is not None and not counts(span.text, unit, asked.text)),
                length=math.log(len(span.text)) / 3,
                other_year=float(bool(named) and not named & years(span.text)),
                led=led,
                unforeseen=float(to_come and not foresees(span.text)),
                known=max(like, 0.0),
                alike=max(like - LIKE_FROM, 0.0),
                asked=asked_share,
                unasked=float(like == -1),
            )
            worth = model.worth(features) + (_SAME if like >= _SAME_FROM else 0)
            candidates.append(Candidate(evidence.passage, span, features, worth, evidence.vectors[sentences]))
    return candidates


def _words_of(evidence: PassageEvidence) -> Held:
    """Return which words each span has, has with the piece before it, and has with its known questions.

    The shape is (spans, 3, words).
    """
    starts = np.array([span.pieces.start for span in evidence.spans])
    stops = np.array([span.pieces.stop for span in evidence.spans])
    firsts = np.array([span.sentences.start for span in evidence.spans])
    lasts = np.array([span.sentences.stop for span in evidence.spans])
    held = _between(evidence.held, starts, stops)
    led = _between(evidence.held, np.maximum(starts - 1, 0), stops)
    return np.stack([held, led, held | _between(evidence.known.any, firsts, lasts)], axis=1)


def _between(held: Held, starts: npt.NDArray[np.intp], stops: npt.NDArray[np.intp]) -> Held:
    """Return whether any row from each start up to its stop has each word."""
    counted = np.zeros((len(held) + 1, held.shape[1]), np.int32)
    np.cumsum(held, axis=0, out=counted[1:])
    return np.asarray(counted[stops] > counted[starts])


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


# `answer_from` is where 95 of 100 answerable judged questions are answered, in cross-validation. OWN_LANGUAGE is for an
# index without known questions, which tells less well what is answered; in Thai 90 of 100 are answered there.
# OTHER_LANGUAGE was fitted before u215 of bench/questions.jsonl.
OWN_LANGUAGE: dict[Language, Models] = {
    "th": Models(
        SpanModel(
            SpanFeatures(
                passage=3.612,
                similarity=6.310,
                coverage=-4.011,
                characters=4.866,
                untold=-1.660,
                uncounted=-2.872,
                length=1.814,
                other_year=-2.439,
                unforeseen=-4.963,
                led=5.984,
            )
        ),
        EvidenceModel(
            -7.106,
            Features(
                similarity=0.654,
                lead=0.229,
                score=0.229,
                coverage=1.872,
                characters=3.235,
                unknown_name=-1.710,
                other_year=-4.522,
                untold=-0.805,
                uncounted=-1.227,
                words=-0.037,
                unforeseen=-4.813,
            ),
            answer_from=0.16,
            sure_from=0.8,
        ),
    ),
    "en": Models(
        SpanModel(
            SpanFeatures(
                passage=4.239,
                similarity=8.907,
                coverage=-1.214,
                characters=4.710,
                untold=-1.712,
                uncounted=-1.222,
                length=-1.468,
                other_year=-2.343,
                unforeseen=-3.261,
                led=2.720,
            )
        ),
        EvidenceModel(
            -6.507,
            Features(
                similarity=3.464,
                lead=0.182,
                score=0.121,
                coverage=3.316,
                characters=1.780,
                unknown_name=-1.325,
                other_year=-3.346,
                untold=-1.341,
                uncounted=-1.363,
                words=-0.116,
                unforeseen=-4.178,
            ),
            answer_from=0.17,
            sure_from=0.8,
        ),
    ),
}
WITH_KNOWN_QUESTIONS: dict[Language, Models] = {
    "th": Models(
        SpanModel(
            SpanFeatures(
                passage=1.035,
                similarity=6.803,
                coverage=-2.701,
                characters=2.491,
                untold=-1.717,
                uncounted=-2.237,
                length=1.533,
                other_year=-2.650,
                unforeseen=-2.697,
                led=3.092,
                known=1.888,
                alike=4.328,
                asked=7.347,
                unasked=7.408,
            )
        ),
        EvidenceModel(
            -8.819,
            Features(
                similarity=2.778,
                lead=0.085,
                score=0.021,
                coverage=1.282,
                characters=0.508,
                unknown_name=-0.973,
                other_year=-4.575,
                untold=-1.730,
                uncounted=-1.980,
                words=0.712,
                unforeseen=-5.224,
                known=8.121,
                unasked=2.842,
                either=2.725,
                both=-3.969,
                like=7.430,
                near_miss=-13.555,
            ),
            answer_from=0.34,
            sure_from=0.8,
        ),
    ),
    "en": Models(
        SpanModel(
            SpanFeatures(
                passage=0.534,
                similarity=9.570,
                coverage=-0.960,
                characters=2.438,
                untold=-1.256,
                uncounted=-1.452,
                length=-0.007,
                other_year=-1.744,
                unforeseen=-1.003,
                led=1.541,
                known=2.601,
                alike=4.899,
                asked=7.652,
                unasked=8.701,
            )
        ),
        EvidenceModel(
            -8.854,
            Features(
                similarity=2.935,
                lead=0.117,
                score=-0.018,
                coverage=0.269,
                characters=2.341,
                unknown_name=-1.393,
                other_year=-3.414,
                untold=-2.326,
                uncounted=-1.607,
                words=0.728,
                unforeseen=-3.644,
                known=7.396,
                unasked=2.285,
                either=3.543,
                both=-4.502,
                like=7.849,
                near_miss=-12.823,
            ),
            answer_from=0.32,
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
