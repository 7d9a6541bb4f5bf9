"""The index folder: one build beside the others, named by CURRENT once it is whole.

index/
├── CURRENT                 the name of the live build
├── LOCK                    held while a build runs
└── 20261123T021500Z-3f2a/  one build: manifest.json, store.sqlite, sentences.npy, questions.npy, means.npy
    ├── th/                 passages.faiss, passages.npy, lexical/
    └── en/

A build is written aside, flushed to disk, checked against its own manifest, and then CURRENT is replaced by one rename.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from time import perf_counter

import numpy as np

from kb.dense import DenseIndex
from kb.embedder import Embedder
from kb.errors import BuildRunning, IndexDamaged, IndexMissing, KnowledgeBaseError, SpaceMismatch, TokenizerMismatch
from kb.lexical import LexicalIndex
from kb.passages import SplitPassage, embedded_text, split_document
from kb.spans import cut
from kb.store import Row, Store, Suggestion, write_store
from kb.text.tokenizer import versions, words
from kb.types import LANGUAGES, Document, Vectors
from kb.vocabulary import Vocabulary

SCHEMA = 3
# Builds whose vectors are stored as this schema stores them.
_SAME_VECTORS = (1, 2, SCHEMA)
_BATCH = 64
_LONGEST_NAME = 64
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build is made of; `files` maps each file to its sha256, `seconds` each stage to its duration."""

    schema: int
    build: str
    built_at: str
    space: str
    dimensions: int
    tokenizer: str
    documents: int
    passages: int
    sentences: int
    reused_vectors: int
    new_vectors: int
    seconds: dict[str, float]
    files: dict[str, str]


def live_build(index_dir: Path) -> Path:
    """Return the folder of the live build; IndexMissing where CURRENT names none."""
    try:
        name = (index_dir / "CURRENT").read_text(encoding="utf-8", errors="replace")[:_LONGEST_NAME].strip()
    except OSError as problem:
        raise IndexMissing(f"There is no index in {index_dir}. Make one with: gnlc-index build") from problem
    folder = index_dir / name
    if not name or Path(name).name != name or not folder.is_dir():
        raise IndexMissing(
            f"{index_dir / 'CURRENT'} names the build {name!r}, which is not there. "
            "Make a new one with: gnlc-index build"
        )
    return folder


def read_manifest(folder: Path, schemas: Sequence[int] = (SCHEMA,)) -> Manifest:
    """Return the manifest of a build; IndexDamaged where it is missing, unreadable or of none of the schemas."""
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as problem:
        raise IndexDamaged(
            f"The build {folder} has no readable manifest ({problem}). Make a new one with: gnlc-index build"
        ) from problem
    if manifest.schema not in schemas:
        raise IndexDamaged(
            f"The build {folder} has schema {manifest.schema}, this program reads schema {SCHEMA}. "
            "Make a new one with: gnlc-index build"
        )
    return manifest


def verify(folder: Path, space: str, schemas: Sequence[int] = (SCHEMA,)) -> Manifest:
    """Return the manifest after checking every file against it and the vector space against `space`.

    Raises IndexDamaged for a missing or altered file, SpaceMismatch for another space.
    """
    manifest = read_manifest(folder, schemas)
    for name, digest in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise IndexDamaged(f"The build {folder} lacks {name}. Make a new one with: gnlc-index build")
        if _sha256(path) != digest:
            raise IndexDamaged(
                f"{path} is not what was built (cut short or altered). Make a new one with: gnlc-index build"
            )
    if manifest.space != space:
        raise SpaceMismatch(
            f"The index was built with the embedding model {manifest.space}, but {space} is set. "
            "Set GNLC_EMBEDDING_MODEL to the model it was built with, or rebuild with: gnlc-index build"
        )
    return manifest


def verify_tokenizer(manifest: Manifest) -> None:
    """Raise TokenizerMismatch where the build's words were cut by another tokenizer or version than this program's."""
    if manifest.tokenizer != versions():
        raise TokenizerMismatch(
            f"The build {manifest.build} holds words cut by {manifest.tokenizer}, this program cuts by {versions()}. "
            "Make a new one with: gnlc-index build"
        )


