"""The snippet for other websites."""

import itertools
import re
from dataclasses import asdict

import httpx
import pytest

from api.app import app_asking
from kb.knowledge_base import KnowledgeBase
from kb.types import LANGUAGES, Language
from tests.web.markup import parse
from tests.web.small_site import serving_app
from tests.web.visits import SCRIPTS
from web.messages import text
from web.pages.embed import ACCENT, OPTIONS, chosen, snippet
from web.site import Loader, Site

LOADER = Loader("/widget/v1/loader.js")
PINNED = Loader("/widget/v1.0.0/loader.js", "sha384-" + "A" * 64)


def test_every_choice_is_in_its_snippet() -> None:
    for values in itertools.product(*OPTIONS.values()):
        choice = chosen(dict(zip(OPTIONS, values, strict=True)) | {"accent": "#a1b2c3"})
        code = str(snippet(choice, LOADER, "https://example.org"))
        assert code.startswith('<script async src="https://example.org/widget/v1/loader.js"')
        on_script = dict(re.findall(r'data-([a-z]+)="([^"]*)"', code))
        on_element = dict(re.findall(r' ([a-z]+)="([^"]*)"', code.partition("<gnlc-chat")[2]))
        kept = {name: value for name, value in asdict(choice).items() if name in {"language", "theme", "accent"}}
        if choice.mode == "launcher":
            assert on_script == kept | {"position": choice.position}
            assert "gnlc-chat" not in code
        else:
            assert on_script == {}
            assert on_element == kept | {"mode": "inline"}


@pytest.mark.parametrize("hostile", [*SCRIPTS, "#12", "#gggggg", "red", '"', "#00000000"])
def test_a_choice_that_is_none_is_the_usual_one(hostile: str) -> None:
    usual = chosen({})
    assert chosen(dict.fromkeys([*OPTIONS, "accent", "pinned"], hostile)) == usual
    assert (usual.mode, usual.language, usual.accent, usual.pinned) == ("launcher", "auto", ACCENT, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_makes_the_snippet_and_remembers_the_choice(client: httpx.Client, language: Language) -> None:
    query = {"mode": "inline", "language": "en", "position": "bottom-start", "theme": "dark", "accent": "#123abc"}
    page = parse(client.get("/embed", params=query | {"lang": language}))
    host = str(client.base_url).rstrip("/")
    assert page.one("code", id="snippet").text == str(snippet(chosen(query), LOADER, host))
    form = page.one("form", class_="filters")
    assert form.attributes["method"] == "get"
    for name, values in OPTIONS.items():
        options = form.one("select", name=name).all("option")
        assert [o.text for o in options] == [text(f"embed_{name}_{value}", language) for value in values]
        assert [o.attributes["value"] for o in options if "selected" in o.attributes] == [query[name]]
    assert form.one("input", name="accent").attributes["value"] == "#123abc"
    assert not form.all("input", name="pinned")


def test_the_preview_is_an_example_page_with_the_snippet(client: httpx.Client) -> None:
    page = parse(client.get("/embed", params={"theme": "dark"}))
    preview = client.get(page.one("iframe").attributes["src"])
    script = parse(preview).one("script")
    assert script.attributes["src"].endswith("/widget/v1/loader.js")
    assert script.attributes["data-theme"] == "dark"
    assert "frame-ancestors 'self'" in preview.headers["content-security-policy"]
    assert "frame-src 'self'" in client.get("/embed").headers["content-security-policy"]


def test_a_pinned_version_is_offered_where_there_is_one(base: KnowledgeBase) -> None:
    with serving_app(app_asking(lambda: base, Site(pinned=PINNED))) as server, server.client() as client:
        for query, pinned in (({}, False), ({"pinned": "yes"}, True)):
            page = parse(client.get("/embed", params=query))
            assert ("checked" in page.one("input", name="pinned").attributes) == pinned
            code = page.one("code", id="snippet").text
            assert (f'{PINNED.path}" integrity="{PINNED.integrity}" crossorigin="anonymous"' in code) == pinned


@pytest.mark.parametrize("host", ['a"><script>', "example.org", "[::1]:80"])
def test_the_host_that_a_client_claims_stays_text(client: httpx.Client, host: str) -> None:
    for path in ("/embed", "/embed/preview"):
        response = client.get(path, headers={"Host": host})
        assert "<script>" not in response.text
        if response.status_code == 200:
            parse(response)
