"""What `gnlc-index check` finds in a corpus."""

from pathlib import Path

from indexer.check import LONGEST_SENTENCE, check_corpus, facts

FRONT = """---
title: {title}
language: {language}
kind: digest
publisher: UIL
updated: "2026-01-01"
sources:
  - url: {url}
    title: Page
    publisher: UIL
    language: en
---

"""
URL = "https://uil.unesco.org/page"


def rules(folder: Path, english: str, thai: str | None = None, url: str = URL) -> list[str]:
    """Write a pair of articles (or the English one alone) and return the rules that it breaks."""
    (folder / "a.en.md").write_text(FRONT.format(title="City", language="en", url=url) + english, "utf-8")
    if thai is not None:
        (folder / "a.th.md").write_text(FRONT.format(title="เมือง", language="th", url=URL) + thai, "utf-8")
    return [finding.rule for finding in check_corpus(folder)]


def test_a_pair_that_says_the_same_in_both_eras_is_clean(tmp_path: Path) -> None:
    assert rules(tmp_path, "Phuket joined in 2020. [^1]", "ภูเก็ตเข้าร่วมเมื่อ พ.ศ. 2563 [^1]") == []


def test_a_number_of_one_language_only_is_found(tmp_path: Path) -> None:
    assert rules(tmp_path, "Phuket has 3 parks. [^1]", "ภูเก็ตมีสวน 4 แห่ง [^1]") == ["only_here", "only_here"]


def test_an_article_without_its_pair_is_found(tmp_path: Path) -> None:
    assert rules(tmp_path, "Phuket is a city. [^1]") == ["unpaired"]


def test_a_sentence_that_cannot_stand_alone_is_found(tmp_path: Path) -> None:
    assert "pronoun" in rules(tmp_path, "It is a city. [^1]", "ภูเก็ตเป็นเมือง [^1]")


def test_a_publisher_at_another_host_is_found(tmp_path: Path) -> None:
    assert "publisher" in rules(tmp_path, "Phuket is a city. [^1]", "ภูเก็ตเป็นเมือง [^1]", "https://example.org/page")


def test_a_sentence_too_long_to_quote_is_found(tmp_path: Path) -> None:
    assert "long_sentence" in rules(tmp_path, "City " * (LONGEST_SENTENCE // 5 + 1) + "[^1]", "เมือง [^1]")


def test_a_word_that_no_dictionary_has_is_found_unless_it_is_listed(tmp_path: Path) -> None:
    assert "unknown_word" in rules(tmp_path, "Nuea city. [^1]", "เมืองฮฟฮฟฮฟ [^1]")

    listed = tmp_path / "listed"
    listed.mkdir()
    (listed / "words.txt").write_text("ฮฟฮฟฮฟ\n", "utf-8")
    assert "unknown_word" not in rules(listed, "Nuea city. [^1]", "เมืองฮฟฮฟฮฟ [^1]")


def test_an_unreadable_file_is_found(tmp_path: Path) -> None:
    assert rules(tmp_path, "Phuket is a city. [^9]", "ภูเก็ตเป็นเมือง [^1]") == ["refused", "unpaired"]


def test_facts_are_numbers_in_one_era_without_separators() -> None:
    assert facts("พ.ศ. ๒๕๖๓ มี 1,234 แห่ง") == {"2020", "1234"}
