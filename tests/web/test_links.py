from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from web.links import view_link


@given(
    document_id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    start=st.integers(0, 10**6),
    length=st.integers(1, 10**4),
)
def test_a_view_link_carries_any_id_and_the_span(document_id: str, start: int, length: int) -> None:
    link = view_link(document_id, start, start + length)
    assert link.isascii()
    parts = urlsplit(link)
    assert not parts.netloc
    folder, _, name = parts.path.rpartition("/")
    assert (folder, unquote(name)) == ("/documents", document_id)
    assert parse_qs(parts.query) == {"start": [str(start)], "end": [str(start + length)]}
    assert parts.fragment == "quote"