@contextmanager
def build_lock(index_dir: Path) -> Iterator[None]:
    """Hold the right to build in `index_dir`; BuildRunning where another process has it. Ends with the process."""
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        lock = (index_dir / "LOCK").open("w")
    except OSError as problem:
        raise KnowledgeBaseError(
            f"The index folder {index_dir} cannot be written ({problem}). Set GNLC_INDEX_DIR to one that can."
        ) from problem
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise BuildRunning(f"Another build is writing to {index_dir}. Wait for it to end.") from problem
        yield


def build_index(
    index_dir: Path, documents: Sequence[Document], embedder: Embedder, progress: Progress = lambda *_: None
) -> Manifest:
    """Write a new build of `documents` below `index_dir`, whole and flushed but not yet live; return its manifest.

    Vectors of texts that the live build already has are taken from it. `progress` is told the stage, what is done and
    what there is. Raises KnowledgeBaseError for no documents or a folder that cannot be written.
    """
    if not documents:
        raise KnowledgeBaseError("There is no document to index; the live index stays as it is.")
    build = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(2).hex()}"
    aside = index_dir / f".{build}"
    try:
        aside.mkdir(parents=True)
        manifest = _write(aside, documents, embedder, _known_vectors(index_dir, embedder.space), progress)
        _flush(aside)
        aside.rename(index_dir / build)
    except (OSError, sqlite3.Error) as problem:
        raise KnowledgeBaseError(
            f"The index cannot be written to {index_dir} ({problem}). The live index stays as it is."
        ) from problem
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return manifest


def publish(index_dir: Path, build: str) -> None:
    """Make `build` the live one, by one rename."""
    pointer = index_dir / "CURRENT.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(build + "\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(index_dir / "CURRENT")
    _fsync(index_dir)


def _write(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    known: dict[str, Vectors],
    progress: Progress,
) -> Manifest:
    """Write every file of a build; the folder's name less its dot is the build's."""
    clock = _Stages()
    ordered = sorted(documents, key=lambda d: (LANGUAGES.index(d.language), d.id))
    split = _split(ordered, embedder, progress)
    rows = [_row(part, embedder.space) for part in split]
    questions = [
        (Suggestion(d.id, d.language, text), vector_key(embedder.space, "question", text))
        for d in ordered
        for text in d.questions
    ]
    clock.end("split")

    texts: dict[str, tuple[str, ...]] = {}
    for row in rows:
        texts[row.vector_key] = (embedded_text(row.passage, row.passage.text),)
        for sentence, key in zip(row.sentences, row.sentence_keys, strict=True):
            texts[key] = sentence.text, embedded_text(row.passage, sentence.text)
    missing = {key: parts for key, parts in texts.items() if key not in known}
    asked = {key: q.text for q, key in questions if key not in known}
    reused = sum(key in known for key in texts) + sum(key in known for _, key in questions)
    known |= _embed(missing, embedder, progress)
    for done, (key, text) in enumerate(asked.items(), 1):
        known[key] = embedder.embed_question(text)
        progress("questions", done, len(asked))
    clock.end("embed")

    _write_lexical(folder, rows, [question for question, _ in questions], progress)
    texts_of = ((p.language, f"{p.title}\n{p.heading}\n{p.text}") for p in (row.passage for row in rows))
    Vocabulary.of(texts_of, [term for document in ordered for term in document.terms]).save(folder)
    clock.end("words")
    dimensions = _write_vectors(folder, rows, [key for _, key in questions], [q.language for q, _ in questions], known)
    write_store(folder / "store.sqlite", ordered, rows, questions)
    clock.end("save")

    manifest = Manifest(
        schema=SCHEMA,
        build=folder.name.removeprefix("."),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        space=embedder.space,
        dimensions=dimensions,
        tokenizer=versions(),
        documents=len(ordered),
        passages=len(rows),
        sentences=sum(len(row.sentences) for row in rows),
        reused_vectors=reused,
        new_vectors=len(missing) + len(asked),
        seconds=clock.seconds,
        files={str(path.relative_to(folder)): _sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()},
    )
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def _split(documents: Sequence[Document], embedder: Embedder, progress: Progress) -> list[SplitPassage]:
    split: list[SplitPassage] = []
    for done, document in enumerate(documents, 1):
        split += split_document(document, embedder.count_tokens, embedder.max_tokens)
        progress("split", done, len(documents))
    if not split:
        raise KnowledgeBaseError("No document holds a sentence; the live index stays as it is.")
    return split


