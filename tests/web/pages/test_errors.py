"""Pages for what went wrong, in both languages, for browsers only."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import HTTPException

from api.app import app_asking
from api.limits import LARGEST_BODY
from kb.errors import IndexMissing
from kb.knowledge_base import KnowledgeBase
from kb.types import LANGUAGES, Language
from tests.web.markup import Element, parse
from tests.web.small_site import serving_app
from tests.web.visits import BROWSER, links
from web.messages import text


def _explained(response: httpx.Response, status: int, language: Language) -> Element:
    """Fail unless the page says what is wrong in this language and leads home; return it."""
    assert response.status_code == status
    assert response.headers["cache-control"] == "no-store"
    page = parse(response)
    assert page.one("html").language == response.headers["content-language"] == language
    assert page.one("h1").text == text(f"error_{status}", language)
    assert text(f"error_{status}_text", language) in page.one("main").text
    assert f"/?lang={language}" in links(page.one("main"))
    return page


@pytest.mark.parametrize(
    "path",
    ["/documents/nothing", "/documents/%00", "/documents/%ED%A0%80", "/nothing", "/documents/a/b", "//example.org/"],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_at_a_wrong_address_gets_a_page_with_the_way_back(
    client: httpx.Client, path: str, language: Language
) -> None:
    url = f"{client.base_url}".rstrip("/") + path
    page = _explained(client.get(url, headers=BROWSER | {"Accept-Language": language}), 404, language)
    assert all(link.startswith("/") and not link.startswith("//") for link in links(page) if link != "#content")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_browser_sends_wrongly_is_explained(client: httpx.Client, language: Language) -> None:
    headers = BROWSER | {"Accept-Language": language}
    _explained(client.post("/documents", headers=headers), 405, language)
    _explained(client.post("/", data={"question": "x" * (LARGEST_BODY + 1)}, headers=headers), 413, language)
    _explained(client.post("/", files={"question": ("a.txt", b"?")}, headers=headers), 422, language)


@pytest.mark.parametrize("accept", ["*/*", "application/json", ""])
def test_programs_get_no_page(client: httpx.Client, accept: str) -> None:
    response = client.get("/nothing", headers={"Accept": accept})
    assert response.headers["content-type"] == "application/problem+json"


class TestWhenTheServerItselfFails:
    """Apps whose knowledge base cannot be used, each in its way."""

    @pytest.fixture(scope="class")
    @staticmethod
    def client() -> Iterator[httpx.Client]:
        def base() -> KnowledgeBase:
            raise IndexMissing("There is no index in /secret/place.")

        app = app_asking(base)

        @app.get("/broken")
        def broken() -> None:
            raise RuntimeError("the cause of it")

        @app.get("/busy")
        def busy() -> None:
            raise HTTPException(429, headers={"Retry-After": "7"})

        @app.get("/teapot")
        def teapot() -> None:
            raise HTTPException(418)

        with serving_app(app) as server, server.client() as client:
            yield client

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("path", "status"), [("/", 503), ("/documents", 503), ("/about", 503), ("/broken", 500)])
    def test_the_page_says_so_and_not_why(
        self, client: httpx.Client, path: str, status: int, language: Language
    ) -> None:
        response = client.get(path, headers=BROWSER | {"Accept-Language": language})
        _explained(response, status, language)
        assert "secret" not in response.text
        assert "cause" not in response.text
        assert "default-src 'none'" in response.headers["content-security-policy"]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_too_many_requests_say_how_long_to_wait(self, client: httpx.Client, language: Language) -> None:
        response = client.get("/busy", headers=BROWSER | {"Accept-Language": language})
        page = _explained(response, 429, language)
        assert text("wait_seconds", language, seconds=7) in page.one("main").text
        assert response.headers["retry-after"] == "7"

    def test_any_other_status_has_a_page_too(self, client: httpx.Client) -> None:
        response = client.get("/teapot", headers=BROWSER | {"Accept-Language": "en"})
        assert response.status_code == 418
        assert parse(response).one("h1").text == text("error_other", "en")

    @pytest.mark.parametrize("path", ["/privacy", "/accessibility", "/embed"])
    def test_pages_that_need_no_index_are_there(self, client: httpx.Client, path: str) -> None:
        assert client.get(path).status_code == 200
