"""What can be quoted of a passage."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kb.spans import LONGEST, cut, spans
from kb.text.sentences import split_sentences
from kb.types import Kind, Language, Passage, Sentence

START = 40


def passage(text: str, kind: Kind = "original", language: Language = "en") -> Passage:
    return Passage("a.p1", "a", language, "", "", START, START + len(text), text, kind=kind)


def sentences(*texts: str) -> tuple[str, list[Sentence]]:
    joined = " ".join(texts)
    found, at = [], 0
    for text in texts:
        at = joined.index(text, at)
        found.append(Sentence(START + at, START + at + len(text), text))
        at += len(text)
    return joined, found


def quoted(*texts: str, kind: Kind = "original", language: Language = "en") -> list[str]:
    joined, found = sentences(*texts)
    return [span.text for span in spans(passage(joined, kind, language), found)]


def test_a_digest_is_quoted_line_by_line() -> None:
    assert quoted("One is here.", "Two is there.", "x" * 300, kind="digest") == [
        "One is here.",
        "Two is there.",
        "x" * 300,
    ]


def test_neighbouring_sentences_of_an_original_are_quoted_together_while_there_is_room() -> None:
    long = "L" * (LONGEST - 5)

    assert quoted("One is.", "Two is.", long) == ["One is.", "One is. Two is.", "Two is.", long]


def test_a_sentence_that_refers_back_is_quoted_only_with_the_one_before_even_if_that_is_long() -> None:
    first, second = "The network was founded. " + "a" * LONGEST, "It has members."

    assert quoted(first, second) == [first, f"{first} {second}"]


@pytest.mark.parametrize("opening", ["โครงการดังกล่าวมีเมืองร่วม", "เขาเป็นนายกเทศมนตรี"])
def test_thai_that_refers_back_is_quoted_only_with_the_one_before(opening: str) -> None:
    assert quoted("เชียงรายเริ่มก่อน", opening, language="th") == ["เชียงรายเริ่มก่อน", f"เชียงรายเริ่มก่อน {opening}"]


def test_a_passage_that_begins_with_a_reference_is_quoted_all_the_same() -> None:
    assert quoted("It has members.") == ["It has members."]


def test_a_long_thai_sentence_is_cut_at_spaces_and_never_opens_with_a_word_that_continues() -> None:
    phrases = ["เมืองแห่งการเรียนรู้" * 3, "ซึ่งมีสมาชิกทั่วโลก" * 3, "ยูเนสโกตั้งเครือข่าย" * 3]
    sentence = " ".join(phrases)

    found = quoted(sentence, language="th")

    assert found == [f"{phrases[0]} {phrases[1]}", phrases[2]]
    assert cut(sentence, passage(sentence, "digest", "th")) == [sentence]


def test_the_items_of_a_list_come_whole_with_what_announces_them() -> None:
    items = [f"{n}. item number {n} of the list, with some words to make it long" for n in range(1, 13)]

    found = quoted("There are twelve areas:", *items, "Afterwards.")

    assert found[0] == " ".join(["There are twelve areas:", *items])


def test_what_ends_with_a_colon_without_items_is_no_list() -> None:
    assert quoted("There are areas:", "Others follow.")[:2] == ["There are areas:", "There are areas: Others follow."]


@given(st.text(st.sampled_from("กขคา่ .IthisA1)\n"), max_size=400), st.sampled_from(["th", "en"]))
def test_a_span_is_a_stretch_of_its_passage_over_the_sentences_and_pieces_it_names(
    text: str, language: Language
) -> None:
    found = split_sentences(text, START)
    whole = passage(text, language=language)

    pieces = sum(len(cut(sentence.text, whole)) for sentence in found)
    for span in spans(whole, found):
        assert span.text == text[span.start - START : span.end - START] == span.text.strip()
        covered = [found[at] for at in span.sentences]
        assert covered[0].start <= span.start < covered[0].end
        assert covered[-1].start < span.end <= covered[-1].end
        assert 0 <= span.pieces.start < span.pieces.stop <= pieces
    assert bool(spans(whole, found)) == bool(found)


def test_no_sentences_have_no_spans() -> None:
    assert spans(passage(""), []) == []
