"""How likely it is that the found sentences answer: a logistic model over three readable features.

Fitted by `python -m bench.fit_evidence`, which prints these coefficients from judged questions. The features are the
cosine of the nearest chosen sentence, the greatest share of the question's word weight that one sentence holds, and
the score of the first passage. In the other language words prove nothing and the cosine is centred, so it has a model
of its own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kb.retrieval import SentenceEvidence
from kb.types import Confidence


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """Coefficients of the log odds that the question is answered, and the least probability to answer at."""

    constant: float
    similarity: float
    coverage: float
    score: float
    answer_from: float = 0.5
    sure_from: float = 0.85

    def probability(self, sentences: Sequence[SentenceEvidence], score: float) -> float:
        """Return the probability (0 to 1) that `sentences` answer, 0 for none; `score` is the first passage's."""
        if not sentences:
            return 0.0
        similarity, coverage = features(sentences)
        odds = self.constant + self.similarity * similarity + self.coverage * coverage + self.score * score
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))

    def confidence(self, probability: float) -> Confidence | None:
        """Return the band a probability lies in, None below the least to answer at."""
        if probability < self.answer_from:
            return None
        return "high" if probability >= self.sure_from else "medium"


def features(sentences: Sequence[SentenceEvidence]) -> tuple[float, float]:
    """Return the similarity of the best sentence and the greatest coverage of any."""
    return max(sentences, key=worth).similarity, max(s.coverage for s in sentences)


def worth(sentence: SentenceEvidence) -> float:
    """Return by how much a sentence deserves to be quoted: nearness in meaning, then shared words."""
    return sentence.similarity + 0.125 * sentence.coverage


OWN_LANGUAGE = EvidenceModel(constant=-41.970, similarity=45.988, coverage=6.184, score=0.041)
# The own language has been tried before the other, so what is left is mostly unanswerable: answer only when sure.
OTHER_LANGUAGE = EvidenceModel(
    constant=-3.174, similarity=10.349, coverage=0.0, score=-0.073, answer_from=0.9, sure_from=1.0
)
