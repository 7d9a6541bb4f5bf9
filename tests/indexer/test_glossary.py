"""One file of terms -> a document in each language."""

from pathlib import Path

import pytest

from indexer.glossary import read_glossary
from kb.errors import DocumentError
from kb.types import Term

HEAD = """title = { en = "Glossary", th = "อภิธานศัพท์" }
publisher = "MOE"
updated = "2026-11-23"
license = "CC-BY-SA-4.0"
questions = { th = ["GNLC คืออะไร"] }
"""
SOURCES = """
[[source]]
id = "uil"
url = "https://example.org/uil"
title = "UIL"
publisher = "UIL"
language = "en"
[[source]]
id = "moe"
url = "https://example.org/moe"
title = "MOE"
publisher = "MOE"
language = "th"
"""
TERMS = """
[[term]]
en = ["learning city", "city of learning"]
th = ["เมืองแห่งการเรียนรู้", "เมืองเรียนรู้", "นครแห่งการเรียนรู้"]
definition = { en = "A city that learns.", th = "เมืองที่เรียนรู้" }
source = "moe"
kind = "idea"
[[term]]
en = ["focal point"]
th = ["ผู้ประสานงาน"]
source = "uil"
working = true
"""


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "glossary.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_each_language_has_its_document(tmp_path: Path) -> None:
    thai, english = read_glossary(write(tmp_path, HEAD + SOURCES + TERMS))

    assert (thai.id, thai.title, thai.language, thai.kind) == ("glossary.th", "อภิธานศัพท์", "th", "digest")
    assert (english.id, english.title, english.language) == ("glossary.en", "Glossary", "en")
    assert (thai.questions, english.questions) == (("GNLC คืออะไร",), ())


def test_a_term_is_a_heading_in_both_languages_with_its_definition(tmp_path: Path) -> None:
    thai, english = read_glossary(write(tmp_path, HEAD + SOURCES + TERMS))

    assert english.text.split("\n\n")[:2] == ["learning city (เมืองแห่งการเรียนรู้)", "A city that learns."]
    assert thai.text.split("\n\n")[:2] == ["เมืองแห่งการเรียนรู้ (learning city)", "เมืองที่เรียนรู้"]
    assert english.blocks[0].level == 2


def test_a_term_without_a_definition_is_told_by_its_name_in_the_other_language(tmp_path: Path) -> None:
    terms = TERMS.replace("working = true", "").replace("definition", "# definition")

    thai, english = read_glossary(write(tmp_path, HEAD + SOURCES + terms))

    assert english.text.split("\n\n")[3] == "The Thai term for “focal point” is ผู้ประสานงาน."
    assert thai.text.split("\n\n")[3] == "คำว่า “ผู้ประสานงาน” ในภาษาอังกฤษคือ focal point"


def test_a_working_translation_says_that_it_is_one(tmp_path: Path) -> None:
    thai, english = read_glossary(write(tmp_path, HEAD + SOURCES + TERMS))

    assert "คำแปลชั่วคราว" in thai.text.split("\n\n")[3]
    assert "not an official term" in english.text.split("\n\n")[3]


def test_both_documents_carry_the_terms_by_which_questions_are_understood(tmp_path: Path) -> None:
    for document in read_glossary(write(tmp_path, HEAD + SOURCES + TERMS)):
        assert document.terms == (
            Term(("เมืองแห่งการเรียนรู้", "เมืองเรียนรู้", "นครแห่งการเรียนรู้"), ("learning city", "city of learning"), "idea"),
            Term(("ผู้ประสานงาน",), ("focal point",)),
        )


def test_every_entry_is_supported_by_its_term_s_source(tmp_path: Path) -> None:
    for document in read_glossary(write(tmp_path, HEAD + SOURCES + TERMS)):
        for text, title in ((document.blocks[1], "MOE"), (document.blocks[3], "UIL")):
            assert document.source_at(text.start, text.end).title == title


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEAD + SOURCES + TERMS.replace('"moe"', '"nobody"'), "names sources that it does not list: nobody"),
        (HEAD.replace(', th = "อภิธานศัพท์"', "") + SOURCES + TERMS, "title"),
        (HEAD.replace("2026-11-23", "last week") + SOURCES + TERMS, "updated"),
        (HEAD + SOURCES, "term"),
        (HEAD + SOURCES + TERMS.replace('["focal point"]', "[]"), "en"),
        (HEAD + SOURCES.replace("https://example.org/moe", "javascript:x") + TERMS, "javascript:x"),
        (HEAD + SOURCES + TERMS + "colour = 1\n", "colour"),
        ("title = ", "glossary.toml"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(DocumentError, match=r"glossary\.toml") as caught:
        list(read_glossary(write(tmp_path, content)))

    assert why in str(caught.value)
