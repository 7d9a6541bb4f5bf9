"""Bad input of every kind is a problem with a stable code and a sentence for people."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.mcp_tools import MCP
from api.messages import DETAILS, FIELD_PROBLEMS, OPERATIONS, PROBLEMS, SERVICE, Said
from api.reference import REFERENCE
from kb.index import live_build
from tests.api.contract import is_problem
from tests.serving import ask, serving

JSON = {"Content-Type": "application/json"}
ASK = "/api/v1/ask"


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid_json"),
        (b"{", 422, "invalid_json"),
        (b"question=x", 422, "invalid_json"),
        (b"null", 422, "invalid_json"),
        (b'"What is a learning city?"', 422, "invalid_json"),
        (b"[]", 422, "invalid_json"),
        (b'{"question": "caf\xe9"}', 400, "invalid_json"),
        (b"\xff\xfe\x00", 400, "invalid_json"),
        (b"[" * 60_000, 400, "invalid_json"),
        (b'{"question":' * 5_000, 400, "invalid_json"),
        (b"{}", 422, "invalid_request"),
        (b'{"question": null}', 422, "invalid_request"),
        (b'{"question": 5}', 422, "invalid_request"),
        (b'{"question": ["What is a learning city?"]}', 422, "invalid_request"),
        (b'{"question": {"text": "What is a learning city?"}}', 422, "invalid_request"),
        (b'{"question": "x", "top_k": "5"}', 422, "invalid_request"),
        (b'{"question": "x", "top_k": true}', 422, "invalid_request"),
        (b'{"question": "x", "top_k": 1.5}', 422, "invalid_request"),
        (b'{"question": "x", "top_k": NaN}', 422, "invalid_request"),
        (b'{"question": "x", "top_k": 1e999}', 422, "invalid_request"),
        (b'{"question": "x", "top_k": null}', 422, "invalid_request"),
        (b'{"question": "x", "language": "fr"}', 422, "invalid_request"),
        (b'{"question": "x", "language": null}', 422, "invalid_request"),
        (b'{"question": "x", "language": ["th"]}', 422, "invalid_request"),
        (b'{"question": ""}', 422, "question_empty"),
        (b'{"question": " \\t\\r\\n\\u00a0\\u200b "}', 422, "question_empty"),
        (b'{"question": "\\u0000"}', 422, "question_not_text"),
        (b'{"question": "\\ud800"}', 422, "question_not_text"),
        (b'{"question": "\\udc00\\ud800"}', 422, "question_not_text"),
        (b'{"question": "' + b"1" * 10_000 + b'"}', 422, "question_too_long"),
        (b'{"question": "' + b"x" * 100_000 + b'"}', 413, "body_too_large"),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_a_bad_body_is_refused_in_the_clients_language(
    client: httpx.Client, body: bytes, status: int, code: str, language: str
) -> None:
    response = client.post(ASK, content=body, headers=JSON | {"Accept-Language": language})
    is_problem(response, status, code, language)


@pytest.mark.parametrize("body", [None, b'{"question": "What is a learning city?"}'])
@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_does_not_say_it_is_json_is_refused(
    client: httpx.Client, body: bytes | None, content_type: str | None
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = client.post(ASK, content=body, headers=headers)
    assert "Content-Type: application/json" in is_problem(response, 422, "invalid_json")


@pytest.mark.parametrize("code_point", [*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)])
def test_control_characters_are_refused_by_name(client: httpx.Client, code_point: int) -> None:
    for question, language in ((f"What is {chr(code_point)}GNLC?", "en"), (f"เมือง{chr(code_point)}คืออะไร", "th")):
        response = client.post(ASK, json={"question": question})
        assert f"U+{code_point:04X}" in is_problem(response, 422, "question_not_text", language)


@pytest.mark.parametrize("gap", ["\t", "\n", "\r\n", "\u2028", "\u00a0", "\u3000"])
def test_white_space_of_every_kind_is_a_space(client: httpx.Client, gap: str) -> None:
    reply = ask(client, f"What is{gap}a learning city?")
    assert reply["question"]["text"] == "What is a learning city?"
    assert reply["status"] == "answered"


@pytest.mark.parametrize(("words", "language"), [("เมืองแห่งการเรียนรู้", "th"), ("learning-city-", "en")])
def test_a_question_may_have_1000_characters_and_not_one_more(client: httpx.Client, words: str, language: str) -> None:
    text = words * 200
    ask(client, text[:1000])
    response = client.post(ASK, json={"question": text[:1001]})
    detail = is_problem(response, 422, "question_too_long", language)
    assert "1001" in detail
    assert "1000" in detail


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api", "/nothing", "/static/nothing.css", "/static/..%2fapi"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_an_unknown_address_is_a_problem_for_programs(client: httpx.Client, path: str, language: str) -> None:
    is_problem(client.get(path, headers={"Accept-Language": language}), 404, "not_found", language)


@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "*/*"])
def test_the_api_answers_browsers_with_a_problem_too(client: httpx.Client, accept: str) -> None:
    is_problem(client.get("/api/v1/nothing", headers={"Accept": accept}), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", ASK, "POST"), ("PUT", ASK, "POST"), ("DELETE", "/", "GET"), ("POST", "/documents", "GET")],
)
def test_a_wrong_method_is_a_problem_that_names_the_right_one(
    client: httpx.Client, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    assert method in is_problem(response, 405, "method_not_allowed")
    assert allowed in response.headers["allow"]


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary="]
)
def test_a_form_that_cannot_be_read_is_a_problem_that_does_not_speak_of_json(
    client: httpx.Client, content_type: str
) -> None:
    response = client.post("/", content=b"--y\r\nnothing", headers={"Content-Type": content_type})
    assert "JSON" not in is_problem(response, 400, "http_error")


def test_a_file_in_place_of_the_question_is_refused(client: httpx.Client) -> None:
    is_problem(client.post("/", files={"question": ("question.txt", b"?")}), 422, "invalid_request")


class TestWhenTheServerItselfFails:
    """The live build's store is emptied below a running server."""

    @pytest.fixture(scope="class")
    @staticmethod
    def failed(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Response, str]]:
        folder = tmp_path_factory.mktemp("vanishing")
        live = live_build(index_dir)
        shutil.copytree(live, folder / live.name)
        (folder / "CURRENT").write_text(live.name)
        with serving(folder, folder / "log") as server, server.client() as client:
            (folder / live.name / "store.sqlite").write_bytes(b"")
            response = client.get("/documents", headers={"Accept-Language": "th"})
            yield response, server.log.read_text(encoding="utf-8")

    def test_the_client_reads_a_problem_without_the_cause(self, failed: tuple[httpx.Response, str]) -> None:
        is_problem(failed[0], 500, "internal_error", "th")

    def test_the_answer_wears_the_security_headers(self, failed: tuple[httpx.Response, str]) -> None:
        assert "default-src 'none'" in failed[0].headers["content-security-policy"]
        assert "server" not in failed[0].headers

    def test_the_cause_is_logged(self, failed: tuple[httpx.Response, str]) -> None:
        assert "database disk image is malformed" in failed[1]


TABLES = [
    DETAILS,
    FIELD_PROBLEMS,
    OPERATIONS,
    MCP,
    REFERENCE,
    {"service": SERVICE},
    {code: text.title for code, text in PROBLEMS.items()},
    {code: text.way_out for code, text in PROBLEMS.items()},
]


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_is_there_in_both_languages_with_the_same_places_to_fill(table: dict[str, Said]) -> None:
    for sentences in table.values():
        assert list(sentences) == ["th", "en"]
        places = [sorted(re.findall(r"{\w+}", sentence)) for sentence in sentences.values()]
        assert places[0] == places[1]


def test_every_code_is_explained_and_told_once() -> None:
    told_by_the_library = {"question_empty", "question_not_text", "question_too_long"}
    assert set(PROBLEMS) == set(DETAILS) | told_by_the_library


def test_a_problem_is_json_of_its_own_kind(client: httpx.Client) -> None:
    response = client.post(ASK, json={"question": ""})
    assert json.loads(response.content) == {
        "type": "/api/v1/problems#question_empty",
        "title": "There is no question",
        "status": 422,
        "detail": "There is no question. Please type one and send it again.",
        "code": "question_empty",
        "language": "en",
        "request_id": response.headers["x-request-id"],
    }
