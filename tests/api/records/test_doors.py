"""Whichever door a question comes through, it is kept once, masked; what people say of its reply is kept with it."""

import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import anyio
import httpx
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from api.records.store import RecordStore
from tests.api.contract import is_problem
from tests.api.records.test_store import POSTGRESQL
from tests.serving import GNLC_SERVE, Server, ask, serving, settings_for

SECRET = "somchai@example.com"
QUESTION = f"เมืองใดของไทยเป็นสมาชิกเมืองแรก ตอบที่ {SECRET}"
KEPT = "เมืองใดของไทยเป็นสมาชิกเมืองแรก ตอบที่ [email]"
FEEDBACK = "/api/v1/feedback"


def by_ask(client: httpx.Client) -> None:
    assert client.post("/api/v1/ask", json={"question": QUESTION}).status_code == 200


def by_stream(client: httpx.Client) -> None:
    assert "event: done" in client.post("/api/v1/ask/stream", json={"question": QUESTION}).text


def by_batch(client: httpx.Client) -> None:
    assert client.post("/api/v1/ask/batch", json=[{"id": "1", "question": QUESTION}]).json()["reply"]


def by_chat(client: httpx.Client) -> None:
    body = {"model": "gnlc", "messages": [{"role": "user", "content": QUESTION}]}
    assert client.post("/v1/chat/completions", json=body).json()["choices"]


def by_page(client: httpx.Client) -> None:
    assert client.post("/", data={"question": QUESTION}).status_code == 200


def by_mcp(client: httpx.Client) -> None:
    async def call() -> None:
        async with Client(streamable_http_client(f"{client.base_url}/mcp")) as session:
            assert not (await session.call_tool("ask", {"question": QUESTION})).is_error

    anyio.run(call)


def kept_by(log: Path) -> list[tuple[str, str]]:
    """The records of a server that has ended, which lie beside its log: texts with ids."""
    with sqlite3.connect(log.with_name("records.sqlite")) as records:
        return list(records.execute("SELECT text, id FROM questions ORDER BY asked_at"))


def test_every_door_keeps_its_question_once_and_masked(index_dir: Path, tmp_path: Path) -> None:
    doors: tuple[Callable[[httpx.Client], None], ...] = (by_ask, by_stream, by_batch, by_chat, by_page, by_mcp)
    log = tmp_path / "log"
    with serving(index_dir, log) as server, server.client() as client:
        for door in doors:
            door(client)
        last = ask(client, "สวัสดี")["id"]
    kept = kept_by(log)
    assert [text for text, _ in kept] == [KEPT] * len(doors) + ["สวัสดี"]
    assert kept[-1][1] == last
    assert not any(SECRET.encode() in file.read_bytes() for file in tmp_path.iterdir())


@contextmanager
def with_records(index_dir: Path, folder: Path, **settings: str) -> Iterator[tuple[Server, httpx.Client]]:
    environment = settings_for(index_dir, **settings)
    with serving(index_dir, folder / "log", environment=environment) as server, server.client() as client:
        yield server, client


def test_a_rating_is_kept_with_its_reply_and_its_comment_masked(index_dir: Path, tmp_path: Path) -> None:
    with with_records(index_dir, tmp_path) as (_, client):
        reply = ask(client, "เมืองใดของไทยเป็นสมาชิกเมืองแรก")
        rating = {"answer_id": reply["id"], "rating": "down", "reason": "wrong", "comment": "โทร 081-234-5678 นะครับ"}
        response = client.post(FEEDBACK, json=rating)
        assert (response.status_code, response.content) == (204, b"")
    store = RecordStore(f"sqlite:///{tmp_path / 'records.sqlite'}")
    [complaint] = store.complaints(datetime.now(UTC) - timedelta(days=1))
    store.close()
    assert complaint.asked.id == reply["id"]
    assert (complaint.rating, complaint.rating_reason, complaint.comment) == ("down", "wrong", "โทร [phone] นะครับ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer_id": "x"},
        {"rating": "sideways"},
        {"reason": "because"},
        {"comment": "x" * 1001},
        {"comment": 7},
    ],
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_feedback_that_does_not_fit_is_refused(client: httpx.Client, wrong: dict[str, object], language: str) -> None:
    body = {"answer_id": "0" * 32, "rating": "up"} | wrong
    response = client.post(FEEDBACK, json=body, headers={"Accept-Language": language})
    assert next(iter(wrong)) in is_problem(response, 422, "invalid_request", language)


