"""Which spans are quoted, and what each is cited to."""

import numpy as np
import pytest

from kb.answer import abstain, choose, compose
from kb.evidence import Candidate, SpanFeatures
from kb.messages import MESSAGES
from kb.spans import Span
from kb.types import Attribution, Document, Language, Passage, Question, Reason, Source
from tests.kb.documents import SOURCE, document

SECOND = Source("https://example.org/b", "Another page", "MOE", "th")
DOCUMENT = document(
    "One. Two. Three. Four.",
    name="b.en",
    kind="original",
    sources=(SOURCE, SECOND),
    attributions=(Attribution(5, 16, 1),),
)
ASKED: dict[Language, Question] = {
    "en": Question("What?", "en", "What?"),
    "th": Question("อะไร", "th", "อะไร"),
}


def passage(number: int, start: int, end: int, doc: Document = DOCUMENT) -> Passage:
    text = doc.text[start:end]
    return Passage(f"{doc.id}.p{number}", doc.id, doc.language, doc.title, "Heading", start, end, text, page=7)


FIRST_PASSAGE, SECOND_PASSAGE = passage(1, 0, 9), passage(2, 10, 22)


def _passage_at(start: int, doc: Document) -> Passage:
    if doc is DOCUMENT:
        return FIRST_PASSAGE if start < 10 else SECOND_PASSAGE
    return passage(1, 0, len(doc.text), doc)


def candidate(text: str, worth: float, turn: float | None = None, doc: Document = DOCUMENT) -> Candidate:
    """Return a candidate whose vector lies at the angle `turn`; each text has an angle of its own by default."""
    start = doc.text.index(text)
    angle = start * 1.0 if turn is None else turn
    return Candidate(
        passage=_passage_at(start, doc),
        span=Span(start, start + len(text), text, range(1), range(1)),
        features=SpanFeatures(0, 0, 0, 0, 0, 0, 0),
        worth=worth,
        vectors=np.array([[np.cos(angle), np.sin(angle)]], np.float32),
    )


def texts(chosen: list[Candidate]) -> list[str]:
    return [c.span.text for c in chosen]


def test_the_worthiest_span_comes_first() -> None:
    assert texts(choose([candidate("One.", 2.0), candidate("Two.", 2.5)])) == ["Two.", "One."]


def test_at_most_four_are_quoted() -> None:
    doc = document("A one. B two. C three. D four. E five.", name="c.en")
    five = [candidate(text, 1.0, doc=doc) for text in ("A one.", "B two.", "C three.", "D four.", "E five.")]

    assert len(choose(five)) == 4


def test_a_span_much_less_worth_is_left_out() -> None:
    assert texts(choose([candidate("One.", 3.0), candidate("Two.", 0.1), candidate("Three.", -0.1)])) == [
        "One.",
        "Two.",
    ]


def test_the_same_said_again_is_left_out() -> None:
    same, other = np.arccos(0.97), np.arccos(0.95)

    assert texts(choose([candidate("One.", 2, turn=0), candidate("Two.", 1, turn=same)])) == ["One."]
    assert texts(choose([candidate("One.", 2, turn=0), candidate("Two.", 1, turn=other)])) == ["One.", "Two."]


def test_a_span_that_overlaps_a_chosen_one_is_left_out() -> None:
    assert texts(choose([candidate("Three. Four.", 2.0), candidate("Four.", 1.0)])) == ["Three. Four."]


CONFLICT = document("In 2019 it had 170 members.\nIn 2025 it had 425 members.\nIt is a network.", name="d.en")


def test_of_the_same_statement_with_other_figures_the_latest_comes_first_and_both_are_shown() -> None:
    old, new = "In 2019 it had 170 members.", "In 2025 it had 425 members."
    network = candidate("It is a network.", 1.5, turn=2.0, doc=CONFLICT)

    chosen = choose([candidate(old, 2.0, 0.0, CONFLICT), network, candidate(new, 1.0, 0.1, CONFLICT)])

    assert texts(chosen) == [new, old, "It is a network."]


def test_a_later_year_in_another_statement_does_not_come_first() -> None:
    old, new = "In 2019 it had 170 members.", "In 2025 it had 425 members."

    chosen = choose([candidate(old, 2.0, 0.0, CONFLICT), candidate(new, 1.0, 1.5, CONFLICT)])

    assert texts(chosen) == [old, new]


def test_one_span_is_chosen_and_none_of_none() -> None:
    assert texts(choose([candidate("One.", -1.0)])) == ["One."]
    assert choose([]) == []


def test_each_sentence_is_cited_to_the_source_behind_it() -> None:
    chosen = [candidate("Two.", 0.9), candidate("One.", 0.85)]

    answer = compose(ASKED["en"], chosen, {"b.en": DOCUMENT}, "high", [FIRST_PASSAGE])

    assert [s.text for s in answer.sentences] == ["Two.", "One."]
    assert [s.citations for s in answer.sentences] == [(1,), (2,)]
    assert answer.text == "Two. One."
    assert [(c.number, c.quote, c.start, c.end, c.source) for c in answer.citations] == [
        (1, "Two.", 5, 9, SECOND),
        (2, "One.", 0, 4, SOURCE),
    ]
    first = answer.citations[0]
    assert (first.document_id, first.passage_id, first.kind, first.language) == ("b.en", "b.en.p1", "original", "en")
    assert (first.document_title, first.heading, first.page) == ("A title", "Heading", 7)
    assert (answer.status, answer.reason, answer.confidence, answer.message) == ("answered", None, "high", None)


def test_a_cited_passage_that_is_not_among_the_first_is_added_once() -> None:
    chosen = [candidate("Three.", 0.9), candidate("Four.", 0.9)]

    answer = compose(ASKED["en"], chosen, {"b.en": DOCUMENT}, "high", [FIRST_PASSAGE])

    assert answer.passages == (FIRST_PASSAGE, SECOND_PASSAGE)


def test_sentences_in_the_other_language_come_with_a_note_in_the_asker_s() -> None:
    answer = compose(ASKED["th"], [candidate("One.", 0.9)], {"b.en": DOCUMENT}, "medium", [])

    assert answer.language == "en"
    assert answer.message == MESSAGES["other_language"]["th"]


@pytest.mark.parametrize("reason", ["no_evidence", "unsupported_language", "too_vague", "small_talk"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_an_abstention_says_why_in_the_asker_s_language(reason: Reason, language: Language) -> None:
    answer = abstain(ASKED[language], reason, ["Another?"], [FIRST_PASSAGE])

    assert (answer.status, answer.reason, answer.message) == ("abstained", reason, MESSAGES[reason][language])
    assert (answer.sentences, answer.citations, answer.confidence, answer.language) == ((), (), None, None)
    assert answer.suggestions == ("Another?",)
    assert answer.passages == (FIRST_PASSAGE,)
