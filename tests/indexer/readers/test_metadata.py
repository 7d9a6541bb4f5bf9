"""What is said about a document beside its text."""

from pathlib import Path
from typing import Any

import pytest

from indexer.readers.encoding import read_text
from indexer.readers.metadata import document_id, parse_metadata, read_sidecar
from kb.errors import DocumentError
from kb.types import Source
from tests.kb.documents import sidecar

SOURCE = {"url": "https://example.org/ก", "title": " A  page ", "publisher": "UIL", "language": "en"}
VALUES: dict[str, Any] = {
    "title": "ชื่อ\nเรื่อง", "language": "th", "kind": "digest", "publisher": "UIL", "sources": [SOURCE]
}  # fmt: skip


def test_text_is_one_normalised_line() -> None:
    metadata = parse_metadata(VALUES | {"questions": ["น\u0e4d\u0e49า  คือ\u200bอะไร"]}, "here")

    assert metadata.title == "ชื่อ เรื่อง"
    assert metadata.questions == ["น้ำ คืออะไร"]
    assert metadata.source_values() == (Source("https://example.org/ก", "A page", "UIL", "en"),)


@pytest.mark.parametrize("date", ["2013-10-23", "2013-10", "2013", "2013~"])
def test_edtf_dates_are_taken(date: str) -> None:
    metadata = parse_metadata(VALUES | {"updated": date, "sources": [SOURCE | {"date": date}]}, "here")

    assert (metadata.updated, metadata.sources[0].date) == (date, date)


@pytest.mark.parametrize("date", ["2013-13", "2013-1-1", "23/10/2013", "2556 BE", "", 2013])
def test_other_dates_are_refused_by_key(date: object) -> None:
    with pytest.raises(DocumentError, match=r"^here has wrong or missing keys \(.*sources\.0\.date"):
        parse_metadata(VALUES | {"sources": [SOURCE | {"date": date}]}, "here")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", " \u200b"), ("title", None), ("language", "fr"), ("kind", "copy"), ("publisher", 7), ("sources", []),
        ("sources", "https://example.org"), ("questions", "one"), ("questions", [""]), ("licence", "CC-BY"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_key(key: str, value: object) -> None:
    with pytest.raises(DocumentError, match=key):
        parse_metadata(VALUES | {key: value}, "here")


@pytest.mark.parametrize("key", VALUES)
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(DocumentError, match=f"{key}: Field required"):
        parse_metadata({k: v for k, v in VALUES.items() if k != key}, "here")


@pytest.mark.parametrize("url", ["http://uil.unesco.org/a?b=ก#c", "https://unescoghana.gov.gh:443/join"])
def test_web_addresses_are_taken_as_they_are(url: str) -> None:
    assert parse_metadata(VALUES | {"sources": [SOURCE | {"url": url}]}, "here").sources[0].url == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://e.org", "http://", ""]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(DocumentError, match=r"sources\.0\.url"):
        parse_metadata(VALUES | {"sources": [SOURCE | {"url": url}]}, "here")


@pytest.mark.parametrize("name", ["a.th.md", "key-features.en.txt", "7.th.html"])
def test_an_id_is_the_file_name_without_its_ending(name: str) -> None:
    assert document_id(Path("/x") / name) == name.rsplit(".", 1)[0]


@pytest.mark.parametrize(
    "name", ["a.md", "A.en.md", "a b.en.md", "-a.en.md", "ก.th.md", "a.fr.md", ".en.md", "a_b.en.md"]
)
def test_other_file_names_are_refused(name: str) -> None:
    with pytest.raises(DocumentError, match="rename it"):
        document_id(Path(name))


def test_a_sidecar_stands_beside_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.en.txt.toml").write_text(sidecar(title="A title"))

    assert read_sidecar(tmp_path / "a.en.txt").title == "A title"


@pytest.mark.parametrize("content", [b"title = ", b"\xff", b"a = 1\na = 2"])
def test_a_broken_sidecar_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.en.txt.toml").write_bytes(content)

    with pytest.raises(DocumentError, match=r"sidecar a\.en\.txt\.toml cannot be read"):
        read_sidecar(tmp_path / "a.en.txt")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbftext")

    assert read_text(tmp_path / "a") == "text"
