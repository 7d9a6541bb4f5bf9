"""Which span answers, and how likely it is that it does."""

from dataclasses import replace
from math import exp, log

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from kb.evidence import (
    OTHER_LANGUAGE,
    OWN_LANGUAGE,
    Asked,
    Candidate,
    EvidenceModel,
    Features,
    PassageEvidence,
    SpanFeatures,
    SpanModel,
    features,
    weigh,
)
from kb.known import LIKE_FROM, KnownHere
from kb.spans import spans
from kb.text.tokenizer import words
from kb.types import Passage, Sentence

NEAR = SpanModel(SpanFeatures(0, 1, 0, 0, 0, 0, 0))
MODELS = (*OWN_LANGUAGE.values(), OTHER_LANGUAGE)
ORDINARY = Features(0.5, 1.0, 8.0, 0.6, 0.6, 0.0, 0.0, 0.0, 0.0, 2.0)


def asked(text: str) -> Asked:
    distinct = tuple(dict.fromkeys(words(text)))
    return Asked(text, distinct, np.ones(len(distinct)))


def read(
    question: Asked,
    *lines: str,
    near: tuple[float, ...],
    name: str = "a",
    score: float = 8.0,
    known: KnownHere | None = None,
) -> PassageEvidence:
    text = "\n".join(lines)
    passage = Passage(f"{name}.p1", name, "en", "GNLC", "Size", 0, len(text), text)
    starts = [text.index(line) for line in lines]
    sentences = [Sentence(start, start + len(line), line) for start, line in zip(starts, lines, strict=True)]
    has = [word in words(f"GNLC Size {text}") for word in question.words]
    return PassageEvidence(
        passage=passage,
        score=score,
        similarities=np.array(near, np.float32),
        vectors=np.eye(len(lines), 8, dtype=np.float32),
        spans=spans(passage, sentences),
        held=np.array([[word in words(line) for word in question.words] for line in lines]),
        has=np.array(has),
        known=KnownHere.nothing(len(lines), len(question.words)) if known is None else known,
    )


def of(question: str, *lines: str, near: tuple[float, ...] = (0.5,)) -> Features:
    put = asked(question)
    evidence = [read(put, *lines, near=near)]
    return features(put, evidence, weigh(put, evidence, NEAR))


def test_the_probability_is_logistic_in_the_features() -> None:
    model = EvidenceModel(-4.0, Features(5.0, 0, 0, 2.0, 0, 0, -1.0, -3.0, 0, 0), 0.5, 0.9)

    odds = -4.0 + 5.0 * 0.9 + 2.0 * 0.4 - 1.0 * 1 - 3.0 * 0
    given_features = Features(0.9, 3, 3, 0.4, 1, 0, 1, 0, 1, 2)

    assert model.probability(given_features) == pytest.approx(1 / (1 + exp(-odds)))


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0]))
def test_a_probability_lies_between_nothing_and_one(
    similarity: float, coverage: float, score: float, flag: float
) -> None:
    for model in MODELS:
        found = ORDINARY._replace(similarity=similarity, coverage=coverage, score=score, untold=flag)
        assert 0 <= model.evidence.probability(found) <= 1


def test_a_span_s_worth_is_linear_in_its_features() -> None:
    model = SpanModel(SpanFeatures(1, 2, 3, 4, -5, -6, 7))

    worth = model.worth(SpanFeatures(-0.5, 0.5, 0.25, 0.125, 1, 0, 2))

    assert worth == pytest.approx(-0.5 + 2 * 0.5 + 3 * 0.25 + 4 * 0.125 - 5 + 7 * 2)


