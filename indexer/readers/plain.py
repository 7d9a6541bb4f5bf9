"""Plain text as it comes out of a PDF: hard-wrapped, Thai damaged, form feeds between pages. A sidecar describes it."""

from pathlib import Path

from indexer.readers.assemble import Part, assemble
from indexer.readers.encoding import read_text
from indexer.readers.metadata import read_sidecar
from kb.text.normalize import normalize
from kb.text.repair import repair
from kb.types import Document


def read_plain(path: Path) -> Document:
    """Return the document in a text file, repaired; DocumentError where it cannot be used."""
    text = read_text(path)
    pages = "\f" in text
    repaired = repair(text)
    parts = (Part(normalize(p.text), page=p.page if pages else None) for p in repaired.paragraphs)
    return assemble(path, read_sidecar(path), parts)
