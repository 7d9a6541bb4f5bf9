"""HEAD is GET without the body, OPTIONS names the methods."""

import httpx
import pytest

from tests.api.contract import is_problem

GETS = ["/", "/documents", "/static/style.css", "/healthz", "/api/v1/documents", "/api/v1/documents/chiang-rai.th"]
ALLOWED = [
    ("/", {"GET", "HEAD", "POST", "OPTIONS"}),
    ("/documents", {"GET", "HEAD", "OPTIONS"}),
    ("/static/style.css", {"GET", "HEAD", "OPTIONS"}),
    ("/api/v1/ask", {"POST", "OPTIONS"}),
    ("/api/v1/documents", {"GET", "HEAD", "OPTIONS"}),
    ("/api/v1/documents/chiang-rai.th", {"GET", "HEAD", "OPTIONS"}),
]


def _allowed(response: httpx.Response) -> set[str]:
    return set(response.headers["allow"].split(", "))


@pytest.mark.parametrize("path", GETS)
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "content-language", "etag"):
        assert head.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize(("path", "methods"), ALLOWED)
def test_options_names_the_methods_and_allows_no_other_site(client: httpx.Client, path: str, methods: set[str]) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    response = client.options(path, headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert _allowed(response) == methods
    assert not [name for name in response.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(("path", "methods"), ALLOWED)
def test_a_wrong_method_names_the_right_ones(client: httpx.Client, path: str, methods: set[str]) -> None:
    response = client.delete(path)
    is_problem(response, 405, "method_not_allowed")
    assert _allowed(response) == methods


def test_head_of_what_takes_only_post_is_refused(client: httpx.Client) -> None:
    response = client.head("/api/v1/ask")
    assert (response.status_code, response.content) == (405, b"")


def test_options_of_nothing_is_not_found(client: httpx.Client) -> None:
    is_problem(client.options("/api/v1/nothing"), 404, "not_found")
