"""Questions are kept without making anybody wait, masked, and what cannot be kept is counted."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.records.recorder import Recorder, answer_digest, opening
from api.records.store import RecordStore
from api.records.values import Asked
from kb.types import Answer, AnswerSentence, Question

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def abstention(text: str) -> Answer:
    return Answer(Question(text, "th", text), "abstained", "no_evidence")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[RecordStore]:
    store = RecordStore(f"sqlite:///{tmp_path}/records.sqlite")
    yield store
    store.close()


def test_what_was_taken_is_written_masked_before_close_returns(store: RecordStore) -> None:
    recorder = Recorder(lambda: store, retention_days=30)
    for n in range(500):
        recorder.note(f"{n:032x}", abstention(f"คำถามที่ {n} ของ somchai@example.com"), "build-1", 12.5)
    recorder.close()

    kept = [complaint.asked for complaint in store.complaints(YESTERDAY)]
    assert {asked.text for asked in kept} == {f"คำถามที่ {n} ของ [email]" for n in range(500)}
    assert {(asked.language, asked.status, asked.reason, asked.build, asked.took_ms) for asked in kept} == {
        ("th", "abstained", "no_evidence", "build-1", 12.5)
    }


def test_records_past_their_days_are_deleted(store: RecordStore) -> None:
    first = Recorder(lambda: store, retention_days=30)
    first.note("a" * 32, abstention("เก่า"), "build", 1.0)
    first.close()

    Recorder(lambda: store, retention_days=-1).close()

    assert store.outcomes(YESTERDAY) == []


def test_a_locked_database_delays_nobody_and_loses_nothing_when_it_is_free_again(
    store: RecordStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.records.recorder._RETRY_SECONDS", (0.05,) * 100)
    store.outcomes(YESTERDAY)
    other = sqlite3.connect(tmp_path / "records.sqlite", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    lost: list[int] = []
    recorder = Recorder(lambda: store, 30, lost.append)
    recorder.note("b" * 32, abstention("รอได้"), "build", 1.0)
    other.rollback()
    other.close()
    recorder.close()

    assert [complaint.asked.text for complaint in store.complaints(YESTERDAY)] == ["รอได้"]
    assert lost == []


def test_what_cannot_be_written_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    lost: list[int] = []
    recorder = Recorder(opening("sqlite:////proc/none/records.sqlite"), 30, lost.append)
    recorder.note("c" * 32, abstention("ความลับ"), "build", 1.0)
    recorder.close()

    assert sum(lost) == 1
    assert "1 questions are not kept" in caplog.text
    assert "ความลับ" not in caplog.text


def test_a_full_queue_is_counted_and_not_waited_for(store: RecordStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.records.recorder._LONGEST_QUEUE", 1)
    monkeypatch.setattr("api.records.recorder._RETRY_SECONDS", (30.0,))
    lost: list[int] = []
    recorder = Recorder(opening("sqlite:////proc/none/records.sqlite"), 30, lost.append)
    for n in range(20):
        recorder.note(f"{n:032x}", abstention("x"), "build", 1.0)

    assert len(lost) >= 17
    recorder.close()
    assert sum(lost) == 20


def test_only_an_answer_has_a_digest_and_another_text_another() -> None:
    question = Question("q", "en", "q")
    one, other = (
        Answer(question, "answered", sentences=(AnswerSentence(text, (1,)),)) for text in ("One city.", "Two cities.")
    )

    assert answer_digest(abstention("x")) is None
    assert answer_digest(one) != answer_digest(other)
    assert len(answer_digest(one) or "") == 64


def test_questions_that_come_one_after_another_are_written_together(store: RecordStore) -> None:
    batches: list[int] = []

    class Counting(RecordStore):
        def keep(self, asked: Iterable[Asked]) -> None:
            rows = list(asked)
            batches.append(len(rows))
            store.keep(rows)

    recorder = Recorder(lambda: Counting("sqlite://"), retention_days=30)
    for n in range(10):
        recorder.note(f"{n:032x}", abstention("ถามต่อกัน"), "build", 1.0)
        time.sleep(0.001)
    recorder.close()
    assert sum(batches) == 10
    assert len(batches) <= 3
    assert len(store.outcomes(YESTERDAY)) == 10
