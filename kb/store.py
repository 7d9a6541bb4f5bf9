"""Documents, passages and sentences in one SQLite file, written once and then only read; and what files they are from.

Rows are numbered as in the vectors: passages of one language stand together, a passage's sentences follow each other.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.errors import Told
from kb.types import (
    LANGUAGES,
    Attribution,
    Block,
    Document,
    KnownQuestion,
    Language,
    Passage,
    Sentence,
    Source,
    Term,
)

_SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, publisher TEXT NOT NULL,
    text TEXT NOT NULL, parts TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL REFERENCES documents (id),
    language TEXT NOT NULL, heading TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, text TEXT NOT NULL,
    page INTEGER, first_sentence INTEGER NOT NULL, vector_key TEXT NOT NULL
) STRICT;
CREATE INDEX passages_of ON passages (document_id, start);
CREATE TABLE sentences (
    row INTEGER PRIMARY KEY, passage INTEGER NOT NULL REFERENCES passages (row),
    start INTEGER NOT NULL, stop INTEGER NOT NULL, vector_key TEXT NOT NULL
) STRICT;
CREATE TABLE questions (
    row INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id), language TEXT NOT NULL,
    text TEXT NOT NULL, vector_key TEXT NOT NULL
) STRICT;
CREATE TABLE known (
    row INTEGER PRIMARY KEY, sentence INTEGER NOT NULL REFERENCES sentences (row), text TEXT NOT NULL,
    answered INTEGER NOT NULL, vector_key TEXT NOT NULL
) STRICT;
CREATE TABLE files (key TEXT PRIMARY KEY, documents TEXT NOT NULL, notes TEXT NOT NULL) STRICT;
"""
_DOCUMENTS = "FROM documents WHERE (language = ?1 OR ?1 IS NULL) AND (publisher = ?2 OR ?2 IS NULL)"
_CONTENT = {"documents": "id", "passages": "row", "sentences": "row", "questions": "row", "known": "row"}
_PASSAGE = """
SELECT p.row, p.id, p.document_id, p.language, d.title, p.heading, p.start, p.stop AS "end", p.text, p.page, d.kind
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


@dataclass(frozen=True, slots=True)
class Known:
    """A question whose answer is known: the row of the sentence that answers it or, if not `answered`, only seems to.

    `vector_key` names its vector.
    """

    sentence: int
    language: Language
    text: str
    vector_key: str
    answered: bool = True


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file was read as: the ids of its documents, and what staff should know of them.

    `key` names the file's content, so that the same content need not be read again.
    """

    key: str
    documents: tuple[str, ...]
    notes: tuple[Told, ...] = ()


def write_store(
    path: Path,
    documents: Sequence[Document],
    rows: Sequence[Row],
    questions: Sequence[tuple[Suggestion, str]],
    known: Sequence[Known],
    *,
    files: Iterable[FileRecord] = (),
) -> None:
    """Write a new store to `path`; `rows` and `known` in their final order, `questions` with their vectors' keys."""
    with sqlite3.connect(path) as db:
        db.executescript(_SCHEMA)
        db.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", map(_document_values, documents))
        first = 0
        for number, row in enumerate(rows):
            p = row.passage
            db.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(number, p.id, p.document_id, p.language, p.heading),
                    *(p.start, p.end, p.text, p.page, first, row.vector_key),
                ),
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
        db.executemany(
            "INSERT INTO known VALUES (?, ?, ?, ?, ?)",
            ((n, q.sentence, q.text, q.answered, q.vector_key) for n, q in enumerate(known)),
        )
        db.executemany(
            "INSERT OR IGNORE INTO files VALUES (?, ?, ?)",
            (
                (file.key, json.dumps(file.documents), json.dumps([asdict(note) for note in file.notes]))
                for file in sorted(files, key=lambda file: file.key)
            ),
        )
    db.close()


def _document_values(document: Document) -> tuple[str, ...]:
    parts = asdict(document)
    columns = [parts.pop(name) for name in ("id", "title", "language", "kind", "publisher", "text")]
    return (*columns, json.dumps(parts, ensure_ascii=False))