def test_a_span_is_weighed_by_nearness_words_characters_and_its_passage() -> None:
    question = asked("How many members?")
    first = read(question, "It has 425 members.", "Nothing else.", near=(0.5, 0.1), score=8.0)
    second = read(question, "There are ten rules.", near=(0.4,), name="b", score=6.0)

    counted, nothing, rules = weigh(question, [first, second], NEAR)

    assert [c.worth for c in (counted, nothing, rules)] == pytest.approx([0.5, 0.1, 0.4])
    assert [c.features.passage for c in (counted, nothing, rules)] == pytest.approx([0, 0, (6.0 - 8.0) / 10])
    assert [c.features.coverage for c in (counted, nothing, rules)] == pytest.approx([1 / 3, 0, 0])
    assert counted.features.characters > nothing.features.characters
    assert [c.features.untold for c in (counted, nothing, rules)] == [0, 1, 1]
    assert [c.features.uncounted for c in (counted, nothing, rules)] == [0, 1, 1]
    assert counted.features.length == pytest.approx(log(len("It has 425 members.")) / 3)
    np.testing.assert_allclose(np.linalg.norm([c.vector for c in (counted, nothing, rules)], axis=1), 1)


def test_the_features_are_of_the_worthiest_span_and_its_passage() -> None:
    found = of("How many members has the GNLC?", "The GNLC has 425 members.", "It is old.", near=(0.7, 0.2))

    assert found.similarity == pytest.approx(0.7)
    assert found.coverage == pytest.approx(4 / 6)
    assert (found.score, found.untold, found.uncounted) == (8.0, 0, 0)
    assert found.words == pytest.approx(log(1 + 6))


def test_the_lead_is_over_other_passages_and_capped_where_there_is_none() -> None:
    question = asked("What is it?")
    first = read(question, "One.", "Two.", near=(0.9, 0.8))
    second = read(question, "Three.", near=(0.6,), name="b")

    def lead(evidence: list[PassageEvidence]) -> float:
        return features(question, evidence, weigh(question, evidence, NEAR)).lead

    assert lead([first, second]) == pytest.approx(0.3)
    assert lead([first]) == 5


@pytest.mark.parametrize("year", ["2025", "2568"])
def test_a_year_that_the_span_has_in_either_era_is_no_other_year(year: str) -> None:
    found = of(f"How many members in {year}?", "It had 425 members in 2025.")

    assert found.other_year == 0


def test_a_year_only_elsewhere_in_the_passage_or_nowhere_is_another_year() -> None:
    lines = ("It had 425 members in 2025.", "In 2019 it met in Medellín.")

    elsewhere = of("How many members in 2019?", *lines, near=(0.5, 0.1))
    absent = of("How many members in 2030?", *lines, near=(0.5, 0.1))

    assert elsewhere.other_year == absent.other_year == 1


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Is the network of Cork?", 0),
        ("Is the network of Paris?", 1),
        ("Is it Cork's network?", 0),
        ("Is it Paris’s network?", 1),
        ("เครือข่ายอยู่ที่ญี่ปุ่น", 1),
        ("เครือข่ายอยู่ที่ไหน", 0),
    ],
)
def test_a_name_that_the_passage_lacks_is_unknown(question: str, unknown: float) -> None:
    assert of(question, "Cork is a member.").unknown_name == unknown


def test_a_span_without_what_is_asked_for_leaves_it_untold() -> None:
    assert of("How many members has it?", "It has members in many countries.").untold == 1
    assert of("What is it?", "It has members in many countries.").untold == 0


def test_bands_begin_at_their_thresholds() -> None:
    model = EvidenceModel(0, ORDINARY, answer_from=0.5, sure_from=0.85)

    bands = [model.confidence(probability) for probability in (0.0, 0.4999, 0.5, 0.8499, 0.85, 1.0)]

    assert bands == [None, None, "medium", "medium", "high", "high"]


def test_the_other_language_is_never_answered_from_with_high_confidence_for_less_than_certainty() -> None:
    assert OTHER_LANGUAGE.evidence.confidence(0.999) == "medium"


def test_nothing_read_has_no_chance() -> None:
    no_candidates: list[Candidate] = []

    assert OTHER_LANGUAGE.probability(asked("What?"), [], no_candidates) == 0


