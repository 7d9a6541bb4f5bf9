"""The records database, SQLite and PostgreSQL: what is written is found, rated, closed and forgotten."""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from api.records.store import RecordStore
from api.records.values import Asked, Rated, RecordsUnavailable

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
POSTGRESQL = os.environ.get("GNLC_TEST_POSTGRESQL")


def abstained(text: str, asked_at: datetime = NOW) -> Asked:
    return Asked(uuid4().hex, asked_at, text, "en", "abstained", "no_evidence", None, None, "build", 20.0)


def answered(text: str, asked_at: datetime = NOW) -> Asked:
    return replace(
        abstained(text, asked_at), status="answered", reason=None, confidence="high", answer_digest="ab" * 32
    )


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=pytest.mark.skipif(not POSTGRESQL, reason="GNLC_TEST_POSTGRESQL names no PostgreSQL database"),
        ),
    ]
)
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RecordStore]:
    url = POSTGRESQL if request.param == "postgresql" else f"sqlite:///{tmp_path}/deep/records.sqlite"
    assert url
    store = RecordStore(url)
    store.forget_before(NOW + 365 * DAY)
    yield store
    store.close()


def test_complaints_are_abstentions_and_answers_rated_down_newest_first(records: RecordStore) -> None:
    good, bad = answered("good"), answered("bad", NOW - DAY)
    unanswered = abstained("ยังไม่มีคำตอบ", NOW - 2 * DAY)
    records.keep([unanswered, good, bad])
    records.rate(Rated(bad.id, NOW, "down", "wrong", "ผิดปี"))
    records.rate(Rated(good.id, NOW, "up"))

    first, second = records.complaints(NOW - 3 * DAY)

    assert (first.asked, first.rating, first.rating_reason, first.comment) == (bad, "down", "wrong", "ผิดปี")
    assert (second.asked, second.rating) == (unanswered, None)
    assert [c.asked for c in records.complaints(NOW - DAY)] == [bad]


def test_a_later_rating_takes_the_place_of_an_earlier(records: RecordStore) -> None:
    asked = answered("changed my mind")
    records.keep([asked])
    records.rate(Rated(asked.id, NOW, "down"))
    records.rate(Rated(asked.id, NOW, "up"))

    assert records.complaints(NOW - DAY) == []


def test_a_rating_of_an_unknown_reply_is_taken(records: RecordStore) -> None:
    records.rate(Rated(uuid4().hex, NOW, "down"))

    assert records.complaints(NOW - DAY) == []


def test_closed_complaints_are_not_listed(records: RecordStore) -> None:
    one, other = abstained("one"), abstained("other")
    records.keep([one, other])
    records.close_complaints([one.id])

    assert [c.asked for c in records.complaints(NOW - DAY)] == [other]


def test_outcomes_come_in_order_of_time(records: RecordStore) -> None:
    records.keep([abstained("later", NOW), answered("earlier", NOW - DAY), answered("too old", NOW - 9 * DAY)])

    assert records.outcomes(NOW - 2 * DAY) == [(NOW - DAY, "answered"), (NOW, "abstained")]


def test_forgets_by_id_with_the_rating(records: RecordStore) -> None:
    asked = abstained("forget me")
    records.keep([asked, abstained("keep me")])
    records.rate(Rated(asked.id, NOW, "down", comment="and me"))

    assert records.forget([asked.id, "unknown"]) == 1
    assert records.containing("me") != []
    assert records.containing("and me") == []


def test_forgets_what_is_older_than_a_moment(records: RecordStore) -> None:
    records.keep([abstained("old", NOW - 2 * DAY), abstained("new", NOW)])

    assert records.forget_before(NOW - DAY) == 1
    assert [c.asked.text for c in records.complaints(NOW - 9 * DAY)] == ["new"]


def test_finds_text_in_questions_and_comments_as_it_stands(records: RecordStore) -> None:
    in_text, in_comment = abstained("100% of Somchai"), answered("something else")
    records.keep([in_text, in_comment, abstained("1000")])
    records.rate(Rated(in_comment.id, NOW, "down", comment="ถามสมชาย"))

    assert records.containing("somchai") == [in_text.id]
    assert records.containing("100%") == [in_text.id]
    assert records.containing("สมชาย") == [in_comment.id]


def test_several_threads_and_stores_may_be_the_first(tmp_path: Path) -> None:
    stores = [RecordStore(f"sqlite:///{tmp_path}/records.sqlite") for _ in range(4)] * 2
    with ThreadPoolExecutor(len(stores)) as threads:
        list(threads.map(lambda store: store.keep([abstained("first")]), stores))

    assert len(stores[0].outcomes(NOW - DAY)) == len(stores)
    for store in stores:
        store.close()


def test_nothing_is_kept_of_no_questions(records: RecordStore) -> None:
    records.keep([])

    assert records.outcomes(NOW - DAY) == []


def test_forgotten_text_is_in_no_file_and_no_file_is_for_others(tmp_path: Path) -> None:
    store = RecordStore(f"sqlite:///{tmp_path}/records.sqlite")
    asked = abstained("a very particular question")
    store.keep([asked])
    store.forget([asked.id])

    files = list(tmp_path.iterdir())
    assert files
    assert not any(b"particular" in file.read_bytes() for file in files)
    assert not any(stat.S_IMODE(file.stat().st_mode) & 0o077 for file in files)
    store.close()


def test_a_locked_database_is_refused_without_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.records.database._BUSY_SECONDS", 0.05)
    store = RecordStore(f"sqlite:///{tmp_path}/records.sqlite")
    store.keep([abstained("first")])
    other = sqlite3.connect(tmp_path / "records.sqlite")
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(RecordsUnavailable, match="OperationalError") as refused:
        store.keep([abstained("a secret")])

    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None
    other.rollback()
    other.close()
    time.sleep(0.1)  # for so long nobody waits again
    store.keep([abstained("after")])
    store.close()


@pytest.mark.parametrize("url", ["", "no url", "oracle://nobody@nowhere/none", "sqlite:////proc/none/records.sqlite"])
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(RecordsUnavailable):
        RecordStore(url).keep([abstained("x")])


def test_a_postgresql_that_is_gone_is_refused() -> None:
    store = RecordStore("postgresql+psycopg://gnlc@127.0.0.1:9/gnlc")

    with pytest.raises(RecordsUnavailable, match="OperationalError"):
        store.keep([abstained("x")])
