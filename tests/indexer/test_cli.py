"""What all commands of `gnlc-index` have in common: usage, help, settings."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import main
from tests.indexer.command import assert_known_problem, run


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["build", "--nonsense"], ["ask"], ["ask", "a", "b"], ["status", "extra"], ["prune", "--keep", "0"]],
)
def test_wrong_usage_is_exit_code_2(tmp_path: Path, arguments: list[str]) -> None:
    done = run(tmp_path, *arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Usage:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_is_wrong_is_named(tmp_path: Path) -> None:
    assert_known_problem(run(tmp_path, "status", GNLC_PORT="many"), "GNLC_PORT")


def test_wrong_usage_is_told_in_thai_in_a_thai_locale(tmp_path: Path) -> None:
    done = run(tmp_path, "build", "--nonsense", LC_ALL="th_TH.UTF-8")

    assert done.returncode == 2
    assert "ใช้คำสั่งไม่ถูกต้อง" in done.stderr
    assert "gnlc-index build --help" in done.stderr


def test_a_setting_that_is_wrong_is_named_in_thai_too(tmp_path: Path) -> None:
    assert_known_problem(run(tmp_path, "status", GNLC_KEEP_BUILDS="0", LC_ALL="th_TH"), "GNLC_KEEP_BUILDS ไม่ได้")


@pytest.mark.parametrize("name", ["", *main.commands])
def test_help_is_in_both_languages_with_examples_to_paste(name: str) -> None:
    arguments = [name] if name else []
    done = CliRunner().invoke(main, [*arguments, "--help"], prog_name="gnlc-index")

    assert done.exit_code == 0
    assert re.search("[ก-ฮ]{3}", done.output)
    assert "Usage:" in done.output
    assert re.search(rf"ตัวอย่าง:\n(?:.*\n)*? +(?:\S+=\S+ |.*\| )?gnlc-index {name}", done.output)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_prints_json_when_asked(name: str) -> None:
    assert "--json" in [option for parameter in main.commands[name].params for option in parameter.opts]
