"""Complaints are grouped across both languages, reported without harm, and closed once they are answered."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.records.commands import forget, gaps
from api.records.gaps import Gap, group, now_answered
from api.records.recorder import answer_digest
from api.records.report import as_csv, as_html
from api.records.store import RecordStore
from api.records.values import Complaint, Rated
from kb.knowledge_base import KnowledgeBase
from kb.types import Language
from tests.api.records.test_store import abstained, answered
from tests.web.markup import parse_text

NOW = datetime.now(UTC)
FEE_TH, FEE_EN, FEE_EN_TOO = (
    "ค่าลงทะเบียนร่วมประชุมเท่าไร",
    "How much is the registration fee of the conference?",
    "What is the conference registration fee?",
)
OFF_TOPIC = "ต้มยำกุ้งต้องใส่พริกกี่เม็ด"
BUDGET = "งบประมาณด้านการเรียนรู้ของเทศบาลนครยะลาปีละกี่ล้านบาท"


def complaint(text: str, language: Language, days_ago: int = 0, comment: str | None = None) -> Complaint:
    asked = replace(abstained(text, NOW - timedelta(days=days_ago)), language=language)
    return Complaint(asked, "down" if comment else None, None, comment)


@pytest.fixture
def complaints() -> list[Complaint]:
    return [
        complaint(FEE_EN, "en"),
        complaint(FEE_EN, "en", 3),
        complaint(FEE_TH, "th", 1, "อยากรู้ค่าใช้จ่าย"),
        complaint(FEE_EN_TOO, "en", 2),
        complaint(BUDGET, "th", 5),
    ]


def test_wordings_of_one_thing_make_one_gap_in_both_languages(base: KnowledgeBase, complaints: list[Complaint]) -> None:
    first, second = group(complaints, base)

    assert (first.wordings[0].text, first.wordings[0].count) == (FEE_EN, 2)
    assert {w.text for w in first.wordings} == {FEE_EN, FEE_EN_TOO, FEE_TH}
    assert (first.count, first.rated_down, first.newest) == (4, 1, complaints[0].asked.asked_at)
    assert [w.text for w in second.wordings] == [BUDGET]
    assert second.nearest_document == "yala.th"


def test_no_complaints_make_no_gaps(base: KnowledgeBase) -> None:
    assert group([], base) == []


def test_what_is_answered_now_no_longer_holds(base: KnowledgeBase) -> None:
    question = base.suggest("th")[0]
    old = answered(question)
    same = answer_digest(base.answer(question))
    unanswered = replace(abstained(question), language="th")
    other_answer = replace(old, language="th")
    same_answer = replace(old, id="f" * 32, language="th", answer_digest=same)
    (gap,) = group(
        [
            Complaint(unanswered, None, None, None),
            *(Complaint(a, "down", None, None) for a in (other_answer, same_answer)),
        ],
        base,
    )

    assert set(now_answered(gap, base)) == {unanswered.id, other_answer.id}


def test_no_cell_of_the_csv_is_a_formula(base: KnowledgeBase) -> None:
    gap = group([complaint('=HYPERLINK("http://evil.example","x")', "en", comment="@sum(1)")], base)

    header, row = csv.reader(StringIO(as_csv(gap)))

    assert len(header) == len(row)
    assert row[3].startswith("'=") and row[-1].startswith("'@")


@pytest.mark.parametrize(
    ("locale", "title"), [("th_TH.UTF-8", "สิ่งที่เอกสารยังตอบไม่ได้"), ("en_GB.UTF-8", "What the documents")]
)
def test_the_page_is_whole_html_in_the_locales_language(
    base: KnowledgeBase, complaints: list[Complaint], monkeypatch: pytest.MonkeyPatch, locale: str, title: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    hostile = complaint("<script>alert(1)</script> & 'quotes'", "en")
    outcomes = sorted((c.asked.asked_at, c.asked.status) for c in complaints)

    page = as_html(group([*complaints, hostile], base), outcomes, NOW - timedelta(days=30))

    parse_text(page)
    assert title in page
    assert "<script" not in page
    assert page.count("<rect") > 4


def test_staff_list_mend_and_forget(
    index_dir: Path, base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/records.sqlite"
    for name, value in {"RECORDS_URL": url, "INDEX_DIR": str(index_dir)}.items():
        monkeypatch.setenv(f"GNLC_{name}", value)
    store = RecordStore(url)
    known = replace(abstained(base.suggest("en")[0], NOW), language="en")
    unknown = complaint(OFF_TOPIC, "th").asked
    store.keep([known, unknown])
    store.rate(Rated(unknown.id, NOW, "down", comment="ไม่ตรง"))
    run = CliRunner()

    listed = json.loads(run.invoke(gaps, ["--json"], catch_exceptions=False).stdout)
    rechecked = run.invoke(
        gaps, ["--recheck", "--csv", str(tmp_path / "gaps.csv"), "--html", str(tmp_path / "gaps.html")]
    )
    left = json.loads(run.invoke(gaps, ["--json"]).stdout)
    forgotten = run.invoke(forget, ["--containing", "ไม่ตรง"])

    assert {gap["wordings"][0]["text"] for gap in listed} == {known.text, unknown.text}
    assert rechecked.exit_code == 0, rechecked.output
    assert [gap["wordings"][0]["text"] for gap in left] == [unknown.text]
    assert OFF_TOPIC in (tmp_path / "gaps.csv").read_text("utf-8-sig")
    assert OFF_TOPIC in (tmp_path / "gaps.html").read_text("utf-8")
    assert "1" in forgotten.output
    assert store.complaints(NOW - timedelta(days=1)) == []
    store.close()


def test_with_records_off_the_commands_say_so(monkeypatch: pytest.MonkeyPatch, index_dir: Path) -> None:
    monkeypatch.setenv("GNLC_RECORDS", "false")
    monkeypatch.setenv("GNLC_INDEX_DIR", str(index_dir))

    for command in (["--json"], []):
        result = CliRunner().invoke(gaps, command)
        assert (result.exit_code, "GNLC_RECORDS" in result.output) == (1, True)
    assert CliRunner().invoke(forget, []).exit_code == 2


def test_one_gap_reads_as_what_it_is_made_of(complaints: list[Complaint]) -> None:
    gap = Gap((), tuple(complaints), None)

    assert (gap.count, gap.rated_down) == (5, 1)
