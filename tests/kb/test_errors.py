"""What errors say: in both languages, with the same values, under a stable code."""

from string import Formatter

import pytest

from kb.errors import SENTENCES, IndexMissing, KnowledgeBaseError, Table, Told, told, told_from
from kb.types import LANGUAGES


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_say_it_with_the_same_values(code: str) -> None:
    assert set(SENTENCES[code]) == set(LANGUAGES)
    assert placeholders(SENTENCES[code]["th"]) == placeholders(SENTENCES[code]["en"])
    assert any("ก" <= letter <= "ฮ" for letter in SENTENCES[code]["th"])


def test_an_error_has_its_code_and_a_sentence_in_each_language() -> None:
    error = IndexMissing(told("index_missing", folder="/a"))

    assert error.code == "index_missing"
    assert str(error) == error.told.to("en") == SENTENCES["index_missing"]["en"].format(folder="/a")
    assert error.told.to("th") == SENTENCES["index_missing"]["th"].format(folder="/a")


def test_a_plain_sentence_is_the_same_in_both() -> None:
    error = KnowledgeBaseError("As it is {x}.")

    assert (error.code, error.told.th, error.told.en) == ("problem", "As it is {x}.", "As it is {x}.")


def test_a_sentence_within_a_sentence_is_in_the_language_of_the_whole() -> None:
    table: Table = {"whole": {"th": "เพราะ {why}", "en": "Because {why}"}}

    assert told_from(table, "whole", why=Told("part", "ไม่มี", "none")) == Told("whole", "เพราะ ไม่มี", "Because none")


def test_an_unknown_code_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        told("nonsense")
