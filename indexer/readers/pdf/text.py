"""PDF -> text that is right for Thai, page by page.

Why not a library's own text extraction: of the permissively licensed ones each fails on whole families of Thai PDFs.
pypdf and pdfminer do not know ActualText, pdfium reads Chromium's clusters twice and sorts Word's marks by position.
Here the content stream decides the order of letters (`content`), fonts are asked where ToUnicode is known to lie
(`fonts`), and geometry is for lines, columns, tables and blanks (`layout`). Of pypdf only the object layer is
used: pure Python, so that a damaged file cannot crash the process, and with limits on what a stream may inflate to.

Section numbers in these modules are those of ISO 32000-1:2008.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from indexer.readers.messages import refusal
from indexer.readers.pdf.content import ContentLimit, Drawing, FontCache, draw
from indexer.readers.pdf.fonts import dictionary
from indexer.readers.pdf.layout import Box, page_lines
from kb.errors import DocumentError
from kb.text.repair import Place

__all__ = ["Box", "PageText", "read_pdf_text"]


@dataclass(frozen=True, slots=True)
class PageText:
    """One page as it is drawn; damage that the producer did to the text is not repaired.

    `text` has one line for each of `boxes` and `places`, in reading order, each ended by a newline; cells of a table
    are separated by a tab. A page without text has the text "" and no boxes.
    """

    number: int
    text: str
    boxes: tuple[Box, ...]
    places: tuple[Place, ...]
    has_images: bool


def read_pdf_text(path: Path, *, max_pages: int = 5000) -> Iterator[PageText]:
    """Yield the pages of a PDF from the first on, numbered from 1; each is read when it is asked for.

    Raises DocumentError, before the first page or at the page in question, where the file is no PDF, needs a password,
    is damaged beyond reading, has no page or more than `max_pages`, or takes more memory or work than text can.
    """
    try:
        with path.open("rb") as file:
            yield from _pages(path, file, max_pages)
    except OSError as problem:
        raise refusal("not_opened", name=path.name, problem=problem) from problem


def _pages(path: Path, file: BinaryIO, max_pages: int) -> Iterator[PageText]:
    reader = _open(path, file)
    count = _page_count(path, reader)
    if count > max_pages:
        raise refusal("too_many_pages", name=path.name, count=count, limit=max_pages)
    fonts = FontCache()
    for number in range(1, count + 1):
        drawing = _draw(path, reader, number, fonts)
        lines = page_lines(drawing.glyphs)
        text = "".join(line.text + "\n" for line in lines)
        boxes, places = tuple(line.box for line in lines), tuple(line.place for line in lines)
        yield PageText(number, text, boxes, places, drawing.has_images)
        reader.resolved_objects.clear()  # pypdf keeps each stream it has inflated; pages share little but fonts


def _open(path: Path, file: BinaryIO) -> PdfReader:
    # the header may stand behind other bytes (implementation notes 13 and 14 to PDF 1.7)
    if b"%PDF-" not in file.read(1024):
        raise refusal("not_pdf", name=path.name)
    try:
        reader = PdfReader(file)
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError) as problem:
        raise _encrypted(path) from problem
    except Exception as problem:
        raise _damaged(path, problem) from problem
    if locked:
        raise _encrypted(path)
    return reader


def _page_count(path: Path, reader: PdfReader) -> int:
    try:
        count = len(reader.pages)
    except Exception as problem:
        raise _damaged(path, problem) from problem
    if not count:
        raise refusal("no_page", name=path.name)
    return count


def _draw(path: Path, reader: PdfReader, number: int, fonts: FontCache) -> Drawing:
    try:
        page = reader.pages[number - 1]
        return draw(page, dictionary(page.get("/Resources")), fonts)
    except (ContentLimit, LimitReachedError) as problem:
        raise refusal("page_too_heavy", name=path.name, page=number, problem=problem) from problem
    except (DependencyError, FileNotDecryptedError) as problem:
        raise _encrypted(path) from problem
    except Exception as problem:
        raise _damaged(path, problem, number) from problem


def _encrypted(path: Path) -> DocumentError:
    return refusal("encrypted", name=path.name)


def _damaged(path: Path, problem: Exception, page: int | None = None) -> DocumentError:
    if isinstance(problem, MemoryError):
        raise problem
    reason = str(problem) or type(problem).__name__
    return refusal("pdf_damaged" if page is None else "pdf_page_damaged", name=path.name, problem=reason, page=page)
