"""Every sentence about a file exists in both languages, with the same values, and is said in the locale's."""

import re
from pathlib import Path
from string import Formatter

import pytest

from indexer.readers import read_file
from indexer.readers.messages import SENTENCES, refusal, sentence
from kb.errors import DocumentError
from tests.indexer.readers.office import write

PARTS = {  # of sentences, no sentences themselves
    "front_matter_name", "declares", "byte", "compression", "word_file", "odt_file", "page_was", "pages_were",
    "more_pages",
}  # fmt: skip


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", SENTENCES)
def test_both_languages_say_the_same(key: str) -> None:
    english, thai = SENTENCES[key]["en"], SENTENCES[key]["th"]
    assert names(english) == names(thai)
    assert key in PARTS or english.endswith(".")
    assert not re.search("[ก-๛]", english)
    assert re.search("[ก-๛]", thai)
    assert not thai.endswith(".")


def test_a_refusal_is_said_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.th\.pdf is not a PDF") as raised:
        read_file(write(tmp_path, "a.th.pdf", b"no pdf"))

    assert "a.th.pdf ไม่ใช่ PDF" in raised.value.told.th


def test_a_refusal_is_a_document_error_with_its_values() -> None:
    assert isinstance(refusal("encrypted", name="a.pdf"), DocumentError)
    assert (
        str(refusal("too_long", name="a.txt", limit=1000)) == "a.txt is longer than 1,000 bytes. Split it into parts."
    )


def test_an_unknown_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        sentence("no such key")
