"""Runs of characters that a question and a text share."""

from math import log

import pytest

from kb.characters import shared, shared_by_rarity


def test_the_share_counts_distinct_runs_without_regard_to_case() -> None:
    assert shared("abcd", "xABCx") == pytest.approx(1 / 2)
    assert shared("abcabc", "abc") == pytest.approx(1 / 3)


def test_no_run_goes_over_a_space() -> None:
    assert shared("ab cd", "b c") == 0
    assert shared("abc def", "abc") == pytest.approx(1 / 4)


def test_a_text_of_the_question_s_own_words_shares_everything() -> None:
    assert shared("เมืองแห่งการเรียนรู้", "คือ เมืองแห่งการเรียนรู้ ของไทย") == 1


def test_a_rare_run_weighs_more_than_a_common_one() -> None:
    common, rare = log(4 / 3.5), log(4 / 1.5)

    shares = shared_by_rarity("abc xyz", ["abc xyz", "abc", "abc"])

    # "abc", "xyz", and the runs that begin or end with the space: "bc " no text but the first has, nor " xy".
    edge = log(4 / 1.5)
    assert shares == pytest.approx([1, common / (common + rare + 2 * edge), common / (common + rare + 2 * edge)])


@pytest.mark.parametrize("question", ["", "a", "ab"])
def test_a_question_too_short_for_a_run_shares_nothing(question: str) -> None:
    assert shared(question, "abc") == 0
    assert shared_by_rarity(question, ["abc", ""]) == [0, 0]


def test_no_texts_have_no_shares() -> None:
    assert shared_by_rarity("abc", []) == []
