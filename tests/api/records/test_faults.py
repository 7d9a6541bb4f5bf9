"""A records database that is full, locked or hanging: answers go on, feedback says so, and all is well again after."""

import resource
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from api.records.store import RecordStore
from api.records.values import RecordsUnavailable
from tests.api.contract import is_problem
from tests.api.records.test_doors import FEEDBACK, with_records
from tests.serving import Server, ask

QUESTION = "เมืองใดของไทยเป็นสมาชิกเมืองแรก"


def rate(client: httpx.Client, reply_id: str, language: str = "en") -> httpx.Response:
    body = {"answer_id": reply_id, "rating": "up", "comment": "x" * 1000}
    return client.post(FEEDBACK, json=body, headers={"Accept-Language": language})


@contextmanager
def full(server: Server, records: Path) -> Iterator[None]:
    """No file of the server may grow beyond what the database's log holds, as if the disk were full."""
    size = records.with_name(f"{records.name}-wal").stat().st_size
    whole = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, whole[1]))
    yield
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, whole)


@pytest.mark.parametrize("language", ["th", "en"])
def test_where_the_disk_is_full_answers_go_on_and_feedback_says_so(
    index_dir: Path, tmp_path: Path, language: str
) -> None:
    with with_records(index_dir, tmp_path) as (server, client):
        for n in range(20):  # a log longer than anything else that the server writes
            assert rate(client, f"{n:032x}").status_code == 204
        with full(server, tmp_path / "records.sqlite"):
            reply = ask(client, QUESTION)
            assert reply["status"] == "answered"
            is_problem(rate(client, reply["id"], language), 503, "records_unavailable", language)
            assert ask(client, QUESTION)["status"] == "answered"
            assert client.get("/readyz").json()["status"] == "ready"
        assert rate(client, reply["id"]).status_code == 204
    with sqlite3.connect(tmp_path / "records.sqlite") as records:
        assert records.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert records.execute("SELECT count(*) FROM ratings").fetchone() == (21,)


def test_while_the_database_is_locked_feedback_says_so_and_keeps_no_question_waiting(
    index_dir: Path, tmp_path: Path
) -> None:
    with with_records(index_dir, tmp_path) as (server, client), ExitStack() as stack:
        reply = ask(client, QUESTION)
        assert rate(client, reply["id"]).status_code == 204
        locking = sqlite3.connect(tmp_path / "records.sqlite", check_same_thread=False)
        locking.execute("BEGIN IMMEDIATE")
        raters = [stack.enter_context(server.client()) for _ in range(50)]
        statuses: list[int] = []
        threads = [
            threading.Thread(target=lambda rater=rater: statuses.append(rate(rater, "0" * 32).status_code))
            for rater in raters
        ]
        for thread in threads:
            thread.start()
        start = time.monotonic()
        for _ in range(3):
            assert ask(client, QUESTION)["status"] == "answered"
        assert time.monotonic() - start < 4, "questions waited for the database"
        for thread in threads:
            thread.join()
        assert statuses == [503] * 50
        locking.rollback()
        locking.close()
        deadline = time.monotonic() + 10
        while (status := rate(client, reply["id"]).status_code) != 204:
            assert status == 503
            assert time.monotonic() < deadline
            time.sleep(0.2)


def test_after_a_wait_in_vain_nobody_else_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PostgreSQL that takes the connection and then says nothing."""
    pytest.importorskip("psycopg")
    monkeypatch.setattr("api.records.database._BUSY_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = RecordStore(f"postgresql+psycopg://gnlc@127.0.0.1:{silent.getsockname()[1]}/gnlc")
        start = time.monotonic()
        with pytest.raises(RecordsUnavailable):
            store.text_of("0" * 32)
        first = time.monotonic() - start
        start = time.monotonic()
        with pytest.raises(RecordsUnavailable):
            store.text_of("0" * 32)
        assert time.monotonic() - start < first / 4
        store.close()
