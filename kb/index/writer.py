"""A new build: documents cut into passages, their words and vectors, written aside and renamed once they are whole."""

import shutil
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain
from operator import itemgetter
from pathlib import Path
from time import perf_counter

from kb.dense import GRAPH_FROM
from kb.embedder import Embedder
from kb.errors import BuildRefused, told
from kb.index.before import Before, before
from kb.index.folder import fsync, new_name
from kb.index.manifest import SCHEMA, Manifest, sha256, write_manifest
from kb.index.vectors import Progress, embed_questions, embed_texts, vector_key, write_vectors
from kb.lexical import LexicalIndex
from kb.passages import SplitPassage, embedded_text, split_document
from kb.spans import cut
from kb.store import FileRecord, Known, Row, Store, Suggestion, write_store
from kb.text.tokenizer import versions, words
from kb.types import LANGUAGES, Document
from kb.vocabulary import Vocabulary


def build_index(
    index_dir: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    progress: Progress = lambda *_: None,
    *,
    files: Iterable[FileRecord] = (),
    program: str = "",
    check: Callable[[Path], None] = lambda _: None,
    graph_from: int = GRAPH_FROM,
) -> Manifest:
    """Write a new build of `documents` below `index_dir`, whole and flushed but not yet live; return its manifest.

    Vectors of texts that the live build already has are taken from it. `progress` is told the stage, what is done and
    what there is. `files` says what each file was read as, by which `program`, for the next build. `check` is given the
    folder before it gets its name, and raises where it must not have one. A language with `graph_from` passages is
    searched by a graph. Raises BuildRefused for no documents or a folder that cannot be written.
    """
    if not documents:
        raise BuildRefused(told("no_document"))
    build = new_name()
    aside = index_dir / f".{build}"
    try:
        aside.mkdir(parents=True)
        lent = before(index_dir, embedder.space, program)
        manifest = _write(
            aside, documents, embedder, lent, progress, files=files, program=program, graph_from=graph_from
        )
        _flush(aside)
        check(aside)
        aside.rename(index_dir / build)
        fsync(index_dir)
    except (OSError, sqlite3.Error) as problem:
        raise BuildRefused(told("index_not_written", folder=index_dir, problem=problem)) from problem
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return manifest


def _write(
    folder: Path,
    documents: Sequence[Document],
    embedder: Embedder,
    lent: Before,
    progress: Progress,
    *,
    files: Iterable[FileRecord],
    program: str,
    graph_from: int,
) -> Manifest:
    """Write every file of a build; the folder's name less its dot is the build's."""
    clock = _Stages()
    ordered = sorted(documents, key=lambda d: (LANGUAGES.index(d.language), d.id))
    rows, known = _split(ordered, embedder, lent, progress), lent.vectors
    questions = [
        (Suggestion(d.id, d.language, text), vector_key(embedder.space, "question", text))
        for d in ordered
        for text in d.questions
    ]
    tied = _known(ordered, rows, embedder.space)
    clock.end("split")

    texts: dict[str, tuple[str, ...]] = {}
    for row in rows:
        texts[row.vector_key] = (embedded_text(row.passage, row.passage.text),)
        for sentence, key in zip(row.sentences, row.sentence_keys, strict=True):
            texts[key] = sentence.text, embedded_text(row.passage, sentence.text)
    missing = {key: parts for key, parts in texts.items() if key not in known}
    asking = {key: q.text for q, key in questions} | {q.vector_key: q.text for q in tied}
    asked = {key: text for key, text in asking.items() if key not in known}
    reused = sum(key in known for key in texts) + len(asking) - len(asked)
    known |= embed_texts(missing, embedder, progress)
    known |= embed_questions(asked, embedder, progress)
    clock.end("embed")

    _write_lexical(folder, rows, [question for question, _ in questions], tied, progress)
    texts_of = ((p.language, f"{p.title}\n{p.heading}\n{p.text}") for p in (row.passage for row in rows))
    terms = [term for document in ordered for term in document.terms]
    Vocabulary.of(texts_of, terms, [question.text for question in tied]).save(folder)
    clock.end("words")
    suggested = [(key, question.language) for question, key in questions]
    dimensions, recall = write_vectors(folder, rows, suggested, tied, known, graph_from=graph_from)
    write_store(folder / "store.sqlite", ordered, rows, questions, tied, files=files)
    clock.end("save")

    manifest = Manifest(
        schema=SCHEMA,
        build=folder.name.removeprefix("."),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        digest=Store(folder / "store.sqlite").digest(embedder.space, versions()),
        space=embedder.space,
        dimensions=dimensions,
        tokenizer=versions(),
        program=program,
        documents=len(ordered),
        passages=len(rows),
        sentences=sum(len(row.sentences) for row in rows),
        reused_vectors=reused,
        new_vectors=len(missing) + len(asked),
        recall=recall,
        seconds=clock.seconds,
        files={str(path.relative_to(folder)): sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()},
    )
    return write_manifest(folder, manifest)


def _split(documents: Sequence[Document], embedder: Embedder, lent: Before, progress: Progress) -> list[Row]:
    rows: list[Row] = []
    for done, document in enumerate(documents, 1):
        known = lent.passages_of(document)
        if known is None:
            parts = split_document(document, embedder.count_tokens, embedder.max_tokens)
            known = [_row(part, embedder.space) for part in parts]
        rows += known
        progress("split", done, len(documents))
    if not rows:
        raise BuildRefused(told("no_sentence"))
    return rows


def _row(part: SplitPassage, space: str) -> Row:
    return Row(
        part.passage,
        vector_key(space, "passage", embedded_text(part.passage, part.passage.text)),
        part.sentences,
        tuple(vector_key(space, "sentence", embedded_text(part.passage, s.text)) for s in part.sentences),
    )


def _known(documents: Sequence[Document], rows: Sequence[Row], space: str) -> list[Known]:
    """Return the documents' known questions in the order of their sentences."""
    starts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    first = 0
    for row in rows:
        starts[row.passage.document_id] += ((s.start, first + n) for n, s in enumerate(row.sentences))
        first += len(row.sentences)
    found = []
    for document in documents:
        begins = sorted(starts[document.id])
        for question in document.known:
            _, sentence = begins[max(0, bisect_right(begins, question.start, key=itemgetter(0)) - 1)]
            key = vector_key(space, "question", question.text)
            found.append(Known(sentence, document.language, question.text, key, question.answered))
    return sorted(found, key=lambda known: known.sentence)


def _write_lexical(
    folder: Path, rows: Sequence[Row], suggested: Sequence[Suggestion], known: Sequence[Known], progress: Progress
) -> None:
    done = 0
    for language in LANGUAGES:
        (folder / language).mkdir()
        passages, sentences = [], []
        for row in rows:
            if row.passage.language != language:
                continue
            passage = row.passage
            pieces = [[words(piece) for piece in cut(sentence.text, passage)] for sentence in row.sentences]
            sentences += pieces
            in_text = chain.from_iterable(chain.from_iterable(pieces))
            passages.append([*words(f"{passage.title} {passage.heading}"), *in_text])
            done += 1
            progress("words", done, len(rows))
        asked = [[words(q.text) for q in questions if q.language == language] for questions in (suggested, known)]
        LexicalIndex.save(folder / language / "lexical", passages, sentences, *asked)


class _Stages:
    """Seconds per stage, each from the end of the one before."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = perf_counter()

    def end(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage] = round(now - self._last, 3)
        self._last = now


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        fsync(path)
    fsync(folder)
    fsync(folder.parent)
