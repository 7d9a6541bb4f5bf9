"""File -> Document, one module a format; `READERS` maps a file name's ending to its reader."""

from collections.abc import Callable
from pathlib import Path

from indexer.readers.html import read_html
from indexer.readers.markdown import read_markdown
from indexer.readers.pdf import read_pdf
from indexer.readers.plain import read_plain
from kb.types import Document

READERS: dict[str, Callable[[Path], Document]] = {
    ".md": read_markdown,
    ".txt": read_plain,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
}
