"""Sentences that can be quoted."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kb.text.sentences import split_sentences

PIECES = [
    "เมืองแห่งการเรียนรู้ส่งเสริมการเรียนรู้ตลอดชีวิต", "กระทรวงศึกษาธิการประกาศ", "และ", "ซึ่ง", "พ.ศ.", "๒๕๖๒", "(", ")", "“",
    "”", "น้ำ", "ครับ", "ค่ะ", "ฯลฯ", "Cities learn.", "Dr.", "e.g.", "U.N.", "Why?", "…", "1.", "GNLC",
]  # fmt: skip


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", "", "  ", "\n"]), st.integers(0, 99))
def test_spans_are_true_in_order_and_leave_only_space_between(pieces: list[str], gap: str, start: int) -> None:
    text = gap.join(pieces)

    at = 0
    for sentence in split_sentences(text, start):
        low, high = sentence.start - start, sentence.end - start
        assert text[low:high] == sentence.text == sentence.text.strip() != ""
        assert low >= at
        assert not text[at:low].strip()
        at = high
    assert not text[at:].strip()


@given(st.text(st.sampled_from("กขคงเแโัิุู่้์ำาๆฯ   \nab.()“”1๒") | st.characters(), max_size=600))
def test_any_text_is_covered(text: str) -> None:
    found = "".join(sentences(text))

    assert "".join(found.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cities learn. People too! Why? Yes.", ["Cities learn.", "People too!", "Why?", "Yes."]),
        ("He said “Learn.” Then he left.", ["He said “Learn.”", "Then he left."]),
        ("Dr. Smith of the U.N. spoke. All listened.", ["Dr. Smith of the U.N. spoke.", "All listened."]),
        ("See e.g. Bangkok. It joined.", ["See e.g. Bangkok.", "It joined."]),
        ("It grew by 3.5 percent. Good.", ["It grew by 3.5 percent.", "Good."]),
        ("A list (First. Second.) goes on. End.", ["A list (First. Second.) goes on.", "End."]),
    ],
)
def test_english_ends_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_line_break_ends_a_sentence() -> None:
    assert sentences("เมืองหนึ่ง\nเมืองสอง") == ["เมืองหนึ่ง", "เมืองสอง"]


def test_a_short_thai_line_is_one_sentence() -> None:
    line = "ยะลาเข้าร่วมเครือข่าย GNLC เมื่อ พ.ศ. 2567 และ เชียงใหม่เข้าร่วมเมื่อ พ.ศ. 2562"

    assert sentences(line) == [line]


def test_a_long_thai_paragraph_is_cut_at_spaces_and_never_within_brackets() -> None:
    text = " ".join(
        f"เมืองที่ {n} จัดการเรียนรู้ตลอดชีวิตให้ประชาชนทุกวัย (ทั้งในโรงเรียน และ นอกโรงเรียน) อย่างต่อเนื่องครับ" for n in range(30)
    )

    found = sentences(text)

    assert len(found) > 5
    assert all(sentence.count("(") == sentence.count(")") for sentence in found)


def test_a_thai_run_without_spaces_is_not_cut() -> None:
    assert sentences("การเรียนรู้" * 400) == ["การเรียนรู้" * 400]


@pytest.mark.parametrize("text", ["", " ", "\n\n "])
def test_a_blank_paragraph_has_no_sentence(text: str) -> None:
    assert sentences(text) == []
