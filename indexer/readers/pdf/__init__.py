"""PDF -> Document, page by page: drawn text, then repair. A sidecar describes it."""

from pathlib import Path

from indexer.readers.assemble import Part, assemble
from indexer.readers.metadata import read_sidecar
from indexer.readers.pdf.text import read_pdf_text
from kb.errors import DocumentError
from kb.text.repair import HEALTHY, repair
from kb.types import Document


def read_pdf(path: Path) -> Document:
    """Return the document in a PDF; DocumentError for a scan and where the text layer of a page is destroyed."""
    metadata = read_sidecar(path)
    pages = list(read_pdf_text(path))
    if not any(page.text.strip() for page in pages):
        raise DocumentError(f"{path.name} holds no text, only pictures of it; it needs OCR before it can be indexed.")
    repaired = repair("\f".join(page.text for page in pages))
    broken = [str(number) for number, health in enumerate(repaired.health, 1) if health < HEALTHY]
    if broken:
        raise DocumentError(
            f"The text layer of {path.name} is destroyed on page {', '.join(broken)}; it needs OCR before it can be "
            "indexed."
        )
    return assemble(path, metadata, (Part(p.text, page=p.page) for p in repaired.paragraphs))