@pytest.mark.parametrize("name", ["similarity", "coverage", "characters", "score", "lead"])
def test_more_evidence_never_makes_an_answer_less_likely(name: str) -> None:
    for model in MODELS:
        chances = [model.evidence.probability(ORDINARY._replace(**{name: step / 20})) for step in range(21)]
        assert chances == sorted(chances)


@pytest.mark.parametrize("name", ["unknown_name", "other_year", "untold", "uncounted"])
def test_what_is_missing_makes_an_answer_less_likely(name: str) -> None:
    for model in OWN_LANGUAGE.values():
        less = model.evidence.probability(ORDINARY._replace(**{name: 1.0}))
        assert less < model.evidence.probability(ORDINARY)


def test_the_span_that_names_the_year_asked_for_is_told_from_that_of_another_year() -> None:
    put = asked("How many members in 2019?")

    other, right = weigh(put, [read(put, "It had 425 in 2025.", "It had 200 in 2019.", near=(0.5, 0.5))], NEAR)

    assert (other.features.other_year, right.features.other_year) == (1, 0)


def test_a_span_on_what_is_past_is_no_answer_to_what_is_to_come() -> None:
    assert of("Where is the next conference?", "It was held in Jubail.").unforeseen == 1
    assert of("Where is the next conference?", "It will be held in Jubail.").unforeseen == 0
    assert of("Where was the conference?", "It was held in Jubail.").unforeseen == 0


def test_known_questions_speak_for_the_sentence_that_they_belong_to() -> None:
    put = asked("mayor of Yala")
    has = np.array([[word in words(line) for word in put.words] for line in ("head of Yala", "schools")])
    known = KnownHere(np.array([0.8, -1], np.float32), has, has)

    first, second = weigh(put, [read(put, "She leads it.", "It has 9.", near=(0.5, 0.5), known=known)], NEAR)

    share = len({"of", "yala"} & set(put.words)) / len(put.words)
    assert first.features[-4:] == pytest.approx((0.8, 0.8 - LIKE_FROM, share, 0))
    assert second.features[-4:] == (0, 0, 0, 1)


def test_the_sentence_that_is_known_to_answer_this_very_question_wins() -> None:
    put = asked("mayor of Yala")
    none = np.zeros((2, len(put.words)), bool)
    nothing = SpanModel(SpanFeatures(*(0.0 for _ in SpanFeatures._fields)))

    def worth(like: float) -> list[float]:
        known = KnownHere(np.array([0.9, like], np.float32), none, none)
        spans = weigh(put, [read(put, "It leads.", "It has 9.", near=(0.5, 0.5), known=known)], nothing)
        return [candidate.worth for candidate in spans]

    assert worth(0.96) == [0, 0]
    assert worth(1.0)[1] > 5 > worth(1.0)[0]


def test_what_the_sentence_and_its_known_question_have_is_told_apart() -> None:
    put = asked("mayor Yala schools")
    held = np.array([[word in {"mayor", "yala"} for word in put.words]])
    evidence = read(put, "Yala runs schools.", near=(0.5,), known=KnownHere(np.array([0.6], np.float32), held, held))

    found = features(put, [evidence], weigh(put, [evidence], NEAR))

    assert [found.known, found.unasked, found.either, found.both] == pytest.approx([0.6, 0, 1, 1 / 3])


def test_near_misses_say_nothing_of_a_span_without_known_questions() -> None:
    put = replace(asked("mayor Yala schools"), like=0.5, near_miss=0.9)
    has = np.ones((1, len(put.words)), bool)

    def of(known: KnownHere) -> tuple[float, float]:
        evidence = read(put, "Yala runs schools.", near=(0.5,), known=known)
        found = features(put, [evidence], weigh(put, [evidence], NEAR))
        return found.like, found.near_miss

    assert of(KnownHere(np.array([0.4], np.float32), has, has)) == (0.5, 0.9)
    assert of(KnownHere.nothing(1, len(put.words))) == (0, 0)
