"""Keeps questions without making anybody wait: a bounded queue and one thread that masks and writes in batches.

Records that cannot be written are retried for a while, then counted and given up: an answer never depends on them.
"""

import hashlib
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from api.records.masking import mask
from api.records.values import Asked, Rated, Rating, RatingReason, RecordsUnavailable
from kb.text.normalize import normalize
from kb.types import Answer

if TYPE_CHECKING:
    from api.records.store import RecordStore

_log = logging.getLogger("gnlc.records")
_LONGEST_QUEUE = 10_000
_LARGEST_BATCH = 200
_GATHER_SECONDS = 0.25
_RETRY_SECONDS = (1.0, 5.0, 25.0)
_SWEEP_SECONDS = 3600.0
_STOP = None


class Recorder:
    """Takes questions as they are answered; `close` waits until what was taken is written."""

    def __init__(
        self, store: Callable[[], "RecordStore"], retention_days: int, lost: Callable[[int], None] = lambda _: None
    ) -> None:
        """Keep questions for so many days; `lost` is told how many could not be kept.

        `store` is first called when there is something to write.
        """
        self._store = store
        self._retention = timedelta(days=retention_days)
        self._lost = lost
        self._waiting: queue.Queue[Asked | None] = queue.Queue(_LONGEST_QUEUE)
        self._unwritten: dict[str, str] = {}
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def note(self, id: str, answer: Answer, build: str, took_ms: float) -> None:
        """Take one reply to be kept; returns at once."""
        asked = Asked(
            id=id,
            asked_at=datetime.now(UTC),
            text=answer.question.text,
            language=answer.question.language,
            status=answer.status,
            reason=answer.reason,
            confidence=answer.confidence,
            answer_digest=answer_digest(answer),
            build=build,
            took_ms=took_ms,
        )
        self._unwritten[id] = asked.text
        try:
            self._waiting.put_nowait(asked)
        except queue.Full:
            del self._unwritten[id]
            self._lost(1)

    def rate(self, reply_id: str, rating: Rating, reason: RatingReason | None, comment: str | None) -> None:
        """Write a rating, its comment masked; RecordsUnavailable where that is impossible now."""
        kept = mask(normalize(comment)) if comment else None
        self._store().rate(Rated(reply_id, datetime.now(UTC), rating, reason, kept or None))

    def text_of(self, reply_id: str) -> str | None:
        """Return what was asked, masked, None where it is not kept; RecordsUnavailable where nobody can tell."""
        unwritten = self._unwritten.get(reply_id)
        return self._store().text_of(reply_id) if unwritten is None else mask(unwritten)

    def close(self, seconds: float = 10.0) -> None:
        """Stop taking questions and wait, at most so long, until those taken are written."""
        self._closing.set()
        self._waiting.put(_STOP)
        self._thread.join(seconds)

    def _run(self) -> None:
        sweep_at = 0.0
        stop = False
        while not stop:
            batch, stop = self._next_batch()
            if monotonic() >= sweep_at:
                self._sweep()
                sweep_at = monotonic() + _SWEEP_SECONDS
            self._write([replace(asked, text=mask(asked.text)) for asked in batch])
            for asked in batch:
                del self._unwritten[asked.id]

    def _next_batch(self) -> tuple[list[Asked], bool]:
        """Wait for questions; return them, and whether they are the last."""
        batch: list[Asked] = []
        try:
            taken = self._waiting.get(timeout=_SWEEP_SECONDS)
            if self._waiting.qsize() < _LARGEST_BATCH:
                # A transaction for each question costs as much as the rest of its reply.
                self._closing.wait(_GATHER_SECONDS)
            while taken is not _STOP:
                batch.append(taken)
                if len(batch) == _LARGEST_BATCH:
                    return batch, False
                taken = self._waiting.get_nowait()
        except queue.Empty:
            return batch, False
        return batch, True

    def _write(self, batch: list[Asked]) -> None:
        for pause in (*_RETRY_SECONDS, None):
            try:
                self._store().keep(batch)
                return
            except RecordsUnavailable as problem:
                if pause is None or self._closing.wait(pause):
                    _log.error("%d questions are not kept: %s", len(batch), problem)
                    self._lost(len(batch))
                    return

    def _sweep(self) -> None:
        try:
            self._store().forget_before(datetime.now(UTC) - self._retention)
        except RecordsUnavailable as problem:
            _log.error("records past their days are not deleted yet: %s", problem)


def opening(url: str) -> "Callable[[], RecordStore]":
    """Return what gives the one store at `url`, opened at the first call: SQLAlchemy is slow to import."""

    @cache
    def opened() -> "RecordStore":
        from api.records.store import RecordStore

        return RecordStore(url)

    one_at_a_time = threading.Lock()

    def open_once() -> "RecordStore":
        with one_at_a_time:
            return opened()

    return open_once


def answer_digest(answer: Answer) -> str | None:
    """Return the sha256 of an answer's text in hex, None for an abstention."""
    return hashlib.sha256(answer.text.encode()).hexdigest() if answer.sentences else None
