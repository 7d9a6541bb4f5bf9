"""Addresses of our own pages."""

from urllib.parse import quote


def document_link(document_id: str) -> str:
    """Return the path of the page that shows a document."""
    return f"/documents/{quote(document_id, safe='')}"


def view_link(document_id: str, start: int, end: int) -> str:
    """Return the path of the page that shows a document with the span highlighted and scrolled to."""
    return f"{document_link(document_id)}?start={start}&end={end}#quote"
