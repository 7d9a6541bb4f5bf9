"""What holds for every page."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import httpx
import pytest

from kb.types import LANGUAGES, Language
from tests.web.markup import Element, parse
from tests.web.visits import BROWSER, ENGLISH, PATHS, SCRIPTS, every_page, in_language, post


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_well_made_and_asks_no_other_host(client: httpx.Client, language: Language) -> None:
    for response in every_page(client, language):
        assert response.text.startswith("<!doctype html>\n")
        page = parse(response)
        _is_well_made(page)
        _asks_no_other_host(page)


def _is_well_made(page: Element) -> None:
    assert page.one("head").one("meta", name="viewport").attributes["content"] == "width=device-width, initial-scale=1"
    assert page.one("title").text.strip()
    assert len(page.all("h1")) == len(page.all("main")) == 1
    ranks = [int(e.tag[1]) for e in page.descendants if re.fullmatch("h[1-6]", e.tag)]
    assert ranks[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    ids = [e.attributes["id"] for e in page.descendants if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for element in page.descendants:
        for name in ("for", "aria-labelledby", "aria-describedby", "data-copy"):
            assert set(element.attributes.get(name, "").split()) <= set(ids)
        href = element.attributes.get("href", "")
        assert not href.startswith("#") or href[1:] in ids
    assert page.all("a")[0].attributes == {"class": "skip", "href": "#content"}
    fields = [
        e for tag in ("input", "select", "textarea") for e in page.all(tag) if e.attributes.get("type") != "hidden"
    ]
    labelled = {label.attributes.get("for") for label in page.all("label")}
    assert all(e.attributes.get("id") in labelled or (e.parent and e.parent.tag == "label") for e in fields)


def _asks_no_other_host(page: Element) -> None:
    assert all(re.match(r"/(?!/)", address) for address in page.fetched()), page.fetched()
    assert not [e for e in page.descendants if e.tag in {"style", "base", "object", "embed"}]
    assert all(e.text == "" and e.attributes["type"] == "module" for e in page.all("script"))
    assert not [name for e in page.descendants for name in e.attributes if name.startswith("on") or name == "style"]
    for link in page.all("a"):
        if re.match("https?:", link.attributes["href"]):
            assert {"noopener", "noreferrer"} <= set(link.attributes["rel"].split())


def test_our_own_files_ask_no_other_host(client: httpx.Client) -> None:
    for name in ("style.css", "ask.js", "copy.js", "embed.js"):
        response = client.get(f"/static/{name}")
        assert response.status_code == 200
        assert not re.search(r"url\(|@import|https?:|eval|innerHTML", response.text)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    "path", ["/", "/documents", "/documents/phuket.th", "/about", "/embed", "/embed/preview", "/nothing"]
)
def test_a_script_in_the_address_stays_out_of_the_page(client: httpx.Client, path: str, script: str) -> None:
    path = path.partition("?")[0]
    names = ("lang", "start", "end", "question", "q", "publisher", "page", "accent", "mode")
    response = client.get(path, params=dict.fromkeys(names, script), headers=BROWSER)
    parse(response)
    tags: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    reader.feed(response.text)
    assert {"img", "b"}.isdisjoint(tags)
    assert "alert(1)</script>" not in response.text


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_says_without_the_page(client: httpx.Client, path: str) -> None:
    head, get = client.head(path, headers=BROWSER), client.get(path, headers=BROWSER)
    assert head.status_code == get.status_code
    assert head.content == b""
    skip = {"date", "transfer-encoding", "content-length", "content-encoding"}
    assert {k: v for k, v in head.headers.items() if k not in skip} == {
        k: v for k, v in get.headers.items() if k not in skip
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_that_has_a_page_is_not_sent_it_again(client: httpx.Client, language: Language) -> None:
    for path in PATHS[:-1]:
        first = client.get(in_language(path, language))
        again = client.get(in_language(path, language), headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        other = client.get(in_language(path, "th" if language == "en" else "en"))
        assert other.headers["etag"] != first.headers["etag"]


def test_pages_and_files_are_compressed(client: httpx.Client) -> None:
    page = parse(client.get("/"))
    answers = [client.get(address) for address in page.fetched() if "/static/" in address and "icon" not in address]
    for response in (*answers, *map(client.get, PATHS[:-1]), post(client, ENGLISH)):
        assert response.headers["content-encoding"] == "gzip", response.url
        assert "Accept-Encoding" in response.headers["vary"]
    assert "content-encoding" not in client.get("/", headers={"Accept-Encoding": "identity"}).headers
