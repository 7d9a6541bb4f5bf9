"""`previous` takes the ids of earlier replies in place of their questions' texts, at every door that has it."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.contract import is_problem, tells_problem
from tests.api.v1.test_ask import events
from tests.serving import GNLC_SERVE, Server, ask, serving, settings_for, wait_for_workers

THAI, ENGLISH = "เชียงรายเข้าร่วม GNLC เมื่อไร", "When did Chiang Rai join the GNLC?"
LEANS = {"th": "แล้วภูเก็ตล่ะ", "en": "And Phuket?"}
UNKNOWN = "0f" * 16

Door = Callable[[httpx.Client, dict[str, object]], dict[str, Any]]


def by_ask(client: httpx.Client, body: dict[str, object]) -> dict[str, Any]:
    reply: dict[str, Any] = client.post("/api/v1/ask", json=body).json()
    return reply


def by_stream(client: httpx.Client, body: dict[str, object]) -> dict[str, Any]:
    return events(client.post("/api/v1/ask/stream", json=body))[0][1]


def by_batch(client: httpx.Client, body: dict[str, object]) -> dict[str, Any]:
    line = client.post("/api/v1/ask/batch", json=[body | {"id": "1"}]).json()
    reply: dict[str, Any] = line["reply"] or line["problem"]
    return reply


@pytest.mark.parametrize("door", [by_ask, by_stream, by_batch])
@pytest.mark.parametrize(("first", "language"), [(THAI, "th"), (ENGLISH, "en")])
def test_an_id_completes_a_question_as_its_text_does(
    client: httpx.Client, door: Door, first: str, language: str
) -> None:
    id = ask(client, first)["id"]
    by_id = door(client, {"question": LEANS[language], "previous": [id]})
    by_text = door(client, {"question": LEANS[language], "previous": [first]})
    assert by_id["question"] == by_text["question"]
    assert "follow_up" in by_id["question"]["notes"]


def test_ids_and_texts_may_be_mixed(client: httpx.Client) -> None:
    id = ask(client, ENGLISH)["id"]
    mixed = ask(client, "And when?", previous=["Who chairs the GNLC?", id, LEANS["en"]])
    texts = ask(client, "And when?", previous=["Who chairs the GNLC?", ENGLISH, LEANS["en"]])
    assert mixed["question"] == texts["question"]


@pytest.mark.parametrize("preferred", ["th", "en"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_an_unknown_id_is_a_problem_in_the_askers_language(client: httpx.Client, language: str, preferred: str) -> None:
    body = {"question": LEANS[language], "previous": [UNKNOWN]}
    headers = {"Accept-Language": preferred}
    for path in ("/api/v1/ask", "/api/v1/ask/stream"):
        response = client.post(path, json=body, headers=headers)
        assert UNKNOWN in is_problem(response, 422, "previous_unknown", language)
    rows = [{"id": "1"} | body, {"id": "2", "question": ENGLISH}]
    first, second = map(json.loads, client.post("/api/v1/ask/batch", json=rows, headers=headers).text.splitlines())
    assert UNKNOWN in tells_problem(first["problem"], "previous_unknown", language)
    assert second["reply"]["status"] == "answered"


def test_what_an_id_stands_for_is_masked(client: httpx.Client) -> None:
    secret = "somchai@example.com"
    id = ask(client, f"When did Chiang Rai join? Write to {secret}")["id"]
    reply = ask(client, "How about that?", previous=[id])
    assert "follow_up" in reply["question"]["notes"]
    assert secret not in json.dumps(reply)


def test_a_chat_message_that_looks_like_an_id_spoils_nothing(client: httpx.Client) -> None:
    messages = [{"role": "user", "content": content} for content in (ENGLISH, UNKNOWN, LEANS["en"])]
    response = client.post("/v1/chat/completions", json={"model": "gnlc", "messages": messages})
    assert response.status_code == 200
    assert "Phuket" in response.json()["choices"][0]["message"]["content"]


def test_a_forgotten_question_is_unknown_and_where_none_are_kept_all_are(index_dir: Path, tmp_path: Path) -> None:
    with serving(index_dir, tmp_path / "log") as server, server.client() as client:
        id = ask(client, ENGLISH)["id"]
        assert ask(client, LEANS["en"], previous=[id])["question"]["notes"] == ["follow_up"]
        environment = settings_for(index_dir, GNLC_RECORDS_URL=f"sqlite:///{tmp_path / 'records.sqlite'}")
        forget = [GNLC_SERVE, "forget", id]
        for _ in range(20):  # it is written a moment after it was answered
            if "1" in subprocess.run(forget, env=environment, capture_output=True, check=True, text=True).stdout:
                break
        response = client.post("/api/v1/ask", json={"question": LEANS["en"], "previous": [id]})
        is_problem(response, 422, "previous_unknown")
    environment = settings_for(index_dir, GNLC_RECORDS="off")
    with serving(index_dir, tmp_path / "log", environment=environment) as server, server.client() as client:
        id = ask(client, ENGLISH)["id"]
        response = client.post("/api/v1/ask", json={"question": LEANS["th"], "previous": [id]})
        is_problem(response, 422, "previous_unknown", "th")


@pytest.fixture(scope="module")
def unrecorded(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose records database cannot be made."""
    environment = settings_for(index_dir, GNLC_RECORDS_URL="sqlite:////proc/none/records.sqlite")
    with serving(index_dir, tmp_path_factory.mktemp("gone") / "log", environment=environment) as server:
        yield server


@pytest.mark.parametrize("language", ["th", "en"])
def test_where_the_database_is_gone_an_id_is_a_problem_and_a_text_is_taken(unrecorded: Server, language: str) -> None:
    with unrecorded.client() as client:
        body = {"question": LEANS[language], "previous": [UNKNOWN]}
        assert UNKNOWN in is_problem(client.post("/api/v1/ask", json=body), 503, "previous_unavailable", language)
        assert ask(client, LEANS[language], previous=[THAI])["question"]["notes"]


def test_any_process_knows_what_another_answered_just_now(index_dir: Path, tmp_path: Path) -> None:
    environment = settings_for(index_dir, GNLC_WORKERS="2")
    with serving(index_dir, tmp_path / "log", environment=environment) as server:
        wait_for_workers(server, 2)
        ids: list[str] = []
        for _ in range(8):  # a connection each, so that both processes are asked
            with server.client() as client:
                if ids:
                    assert ask(client, LEANS["en"], previous=ids[-1:])["question"]["notes"] == ["follow_up"]
                ids.append(ask(client, ENGLISH)["id"])