class Store:
    """Read access to a store; safe from several threads.

    The file is opened once, so a store can be read on after its build has been removed.
    """

    def __init__(self, path: Path) -> None:
        """Open the store at `path`; sqlite3.Error where there is none."""
        self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._asking = threading.Lock()

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        with self._asking:
            return self._db.execute(query, values).fetchall()

    def digest(self, *built_with: str) -> str:
        """Return the sha256 of all that is found and cited, and of what names the models that it was `built_with`.

        Vectors are in it by their keys, which name model and text. When it was written and what files it was read from
        are not in it.
        """
        summed = hashlib.sha256(repr(built_with).encode())
        for table, order in _CONTENT.items():
            for row in self._rows(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 - names of ours
                summed.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        return summed.hexdigest()

    def files(self) -> list[FileRecord]:
        """Return what each file was read as, by key."""
        rows = self._rows("SELECT key, documents, notes FROM files ORDER BY key")
        return [
            FileRecord(key, tuple(json.loads(documents)), tuple(Told(**note) for note in json.loads(notes)))
            for key, documents, notes in rows
        ]

    def document(self, document_id: str) -> Document | None:
        """Return the document, or None where there is no such id."""
        rows = self._rows("SELECT * FROM documents WHERE id = ?", (document_id,))
        return _document(rows[0]) if rows else None

    def documents(
        self, language: Language | None = None, publisher: str | None = None, first: int = 0, most: int = -1
    ) -> list[Document]:
        """Return documents by id, of any language and publisher or of one; at most `most`, from the one at `first`."""
        query = f"SELECT * {_DOCUMENTS} ORDER BY id LIMIT ?3 OFFSET ?4"
        return [_document(row) for row in self._rows(query, (language, publisher, most, first))]

    def count_documents(self, language: Language | None, publisher: str | None) -> int:
        """Return how many documents there are of a language and publisher; None stands for any."""
        return int(self._rows(f"SELECT count(*) {_DOCUMENTS}", (language, publisher))[0][0])

    def count(self, table: str, language: Language | None = None) -> int:
        """Return the rows of "documents", "passages", "sentences", "questions" or "known", in one language or all."""
        queries = {
            "documents": "SELECT count(*) FROM documents WHERE language = ?1 OR ?1 IS NULL",
            "passages": "SELECT count(*) FROM passages WHERE language = ?1 OR ?1 IS NULL",
            "sentences": "SELECT count(*) FROM sentences s JOIN passages p ON p.row = s.passage "
            "WHERE p.language = ?1 OR ?1 IS NULL",
            "questions": "SELECT count(*) FROM questions WHERE language = ?1 OR ?1 IS NULL",
            "known": "SELECT count(*) FROM known k JOIN sentences s ON s.row = k.sentence "
            "JOIN passages p ON p.row = s.passage WHERE p.language = ?1 OR ?1 IS NULL",
        }
        return int(self._rows(queries[table], (language,))[0][0])

    def first_sentences(self) -> list[int]:
        """Return the row of each passage's first sentence, in row order, and the number of sentences at the end."""
        starts = [row[0] for row in self._rows("SELECT first_sentence FROM passages ORDER BY row")]
        return [*starts, self.count("sentences")]

    def twinned(self) -> frozenset[int]:
        """Return the rows of passages of documents that are there in the other language too, under the same name."""
        query = """
            SELECT p.row FROM passages p JOIN documents d ON d.id = substr(p.document_id, 1, length(p.document_id) - 2)
            || CASE p.language WHEN ?1 THEN ?2 ELSE ?1 END
        """
        return frozenset(row["row"] for row in self._rows(query, LANGUAGES))

    def passages(self, rows: Iterable[int]) -> list[Passage]:
        """Return the passages in these rows, in the order given."""
        wanted = list(rows)
        marks = ", ".join("?" * len(wanted))
        found = {row["row"]: _passage(row) for row in self._rows(f"{_PASSAGE} WHERE p.row IN ({marks})", wanted)}
        return [found[row] for row in wanted]

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text."""
        return [_passage(row) for row in self._rows(f"{_PASSAGE} WHERE d.id = ? ORDER BY p.start", (document_id,))]

    def sentences(self, passage: int) -> list[Sentence]:
        """Return the sentences of the passage in this row, in order."""
        query = """
            SELECT s.start, s.stop, substr(p.text, s.start - p.start + 1, s.stop - s.start)
            FROM passages p JOIN sentences s ON s.row >= p.first_sentence
            AND s.row < coalesce((SELECT first_sentence FROM passages WHERE row = ?1 + 1), 9e18)
            WHERE p.row = ?1 ORDER BY s.row
        """
        return [Sentence(*row) for row in self._rows(query, (passage,))]

    def rows(self, documents: Mapping[str, Document]) -> list[Row]:
        """Return every passage with its sentences and the keys of their vectors, in row order.

        `documents` are all of this store's by id: cutting their texts here takes a fraction of SQLite's time.
        """
        sentences: dict[int, list[tuple[Sentence, str]]] = {}
        query = """
            SELECT s.passage, s.start, s.stop, s.vector_key, p.document_id FROM sentences s
            JOIN passages p ON p.row = s.passage ORDER BY s.row
        """
        for passage, start, stop, key, name in self._rows(query):
            sentence = Sentence(start, stop, documents[name].text[start:stop])
            sentences.setdefault(passage, []).append((sentence, key))
        query = "SELECT row, id, document_id, heading, start, stop, page, vector_key FROM passages ORDER BY row"
        rows = []
        for at, passage_id, name, heading, start, stop, page, key in self._rows(query):
            d = documents[name]
            text = d.text[start:stop]
            passage = Passage(passage_id, name, d.language, d.title, heading, start, stop, text, page, d.kind)
            rows.append(Row(passage, key, *zip(*sentences[at], strict=True)))
        return rows

    def suggestions(self) -> list[Suggestion]:
        """Return every question that a document says it answers, in row order."""
        rows = self._rows("SELECT document_id, language, text FROM questions ORDER BY row")
        return [Suggestion(row["document_id"], row["language"], row["text"]) for row in rows]

    def known(self) -> list[Known]:
        """Return the known questions by the rows of their sentences, ascending, Thai before English."""
        query = """
            SELECT k.sentence, p.language, k.text, k.vector_key, k.answered FROM known k
            JOIN sentences s ON s.row = k.sentence JOIN passages p ON p.row = s.passage ORDER BY k.row
        """
        return [Known(row[0], row[1], row[2], row[3], bool(row[4])) for row in self._rows(query)]

    def vector_keys(self, table: str) -> list[str]:
        """Return the key of each row's vector in "passages", "sentences", "questions" or "known", in row order."""
        queries = {
            "passages": "SELECT vector_key FROM passages ORDER BY row",
            "sentences": "SELECT vector_key FROM sentences ORDER BY row",
            "questions": "SELECT vector_key FROM questions ORDER BY row",
            "known": "SELECT vector_key FROM known ORDER BY row",
        }
        return [row[0] for row in self._rows(queries[table])]


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
        known=tuple(KnownQuestion(**known) for known in parts["known"]),
        terms=tuple(Term(tuple(t["th"]), tuple(t["en"]), t["kind"]) for t in parts["terms"]),
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
