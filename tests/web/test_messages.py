"""Every sentence of the pages is there in both languages, and every one that a template asks for is there."""

import re
from string import Formatter

import pytest

from kb.types import Language
from tests.serving import ROOT
from web.messages import MESSAGES, PUBLISHERS, publisher_name, text


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("table", [MESSAGES, PUBLISHERS])
def test_both_languages_say_each_sentence_with_the_same_places_to_fill(table: dict[str, dict[Language, str]]) -> None:
    for sentences in table.values():
        assert list(sentences) == ["th", "en"]
        assert all(sentence.strip() == sentence != "" for sentence in sentences.values())
        assert _places(sentences["th"]) == _places(sentences["en"])


def test_each_is_in_its_language_but_the_name_of_the_other() -> None:
    for key, sentences in MESSAGES.items():
        thai, english = (re.search("[ก-๛]", sentences[language]) is not None for language in ("th", "en"))
        assert (thai, english) == ((False, True) if key == "other_language" else (True, False)), key


def test_the_templates_ask_for_every_sentence_and_for_no_other() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web" / "templates").glob("*.html"))
    asked = set(re.findall(r"""\bt\(["'](\w+)["'][,)]""", templates))
    # Asked for by a name made at hand: t("confidence_" + …), t(key), t(citation.kind), t(field + "_" + …).
    begun = ("error_", "kind_", *re.findall(r"""\bt\(["'](\w+_)["'] \+""", templates))
    asked |= {key for key in MESSAGES if key.startswith(begun)}
    asked |= {"about", "digest", "original"}
    asked |= (
        set(re.findall(r'"(\w+)"', " ".join(re.findall(r"{% for key in \(([^)]*)\)", templates)))) & MESSAGES.keys()
    )
    assert asked <= MESSAGES.keys()
    assert MESSAGES.keys() - asked == set(), "no page says these"


def test_publishers_are_spelled_out_and_others_stay_as_they_are() -> None:
    assert publisher_name("UIL", "en") == "UNESCO Institute for Lifelong Learning (UIL)"
    assert publisher_name("MOE", "th") == "กระทรวงศึกษาธิการ (MOE)"
    assert publisher_name("Equitable Education Fund", "th") == "Equitable Education Fund"


def test_a_key_that_no_table_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        text("nothing", "en")


def test_fills_its_places() -> None:
    assert text("source_number", "th", number=2) == "อ้างอิง 2"
