"""One database for all that is kept, SQLite (WAL) or PostgreSQL (SQLAlchemy Core)."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from api.records.values import RecordsUnavailable

_BUSY_SECONDS = 5


class Utc(sa.TypeDecorator[datetime]):
    """A moment in UTC; SQLite gives moments back without their zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Return what is written."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Return what was read, in UTC."""
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC))


class Database:
    """Tables made at the first use. Safe to use from several threads and processes."""

    def __init__(self, url: str, tables: sa.MetaData) -> None:
        """Take an SQLAlchemy url; RecordsUnavailable where it is none or its database has no driver here.

        Nothing is connected to yet.
        """
        self._tables = tables
        try:
            self._url = make_url(url)
            self._engine = sa.create_engine(self._url, pool_pre_ping=True, connect_args=_patience(self._url))
        except (ArgumentError, ImportError) as problem:
            raise RecordsUnavailable("records_url", kind=type(problem).__name__) from problem
        if self.is_sqlite:
            sa.event.listen(self._engine, "connect", _prepare_sqlite)
        self._making = threading.Lock()
        self._made = False
        self._hanging_until = 0.0

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file here."""
        return self._url.get_backend_name() == "sqlite"

    def _make(self) -> None:
        with self._making:
            if self._made:
                return
            if self.is_sqlite and self._url.database:
                _make_private(Path(self._url.database))
            with self._engine.begin() as connection:
                for table in self._tables.sorted_tables:
                    connection.execute(CreateTable(table, if_not_exists=True))
                    for index in table.indexes:
                        connection.execute(CreateIndex(index, if_not_exists=True))
            self._made = True

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a transaction; RecordsUnavailable where the database refuses or cannot be reached.

        After a wait in vain the next ones are refused at once for some seconds, so that nobody queues for it.
        """
        start = monotonic()
        if start < self._hanging_until:
            raise RecordsUnavailable("records_unavailable", kind="no answer a moment ago")
        try:
            self._make()
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as problem:
            if monotonic() - start >= _BUSY_SECONDS / 2:
                self._hanging_until = monotonic() + _BUSY_SECONDS
            # The driver's message can hold the statement with its values, which are people's questions.
            raise RecordsUnavailable("records_unavailable", kind=type(problem).__name__) from None


def _patience(url: URL) -> dict[str, Any]:
    return {"sqlite": {"timeout": _BUSY_SECONDS}, "postgresql": {"connect_timeout": _BUSY_SECONDS}}.get(
        url.get_backend_name(), {}
    )


def _prepare_sqlite(connection: Any, _: object) -> None:
    for pragma in ("synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
    # It stays with the file; whoever comes second while the first sets it is not waited for and need not set it.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL").close()


def _make_private(path: Path) -> None:
    """Make the database file, readable by its owner alone, where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
