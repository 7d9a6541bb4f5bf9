"""What the passages of a build hold in words and names."""

from pathlib import Path

import pytest

from kb.errors import IndexDamaged
from kb.types import Term
from kb.vocabulary import FILE, Vocabulary

TERM = Term(("เชียงราย", "เทศบาลนครเชียงราย"), ("Chiang Rai",), "place")
VOCABULARY = Vocabulary.of(
    [("th", "เทศบาลนครเชียงราย และเชียงราย (Chiang Rai)"), ("en", "Chiang Rai joined. Chiang Rai!"), ("en", "Nothing")],
    [TERM, TERM],
    ["Who joined?"],
)


def test_counts_words_as_they_are_written() -> None:
    assert VOCABULARY.words["Chiang"] == 3
    assert VOCABULARY.words["joined"] == 2
    assert VOCABULARY.words["และ"] == 1
    assert VOCABULARY.words["Who"] == 1
    assert "chiang" not in VOCABULARY.words


def test_counts_the_passages_that_hold_a_name_alone_or_in_a_longer_one() -> None:
    assert VOCABULARY.names == {
        "th": {"เทศบาลนครเชียงราย": 1, "เชียงราย": 1, "Chiang Rai": 1},
        "en": {"Chiang Rai": 1},
    }
    assert VOCABULARY.terms == (TERM,)


def test_opens_what_was_saved(tmp_path: Path) -> None:
    VOCABULARY.save(tmp_path)
    assert Vocabulary.open(tmp_path) == VOCABULARY


@pytest.mark.parametrize("content", [None, "{", "[]", '{"words": {}}'])
def test_a_file_that_cannot_be_read_is_refused_with_the_way_out(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"vocabulary\.json .* gnlc-index build"):
        Vocabulary.open(tmp_path)
