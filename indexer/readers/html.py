"""HTML: the main content without menus, by trafilatura (Apache-2.0), read on as Markdown. A sidecar describes it."""

from pathlib import Path

from indexer.readers.assemble import assemble
from indexer.readers.markdown import markdown_parts
from indexer.readers.metadata import read_sidecar, read_text
from kb.errors import DocumentError
from kb.types import Document


def read_html(path: Path) -> Document:
    """Return the main content of a saved web page; DocumentError where there is none."""
    import trafilatura

    markdown = trafilatura.extract(
        read_text(path), output_format="markdown", include_comments=False, include_tables=True, favor_recall=True
    )
    if not markdown:
        raise DocumentError(f"{path.name} has no main content that can be told from its menus.")
    return assemble(path, read_sidecar(path), markdown_parts(markdown))
