"""Judged questions: what is read, what is refused, and what counts as holding an answer."""

import json
import re
from pathlib import Path

import pytest

from kb.evaluation.questions import QuestionsError, fold, holds, read_questions

ROW = {
    "id": "a-en",
    "pair": "a",
    "lang": "en",
    "question": "When?",
    "kind": "date",
    "answerable": True,
    "must": [["2013", "2556"], ["October"]],
    "why": None,
}


def _file(folder: Path, *rows: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_a_row_is_read_with_its_judgement(tmp_path: Path) -> None:
    (question,) = read_questions(_file(tmp_path, ROW | {"document": "a.en"}, ""))

    assert (question.id, question.language, question.text, question.kind) == ("a-en", "en", "When?", "date")
    assert (question.cluster, question.document, question.why) == ("a", "a.en", None)
    assert [[p.pattern for p in group] for group in question.must] == ROW["must"]


def test_a_question_without_a_pair_is_resampled_by_itself(tmp_path: Path) -> None:
    (question,) = read_questions(_file(tmp_path, ROW | {"pair": None}))

    assert question.cluster == "a-en"


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (["{"], "line 1: not a judged question"),
        ([ROW, ROW], "line 2: the id 'a-en' is used twice"),
        ([ROW | {"must": [["("]]}], "line 1: not a judged question"),
        ([ROW | {"must": []}], "has nothing in must"),
        ([ROW | {"lang": "fr"}], "lang is 'fr', not one of th, en"),
        ([{"id": "a"}], "line 1: not a judged question"),
        (["[]"], "line 1: not a judged question"),
        ([], "holds no question"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_line(
    tmp_path: Path, rows: list[object], complaint: str
) -> None:
    with pytest.raises(QuestionsError, match=re.escape(complaint)):
        read_questions(_file(tmp_path, *rows))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"none\.jsonl cannot be read"):
        read_questions(tmp_path / "none.jsonl")


def test_an_answer_is_held_when_every_group_has_a_pattern_that_matches() -> None:
    must = [[re.compile("2013"), re.compile("2556")], [re.compile("october", re.IGNORECASE)]]

    assert holds(must, [fold("In  October\n2013")])
    assert holds(must, [fold("2556"), fold("October")])
    assert not holds(must, [fold("In 2013")])
    assert not holds([], [fold("In 2013")])


def test_thai_digits_and_a_split_sara_am_match_as_people_read_them() -> None:
    assert holds([[re.compile("2556")], [re.compile("จำนวน")]], [fold("พ.ศ. ๒๕๕๖ จํานวน")])
