"""Outcomes -> figures, counted by hand."""

from math import isclose

from kb.evaluation.figures import figures, wrong
from tests.kb.evaluation.outcomes import outcome, question

TH_A = outcome(question("a-th", "th", pair="a"), correct=True, rank=1, ndcg=1.0, probability=0.9)
EN_A = outcome(question("a-en", "en", pair="a"), correct=True, rank=3, ndcg=0.5, probability=0.9)
TH_B = outcome(question("b-th", "th", pair="b"), correct=False, rank=2, probability=0.7)
EN_B = outcome(question("b-en", "en", pair="b"), answered=False, rank=None, probability=0.1, seconds=0.05)
TH_U = outcome(question("u-th", "th", answerable=False, why="future"), probability=0.7)
EN_U = outcome(question("u-en", "en", answerable=False, why="chitchat"), answered=False, probability=None)
RUN = [TH_A, EN_A, TH_B, EN_B, TH_U, EN_U]


def _values(group: str) -> dict[str, float]:
    return {name: estimate.value for name, estimate in figures(RUN).measures[group].items()}


def test_shares_are_taken_of_the_questions_that_a_measure_is_about() -> None:
    found = _values("all")

    assert found["answered"] == 3 / 4
    assert found["correct"] == 2 / 4
    assert found["precision"] == 2 / 3
    assert found["false_answers"] == 1 / 2
    assert found["citations_valid"] == 4 / 4


def test_ranking_is_taken_of_answerable_questions() -> None:
    found = _values("all")

    assert (found["same.R@1"], found["same.R@3"], found["same.R@10"]) == (1 / 4, 3 / 4, 3 / 4)
    assert isclose(found["same.MRR"], (1 + 1 / 3 + 1 / 2 + 0) / 4)
    assert found["same.nDCG@10"] == (1.0 + 0.5) / 2  # the other two have no passage that holds the answer by itself


def test_each_language_has_its_own_figures() -> None:
    assert (_values("th")["answered"], _values("en")["answered"]) == (2 / 2, 1 / 2)
    assert figures(RUN).measures["th"]["answered"].n == 2


def test_a_measure_without_a_question_is_left_out() -> None:
    assert "document.R@3" not in _values("all")
    assert "false_answers" not in figures([TH_A]).measures["th"]
    assert figures([TH_A]).measures["en"] == {}


def test_the_named_document_is_looked_for_where_one_is_named() -> None:
    named = outcome(question("n", document="a.en"), rank=2)

    assert figures([named, TH_A]).measures["all"]["document.R@3"].n == 1


def test_false_answers_are_told_by_reason() -> None:
    found = figures(RUN).false_answers_by_why

    assert {why: estimate.value for why, estimate in found.items()} == {"chitchat": 0.0, "future": 1.0}


def test_pairs_are_compared_only_when_both_languages_were_asked() -> None:
    lone = outcome(question("c-th", "th", pair="c"), correct=True)
    parity = figures([*RUN, lone]).parity

    assert parity is not None
    assert (parity.pairs, parity.both, parity.none) == (2, 1, 1)
    assert (parity.test.won, parity.test.lost, parity.test.p) == (0, 0, 1.0)
    assert (parity.gap_correct.value, parity.gap_answered.value) == (0.0, (0 + 1) / 2)


def test_without_pairs_there_is_no_parity() -> None:
    assert figures([outcome(question())]).parity is None


def test_calibration_holds_probabilities_against_what_came_true() -> None:
    found = figures(RUN)

    # answers given: 0.9 twice and right, 0.7 twice and wrong
    assert isclose(found.answer_calibration.error, 2 / 4 * (1 - 0.9) + 2 / 4 * 0.7)
    # evidence: 0.9 twice and answerable, 0.7 once answerable and once not, 0.1 answerable; what was not searched is out
    assert isclose(found.evidence_calibration.error, 2 / 5 * (1 - 0.9) + 2 / 5 * (0.7 - 1 / 2) + 1 / 5 * (1 - 0.1))


def test_latency_is_told_beside_a_bare_embedding() -> None:
    latency = figures(RUN).latency

    assert isclose(latency.median_ms, 30)
    assert isclose(latency.ratio, 30 / 20)
    assert isclose(latency.p95_ms, 30 + (50 - 30) * 0.75)  # five of 30 and one of 50: 0.95 * 5 = 4.75 steps up


def test_what_deserves_reading_is_what_went_wrong() -> None:
    assert [o.question.id for o in wrong(RUN)] == ["b-th", "b-en", "u-th"]
