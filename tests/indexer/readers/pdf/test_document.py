"""PDF -> Document: what is left out is named, and only most of a document is worth having."""

import shutil
import sys
import zlib
from pathlib import Path

import pytest

from indexer.corpus import Noted, Refused, read_corpus
from indexer.readers import ocr
from indexer.readers.pdf import read_pdf
from kb.errors import DocumentError
from kb.types import Document
from tests.indexer.readers.office import write
from tests.indexer.readers.pdf.files import lines, pdf
from tests.indexer.readers.pdf.test_text import SHARED, at, stream

TEXTS = (
    "ข้อ ๑ เทศบาลนครเชียงรายเป็นเมืองแรกของประเทศไทยที่เข้าร่วมเครือข่าย",
    "ข้อ ๒ เมืองแห่งการเรียนรู้ส่งเสริมการเรียนรู้ตลอดชีวิตสำหรับทุกคน",
    "ข้อ ๓ ห้องสมุดประชาชนเปิดให้บริการทุกวันโดยไม่เสียค่าใช้จ่าย",
    "ข้อ ๔ โรงเรียนผู้สูงอายุจัดการเรียนการสอนเดือนละสองครั้ง",
)
DESTROYED = "ก8าจ#ดก$รเรียนร%้ตล8ดช&วิตส(าหร*บทุ+คน " * 3
SCAN = None


def page(number: int, text: str) -> bytes:
    return lines("รายงานประจำปีของเทศบาลนครเชียงราย", top=820) + lines(text) + lines(f"- {number} -", top=40)


def read(tmp_path: Path, *contents: bytes | None, recognise: bool = False) -> tuple[Document, tuple[str, ...]]:
    reading = read_pdf(write(tmp_path, "a.th.pdf", pdf(contents)), ocr=recognise)
    return reading.document, tuple(map(str, reading.warnings))


def shown(document: Document) -> list[tuple[int | None, str]]:
    return [(block.page, document.text[block.start : block.end]) for block in document.blocks]


def test_headers_and_page_numbers_go_and_pages_are_counted(tmp_path: Path) -> None:
    document, warnings = read(tmp_path, *(page(i, text) for i, text in enumerate(TEXTS, 1)))
    assert shown(document) == list(enumerate(TEXTS, 1))
    assert warnings == ()


def test_a_larger_line_is_a_heading_and_each_block_has_its_box(tmp_path: Path) -> None:
    document, _ = read(tmp_path, at(50, 780, "บทนำ", size=14) + lines(*TEXTS, top=750))
    heading, *rest = document.blocks
    assert (heading.level, document.text[: heading.end]) == (1, "บทนำ")
    assert [block.level for block in rest] == [0] * len(TEXTS)
    assert heading.box is not None
    x0, y0, x1, y1 = heading.box
    assert x0 == 50.0
    assert y0 < 780 < y1 < y0 + 2 * 14
    assert x0 < x1 < 100
    tops = [block.box[3] for block in document.blocks if block.box]
    assert tops == sorted(tops, reverse=True)
    assert len(tops) == 1 + len(TEXTS)


@pytest.mark.parametrize("bad", [SCAN, lines(DESTROYED)])
def test_pages_that_cannot_be_read_are_left_out_and_named(tmp_path: Path, bad: bytes | None) -> None:
    document, warnings = read(
        tmp_path, page(1, TEXTS[0]), bad, page(3, TEXTS[1]), page(4, TEXTS[2]), bad, page(6, TEXTS[3])
    )
    assert shown(document) == [(1, TEXTS[0]), (3, TEXTS[1]), (4, TEXTS[2]), (6, TEXTS[3])]
    (warning,) = warnings
    assert warning.startswith("Pages 2, 5 of a.th.pdf were left out: no readable text.")
    assert "--ocr" in warning


def test_a_sentence_is_not_joined_over_a_page_that_is_left_out(tmp_path: Path) -> None:
    wide = (
        "เทศบาลนครเชียงรายเป็นเมืองแรกของประเทศไทยที่ได้เป็นสมาชิกเครือข่ายระดับโลก",
        "ด้านเมืองแห่งการเรียนรู้และได้รับรางวัลจากยูเนสโกซึ่งมีการประชุมขึ้นที่เมือง",
        "เมเดยินประเทศโคลอมเบียมีผู้เข้าร่วมประชุมจากทั่วโลกเป็นจำนวนมากกว่าห้าคน",
    )
    whole, _ = read(tmp_path, lines(*wide[:2]), lines(wide[2], wide[0]))
    holed, warnings = read(tmp_path, lines(*wide[:2]), SCAN, lines(wide[2], wide[0]))
    assert any("เมืองเมเดยิน" in text for _, text in shown(whole))
    assert not any("เมืองเมเดยิน" in text for _, text in shown(holed))
    assert warnings[0].startswith("Page 2 of a.th.pdf was left out")


@pytest.mark.parametrize("readable", [0, 1])
@pytest.mark.parametrize("bad", [SCAN, lines(DESTROYED)])
def test_fewer_than_half_of_the_pages_are_refused_with_the_way_out(
    tmp_path: Path, readable: int, bad: bytes | None
) -> None:
    with pytest.raises(DocumentError, match=r"\d of \d pages of a\.th\.pdf cannot be read as text.*--ocr"):
        read(tmp_path, *[lines(TEXTS[0])] * readable, bad, bad)


