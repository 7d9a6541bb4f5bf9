"""File -> Document, one module a format.

`read_file` is the door; `READERS` maps the ending of a file name to the reader of each format whose text is there or
not. A PDF can be there in part, so its reader says more (`Reading`) and takes more.
"""

from collections.abc import Callable
from pathlib import Path

from indexer.readers.docx import read_docx
from indexer.readers.html import read_html
from indexer.readers.markdown import read_markdown
from indexer.readers.messages import refusal
from indexer.readers.odt import read_odt
from indexer.readers.pdf import read_pdf
from indexer.readers.plain import read_plain
from indexer.readers.reading import Reading
from kb.types import Document

READERS: dict[str, Callable[[Path], Document]] = {
    ".md": read_markdown,
    ".txt": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".odt": read_odt,
}
ENDINGS = tuple(sorted({*READERS, ".pdf"}))
_SAVE_AS = {
    ".doc": "old_word",
    ".docm": "word_macros",
    ".dot": "word_template",
    ".rtf": "rich_text",
    ".fodt": "flat_odt",
    ".xhtml": "xhtml",
    ".mht": "web_archive",
    ".mhtml": "web_archive",
}


def read_file(path: Path, *, ocr: bool = False) -> Reading:
    """Return what a file holds; `ocr` lets page images be recognised. DocumentError where it cannot be used."""
    ending = path.suffix.lower()
    if ending == ".pdf":
        return read_pdf(path, ocr=ocr)
    if ending in READERS:
        return Reading(READERS[ending](path))
    if ending in _SAVE_AS:
        raise refusal(_SAVE_AS[ending], name=path.name)
    raise refusal("kind", name=path.name, endings=", ".join(ENDINGS))