def test_where_records_are_off_nothing_is_written_and_feedback_says_so(index_dir: Path, tmp_path: Path) -> None:
    with with_records(index_dir, tmp_path, GNLC_RECORDS="off") as (_, client):
        reply = ask(client, "สวัสดี")
        response = client.post(FEEDBACK, json={"answer_id": reply["id"], "rating": "up"})
        is_problem(response, 404, "records_off")
    assert [file.name for file in tmp_path.iterdir()] == ["log"]


def test_where_the_database_is_gone_answers_go_on_and_feedback_says_so(index_dir: Path, tmp_path: Path) -> None:
    gone = "postgresql+psycopg://gnlc@127.0.0.1:9/gnlc"
    with with_records(index_dir, tmp_path, GNLC_RECORDS_URL=gone) as (server, client):
        for _ in range(3):
            reply = ask(client, "เมืองใดของไทยเป็นสมาชิกเมืองแรก")
        assert reply["status"] == "answered"
        response = client.post(
            FEEDBACK, json={"answer_id": reply["id"], "rating": "up"}, headers={"Accept-Language": "th"}
        )
        is_problem(response, 503, "records_unavailable", "th")
    said = server.log.read_text(encoding="utf-8")
    assert sum(map(int, re.findall(r"(\d+) questions are not kept", said))) == 3
    assert "เมือง" not in said


def test_where_the_database_is_locked_answers_go_on_and_are_kept_later(index_dir: Path, tmp_path: Path) -> None:
    with with_records(index_dir, tmp_path) as (_, client):
        assert client.post(FEEDBACK, json={"answer_id": "0" * 32, "rating": "up"}).status_code == 204
        locking = sqlite3.connect(tmp_path / "records.sqlite")
        locking.execute("BEGIN EXCLUSIVE")
        assert ask(client, "เมืองใดของไทยเป็นสมาชิกเมืองแรก")["took_ms"] < 5000
        locking.rollback()
        locking.close()
    assert len(kept_by(tmp_path / "log")) == 1


@pytest.mark.skipif(not POSTGRESQL, reason="GNLC_TEST_POSTGRESQL names no PostgreSQL database")
def test_a_server_keeps_questions_ratings_and_keys_in_postgresql(index_dir: Path, tmp_path: Path) -> None:
    assert POSTGRESQL
    environment = settings_for(index_dir, GNLC_RECORDS_URL=POSTGRESQL)
    make = [GNLC_SERVE, "keys", "create", "โรงเรียน"]
    key = subprocess.run(make, env=environment, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    with with_records(index_dir, tmp_path, GNLC_RECORDS_URL=POSTGRESQL) as (_, client):
        client.headers["X-API-Key"] = key
        reply = ask(client, QUESTION)
        assert client.post(FEEDBACK, json={"answer_id": reply["id"], "rating": "down"}).status_code == 204
    store = RecordStore(POSTGRESQL)
    kept = {complaint.asked.id: complaint for complaint in store.complaints(datetime.now(UTC) - timedelta(days=1))}
    store.forget(kept)
    store.close()
    assert kept[reply["id"]].asked.text == KEPT
    assert kept[reply["id"]].rating == "down"


def test_the_commands_read_and_delete_what_the_server_kept(index_dir: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}"
    with with_records(index_dir, tmp_path) as (_, client):
        reply = ask(client, "ต้มยำกุ้งต้องใส่พริกกี่เม็ด")

    def run(*command: str) -> str:
        environment = settings_for(index_dir, GNLC_RECORDS_URL=url)
        ended = subprocess.run(
            [GNLC_SERVE, *command], env=environment, capture_output=True, encoding="utf-8", check=True
        )
        return ended.stdout

    assert "ต้มยำกุ้ง" in run("gaps", "--json")
    assert "1" in run("forget", reply["id"])
    assert run("gaps", "--json") == "[]\n"
