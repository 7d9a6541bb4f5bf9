"""Staff's build: read the corpus, build aside, ask golden questions of the new build, publish."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from indexer.corpus import Noted, Refused, corpus_files, read_corpus
from indexer.messages import say
from kb.embedder import Embedder, build_embedder
from kb.errors import KnowledgeBaseError
from kb.index import Manifest, build_index, build_lock, publish
from kb.knowledge_base import KnowledgeBase
from kb.types import Document
from settings import Settings

_MOST_GOLDEN = 40
# Fewer than half right is no matter of taste: the build is broken.
_LEAST_GOLDEN_SHARE = 0.5
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the manifest, the refused files, and how many golden questions their own document answered.

    `noted` are files that are in the index with a part left out or recognised from an image.
    """

    manifest: Manifest
    refused: tuple[Refused, ...]
    noted: tuple[Noted, ...]
    golden_asked: int
    golden_answered: int
    read_seconds: float
    check_seconds: float


def build(settings: Settings, progress: Progress, *, ocr: bool = False) -> BuildReport:
    """Build the corpus into a new index and make it live; KnowledgeBaseError leaves the live one as it was.

    `ocr` lets page images be recognised by Tesseract, which is slow.
    """
    with build_lock(settings.index_dir):
        start = perf_counter()
        documents, others = _read(settings, progress, ocr)
        read_seconds = perf_counter() - start
        embedder = build_embedder(settings.embedding_model, settings.model_dir)
        manifest = build_index(settings.index_dir, documents, embedder, progress)
        start = perf_counter()
        golden = _golden(documents)
        answered = _ask(settings, manifest, embedder, golden, progress)
        if answered < len(golden) * _LEAST_GOLDEN_SHARE:
            shutil.rmtree(settings.index_dir / manifest.build)
            raise KnowledgeBaseError(say("not_published", answered=answered, asked=len(golden)))
        publish(settings.index_dir, manifest.build)
        noted = tuple(other for other in others if isinstance(other, Noted))
        refused = tuple(other for other in others if not isinstance(other, Noted))
        return BuildReport(manifest, refused, noted, len(golden), answered, read_seconds, perf_counter() - start)


def _read(settings: Settings, progress: Progress, ocr: bool) -> tuple[list[Document], list[Refused]]:
    documents: list[Document] = []
    others: list[Refused] = []
    files = len(corpus_files(settings.corpus_dir))
    for result in read_corpus(settings.corpus_dir, ocr=ocr):
        if isinstance(result, Refused):
            others.append(result)
        else:
            documents.append(result)
        progress("read", min(len(documents) + len(others), files), files)
    return documents, others


def _golden(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """Return (document id, question) of each document's first question, a spread of at most `_MOST_GOLDEN`."""
    asked = [(document.id, document.questions[0]) for document in documents if document.questions]
    return asked[:: max(1, len(asked) // _MOST_GOLDEN)][:_MOST_GOLDEN]


def _ask(
    settings: Settings,
    manifest: Manifest,
    embedder: Embedder,
    golden: Sequence[tuple[str, str]],
    progress: Progress,
) -> int:
    base = KnowledgeBase(settings.index_dir / manifest.build, embedder)
    answered = 0
    for done, (document_id, question) in enumerate(golden, 1):
        answered += document_id in {citation.document_id for citation in base.answer(question).citations}
        progress("check", done, len(golden))
    return answered
