"""The widget's addresses as they answer: headers, caching, and the panel without scripts."""

import re
from typing import Any

import httpx
import pytest

from kb.types import LANGUAGES, Language
from tests.serving import Server
from tests.serving import ask as ask_api
from tests.web.markup import parse
from tests.web.visits import ASKED, ELSEWHERE
from tests.web.widget.conftest import Site
from web.widget.embed import LOADER, newest_loader, pinned_loader
from web.widget.messages import text
from web.widget.router import PANEL


def _policy(response: httpx.Response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("path", [LOADER, pinned_loader()[0]])
def test_a_loader_may_be_loaded_and_checked_by_any_site(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Origin": "https://city.example"})
    assert response.content == newest_loader().content
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert ("immutable" in response.headers["cache-control"]) == (path != LOADER)
    again = client.get(path, headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/widget/9.9.9/loader.js", "/widget/assets/x/nothing.js", "/widget/v1", "/widget/"])
def test_there_is_nothing_else(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_this_host_and_the_named_sites_may_show_the_panel(
    client: httpx.Client, widget_server: Server, site: Site
) -> None:
    assert _policy(client.get(PANEL))["frame-ancestors"] == "'self'"
    with widget_server.client() as other:
        response = other.get(PANEL)
    assert _policy(response)["frame-ancestors"] == f"'self' {site.url} {site.sibling}"
    assert "x-frame-options" not in response.headers
    assert "unsafe" not in response.headers["content-security-policy"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["auto", "light", "dark", "<b>"])
def test_the_panel_is_in_the_language_and_the_colours_asked_for(
    client: httpx.Client, language: Language, theme: str
) -> None:
    response = client.get(PANEL, params={"lang": language, "theme": theme})
    assert response.headers["content-language"] == language
    page = parse(response)
    assert page.one("html").language == language
    assert page.one("h1").text == text("title", language)
    media = {"light": "not all", "dark": "all"}.get(theme, "(prefers-color-scheme: dark)")
    assert page.one("link", id="dark").attributes["media"] == media
    assert text("notice_limits", language) in page.one("section", class_="notice").text
    for address in page.fetched():
        assert client.get(address).status_code in {200, 405}


def test_every_file_of_the_panel_is_kept_for_good_under_its_address(client: httpx.Client) -> None:
    page = parse(client.get(PANEL))
    addresses = [link.attributes["href"] for link in page.all("link") if "widget" in link.attributes["href"]]
    assert len(addresses) >= 10
    for address in addresses:
        response = client.get(address)
        assert response.headers["cache-control"].endswith("immutable")
        old = client.get(re.sub("/assets/[0-9a-f]+/", "/assets/0/", address))
        assert (old.content, old.headers["cache-control"]) == (response.content, "no-cache")


def _post(client: httpx.Client, question: str, lang: Language) -> httpx.Response:
    return client.post(PANEL, data={"question": question, "lang": lang})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", LANGUAGES)
def test_without_scripts_a_form_brings_the_answer_with_its_sources(
    client: httpx.Client, asked: Language, language: Language
) -> None:
    reply: dict[str, Any] = ask_api(client, ASKED[asked])
    response = _post(client, ASKED[asked], language)
    assert response.headers["cache-control"] == "no-store"
    page = parse(response).one("ol", id="turns")
    assert page.one("span", class_="asked").text == ASKED[asked]
    assert page.one("p", class_="sentences").language == reply["answer"]["language"]
    for shown, sentence in zip(page.all("span", class_="sentence"), reply["answer"]["sentences"], strict=True):
        assert shown.text.startswith(sentence["text"])
        assert [a.attributes["href"] for a in shown.all("a")] == [f"#source-{n}" for n in sentence["citations"]]
    for shown, citation in zip(page.all("details"), reply["citations"], strict=True):
        assert shown.attributes["id"] == f"source-{citation['number']}"
        assert "open" in shown.attributes
        quote = shown.one("blockquote")
        assert (quote.text, quote.language) == (citation["quote"], citation["language"])
        assert shown.one("a", class_="view").attributes["href"] == citation["view"]
        assert shown.one("a", class_="original").attributes["href"].startswith(citation["url"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_an_abstention_offers_questions_to_press(client: httpx.Client, language: Language) -> None:
    reply = ask_api(client, ELSEWHERE[language])
    page = parse(_post(client, ELSEWHERE[language], language)).one("ol", id="turns")
    assert page.one("p", class_="note").text == reply["message"]
    buttons = page.all("button", class_="choice")
    assert [button.attributes["value"] for button in buttons] == reply["suggestions"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", ["", "  ", "x" * 5000, "a\x00b"])
def test_without_scripts_a_question_that_cannot_be_taken_is_given_back(
    client: httpx.Client, question: str, language: Language
) -> None:
    response = _post(client, question, language)
    assert response.status_code == 422
    page = parse(response)
    assert page.one("p", id="problem").text
    box = page.one("textarea", id="question")
    assert box.text == question
    assert box.attributes["aria-invalid"] == "true"


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script> learning city", "</script><img src=x onerror=alert(1)>"]
)
def test_a_hostile_question_stays_text(client: httpx.Client, question: str) -> None:
    page = parse(_post(client, question, "en"))
    assert not page.all("img")
    assert [script.attributes.get("type") for script in page.all("script")] == ["module", "application/json"]
