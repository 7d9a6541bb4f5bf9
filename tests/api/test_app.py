"""Health, and any text at all as a question."""

import json
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.index import live_build, read_manifest
from kb.store import Store
from tests.api.contract import is_problem, keeps_contract
from tests.serving import Server

# Any code point, halves of surrogate pairs too, among words of both languages and what Thai keyboards produce.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
WORDS = st.sampled_from(
    ["เมืองแห่งการเรียนรู้", "พะเยา", "learning city", "GNLC", "UNESCO", "กี่", "ปี ๒๕๖๒", "์", "ำ", " ", "\n"]
)
QUESTIONS = st.one_of(ANYTHING, st.lists(st.one_of(ANYTHING, WORDS), max_size=8).map("".join))


def _post(client: httpx.Client, body: object) -> httpx.Response:
    """Send JSON in ASCII, which can carry half a surrogate pair too."""
    content = json.dumps(body).encode("ascii")
    return client.post("/api/v1/ask", content=content, headers={"Content-Type": "application/json"})


@settings(max_examples=120)
@given(question=QUESTIONS, top_k=st.integers(1, 8), language=st.sampled_from(["auto", "th", "en"]))
def test_any_text_gets_a_true_reply_or_a_problem(
    client: httpx.Client, store: Store, question: str, top_k: int, language: str
) -> None:
    response = _post(client, {"question": question, "top_k": top_k, "language": language})
    if response.status_code == 200:
        keeps_contract(response.json(), store)
        return
    code = response.json()["code"]
    assert code in {"question_empty", "question_not_text", "question_too_long"}
    is_problem(response, 422, code, response.headers["content-language"])


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100)
@given(
    body=JSON_VALUES
    | st.fixed_dictionaries({}, optional={"question": JSON_VALUES, "top_k": JSON_VALUES, "language": JSON_VALUES})
)
def test_any_json_gets_a_reply_or_a_problem(client: httpx.Client, body: object) -> None:
    response = _post(client, body)
    if response.status_code != 200:
        is_problem(response, 422, response.json()["code"], response.headers["content-language"])


def test_is_alive(client: httpx.Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_is_ready_with_the_live_build(client: httpx.Client, index_dir: Path) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    build = read_manifest(live_build(index_dir)).build
    assert response.json() == {"status": "ready", "build": build, "code": None, "problem": None}


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/settings.py",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/..%2f..%2fsettings.py",
        "/static//etc/passwd",
        "/documents/..%2f..%2fsettings.py",
        "/docs",
        "/redoc",
        "/debug",
        "/widget/v1/..%2f..%2fsettings.py",
    ],
)
def test_nothing_but_what_is_meant_to_be_seen_is_served(server: Server, path: str) -> None:
    """The path goes out as it is written here, which a client of good manners would tidy."""
    connection = HTTPConnection(urlsplit(server.url).netloc)
    connection.request("GET", path)
    response = connection.getresponse()
    said = response.read()
    connection.close()
    assert response.status == 404
    assert b"BaseSettings" not in said
    assert b"root:" not in said


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "DEBUG"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/api/v1/ask").status_code in {404, 405}


@pytest.mark.parametrize(
    "path", ["/", "/about", "/documents", "/healthz", "/api/v1/docs", "/static/style.css", "/widget/v1/loader.js"]
)
def test_text_says_that_it_is_utf_8(client: httpx.Client, path: str) -> None:
    assert client.get(path).headers["content-type"].endswith("; charset=utf-8")


@pytest.mark.parametrize("injected", ["' OR '1'='1", "x'; DROP TABLE documents; --", '" OR ""="'])
def test_a_filter_is_a_value_and_no_query(client: httpx.Client, injected: str) -> None:
    assert client.get("/api/v1/documents", params={"publisher": injected}).json()["total"] == 0
    assert client.get(f"/api/v1/documents/{quote(injected, safe='')}").status_code == 404
    assert client.get("/api/v1/documents").json()["total"] > 0
