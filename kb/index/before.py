"""What the live build lends to the next one: vectors of texts, and the passages of documents that have not changed."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kb.errors import KnowledgeBaseError
from kb.index.folder import live_build
from kb.index.manifest import MANIFEST, SCHEMA, verify_files
from kb.store import Row, Store
from kb.types import LANGUAGES, Document, Vectors


@dataclass(frozen=True, slots=True)
class Before:
    """Vectors by key; documents by id with their passages in order."""

    vectors: dict[str, Vectors] = field(default_factory=dict)
    passages: Mapping[str, tuple[Document, list[Row]]] = field(default_factory=dict)

    def passages_of(self, document: Document) -> list[Row] | None:
        """Return the passages of `document`; None where it was not there, or was another."""
        known, rows = self.passages.get(document.id, (None, []))
        return rows if known == document else None


def before(index_dir: Path, space: str, program: str) -> Before:
    """Return what the live build lends; nothing where there is no whole one of the same vector space.

    A build of another schema lends its vectors too, because their keys say what they are the vectors of. Passages come
    only from a build whose documents were cut by the same `program`; an empty name is never the same.
    """
    try:
        folder = live_build(index_dir)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["space"] != space:
            return Before()
        verify_files(folder, manifest["files"])
        store = Store(folder / "store.sqlite")
        same = program and (manifest["schema"], manifest.get("program")) == (SCHEMA, program)
        return Before(_vectors(folder, store), _passages(store) if same else {})
    except (KnowledgeBaseError, OSError, ValueError, TypeError, KeyError, AttributeError, sqlite3.Error):
        return Before()


def _vectors(folder: Path, store: Store) -> dict[str, Vectors]:
    passages = np.concatenate([np.load(folder / language / "passages.npy", mmap_mode="r") for language in LANGUAGES])
    known = dict(zip(store.vector_keys("passages"), passages, strict=True))
    for table in ("sentences", "questions", "known"):
        if not (folder / f"{table}.npy").is_file():  # builds before schema 4 have no known questions
            continue
        vectors = np.load(folder / f"{table}.npy", mmap_mode="r")
        known |= zip(store.vector_keys(table), vectors, strict=True)
    return known


def _passages(store: Store) -> dict[str, tuple[Document, list[Row]]]:
    documents = {document.id: document for document in store.documents()}
    passages: dict[str, tuple[Document, list[Row]]] = {name: (d, []) for name, d in documents.items()}
    for row in store.rows(documents):
        passages[row.passage.document_id][1].append(row)
    return passages
