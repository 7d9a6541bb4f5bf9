"""The benchmark of Thai PDFs runs where its data is, and says so where it is not."""

from pathlib import Path

import pytest

from bench.thai_pdf import main
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "data" / "thai-pdf"


def test_without_its_data_it_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"There is no score\.py in .*; name its folder\."):
        main([str(tmp_path)])


def test_it_prints_each_measure_for_ours_and_for_peers(capsys: pytest.CaptureFixture[str]) -> None:
    if not (DATA / "score.py").is_file():
        pytest.skip("the development set of Thai PDFs is not there")

    main([str(DATA), "--only", "th02_fee_notice.p"])

    printed = capsys.readouterr().out
    for title in (
        "Character error rate, %, 1 PDFs",
        "Word F1, 3 damaged texts",
        "Paragraph F1, 1 PDFs",
        "Harm to clean",
    ):
        assert title in printed
    rows = [line.split() for line in printed.splitlines()]
    header = next(row for row in rows if row[:1] == ["ours+ours"])
    ours = next(row for row in rows if row[:2] == ["by", "pua"])[2:]
    assert dict(zip(header, map(float, ours), strict=True))["ours+ours"] < 0.5
