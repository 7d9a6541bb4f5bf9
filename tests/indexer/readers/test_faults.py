"""Damaged files of every kind: a document, or a sentence with the file's name; never another error, never for long."""

import random
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest
from pypdf import PdfReader, PdfWriter

from bench.mutations import mutated
from indexer.readers import ENDINGS, read_file
from kb.errors import DocumentError
from tests.conftest import ROOT
from tests.indexer.readers.office import abstract, docx, item, num, odt, paragraph, write
from tests.indexer.readers.pdf.files import lines, pdf, shared_pages
from tests.indexer.readers.test_html_content import LEAD, PAGE
from tests.kb.documents import markdown

_WORD = paragraph("บทที่หนึ่ง", '<w:pStyle w:val="1"/>') + "".join(item(LEAD, 1, i % 3) for i in range(6))
_LISTS = abstract(0, ("thaiNumbers", "%1."), ("decimal", "%1.%2"), ("bullet", "x")) + num(1, 0)
_TEXT = (
    "<text:h text:outline-level='1'>บท</text:h>"
    "<text:list><text:list-item><text:p>ก</text:p></text:list-item></text:list>"
)
SAMPLES: dict[str, bytes] = {
    "a.th.docx": docx(_WORD + f"<w:tbl><w:tr><w:tc>{paragraph('ก')}</w:tc></w:tr></w:tbl>", numbering=_LISTS),
    "a.th.odt": odt(_TEXT + f"<text:p>{LEAD}</text:p>" * 3),
    "a.th.html": PAGE.encode(),
    "a.th.txt": (LEAD + "\n").encode("cp874") * 5,
    "a.th.md": markdown(f"# หัวข้อ\n\n{LEAD}\n\n| ก | ข |\n|---|---|\n| 1 | 2 |\n", language="th").encode(),
    "a.th.pdf": pdf([lines(LEAD, "ข้อ ๑ เมืองแห่งการเรียนรู้"), None, lines("ข้อ ๒ การเรียนรู้ตลอดชีวิต")]),
}
MUTATIONS = 300
SECONDS_A_FILE = 5.0
_XML_OF = {"a.th.docx": _WORD, "a.th.odt": _TEXT}


def outcome(path: Path) -> str:
    """Read a file and say what became of it: "document" or "refused"."""
    start = perf_counter()
    try:
        text = read_file(path).document.text
    except DocumentError as problem:
        assert path.name in str(problem)
        assert str(problem).endswith((".", ")"))
        return "refused"
    finally:
        assert perf_counter() - start < SECONDS_A_FILE
    assert text.strip()
    return "document"


def test_every_kind_has_a_sample_that_is_read(tmp_path: Path) -> None:
    assert {Path(name).suffix for name in SAMPLES} | {".htm"} == set(ENDINGS)
    assert {outcome(write(tmp_path, name, data)) for name, data in SAMPLES.items()} == {"document"}


@pytest.mark.parametrize("name", SAMPLES)
def test_files_cut_short(tmp_path: Path, name: str) -> None:
    data = SAMPLES[name]
    for tenth in range(10):
        outcome(write(tmp_path, name, data[: len(data) * tenth // 10]))
    assert outcome(write(tmp_path, name, b"")) == "refused"


@pytest.mark.parametrize("name", SAMPLES)
def test_files_with_wrong_bytes(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    seen = {outcome(write(tmp_path, name, mutated(SAMPLES[name], chance))) for _ in range(MUTATIONS)}
    assert seen == {"document", "refused"} or name in {"a.th.html", "a.th.txt"}


@pytest.mark.parametrize("name", _XML_OF)
def test_packages_whose_xml_is_wrong(tmp_path: Path, name: str) -> None:
    """A mutated ZIP file fails its checksums; here the package is whole, and what is in it is not."""
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        inside = mutated(_XML_OF[name].encode(), chance, changes=2).decode("utf-8", "ignore")
        outcome(write(tmp_path, name, docx(inside, numbering=_LISTS) if name.endswith("docx") else odt(inside)))


@pytest.mark.parametrize("name", ["a.th.html", "a.th.md"])
def test_pages_whose_markup_is_wrong(tmp_path: Path, name: str) -> None:
    """Nearly every wrong byte makes the encoding wrong; here only the markup is."""
    chance = random.Random(name)
    for _ in range(MUTATIONS):
        outcome(write(tmp_path, name, mutated(SAMPLES[name], chance).decode("utf-8", "ignore")))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_of_one_kind_under_the_name_of_another(tmp_path: Path, name: str) -> None:
    for other, data in SAMPLES.items():
        outcome(write(tmp_path, f"b.th{Path(name).suffix}", data))
        assert other


def test_an_encrypted_pdf_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = write(tmp_path, "a.th.pdf", SAMPLES["a.th.pdf"])
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)
    with pytest.raises(DocumentError, match=r"a\.th\.pdf is encrypted with a password\. Save a copy without one"):
        read_file(path)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    for ending in ENDINGS:
        path = write(tmp_path, f"a.th{ending}", b"")
        path.unlink()
        assert outcome(path) == "refused"
        path.mkdir()
        assert outcome(path) == "refused"


_MEASURED = """
import resource, sys
from pathlib import Path
from indexer.readers import read_file
from kb.errors import DocumentError
from kb.text.repair import repair_line
repair_line("ก")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    print(len(read_file(Path(sys.argv[1])).document.text))
except DocumentError as problem:
    print(problem)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def measured(path: Path) -> tuple[str, float]:
    """Read a file in a process of its own; return what it printed, and how many megabytes the reading added."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)], capture_output=True, cwd=ROOT, encoding="utf-8", check=True,
        timeout=60,
    )  # fmt: skip
    said, kilobytes = done.stdout.strip().rsplit("\n", 1)
    return said, int(kilobytes) * 1024 / 1_000_000


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_SELF"), reason="this system does not say how much memory was used")
def test_five_thousand_pages_are_read_within_memory(tmp_path: Path) -> None:
    words = ("เมือง", "ห้องสมุด", "โรงเรียน", "วัด", "ตลาด", "แม่น้ำ", "ถนน", "สนามบิน", "ทะเล", "ภูเขา", "ป่าไม้")
    texts = (f"ข้อ {i} {words[i % 11]}และ{words[i % 7]}ของ{words[i % 5]}" for i in range(5000))
    said, megabytes = measured(write(tmp_path, "a.th.pdf", pdf([lines(text) for text in texts])))
    assert int(said) > 5000 * 20
    assert megabytes < 100


def test_one_page_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.th\.pdf has 5001 pages, more than the 5000 allowed"):
        read_file(write(tmp_path, "a.th.pdf", shared_pages(5001, b"")))