def test_empty_pages_count_neither_way(tmp_path: Path) -> None:
    document, warnings = read(tmp_path, b"", b"", lines(TEXTS[0]), b"")
    assert (shown(document), warnings) == ([(3, TEXTS[0])], ())
    with pytest.raises(DocumentError, match=r"a\.th\.pdf holds no text"):
        read(tmp_path, b"", b"")


def test_the_corpus_notes_what_is_left_out_beside_the_document(tmp_path: Path) -> None:
    write(tmp_path, "a.th.pdf", pdf([lines(TEXTS[0]), SCAN]))
    write(tmp_path, "b.th.pdf", pdf([SCAN]))
    write(tmp_path, "c.th.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    document, noted, scan, old = read_corpus(tmp_path)
    assert isinstance(document, Document)
    assert isinstance(noted, Noted)
    assert "Page 2 of a.th.pdf was left out" in noted.reason
    assert type(scan) is Refused
    assert "--ocr" in scan.reason
    assert type(old) is Refused
    assert old.reason == (
        "c.th.doc is a Word document of before 2007; open it in Word or LibreOffice and save it as .docx."
    )


class TestRecognition:
    """The real tesseract where it is installed."""

    ENGLISH = "Learning cities promote lifelong learning for all of their citizens."

    @pytest.fixture
    def tesseract(self) -> None:
        if shutil.which("tesseract") is None:
            pytest.skip("tesseract is not installed")
        pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")

    def scan(self, tmp_path: Path) -> bytes:
        """A page that is drawn, and put into another PDF as an image."""
        helvetica = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        content = b"".join(
            b"BT /F 14 Tf 60 %d Td (%s) Tj ET\n" % (780 - 20 * i, self.ENGLISH.encode()) for i in range(3)
        )
        source = tmp_path / ".source.pdf"
        source.write_bytes(pdf([content]).replace(b"/Font << /F 10 0 R >>", b"/Font << /F %s >>" % helvetica))
        image = ocr._run([sys.executable, str(ocr._RENDERER), str(source), "1"], b"", 60)
        assert image
        header, _, pixels = image.partition(b"255\n")
        width, height = map(int, header.split()[1:3])
        entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8"
        return stream(zlib.compress(pixels), entries % (width, height) + b" /Filter /FlateDecode")

    @pytest.mark.usefixtures("tesseract")
    def test_a_scan_is_read_when_asked_for_and_said_to_be(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.en.pdf", pdf([SCAN, b""], self.scan(tmp_path)), "en")

        reading = read_pdf(path, ocr=True)

        assert self.ENGLISH in reading.document.text
        assert reading.document.blocks[0].page == 1
        assert tuple(map(str, reading.warnings)) == (
            "Page 1 of a.en.pdf was recognised from the image (OCR). Compare the text with what is printed.",
        )
        (document, noted) = read_corpus(tmp_path, ocr=True)
        assert document == reading.document
        assert isinstance(noted, Noted)

    @pytest.mark.usefixtures("tesseract")
    def test_a_picture_without_text_is_only_a_picture(self, tmp_path: Path) -> None:
        document, warnings = read(tmp_path, lines(TEXTS[0]), SCAN, recognise=True)
        assert (shown(document), warnings) == ([(1, TEXTS[0])], ())

    @pytest.mark.usefixtures("tesseract")
    def test_a_page_that_takes_too_long_is_not_recognised(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.en.pdf", pdf([SCAN], self.scan(tmp_path)), "en")
        assert list(ocr.recognise(path, [1], seconds_a_page=0.01)) == []

    @pytest.mark.usefixtures("tesseract")
    def test_a_page_that_cannot_be_drawn_is_not_recognised(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.en.pdf", b"%PDF-1.7 nothing", "en")
        assert list(ocr.recognise(path, [1])) == []

    @pytest.mark.usefixtures("tesseract")
    def test_thai_destroyed_by_ghostscript_is_read_from_its_image(self, tmp_path: Path) -> None:
        source = SHARED / "data/thai-pdf/pdf/th02_fee_notice.ghostscript-notosans-left1.pdf"
        if not source.is_file():
            pytest.skip("the development set of Thai PDFs is not there")
        document = read_pdf(write(tmp_path, "a.th.pdf", source.read_bytes()), ocr=True).document
        assert document.text.count("เทศบาล") >= 3

    def test_a_missing_command_is_named_with_its_packages(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(DocumentError, match=r"a\.th\.pdf needs OCR.*tesseract-ocr, tesseract-ocr-tha"):
            read(tmp_path, SCAN, recognise=True)

    def test_missing_thai_data_is_named_with_its_packages(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
        command = tmp_path / "tesseract"
        command.write_text("#!/bin/sh\necho eng\n")
        command.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        with pytest.raises(DocumentError, match=r"a\.th\.pdf needs OCR.*data for tha.*tesseract-ocr-tha"):
            read(tmp_path, SCAN, recognise=True)
