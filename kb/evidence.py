"""How likely it is that the found sentences answer: logistic models over a few readable features, one a language.

Fitted by `python -m bench.fit_evidence`, which prints these coefficients from judged questions. In the other language
words prove nothing and the cosine is centred, so it has a model of its own, the mean of what both directions give.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from kb.expectation import expected, numbers, tells
from kb.retrieval import SentenceEvidence
from kb.types import Confidence, Language, Passage, Sentence, Vectors


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that might be quoted, its passage, its evidence and its vector."""

    passage: Passage
    sentence: Sentence
    evidence: SentenceEvidence
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for and against an answer.

    `similarity` of the sentence most worth quoting; the greatest `coverage` of any; the first passage's `score`;
    `unknown_number`, 1 where the question names a number that the quoted passage does not have; `untold`, 1 where the
    question asks for a number, date or address and the sentence has none.
    """

    similarity: float
    coverage: float
    score: float
    unknown_number: float
    untold: float


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """Coefficients of the log odds that the question is answered, and the least probability to answer at."""

    constant: float
    similarity: float
    coverage: float
    score: float
    unknown_number: float = 0.0
    untold: float = 0.0
    answer_from: float = 0.5
    sure_from: float = 0.85

    def probability(self, features: Features) -> float:
        """Return the probability (0 to 1) that sentences with these features answer."""
        odds = self.constant + sum(getattr(self, name) * value for name, value in asdict(features).items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))

    def confidence(self, probability: float) -> Confidence | None:
        """Return the band a probability lies in, None below the least to answer at."""
        if probability < self.answer_from:
            return None
        return "high" if probability >= self.sure_from else "medium"


def features(question: str, candidates: Sequence[Candidate], score: float) -> Features:
    """Return the features of the best of `candidates` (not empty) as an answer to `question`."""
    best = max(candidates, key=lambda candidate: worth(candidate.evidence))
    passage = f"{best.passage.title} {best.passage.heading} {best.passage.text}"
    return Features(
        similarity=best.evidence.similarity,
        coverage=max(candidate.evidence.coverage for candidate in candidates),
        score=score,
        unknown_number=float(bool(numbers(question) - numbers(passage))),
        untold=float(not tells(best.sentence.text, expected(question), question)),
    )


def worth(sentence: SentenceEvidence) -> float:
    """Return by how much a sentence deserves to be quoted: nearness in meaning, then shared words."""
    return sentence.similarity + 0.125 * sentence.coverage


OWN_LANGUAGE: dict[Language, EvidenceModel] = {
    "th": EvidenceModel(
        constant=-45.812, similarity=51.875, coverage=3.997, score=-0.026, unknown_number=-2.720, untold=-1.603
    ),
    "en": EvidenceModel(
        constant=-38.352, similarity=42.873, coverage=4.860, score=0.040, unknown_number=-5.411, untold=-1.205
    ),
}
# The own language has been tried before the other, so what is left is mostly unanswerable: answer only when sure.
OTHER_LANGUAGE = EvidenceModel(
    constant=-3.4,
    similarity=12.6,
    coverage=0.0,
    score=0.0,
    unknown_number=-0.6,
    untold=-1.4,
    answer_from=0.9,
    sure_from=1,
)
