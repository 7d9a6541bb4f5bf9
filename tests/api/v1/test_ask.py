"""`ask/stream` tells event by event what `ask` tells at once."""

import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from kb.index import live_build
from kb.store import Store
from tests.api.contract import is_problem, keeps_contract, tells_problem
from tests.serving import ask, serving

STREAM = "/api/v1/ask/stream"
QUESTIONS = [
    ("เมืองใดของไทยเป็นสมาชิกเมืองแรก", "th"),
    ("Which Thai city was the first member?", "en"),
    ("พิซซ่าร้านไหนอร่อย", "th"),
    ("hello", "en"),
]

Events = list[tuple[str, dict[str, Any]]]


def events(response: httpx.Response) -> Events:
    """Return the events of a stream by the rules of the HTML standard, comments left out."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in response.headers, "compressing gathers events up"
    found: Events = []
    for block in response.text.split("\n\n"):
        lines = [line.partition(": ") for line in block.splitlines() if not line.startswith(":")]
        if lines:
            fields = {name: value for name, _, value in lines}
            assert len(fields) == len(lines) == 2
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def _put_together(told: Events) -> dict[str, Any]:
    """Return the reply that the events tell."""
    (_, meta), *parts, (_, done) = told
    citations = [data for name, data in parts if name == "citation"]
    sentences = [data for name, data in parts if name == "sentence"]
    answer = {
        "text": " ".join(sentence["text"] for sentence in sentences),
        "language": meta.pop("language"),
        "confidence": meta.pop("confidence"),
        "sentences": sentences,
    }
    return meta | done | {"citations": citations, "answer": answer if sentences else None}


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_the_events_are_the_reply_in_its_order(
    client: httpx.Client, store: Store, question: str, language: str
) -> None:
    told = events(client.post(STREAM, json={"question": question, "top_k": 3}))
    names = [name for name, _ in told]
    assert names == sorted(names, key=["meta", "citation", "sentence", "done"].index)
    assert (names.count("meta"), names.count("done")) == (1, 1)
    reply = _put_together(told)
    keeps_contract(reply, store)
    assert reply["question"]["language"] == language
    at_once = ask(client, question, top_k=3)
    assert reply | {"id": "", "took_ms": 0} == at_once | {"id": "", "took_ms": 0}


def test_the_stream_opens_with_a_comment(client: httpx.Client) -> None:
    with client.stream("POST", STREAM, json={"question": QUESTIONS[0][0]}) as response:
        assert next(response.iter_text()).startswith(": ")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_question_that_cannot_be_taken_is_a_problem_and_no_stream(client: httpx.Client, language: str) -> None:
    headers = {"Accept-Language": language}
    is_problem(client.post(STREAM, json={}, headers=headers), 422, "invalid_request", language)
    is_problem(client.post(STREAM, json={"question": "  "}, headers=headers), 422, "question_empty", language)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_fault_on_the_way_is_an_event(index_dir: Path, tmp_path: Path, language: str) -> None:
    """The live build's store is emptied below a running server."""
    live = live_build(index_dir)
    shutil.copytree(live, tmp_path / live.name)
    (tmp_path / "CURRENT").write_text(live.name)
    with serving(tmp_path, tmp_path / "log") as server, server.client() as client:
        (tmp_path / live.name / "store.sqlite").write_bytes(b"")
        response = client.post(STREAM, json={"question": QUESTIONS[0][0]}, headers={"Accept-Language": language})
        [(name, problem)] = events(response)
        assert name == "error"
        tells_problem(problem, "internal_error", language)
        assert problem["request_id"] == response.headers["x-request-id"]
        assert "database disk image is malformed" in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("question", "language"), QUESTIONS)
def test_the_content_language_is_the_answers(client: httpx.Client, question: str, language: str) -> None:
    assert client.post("/api/v1/ask", json={"question": question}).headers["content-language"] == language
