from pathlib import Path

import pytest

from indexer.fetch.catalogue import near_ids, read_catalogue
from kb.errors import DocumentError

ROOT = Path(__file__).parents[3]
ENTRY = """
[[original]]
id = "guide-2020"
title = "Guide"
publisher = "UIL"
language = ["en"]
url = "https://example.org/guide.pdf"
kind = "pdf"
"""


def test_the_catalogue_of_the_product_is_read() -> None:
    catalogue = read_catalogue(ROOT / "corpus" / "originals.toml")
    assert len(catalogue) > 40
    first = next(original for original in catalogue if original.id == "guiding-documents-2015")
    assert (first.publisher, first.year, first.language[0], first.via) == ("UIL", 2015, "en", "SlideLegend")


def test_unknown_ids_have_near_ones() -> None:
    catalogue = read_catalogue(ROOT / "corpus" / "originals.toml")
    assert near_ids("guidlines-2015", catalogue)[0] == "guidelines-2015"
    assert near_ids("ไม่มี", catalogue) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (ENTRY.replace('"guide-2020"', '"../guide"'), "original.0.id"),
        (ENTRY.replace('"guide-2020"', '"guide.en"'), "original.0.id"),
        (ENTRY.replace('"Guide"', '""'), "original.0.title"),
        (ENTRY.replace('["en"]', "[]"), "original.0.language"),
        (ENTRY.replace('kind = "pdf"', 'kind = "exe"'), "original.0.kind"),
        (ENTRY + 'colour = "red"\n', "original.0.colour"),
        (ENTRY + ENTRY, "more than once: guide-2020"),
        ("[[original", "cannot be read"),
    ],
)
def test_a_wrong_catalogue_is_named_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "originals.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"originals\.toml") as problem:
        read_catalogue(path)
    assert says in str(problem.value)


def test_a_missing_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_catalogue(tmp_path / "originals.toml")
