"""Documents, passages and sentences in one SQLite file, written once and then only read.

Rows are numbered as in the vectors: passages of one language stand together, a passage's sentences follow each other.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.types import LANGUAGES, Attribution, Block, Document, Language, Passage, Sentence, Source

_SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, publisher TEXT NOT NULL,
    text TEXT NOT NULL, parts TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL REFERENCES documents (id),
    language TEXT NOT NULL, heading TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, page INTEGER,
    first_sentence INTEGER NOT NULL, vector_key TEXT NOT NULL
) STRICT;
CREATE TABLE sentences (
    row INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages (row),
    start INTEGER NOT NULL, stop INTEGER NOT NULL, vector_key TEXT NOT NULL
) STRICT;
CREATE TABLE questions (
    row INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id), language TEXT NOT NULL,
    text TEXT NOT NULL, vector_key TEXT NOT NULL
) STRICT;
"""
_PASSAGE = """
SELECT p.row, p.id, p.document_id, p.language, d.title, p.heading, p.start, p.stop AS "end",
       substr(d.text, p.start + 1, p.stop - p.start) AS text, p.page
FROM passages p JOIN documents d ON d.id = p.document_id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage ready to be stored: its sentences and the keys of their vectors, in order."""

    passage: Passage
    vector_key: str
    sentences: tuple[Sentence, ...]
    sentence_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that a document says it answers."""

    document_id: str
    language: Language
    text: str


def write_store(
    path: Path, documents: Sequence[Document], rows: Sequence[Row], questions: Sequence[tuple[Suggestion, str]]
) -> None:
    """Write a new store to `path`; `rows` in their final order, `questions` with the keys of their vectors."""
    with sqlite3.connect(path) as db:
        db.executescript(_SCHEMA)
        db.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", map(_document_values, documents))
        first = 0
        for number, row in enumerate(rows):
            p = row.passage
            db.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, p.id, p.document_id, p.language, p.heading, p.start, p.end, p.page, first, row.vector_key),
            )
            spans = zip(row.sentences, row.sentence_keys, strict=True)
            db.executemany(
                "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
                ((first + n, number, s.start, s.end, key) for n, (s, key) in enumerate(spans)),
            )
            first += len(row.sentences)
        db.executemany(
            "INSERT INTO questions VALUES (?, ?, ?, ?, ?)",
            ((n, q.document_id, q.language, q.text, key) for n, (q, key) in enumerate(questions)),
        )
    db.close()


def _document_values(document: Document) -> tuple[str, ...]:
    parts = asdict(document)
    columns = [parts.pop(name) for name in ("id", "title", "language", "kind", "publisher", "text")]
    return (*columns, json.dumps(parts, ensure_ascii=False))


class Store:
    """Read access to a store; safe from several threads, each of which gets a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._local = threading.local()

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            self._local.db = sqlite3.connect(self._uri, uri=True)
            self._local.db.row_factory = sqlite3.Row
        db: sqlite3.Connection = self._local.db
        return db

    def document(self, document_id: str) -> Document | None:
        """Return the document, or None where there is no such id."""
        row = self._db.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
        return _document(row) if row else None

    def documents(self) -> list[Document]:
        """Return all documents, by id."""
        return [_document(row) for row in self._db.execute("SELECT * FROM documents ORDER BY id")]

    def count(self, table: str, language: Language | None = None) -> int:
        """Return the rows of "documents", "passages", "sentences" or "questions", in one language or all."""
        queries = {
            "documents": "SELECT count(*) FROM documents WHERE language = ?1 OR ?1 IS NULL",
            "passages": "SELECT count(*) FROM passages WHERE language = ?1 OR ?1 IS NULL",
            "sentences": "SELECT count(*) FROM sentences s JOIN passages p ON p.row = s.passage "
            "WHERE p.language = ?1 OR ?1 IS NULL",
            "questions": "SELECT count(*) FROM questions WHERE language = ?1 OR ?1 IS NULL",
        }
        return int(self._db.execute(queries[table], (language,)).fetchone()[0])

    def first_sentences(self) -> list[int]:
        """Return the row of each passage's first sentence, in row order, and the number of sentences at the end."""
        starts = [row[0] for row in self._db.execute("SELECT first_sentence FROM passages ORDER BY row")]
        return [*starts, self.count("sentences")]

    def passages(self, rows: Iterable[int]) -> list[Passage]:
        """Return the passages in these rows, in the order given."""
        wanted = list(rows)
        marks = ", ".join("?" * len(wanted))
        found = {row["row"]: _passage(row) for row in self._db.execute(f"{_PASSAGE} WHERE p.row IN ({marks})", wanted)}
        return [found[row] for row in wanted]

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text."""
        return [
            _passage(row) for row in self._db.execute(f"{_PASSAGE} WHERE d.id = ? ORDER BY p.start", (document_id,))
        ]

    def sentences(self, passage: int) -> list[Sentence]:
        """Return the sentences of the passage in this row, in order."""
        query = """
            SELECT s.start, s.stop AS "end", substr(d.text, s.start + 1, s.stop - s.start) AS text
            FROM sentences s JOIN passages p ON p.row = s.passage JOIN documents d ON d.id = p.document_id
            WHERE s.passage = ? ORDER BY s.row
        """
        return [Sentence(row["start"], row["end"], row["text"]) for row in self._db.execute(query, (passage,))]

    def suggestions(self) -> list[Suggestion]:
        """Return every question that a document says it answers, in row order."""
        rows = self._db.execute("SELECT document_id, language, text FROM questions ORDER BY row")
        return [Suggestion(row["document_id"], row["language"], row["text"]) for row in rows]

    def vector_keys(self, table: str) -> list[str]:
        """Return the key of each row's vector in "passages", "sentences" or "questions", in row order."""
        queries = {
            "passages": "SELECT vector_key FROM passages ORDER BY row",
            "sentences": "SELECT vector_key FROM sentences ORDER BY row",
            "questions": "SELECT vector_key FROM questions ORDER BY row",
        }
        return [row[0] for row in self._db.execute(queries[table])]


def _document(row: sqlite3.Row) -> Document:
    parts = json.loads(row["parts"])
    return Document(
        id=row["id"],
        title=row["title"],
        language=row["language"],
        kind=row["kind"],
        publisher=row["publisher"],
        text=row["text"],
        blocks=tuple(_block(block) for block in parts["blocks"]),
        sources=tuple(Source(**source) for source in parts["sources"]),
        attributions=tuple(Attribution(**attribution) for attribution in parts["attributions"]),
        questions=tuple(parts["questions"]),
        license=parts["license"],
        updated=parts["updated"],
    )


def _block(values: dict[str, Any]) -> Block:
    box = values.pop("box", None)
    return Block(**values, box=None if box is None else tuple(box))


def _passage(row: sqlite3.Row) -> Passage:
    values = dict(row)
    del values["row"]
    return Passage(**values)


def language_rows(store: Store) -> dict[Language, range]:
    """Return which rows of the passages belong to each language."""
    first = store.count("passages", LANGUAGES[0])
    return {LANGUAGES[0]: range(first), LANGUAGES[1]: range(first, store.count("passages"))}