def _row(part: SplitPassage, space: str) -> Row:
    return Row(
        part.passage,
        vector_key(space, "passage", embedded_text(part.passage, part.passage.text)),
        part.sentences,
        tuple(vector_key(space, "sentence", embedded_text(part.passage, s.text)) for s in part.sentences),
    )


def vector_key(space: str, kind: str, text: str) -> str:
    """Return the name under which a text's vector can be found again in another build."""
    return hashlib.sha256(f"{space}\n{kind}\n{text}".encode()).hexdigest()[:32]


def _known_vectors(index_dir: Path, space: str) -> dict[str, Vectors]:
    """Return the live build's vectors by key; none where there is no usable build of the same space."""
    try:
        folder = live_build(index_dir)
        verify(folder, space, _SAME_VECTORS)
    except KnowledgeBaseError:
        return {}
    store = Store(folder / "store.sqlite")
    passages = np.concatenate([np.load(folder / language / "passages.npy", mmap_mode="r") for language in LANGUAGES])
    known = dict(zip(store.vector_keys("passages"), passages, strict=True))
    for table in ("sentences", "questions"):
        vectors = np.load(folder / f"{table}.npy", mmap_mode="r")
        known |= zip(store.vector_keys(table), vectors, strict=True)
    return known


def _embed(texts: dict[str, tuple[str, ...]], embedder: Embedder, progress: Progress) -> dict[str, Vectors]:
    """Return a vector by key, the mean direction of the vectors of its texts: a sentence's by itself and in context.

    Texts are embedded longest first, so that a batch's are of a length.
    """
    single = {text for parts in texts.values() for text in parts}
    ordered = sorted(single, key=lambda text: (-len(text), text))
    vectors: dict[str, Vectors] = {}
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        vectors |= zip(batch, embedder.embed_passages(batch), strict=True)
        progress("embed", len(vectors), len(ordered))
    return {key: _direction([vectors[text] for text in parts]) for key, parts in texts.items()}


def _direction(vectors: Sequence[Vectors]) -> Vectors:
    total: Vectors = np.sum(vectors, axis=0)
    unit: Vectors = total / np.linalg.norm(total)
    return unit


def _write_lexical(folder: Path, rows: Sequence[Row], questions: Sequence[Suggestion], progress: Progress) -> None:
    for language in LANGUAGES:
        (folder / language).mkdir()
        passages, sentences = [], []
        own = [row for row in rows if row.passage.language == language]
        for done, row in enumerate(own, 1):
            p = row.passage
            pieces = [[words(piece) for piece in cut(sentence.text, p)] for sentence in row.sentences]
            sentences += pieces
            passages.append([*words(f"{p.title} {p.heading}"), *chain.from_iterable(chain.from_iterable(pieces))])
            progress("words", done, len(own))
        asked = [words(question.text) for question in questions if question.language == language]
        LexicalIndex.save(folder / language / "lexical", passages, sentences, asked)


def _write_vectors(
    folder: Path, rows: Sequence[Row], asked: Sequence[str], asked_in: Sequence[str], known: dict[str, Vectors]
) -> int:
    dimensions = len(known[rows[0].vector_key])

    def stack(keys: Sequence[str], dtype: type[np.floating]) -> Vectors:
        return np.array([known[key] for key in keys], dtype).reshape(len(keys), dimensions)

    means = np.zeros((len(LANGUAGES), 3, dimensions), np.float32)
    questions = stack(asked, np.float32)
    for n, language in enumerate(LANGUAGES):
        own = [row for row in rows if row.passage.language == language]
        passages = stack([row.vector_key for row in own], np.float32)
        DenseIndex.build(passages).save(folder / language / "passages.faiss")
        np.save(folder / language / "passages.npy", passages)
        sentences = stack([key for row in own for key in row.sentence_keys], np.float32)
        spoken = questions[[at for at, other in enumerate(asked_in) if other == language]]
        for kind, vectors in enumerate((spoken, passages, sentences)):
            if len(vectors):
                means[n, kind] = vectors.mean(0)
    np.save(folder / "sentences.npy", stack([key for row in rows for key in row.sentence_keys], np.float16))
    np.save(folder / "questions.npy", questions)
    np.save(folder / "means.npy", means)
    return dimensions


class _Stages:
    """Seconds per stage, each from the end of the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def end(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage] = round(now - self._last, 3)
        self._last = now


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        _fsync(path)
    _fsync(folder)
    _fsync(folder.parent)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
