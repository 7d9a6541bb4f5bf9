"""Every response is dressed, every body limited."""

from collections.abc import Iterator

import httpx
import pytest

from api.limits import LARGEST_BODY
from tests.api.contract import is_problem

POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("POST", "/", 422),
        ("GET", "/documents", 200),
        ("GET", "/documents/nothing", 404),
        ("GET", "/static/style.css", 200),
        ("GET", "/static/icon.svg", 200),
        ("GET", "/static/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/api/v1/openapi.json", 200),
        ("POST", "/api/v1/ask", 422),
        ("GET", "/api/v1/ask", 405),
    ],
)
def test_every_response_wears_the_security_headers(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert set(response.headers["content-security-policy"].split("; ")) == POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in response.headers["permissions-policy"]
    assert not {"server", "x-powered-by", "set-cookie"} & set(response.headers)


def _body(length: int) -> bytes:
    return b'{"question": "What is a learning city?"' + b" " * (length - 40) + b"}"


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 4096):
        yield body[start : start + 4096]


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("length", [LARGEST_BODY + 1, 100_000])
def test_a_body_over_the_limit_is_refused(client: httpx.Client, length: int, announced: bool) -> None:
    body = _body(length)
    response = client.post(
        "/api/v1/ask",
        content=body if announced else _pieces(body),
        headers={"Content-Type": "application/json"},
    )
    assert ("content-length" in response.request.headers) == announced
    assert str(LARGEST_BODY) in is_problem(response, 413, "body_too_large")
    assert "content-security-policy" in response.headers


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_of_just_the_limit_is_taken(client: httpx.Client, announced: bool) -> None:
    body = _body(LARGEST_BODY)
    assert len(body) == LARGEST_BODY
    content = body if announced else _pieces(body)
    response = client.post("/api/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.json()["status"] == "answered"


def test_a_form_over_the_limit_is_refused(client: httpx.Client) -> None:
    is_problem(client.post("/", data={"question": "x" * 100_000}), 413, "body_too_large")
