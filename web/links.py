"""Addresses of our own pages."""

from urllib.parse import quote


def view_link(document_id: str, start: int, end: int) -> str:
    """Return the path of the page that shows a document with the span highlighted and scrolled to."""
    return f"/documents/{quote(document_id, safe='')}?start={start}&end={end}#quote"
