"""Which sentences are quoted, and what each is cited to."""

import numpy as np
import pytest

from kb.answer import abstain, choose, compose
from kb.evidence import Candidate, worth
from kb.messages import MESSAGES
from kb.retrieval import SentenceEvidence
from kb.types import Attribution, Document, Language, Passage, Question, Reason, Sentence, Source
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


def candidate(text: str, similarity: float, coverage: float = 0.0, turn: float | None = None) -> Candidate:
    """Return a candidate whose vector lies at the angle `turn`; each text has an angle of its own by default."""
    start = DOCUMENT.text.index(text)
    angle = start * 1.0 if turn is None else turn
    return Candidate(
        FIRST_PASSAGE if start < 10 else SECOND_PASSAGE,
        Sentence(start, start + len(text), text),
        SentenceEvidence(start, similarity, coverage),
        np.array([np.cos(angle), np.sin(angle)], np.float32),
    )


def texts(chosen: list[Candidate]) -> list[str]:
    return [c.sentence.text for c in chosen]


def test_the_worthiest_sentence_comes_first() -> None:
    one, two = candidate("One.", 0.90), candidate("Two.", 0.89, coverage=0.5)
    assert worth(two.evidence) > worth(one.evidence)

    assert texts(choose([one, two])) == ["Two.", "One."]


def test_at_most_three_are_quoted() -> None:
    four = [candidate(text, 0.9) for text in ("One.", "Two.", "Three.", "Four.")]

    assert len(choose(four)) == 3


def test_a_sentence_much_less_worth_is_left_out() -> None:
    assert texts(choose([candidate("One.", 0.9), candidate("Two.", 0.9 - 0.07), candidate("Three.", 0.9 - 0.09)])) == [
        "One.",
        "Two.",
    ]


def test_the_same_said_again_is_left_out() -> None:
    same, other = np.arccos(0.97), np.arccos(0.95)

    assert texts(choose([candidate("One.", 0.9, turn=0), candidate("Two.", 0.89, turn=same)])) == ["One."]
    assert texts(choose([candidate("One.", 0.9, turn=0), candidate("Two.", 0.89, turn=other)])) == ["One.", "Two."]


def test_one_sentence_is_chosen_and_none_of_none() -> None:
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
