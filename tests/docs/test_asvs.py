"""Every file that the table of security requirements names as its witness is there."""

import re
from pathlib import Path

from tests.serving import ROOT

TABLE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_exists_and_every_met_row_names_one() -> None:
    for row in re.findall(r"(?m)^\| V.*", TABLE):
        named = re.findall(r"`([\w/.]+\.py|tests/\w+)`", row)
        folder = ROOT
        for name in named:
            path = ROOT / name if "/" in name else folder / name
            assert path.exists(), f"{name} in: {row[:60]}"
            folder = path.parent if "/" in name else folder
        if "| met |" in row:
            assert any(Path(name).name.startswith("test_") for name in named), row[:60]


def test_every_chapter_is_there_and_has_one_of_the_three_states() -> None:
    rows = [[cell.strip() for cell in row.split("|")] for row in re.findall(r"(?m)^\| V.*", TABLE)]
    assert {row[1].split()[0].rstrip(":") for row in rows} == {f"V{n}" for n in range(1, 18)}
    assert {row[2] for row in rows} == {"met", "n/a", "open"}
