"""Disturbed questions: every kind, the same ones each time, with their judgement."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bench.disturb import disturbed
from kb.types import Term
from tests.conftest import ROOT

TERMS = (Term(("กรุงเทพมหานคร", "กรุงเทพฯ", "กทม."), ("Bangkok", "Krung Thep"), "place"),)
ROWS: list[dict[str, Any]] = [
    {"id": "q1-th", "lang": "th", "question": "กรุงเทพฯ เข้าร่วมเครือข่ายในปี 2567 ใช่หรือไม่", "answerable": True},
    {"id": "q1-en", "lang": "en", "question": "Did Bangkok really join the network in 2024?", "answerable": True},
    {"id": "u1-en", "lang": "en", "question": "What is the capital of France in 2024?", "answerable": False},
]
KINDS = {
    "thai_digits": {"th"},
    "other_era": {"th", "en"},
    "keyboard_layout": {"th", "en"},
    "tone_marks": {"th"},
    "misspelling": {"th", "en"},
    "polite": {"th", "en"},
    "other_name": {"th", "en"},
    "mixed_languages": {"th", "en"},
}


def test_each_kind_changes_the_answerable_questions_of_its_languages() -> None:
    made: dict[str, set[str]] = {}
    for row in disturbed(ROWS, TERMS, 1):
        original = next(other for other in ROWS if other["id"] == row["base"])
        assert row["question"] != original["question"]
        assert row["answerable"]
        made.setdefault(row["disturbance"], set()).add(row["lang"])
    assert made == KINDS


def test_the_same_seed_gives_the_same_forms_and_another_other_ones() -> None:
    first = list(disturbed(ROWS, TERMS, 1))
    assert list(disturbed(ROWS, TERMS, 1)) == first
    assert list(disturbed(ROWS, TERMS, 2)) != first


@pytest.mark.parametrize(
    ("kind", "language", "question"),
    [
        ("thai_digits", "th", "กรุงเทพฯ เข้าร่วมเครือข่ายในปี ๒๕๖๗ ใช่หรือไม่"),
        ("other_era", "th", "กรุงเทพฯ เข้าร่วมเครือข่ายในปี ค.ศ. 2024 ใช่หรือไม่"),
        ("other_era", "en", "Did Bangkok really join the network in B.E. 2567?"),
        ("tone_marks", "th", "กรุงเทพฯ เขารวมเครือขายในปี 2567 ใชหรือไม"),
        ("other_name", "en", "Did Krung Thep really join the network in 2024?"),
        ("mixed_languages", "th", "Bangkok เข้าร่วมเครือข่ายในปี 2567 ใช่หรือไม่"),
        ("mixed_languages", "en", "Did กรุงเทพมหานคร really join the network in 2024?"),
    ],
)
def test_forms_are_those_that_people_type(kind: str, language: str, question: str) -> None:
    forms = {(row["disturbance"], row["lang"]): row["question"] for row in disturbed(ROWS, TERMS, 1)}
    assert forms[kind, language] == question


def test_a_slip_changes_few_characters_and_no_number() -> None:
    for row in disturbed(ROWS, TERMS, 3):
        if row["disturbance"] == "misspelling":
            original = next(other["question"] for other in ROWS if other["id"] == row["base"])
            assert abs(len(row["question"]) - len(original)) <= 2
            assert re.findall(r"\d+", row["question"]) == re.findall(r"\d+", original)


def test_the_rows_of_the_product_can_be_disturbed() -> None:
    path = Path(ROOT / "bench" / "questions.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    forms = list(disturbed(rows, TERMS, 1))
    assert {row["disturbance"] for row in forms} == set(KINDS)
    assert len({row["id"] for row in forms}) == len(forms)
    assert {row["base"] for row in forms} <= {row["id"] for row in rows}
