"""Markdown -> Document."""

from pathlib import Path

import pytest

from indexer.readers.markdown import markdown_parts, read_markdown
from kb.types import Attribution, Block
from tests.kb.documents import markdown

TWO_SOURCES = """---
title: A title
language: en
kind: digest
publisher: UIL
license: CC-BY-SA-4.0
updated: "2026-11-23"
questions: [What is it?]
sources:
  - {url: "https://example.org/1", title: One, publisher: UIL, language: en, date: "2013~"}
  - {url: "https://example.org/2", title: Two, publisher: MOE, language: th, via: studylib}
---

"""


def read(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "a.en.md"
    path.write_text(content, encoding="utf-8")
    return path


def test_headings_and_paragraphs_are_blocks_of_the_text(tmp_path: Path) -> None:
    document = read_markdown(read(tmp_path, markdown("# One\n\nFirst line.\nSecond line.\n\n### Three\n\nLast.")))

    assert document.text == "One\n\nFirst line.\nSecond line.\n\nThree\n\nLast."
    texts = [(document.text[b.start : b.end], b.level) for b in document.blocks]
    assert texts == [("One", 1), ("First line.\nSecond line.", 0), ("Three", 3), ("Last.", 0)]


def test_front_matter_describes_the_document(tmp_path: Path) -> None:
    document = read_markdown(read(tmp_path, TWO_SOURCES + "Text."))

    assert (document.id, document.title, document.language, document.kind) == ("a.en", "A title", "en", "digest")
    assert (document.publisher, document.license, document.updated) == ("UIL", "CC-BY-SA-4.0", "2026-11-23")
    assert document.questions == ("What is it?",)
    assert [(s.title, s.date, s.via) for s in document.sources] == [("One", "2013~", None), ("Two", None, "studylib")]


def test_a_marker_leaves_the_text_and_supports_its_line_and_those_above_without_one(tmp_path: Path) -> None:
    document = read_markdown(read(tmp_path, TWO_SOURCES + "First.\nSecond. [^2]\nThird.[^1]\nFourth.\n\nFifth. [^2]"))

    assert document.text == "First.\nSecond.\nThird.\nFourth.\n\nFifth."
    first, third, fifth = document.text.index("F"), document.text.index("Third."), document.text.index("Fifth.")
    spans = [(a.source, document.text[a.start : a.end].strip()) for a in document.attributions]
    assert spans == [(1, "First.\nSecond."), (0, "Third."), (1, "Fifth.")]
    assert document.source_at(first, first + 6).title == "Two"
    assert document.source_at(third, third + 6).title == "One"
    assert document.source_at(fifth, fifth + 6).title == "Two"
    fourth = document.text.index("Fourth.")
    assert document.source_at(fourth, fourth + 7) == document.sources[0]


def test_attributions_point_into_the_text(tmp_path: Path) -> None:
    document = read_markdown(read(tmp_path, TWO_SOURCES + "# H\n\nน้ำ 🏙 [^1]"))

    assert document.attributions == (Attribution(3, 8, 0),)
    assert document.blocks == (Block(0, 1, 1), Block(3, 8, 0))


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("[a link](https://example.org) and *emphasis*, **strong** `code`", ["a link and emphasis, strong code"]),
        ("![the alt text](picture.png) after", ["the alt text after"]),
        ("a <b>bold</b> word<br>on", ["a bold wordon"]),
        ("<script>alert(1)</script>", []),
        ("fish &amp; chips \\* &#3648;", ["fish & chips * เ"]),
        ("- one\n- two\n  - three", ["one", "two", "three"]),
        ("1. one\n2. two", ["one", "two"]),
        ("> quoted\n> on", ["quoted\non"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |  |", ["a · b", "1 · 2", "3"]),
        ("```\nkept  as is\n```", ["kept as is\n"]),
        ("น\u0e4d\u0e49า\u200bใส", ["น้ำใส"]),
        ("a\n\n***\n\nb", ["a", "b"]),
        ("", []),
    ],
)
def test_only_the_text_is_left(source: str, texts: list[str]) -> None:
    assert [part.text for part in markdown_parts(source)] == texts


def test_levels_are_those_of_the_headings() -> None:
    parts = list(markdown_parts("# 1\n\n## 2\n\nSetext\n---\n\n###### 6\n\ntext"))

    assert [(part.text, part.level) for part in parts] == [("1", 1), ("2", 2), ("Setext", 2), ("6", 6), ("text", 0)]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    content = markdown("# One\n\nFirst.\nSecond.")
    plain = read_markdown(read(tmp_path, content))
    (tmp_path / "a.en.md").write_bytes(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())

    assert read_markdown(tmp_path / "a.en.md") == plain
