"""Packages that claim more than a document can be: refused before memory is spent."""

import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from indexer.readers import package, read_file
from kb.errors import DocumentError
from tests.indexer.readers.office import docx, docx_parts, odt_parts, packed, paragraph, write

MEGABYTE = 1_000_000
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "ก"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("bcdefgh", "cdefghi", strict=True))
    + "]>"
)


def refused(tmp_path: Path, data: bytes, name: str = "a.th.docx") -> str:
    path = write(tmp_path, name, data)
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError) as problem:
            read_file(path)
        assert tracemalloc.get_traced_memory()[1] < 150 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert name in str(problem.value)
    return str(problem.value)


@pytest.mark.parametrize("name", ["a.th.docx", "a.th.odt"])
def test_a_bomb_is_not_inflated(tmp_path: Path, name: str) -> None:
    huge = b"<a>" + b" " * (300 * MEGABYTE) + b"</a>"
    main = "word/document.xml" if name.endswith("docx") else "content.xml"
    data = packed({main: huge})
    assert len(data) < MEGABYTE
    assert "holds more than 48,000,000 bytes" in refused(tmp_path, data, name)


def test_parts_share_one_bound(tmp_path: Path) -> None:
    parts = docx_parts(paragraph("ก"))
    filling = ("<!--" + " " * (MEGABYTE - 7) + "-->") * 30
    for name in ("word/document.xml", "word/styles.xml"):
        parts[name] = str(parts[name]) + filling
    assert "holds more than 48,000,000 bytes" in refused(tmp_path, packed(parts))


def test_a_size_that_is_a_lie_does_not_help(tmp_path: Path) -> None:
    data = packed({"word/document.xml": b"<a>" + b" " * (100 * MEGABYTE) + b"</a>"})
    size = (100 * MEGABYTE + 7).to_bytes(4, "little")
    assert data.count(size) == 2
    assert "is damaged" in refused(tmp_path, data.replace(size, (7).to_bytes(4, "little")))


def test_millions_of_parts_are_not_listed(tmp_path: Path) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as many:
        for i in range(package.MAX_PARTS + 1):
            many.writestr(f"{i}", b"")
    assert "holds more than 10,000 parts" in refused(tmp_path, data.getvalue())


@pytest.mark.parametrize("name", ["a.th.docx", "a.th.odt"])
@pytest.mark.parametrize("document_type", [ENTITIES, '<!DOCTYPE a SYSTEM "file:///etc/passwd">', "<!DOCTYPE a>"])
def test_document_types_are_refused_and_entities_not_expanded(tmp_path: Path, name: str, document_type: str) -> None:
    parts = docx_parts(paragraph("&i;")) if name.endswith("docx") else odt_parts("<text:p>&i;</text:p>")
    main = "word/document.xml" if name.endswith("docx") else "content.xml"
    declaration, _, rest = str(parts[main]).partition("?>")
    parts[main] = f"{declaration}?>{document_type}{rest}"
    reason = refused(tmp_path, packed(parts), name)
    assert "declares a document type" in reason or "is damaged" in reason


def test_a_file_outside_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("ความลับ")
    parts = docx_parts(paragraph("ก &x;"))
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace("?>", f"?>{outside}", 1)
    assert "ความลับ" not in refused(tmp_path, packed(parts))


@pytest.mark.parametrize("element", ["<w:sdt>", "<w:ins>", "<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:txbxContent>"])
def test_bottomless_nesting_is_refused(tmp_path: Path, element: str) -> None:
    closing = "".join(f"</{tag}" for tag in reversed(element.split("<")[1:]))
    body = element * 1500 + paragraph("ก") + closing * 1500
    assert "is damaged" in refused(tmp_path, docx(body))


def test_too_many_elements_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_ELEMENTS", 1000)
    assert "holds more elements" in refused(tmp_path, docx(paragraph("ก") * 1000))


def test_ways_of_compression_that_inflate_without_bound_are_refused(tmp_path: Path) -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_BZIP2) as odd:
        odd.writestr("word/document.xml", "<a/>")
    assert "is compressed in a way" in refused(tmp_path, data.getvalue())


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(docx(paragraph("ก")))
    at = data.index(b"PK\x01\x02")
    while at != -1:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "is encrypted with a password" in refused(tmp_path, bytes(data))
