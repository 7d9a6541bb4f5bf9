"""A short run of what bench.kills does two hundred times: the live index outlives every end of a build."""

import random
import re
from pathlib import Path

import pytest

from bench.kills import Place, Score, answering, examine, leftovers, run_build
from kb.index import live_build, read_manifest
from tests.conftest import MODEL_DIR


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A small corpus with a live index."""
    monkeypatch.setenv("GNLC_MODEL_DIR", str(MODEL_DIR))
    place = Place(tmp_path)
    place.fill()
    run_build(place)
    return place


def test_a_build_killed_before_any_of_its_changes_leaves_a_whole_index_that_answers(place: Place) -> None:
    place.change()
    changes = int(re.findall(r"changes: (\d+)", run_build(place, victim=0).stderr)[-1])
    rng, score = random.Random(1), Score()
    # Around publishing every change, elsewhere some.
    points = [*rng.sample(range(1, changes - 5), 5), *range(changes - 4, changes + 1)]

    with answering(place) as answers:
        for point in points:
            place.change()
            before = live_build(place.index).name
            assert run_build(place, victim=point).returncode == -9
            examine(place, before, score, f"change {point}")

    assert score.broken == []
    assert (answers["failed"], answers["answered"] > len(points)) == (0, True)
    place.change()
    run_build(place)
    assert leftovers(place.index) == []


def test_a_build_on_a_full_disk_is_refused_with_a_sentence(place: Place) -> None:
    live = live_build(place.index)
    digest = read_manifest(live).digest
    place.change()

    done = run_build(place, most_bytes=3000)

    assert done.returncode == 1
    assert str(place.index) in done.stderr
    assert "Traceback" not in done.stderr
    assert (live_build(place.index), read_manifest(live).digest) == (live, digest)
    assert leftovers(place.index) == []
