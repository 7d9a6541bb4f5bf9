"""How likely it is that the found sentences answer."""

from math import exp

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kb.evidence import OTHER_LANGUAGE, OWN_LANGUAGE, EvidenceModel, features, worth
from kb.retrieval import SentenceEvidence

MODEL = EvidenceModel(constant=-4.0, similarity=5.0, coverage=2.0, score=0.5)


def test_the_probability_is_logistic_in_the_features() -> None:
    odds = -4.0 + 5.0 * 0.9 + 2.0 * 0.4 + 0.5 * 3.0

    assert MODEL.probability([SentenceEvidence(0, 0.9, 0.4)], 3.0) == pytest.approx(1 / (1 + exp(-odds)))


def test_no_sentences_are_no_evidence() -> None:
    assert MODEL.probability([], 99.0) == 0.0


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(-1e6, 1e6))
def test_a_probability_lies_between_nothing_and_one(similarity: float, coverage: float, score: float) -> None:
    sentences = [SentenceEvidence(0, similarity, coverage)]

    for model in (OWN_LANGUAGE, OTHER_LANGUAGE):
        assert 0 <= model.probability(sentences, score) <= 1


def test_the_features_are_of_the_worthiest_sentence_and_the_greatest_coverage() -> None:
    near = SentenceEvidence(0, 0.9, 0.1)
    worthiest = SentenceEvidence(1, 0.89, 0.5)
    covering = SentenceEvidence(2, 0.1, 1.0)

    assert features([near, worthiest, covering]) == (0.89, 1.0)


def test_worth_is_nearness_and_an_eighth_of_the_shared_words() -> None:
    assert worth(SentenceEvidence(0, 0.8, 0.4)) == pytest.approx(0.8 + 0.4 / 8)


def test_bands_begin_at_their_thresholds() -> None:
    model = EvidenceModel(0, 0, 0, 0, answer_from=0.5, sure_from=0.85)

    bands = [model.confidence(probability) for probability in (0.0, 0.4999, 0.5, 0.8499, 0.85, 1.0)]

    assert bands == [None, None, "medium", "medium", "high", "high"]


def test_the_other_language_is_never_answered_from_with_high_confidence_for_less_than_certainty() -> None:
    assert OTHER_LANGUAGE.confidence(0.999) == "medium"


def test_more_similarity_or_coverage_never_makes_an_answer_less_likely() -> None:
    for model in (OWN_LANGUAGE, OTHER_LANGUAGE):
        chances = [model.probability([SentenceEvidence(0, s / 20, c)], 1.0) for c in (0, 0.5, 1) for s in range(21)]
        assert chances[:21] == sorted(chances[:21])
        assert all(low <= high for low, high in zip(chances[:21], chances[21:42], strict=True))
