"""How likely it is that the found sentences answer."""

from dataclasses import replace
from math import exp

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from kb.evidence import OTHER_LANGUAGE, OWN_LANGUAGE, Candidate, EvidenceModel, Features, features, worth
from kb.retrieval import SentenceEvidence
from kb.types import Passage, Sentence

MODEL = EvidenceModel(constant=-4.0, similarity=5.0, coverage=2.0, score=0.5, unknown_number=-1.0, untold=-3.0)
MODELS = (*OWN_LANGUAGE.values(), OTHER_LANGUAGE)
TEXT = "The GNLC had 425 member cities in 91 countries in December 2025."
PASSAGE = Passage("size.en.p1", "size.en", "en", "Size", "In 2025", 0, len(TEXT), TEXT)


def candidate(similarity: float, coverage: float, text: str = TEXT) -> Candidate:
    evidence = SentenceEvidence(0, similarity, coverage)
    return Candidate(PASSAGE, Sentence(0, len(text), text), evidence, np.zeros(4, np.float32))


def test_the_probability_is_logistic_in_the_features() -> None:
    odds = -4.0 + 5.0 * 0.9 + 2.0 * 0.4 + 0.5 * 3.0 - 1.0 * 1 - 3.0 * 0

    assert MODEL.probability(Features(0.9, 0.4, 3.0, 1.0, 0.0)) == pytest.approx(1 / (1 + exp(-odds)))


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0]))
def test_a_probability_lies_between_nothing_and_one(
    similarity: float, coverage: float, score: float, flag: float
) -> None:
    for model in MODELS:
        assert 0 <= model.probability(Features(similarity, coverage, score, flag, flag)) <= 1


def test_the_features_are_of_the_worthiest_sentence_and_the_greatest_coverage() -> None:
    candidates = [candidate(0.9, 0.1), candidate(0.89, 0.5), candidate(0.1, 1.0)]

    assert features("How many members?", candidates, 2.0) == Features(0.89, 1.0, 2.0, 0.0, 0.0)


@pytest.mark.parametrize("year", ["2025", "2568"])
def test_a_number_that_the_passage_has_in_either_era_is_known(year: str) -> None:
    assert features(f"How many members in {year}?", [candidate(0.9, 0.5)], 1.0).unknown_number == 0


@pytest.mark.parametrize("year", ["2030", "2573"])
def test_a_number_that_the_passage_lacks_is_unknown(year: str) -> None:
    assert features(f"How many members in {year}?", [candidate(0.9, 0.5)], 1.0).unknown_number == 1


def test_a_sentence_without_the_number_asked_for_leaves_it_untold() -> None:
    silent = candidate(0.9, 0.5, "The GNLC has member cities in many countries.")

    assert features("How many members has the GNLC?", [silent], 1.0).untold == 1
    assert features("What is the GNLC?", [silent], 1.0).untold == 0


def test_worth_is_nearness_and_an_eighth_of_the_shared_words() -> None:
    assert worth(SentenceEvidence(0, 0.8, 0.4)) == pytest.approx(0.8 + 0.4 / 8)


def test_bands_begin_at_their_thresholds() -> None:
    model = EvidenceModel(0, 0, 0, 0, answer_from=0.5, sure_from=0.85)

    bands = [model.confidence(probability) for probability in (0.0, 0.4999, 0.5, 0.8499, 0.85, 1.0)]

    assert bands == [None, None, "medium", "medium", "high", "high"]


def test_the_other_language_is_never_answered_from_with_high_confidence_for_less_than_certainty() -> None:
    assert OTHER_LANGUAGE.confidence(0.999) == "medium"


@pytest.mark.parametrize("name", ["similarity", "coverage"])
def test_more_similarity_or_coverage_never_makes_an_answer_less_likely(name: str) -> None:
    for model in MODELS:
        start = Features(0.8, 0.5, 1.0, 0.0, 0.0)
        chances = [model.probability(replace(start, **{name: step / 20})) for step in range(21)]
        assert chances == sorted(chances)


def test_an_unknown_number_and_an_untold_one_make_an_answer_less_likely() -> None:
    for model in MODELS:
        known = Features(0.9, 0.5, 1.0, 0.0, 0.0)
        assert model.probability(replace(known, unknown_number=1.0)) < model.probability(known)
        assert model.probability(replace(known, untold=1.0)) < model.probability(known)
