"""Every sentence of the widget is there in both languages, and every one that is asked for is there."""

import re
from string import Formatter

import pytest

from tests.serving import ROOT
from web.widget.assets import read_assets
from web.widget.embed import newest_loader
from web.widget.messages import MESSAGES, text


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_say_each_sentence_with_the_same_places_to_fill() -> None:
    for key, sentences in MESSAGES.items():
        assert list(sentences) == ["th", "en"]
        assert all(sentence.strip() == sentence != "" for sentence in sentences.values())
        assert _places(sentences["th"]) == _places(sentences["en"])
        thai, english = (re.search("[ก-๛]", sentences[language]) is not None for language in ("th", "en"))
        assert (thai, english) == ((False, True) if key == "other_language" else (True, False)), key


def test_every_sentence_is_asked_for_and_no_other() -> None:
    templates = "".join(p.read_text("utf-8") for p in (ROOT / "web" / "widget" / "templates").glob("*.html"))
    scripts = "".join(asset.content.decode() for asset in read_assets("static").values())
    asked = set(re.findall(r"""\bt\(["'](\w+)["'][,)]""", templates)) | set(re.findall(r"say\('(\w+)'[,)]", scripts))
    # Asked for by a name that is made: say(`quote_${…}`), say(citation.kind), say(failure.key), say(refusal), say(key).
    asked |= {"confidence_high", "confidence_medium", "quote_th", "quote_en", "digest", "original"}
    asked |= {"reason_wrong", "reason_incomplete", "reason_source", "reason_language", "reason_other"}
    asked |= {key for key in MESSAGES if re.search(rf"'{key}'", scripts)}
    assert asked == MESSAGES.keys()


def test_the_loader_says_the_same_things_in_both_languages() -> None:
    table = re.search(r"const TEXT = \{(.*?)\n  \};", newest_loader().content.decode(), re.DOTALL)
    assert table
    languages = dict(re.findall(r"(\w+): \{(.*?)\n    \}", table[1], re.DOTALL))
    said = {language: dict(re.findall(r"(\w+): '([^']+)'", sentences)) for language, sentences in languages.items()}
    assert list(said) == ["th", "en"]
    assert said["th"].keys() == said["en"].keys() == {"ask", "title", "close", "loading", "failed", "retry"}
    assert all(re.search("[ก-๛]", sentence) for sentence in said["th"].values())
    assert not any(re.search("[ก-๛]", sentence) for sentence in said["en"].values())
    assert {language: said[language]["title"] for language in said} == MESSAGES["title"]


def test_fills_its_places_and_knows_its_keys() -> None:
    assert text("page", "th", page=2) == "หน้า 2"
    with pytest.raises(KeyError):
        text("nothing", "en")
