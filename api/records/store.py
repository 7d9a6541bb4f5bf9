"""The records database: questions with their outcomes, and ratings, in SQLite (WAL) or PostgreSQL (SQLAlchemy Core).

Callers mask texts before they come here. There is no column for an address or the name of an asker.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime

import sqlalchemy as sa

from api.records.database import Database, Utc
from api.records.values import Asked, Complaint, Rated
from kb.types import Status

_TABLES = sa.MetaData()


_questions = sa.Table(
    "questions",
    _TABLES,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("asked_at", Utc, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("language", sa.String(2), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("confidence", sa.String(16)),
    sa.Column("answer_digest", sa.String(64)),
    sa.Column("build", sa.String(64), nullable=False),
    sa.Column("took_ms", sa.Float, nullable=False),
    sa.Column("closed_at", Utc),
)
_ratings = sa.Table(
    "ratings",
    _TABLES,
    sa.Column("question_id", sa.String(32), primary_key=True),
    sa.Column("given_at", Utc, nullable=False, index=True),
    sa.Column("rating", sa.String(4), nullable=False),
    sa.Column("reason", sa.String(16)),
    sa.Column("comment", sa.Text),
)
_ASKED = [_questions.c[field.name] for field in fields(Asked)]


class RecordStore:
    """The tables of one database, made at the first use. Safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        """Take an SQLAlchemy url; RecordsUnavailable where it cannot be used. Nothing is connected to yet."""
        self._database = Database(url, _TABLES)
        self._transaction = self._database.transaction

    def close(self) -> None:
        """Let go of every connection."""
        self._database.close()

    def keep(self, asked: Iterable[Asked]) -> None:
        """Write questions, none of which has been written before; nothing for none."""
        if rows := [asdict(one) for one in asked]:
            with self._transaction() as connection:
                connection.execute(sa.insert(_questions), rows)

    def text_of(self, id: str) -> str | None:
        """Return the text of a question; None where it is not kept."""
        with self._transaction() as connection:
            text: str | None = connection.execute(sa.select(_questions.c.text).where(_questions.c.id == id)).scalar()
        return text

    def rate(self, rated: Rated) -> None:
        """Write a rating in place of any earlier one of the same reply; the question need not be known."""
        with self._transaction() as connection:
            connection.execute(sa.delete(_ratings).where(_ratings.c.question_id == rated.question_id))
            connection.execute(sa.insert(_ratings), [asdict(rated)])

    def complaints(self, since: datetime) -> list[Complaint]:
        """Return what was abstained from or rated down since then and is not closed, newest first."""
        columns = (*_ASKED, _ratings.c.rating, _ratings.c.reason.label("rating_reason"), _ratings.c.comment)
        joined = _questions.outerjoin(_ratings, _ratings.c.question_id == _questions.c.id)
        query = (
            sa.select(*columns)
            .select_from(joined)
            .where(_questions.c.asked_at >= since, _questions.c.closed_at.is_(None))
            .where(sa.or_(_questions.c.status == "abstained", _ratings.c.rating == "down"))
            .order_by(_questions.c.asked_at.desc())
        )
        with self._transaction() as connection:
            return [_complaint(row) for row in connection.execute(query).mappings()]

    def outcomes(self, since: datetime) -> list[tuple[datetime, Status]]:
        """Return when each question since then was asked and whether it was answered, in order of time."""
        moments = sa.select(_questions.c.asked_at, _questions.c.status).where(_questions.c.asked_at >= since)
        with self._transaction() as connection:
            return [(at, status) for at, status in connection.execute(moments.order_by(_questions.c.asked_at))]

    def close_complaints(self, ids: Iterable[str]) -> None:
        """Mark questions as dealt with."""
        for some in _some(ids):
            with self._transaction() as connection:
                dealt_with = sa.update(_questions).where(_questions.c.id.in_(some))
                connection.execute(dealt_with.values(closed_at=datetime.now(UTC)))

    def forget(self, ids: Iterable[str]) -> int:
        """Delete these questions with their ratings; return how many questions there were."""
        deleted = 0
        for some in _some(ids):
            with self._transaction() as connection:
                connection.execute(sa.delete(_ratings).where(_ratings.c.question_id.in_(some)))
                deleted += connection.execute(sa.delete(_questions).where(_questions.c.id.in_(some))).rowcount
        self._erase_traces()
        return deleted

    def forget_before(self, moment: datetime) -> int:
        """Delete questions and ratings older than `moment`; return how many questions there were."""
        with self._transaction() as connection:
            connection.execute(sa.delete(_ratings).where(_ratings.c.given_at < moment))
            deleted = connection.execute(sa.delete(_questions).where(_questions.c.asked_at < moment)).rowcount
        if deleted:
            self._erase_traces()
        return deleted

    def containing(self, text: str) -> list[str]:
        """Return the ids of questions that contain `text`, in themselves or their comment, whatever its case."""
        held = sa.or_(
            _questions.c.text.icontains(text, autoescape=True), _ratings.c.comment.icontains(text, autoescape=True)
        )
        joined = _questions.outerjoin(_ratings, _ratings.c.question_id == _questions.c.id)
        with self._transaction() as connection:
            return list(connection.execute(sa.select(_questions.c.id).select_from(joined).where(held)).scalars())

    def _erase_traces(self) -> None:
        """Bring SQLite's write-ahead log into the file, where deleted rows have been overwritten."""
        if self._database.is_sqlite:
            with self._transaction() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _complaint(row: sa.RowMapping) -> Complaint:
    asked = Asked(**{column.name: row[column.name] for column in _ASKED})
    return Complaint(asked, row["rating"], row["rating_reason"], row["comment"])


def _some(ids: Iterable[str], most: int = 500) -> Iterator[list[str]]:
    """Yield the ids in lists short enough for one statement."""
    listed = list(ids)
    for start in range(0, len(listed), most):
        yield listed[start : start + most]
