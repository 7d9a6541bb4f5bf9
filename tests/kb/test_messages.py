"""The table of fixed sentences: whole in both languages."""

from string import Formatter
from typing import get_args

import pytest

from kb.messages import MESSAGES, message
from kb.text.normalize import language_of, normalize
from kb.types import LANGUAGES, Reason


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_it_with_the_same_placeholders(key: str) -> None:
    assert set(MESSAGES[key]) == set(LANGUAGES)
    assert placeholders(MESSAGES[key]["th"]) == placeholders(MESSAGES[key]["en"])


@pytest.mark.parametrize("key", MESSAGES)
def test_each_language_is_written_in_its_own_script_and_normal_form(key: str) -> None:
    for language in LANGUAGES:
        text = MESSAGES[key][language]
        assert language_of(text) == language
        assert text == normalize(text)


@pytest.mark.parametrize("reason", get_args(Reason))
def test_every_reason_to_abstain_has_its_sentences(reason: str) -> None:
    assert reason in MESSAGES


def test_placeholders_are_filled() -> None:
    assert "2,500" in message("question_too_long", "en", length="2,500", limit="2,000")


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        message("nobody_says_this", "th")
