from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.links import contact_link, safe_link, source_link, view_link, with_query

URL = "https://example.org/a"
WORDS = "A learning city, as UNESCO says - mobilises & uses resources."
LONG = "word, " * 60 + "end-of-it"


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


def test_a_view_link_may_say_the_language_of_the_page() -> None:
    assert view_link("a.th", 1, 2, "en") == "/documents/a.th?start=1&end=2&lang=en#quote"


def test_a_query_has_what_is_given_and_nothing_else() -> None:
    assert with_query("/a", b="c d", e="", f=None, g=0) == "/a?b=c+d&g=0"
    assert with_query("/a", b="") == "/a"


@pytest.mark.parametrize(
    ("contact", "link"),
    [("a@example.org", "mailto:a@example.org"), ("https://example.org/", "https://example.org/"), ("a@b@c", None)],
)
def test_a_contact_is_an_address_of_the_web_or_of_mail(contact: str, link: str | None) -> None:
    assert contact_link(contact) == link


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//example.org", "/a", "", "https://",
     "https:example.org", "http://\\example.org", "https://example.org/a b", "https://example.org/\nb", "vbscript:x", "ftp://a"],
)  # fmt: skip
def test_only_http_and_https_become_links(url: str) -> None:
    assert safe_link(url) is None
    assert source_link(url, "digest", "words", None) is None
    assert source_link(url, "original", "words", 3) is None


def test_a_digests_words_are_not_looked_for_at_the_source() -> None:
    assert source_link(URL, "digest", WORDS, 2) == URL


def test_an_originals_words_are_found_by_a_text_fragment() -> None:
    link = source_link(URL, "original", WORDS, None)
    assert (
        link == URL + "#:~:text=A%20learning%20city%2C%20as%20UNESCO%20says%20%2D%20mobilises%20%26%20uses%20resources."
    )
    assert source_link(URL + "#part", "original", "two words", None) == URL + "#part:~:text=two%20words"


def test_a_long_quote_is_named_by_its_ends() -> None:
    link = source_link(URL, "original", LONG, None)
    assert link
    start, _, end = link.partition("text=")[2].partition(",")
    assert LONG.startswith(unquote(start))
    assert LONG.endswith(unquote(end))


def test_a_pdf_opens_at_its_page() -> None:
    assert source_link(URL + ".PDF?x=1", "original", WORDS, 12) == URL + ".PDF?x=1#page=12"
    assert source_link(URL + ".pdf", "original", WORDS, None) == URL + ".pdf"


@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_a_fragment_has_no_sign_with_a_meaning_but_one_comma(words: str) -> None:
    link = source_link(URL, "original", words, None)
    assert link
    assert link.isascii()
    text = link.partition("#:~:text=")[2]
    assert "-" not in text
    assert "&" not in text
    assert text.count(",") <= 1
