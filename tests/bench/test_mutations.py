"""The benchmark of damaged files runs where its data is, does the same each time, and says so where it is not."""

import random

import pytest

from bench.mutations import damaged, main, mutated, samples
from tests.bench.test_thai_pdf import DATA


def test_damage_is_the_same_for_the_same_seed() -> None:
    assert mutated(b"abcdef", random.Random(1)) == mutated(b"abcdef", random.Random(1))
    assert mutated(b"", random.Random(2))


def test_without_its_data_it_ends_with_a_sentence(tmp_path: pytest.TempPathFactory) -> None:
    with pytest.raises(SystemExit, match=r"There is no folder txt in .*\. Name the folder"):
        main([str(tmp_path)])


@pytest.mark.skipif(not (DATA / "txt").is_dir(), reason="the development set of Thai PDFs is not there")
def test_each_damaged_file_is_read_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    found = samples(DATA)
    assert {sample.ending for sample in found} == {".pdf", ".docx", ".odt", ".html"}
    assert damaged(found[1], 3, seed=1) == damaged(found[1], 3, seed=1)

    main([str(DATA), "--count", "60", "--seed", "7"])

    printed = capsys.readouterr().out
    assert "60 mutations from number 0, seed 7." in printed
    assert "None was stopped by the isolation of the reader alone." in printed
