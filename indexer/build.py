"""Staff's build: read the corpus, build aside, ask golden questions of the new build, publish, remove old builds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from indexer.corpus import FileRead, Kept, Noted, Refused, corpus_files, read_files
from indexer.messages import told
from indexer.program import program
from kb.embedder import Embedder, build_embedder
from kb.errors import BuildRefused, KnowledgeBaseError
from kb.index import Manifest, Removed, build_index, build_lock, live_build, prune, publish, verify
from kb.knowledge_base import KnowledgeBase
from kb.store import Store
from kb.types import Document
from settings import Settings

_MOST_GOLDEN = 40
# Fewer than half right is no matter of taste: the build is broken.
_LEAST_GOLDEN_SHARE = 0.5
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Golden:
    """How many golden questions were asked, how many their own document answered, and how long that took."""

    asked: int
    answered: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the manifest, the refused files, and how many golden questions their own document answered.

    `noted` are files that are in the index with a part left out or recognised from an image. `kept_files` of all
    `files` had not changed and were taken from the build before. `removed` are old builds.
    """

    manifest: Manifest
    refused: tuple[Refused, ...]
    noted: tuple[Noted, ...]
    files: int
    kept_files: int
    golden_asked: int
    golden_answered: int
    removed: tuple[Removed, ...]
    read_seconds: float
    check_seconds: float


def build(settings: Settings, progress: Progress, *, ocr: bool = False) -> BuildReport:
    """Build the corpus into a new index and make it live; KnowledgeBaseError leaves the live one as it was.

    `ocr` lets page images be recognised by Tesseract, which is slow.
    """
    with build_lock(settings.index_dir):
        start = perf_counter()
        embedder = build_embedder(settings.embedding_model, settings.model_dir)
        reads = _read(settings, progress, ocr, _kept(settings.index_dir, embedder.space))
        documents = [document for read in reads for document in read.documents]
        read_seconds = perf_counter() - start
        checked: list[Golden] = []
        manifest = build_index(
            settings.index_dir,
            documents,
            embedder,
            progress,
            files=[record for read in reads if (record := read.record)],
            program=program(),
            check=lambda folder: checked.append(_check(folder, embedder, documents, progress)),
        )
        publish(settings.index_dir, manifest.build)
        (golden,) = checked
        return BuildReport(
            manifest=manifest,
            refused=tuple(read.refused for read in reads if read.refused),
            noted=tuple(note for read in reads for note in (*read.noted, *read.strayed)),
            files=len(reads),
            kept_files=sum(read.again for read in reads),
            golden_asked=golden.asked,
            golden_answered=golden.answered,
            removed=_prune(settings),
            read_seconds=read_seconds,
            check_seconds=golden.seconds,
        )


def _kept(index_dir: Path, space: str) -> Kept:
    """Return what the live build read, if it is whole and the same program read it."""
    try:
        folder = live_build(index_dir)
        if verify(folder, space).program != program():
            return Kept()
    except KnowledgeBaseError:
        return Kept()
    store = Store(folder / "store.sqlite")
    return Kept({d.id: d for d in store.documents()}, {record.key: record for record in store.files()})


def _read(settings: Settings, progress: Progress, ocr: bool, kept: Kept) -> list[FileRead]:
    total = len(corpus_files(settings.corpus_dir))
    reads: list[FileRead] = []
    for read in read_files(settings.corpus_dir, ocr=ocr, kept=kept):
        reads.append(read)
        progress("read", len(reads), max(total, len(reads)))
    return reads


def _prune(settings: Settings) -> tuple[Removed, ...]:
    """Remove old builds; what cannot be removed now is left to `gnlc-index prune`, which says why."""
    try:
        return tuple(prune(settings.index_dir, settings.keep_builds))
    except BuildRefused:
        return ()


def _check(folder: Path, embedder: Embedder, documents: Iterable[Document], progress: Progress) -> Golden:
    """Ask the new build the documents' own questions; BuildRefused where it answers too few."""
    start = perf_counter()
    golden = _golden(documents)
    answered = _ask(KnowledgeBase(folder, embedder), golden, progress)
    if answered < len(golden) * _LEAST_GOLDEN_SHARE:
        raise BuildRefused(told("not_published", answered=answered, asked=len(golden)))
    return Golden(len(golden), answered, perf_counter() - start)


def _golden(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """Return (document id, question) of each document's first question, a spread of at most `_MOST_GOLDEN`."""
    asked = [(document.id, document.questions[0]) for document in documents if document.questions]
    return asked[:: max(1, len(asked) // _MOST_GOLDEN)][:_MOST_GOLDEN]


def _ask(base: KnowledgeBase, golden: Sequence[tuple[str, str]], progress: Progress) -> int:
    answered = 0
    for done, (document_id, question) in enumerate(golden, 1):
        answered += document_id in {citation.document_id for citation in base.answer(question).citations}
        progress("check", done, len(golden))
    return answered
