"""`gnlc-index evaluate`: how well a build answers judged questions, which of two builds is better, and SQuAD sets.

Results go to stdout, progress to stderr. Figures between 0 and 1 are printed with their 95 % bootstrap intervals.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from indexer.messages import locale_language, say
from kb.errors import KnowledgeBaseError
from kb.types import LANGUAGES, Language
from settings import Settings

if TYPE_CHECKING:
    from kb.embedder import Embedder
    from kb.evaluation.compare import Difference
    from kb.evaluation.figures import Figures
    from kb.evaluation.questions import JudgedQuestion
    from kb.evaluation.run import Outcome
    from kb.evaluation.squad import SquadFigures
    from kb.evaluation.statistics import Estimate

Rows = list[tuple[str, ...]]
_WIDE = 240
_TEMPLATES = Path(__file__).parent / "templates"

LABELS: dict[str, dict[Language, str]] = {
    "evaluate": {"th": "ถามคำถามที่มีเฉลย", "en": "Asking judged questions"},
    "title": {"th": "ผลประเมินคุณภาพ", "en": "Quality of the answers"},
    "measure": {"th": "ตัววัด", "en": "Measure"},
    "all": {"th": "ทั้งหมด", "en": "All"},
    "th": {"th": "ไทย", "en": "Thai"},
    "en": {"th": "อังกฤษ", "en": "English"},
    "answered": {"th": "ตอบ (คำถามที่มีคำตอบ)", "en": "Answered (of answerable)"},
    "correct": {"th": "ตอบถูก", "en": "Correct (of answerable)"},
    "precision": {"th": "ถูกเมื่อตอบ", "en": "Correct of answered"},
    "false_answers": {"th": "ตอบทั้งที่เอกสารไม่ได้กล่าวถึง", "en": "False answers (of unanswerable)"},
    "citations_valid": {"th": "อ้างอิงถูกต้อง", "en": "Citations valid"},
    "own_language": {"th": "ตอบเป็นภาษาของผู้ถาม", "en": "Answered in the asker's language"},
    "same": {"th": "ภาษาเดียวกัน", "en": "Same language"},
    "cross": {"th": "ข้ามภาษา", "en": "Other language"},
    "document": {"th": "เอกสารที่ระบุ", "en": "Named document"},
    "parity": {
        "th": "คู่คำถามสองภาษา {pairs} คู่: ถูกทั้งคู่ {both} เฉพาะไทย {won} เฉพาะอังกฤษ {lost} ไม่ถูกเลย {none} "
        "(McNemar p = {p:.3g})",
        "en": "{pairs} pairs: both right {both}, only Thai {won}, only English {lost}, none {none} "
        "(McNemar p = {p:.3g})",
    },
    "gap": {
        "th": "ไทยลบอังกฤษ: ตอบถูก {correct}; ตอบ {answered}",
        "en": "Thai less English: correct {correct}; answered {answered}",
    },
    "calibration": {
        "th": "ความคลาดเคลื่อนของความน่าจะเป็น (ECE): คำตอบที่ให้ {answers:.3f}; มีหลักฐานในเอกสารหรือไม่ {evidence:.3f}",
        "en": "Expected calibration error: of answers given {answers:.3f}; of evidence {evidence:.3f}",
    },
    "latency": {
        "th": "เวลาต่อคำถาม: มัธยฐาน {median_ms:.1f} ms, p95 {p95_ms:.1f} ms, {ratio:.2f} เท่าของการสร้างเวกเตอร์ "
        "({embedding_median_ms:.1f} ms)",
        "en": "A question: median {median_ms:.1f} ms, p95 {p95_ms:.1f} ms, {ratio:.2f} of one bare embedding "
        "({embedding_median_ms:.1f} ms)",
    },
    "difference": {"th": "ก − ข", "en": "A − B"},
    "won": {"th": "ชนะ/แพ้", "en": "won/lost"},
    "verdict": {"th": "ข้อสรุป", "en": "verdict"},
    "a_better": {"th": "ก ดีกว่า", "en": "A better"},
    "b_better": {"th": "ข ดีกว่า", "en": "B better"},
    "not_shown": {"th": "ไม่ต่างชัดเจน", "en": "not shown"},
    "questions": {"th": "คำถาม", "en": "Questions"},
    "window_hit": {"th": "ช่วงแรกของคำตอบมีเฉลย", "en": "Answer's beginning holds the gold answer"},
    "window_hit_answered": {"th": "เช่นเดียวกัน เฉพาะที่ตอบ", "en": "same, of those answered"},
    "squad_answered": {"th": "ตอบ", "en": "Answered"},
    "false_paragraph": {"th": "ตอบเมื่อไม่มีย่อหน้า", "en": "Answered without the paragraph"},
    "false_article": {"th": "ตอบเมื่อไม่มีบทความ", "en": "Answered without the article"},
    "at95_paragraph": {"th": "ตอบผิดที่ 95 % ไม่มีย่อหน้า", "en": "False at 95 % answered, paragraph absent"},
    "at95_article": {"th": "ตอบผิดที่ 95 % ไม่มีบทความ", "en": "False at 95 % answered, article absent"},
    "auroc_paragraph": {"th": "AUROC ไม่มีย่อหน้า", "en": "AUROC, paragraph absent"},
    "auroc_article": {"th": "AUROC ไม่มีบทความ", "en": "AUROC, article absent"},
    "build_label": {"th": "ดัชนี {build} · คำถาม {count} ข้อ", "en": "Build {build} · {count} questions"},
    "ranking": {"th": "คุณภาพการจัดลำดับ", "en": "Ranking quality"},
    "ranking_note": {
        "th": "เส้นบางคือช่วงความเชื่อมั่น 95 % จากการสุ่มซ้ำ 2,000 ครั้ง",
        "en": "Thin lines are 95 % intervals of 2,000 bootstrap resamples.",
    },
    "answers": {"th": "คำตอบ", "en": "Answers"},
    "calibration_title": {"th": "ความน่าจะเป็นกับความจริง", "en": "Calibration"},
    "calibration_note": {
        "th": "จุดบนเส้นทแยงมุมคือความน่าจะเป็นที่ตรงกับความจริง ขนาดจุดตามจำนวนคำถาม",
        "en": "Points on the diagonal are honest probabilities; larger points stand for more questions.",
    },
    "probability": {"th": "ความน่าจะเป็น", "en": "Probability"},
    "share_true": {"th": "สัดส่วนที่เป็นจริง", "en": "Share that came true"},
    "answer_curve": {"th": "คำตอบที่ให้ถูกต้อง", "en": "Answers given were right"},
    "evidence_curve": {"th": "คำถามมีคำตอบในเอกสาร", "en": "Questions were answerable"},
    "by_why": {"th": "ตอบทั้งที่ไม่ควรตอบ ตามเหตุผล", "en": "False answers by reason"},
    "errors": {"th": "ข้อที่ผิด ({count})", "en": "Errors ({count})"},
    "abstained": {"th": "ไม่ตอบ", "en": "abstained"},
    "wrong": {"th": "ตอบผิด", "en": "wrong answer"},
    "false": {"th": "ไม่ควรตอบ", "en": "false answer"},
    "rank": {"th": "ลำดับที่พบ", "en": "found at rank"},
    "not_found": {"th": "ไม่พบใน 10 ลำดับแรก", "en": "not among the first 10"},
    "use_questions": {
        "th": "ระบุไฟล์คำถาม หรือ --squad th=ไฟล์ en=ไฟล์",
        "en": "Name a file of judged questions, or --squad th=FILE --squad en=FILE.",
    },
    "use_squad": {"th": "--squad ต้องมีทั้ง th=ไฟล์ และ en=ไฟล์", "en": "--squad needs th=FILE and en=FILE."},
    "use_html": {"th": "--html ใช้กับการประเมินดัชนีเดียวเท่านั้น", "en": "--html goes with the evaluation of one build."},
    "not_written": {
        "th": "เขียนรายงาน {file} ไม่ได้ ({problem})",
        "en": "The report {file} cannot be written ({problem}).",
    },
    "written": {"th": "เขียนรายงานไว้ที่ {file}", "en": "The report is in {file}."},
}


def label(key: str, **values: object) -> str:
    """Return a label in the locale's language with its placeholders filled; KeyError for an unknown key."""
    return LABELS[key][locale_language()].format(**values)


@click.command()
@click.argument("files", nargs=-1, metavar="QUESTIONS.jsonl")
@click.option("--index", "index_dir", type=click.Path(path_type=Path), help="Index folder. / โฟลเดอร์ดัชนี")
@click.option("--compare", nargs=2, metavar="BUILD_A BUILD_B", help="Which build is better? / ดัชนีใดดีกว่า")
@click.option("--squad", metavar="th=FILE en=FILE", help="Parallel files in SQuAD's format. / ชุดข้อมูลแบบ SQuAD สองภาษา")
@click.option("--half", type=click.Choice(["train", "test", "all"]), default="all", help="Which half of the articles.")
@click.option(
    "--cache", type=click.Path(path_type=Path), default=Path("var/evaluate"), help="Folder where vectors are kept."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON. / พิมพ์ผลเป็น JSON")
@click.option("--html", "html", type=click.Path(path_type=Path), help="Write a report. / เขียนรายงาน HTML")
def evaluate(
    *,
    files: tuple[str, ...],
    index_dir: Path | None,
    compare: tuple[str, str] | None,
    squad: str | None,
    half: str,
    cache: Path,
    as_json: bool,
    html: Path | None,
) -> None:
    """Measure answers to judged questions. / วัดคุณภาพคำตอบด้วยคำถามที่มีเฉลย

    \b
    Examples / ตัวอย่าง:
      gnlc-index evaluate bench/questions.jsonl --html report.html
      gnlc-index evaluate --compare 20261123T035645Z-62cf 20261123T040053Z-af11 bench/questions.jsonl
      gnlc-index evaluate --squad th=xquad.th.json en=xquad.en.json --half test
    """
    settings = Settings()
    if html and (squad or compare):
        raise click.UsageError(label("use_html"))
    if squad:
        _squad(settings, _parallel_files((squad, *files)), half, cache, as_json)
        return
    if len(files) != 1:
        raise click.UsageError(label("use_questions"))
    if compare:
        _compare(settings, index_dir or settings.index_dir, compare, Path(files[0]), as_json)
    else:
        _plain(settings, index_dir or settings.index_dir, Path(files[0]), as_json, html)


def _plain(settings: Settings, index_dir: Path, path: Path, as_json: bool, html: Path | None) -> None:
    from kb.embedder import question_embedder
    from kb.evaluation.figures import figures, wrong
    from kb.evaluation.questions import read_questions
    from kb.index import live_build

    questions = read_questions(path)
    folder = live_build(index_dir)
    outcomes = _run(folder, question_embedder(settings.embedding_model), questions)
    found, misses = figures(outcomes), wrong(outcomes)
    if html:
        _write(html, render(folder.name, found, misses))
        click.echo(label("written", file=html), err=True)
    if as_json:
        values = {"build": folder.name, "figures": asdict(found), "errors": [_error(o) for o in misses]}
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    click.echo(label("build_label", build=folder.name, count=found.questions))
    _table(_measure_rows(found))
    _table([(f"  {why}", _shown(estimate)) for why, estimate in found.false_answers_by_why.items()])
    for line in _sentences(found):
        click.echo(line)


def _compare(settings: Settings, index_dir: Path, builds: tuple[str, str], path: Path, as_json: bool) -> None:
    from kb.embedder import question_embedder
    from kb.evaluation.compare import compare
    from kb.evaluation.questions import read_questions

    questions = read_questions(path)
    embedder = question_embedder(settings.embedding_model)
    a, b = (_run(_build_folder(index_dir, build), embedder, questions) for build in builds)
    differences = compare(a, b)
    if as_json:
        values = {"a": builds[0], "b": builds[1], "differences": [asdict(d) for d in differences]}
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    heads = (label("measure"), "", "A", "B", label("difference"), label("won"), "p", label("verdict"))
    _table([heads, *map(_difference_row, differences)])


def _squad(settings: Settings, files: Mapping[Language, Path], half: str, cache: Path, as_json: bool) -> None:
    from kb.embedder import build_embedder
    from kb.evaluation.kept_vectors import KeptVectors
    from kb.evaluation.squad import HALVES, run_squad, squad_figures
    from kb.evaluation.squad_files import read_parallel

    parallel = read_parallel(files)
    embedder = KeptVectors(build_embedder(settings.embedding_model, settings.model_dir), cache)
    halves = [name for name in HALVES if half in {name, "all"}]
    try:
        with tempfile.TemporaryDirectory(prefix="gnlc-squad-") as folder:
            found = squad_figures(run_squad(Path(folder), parallel, halves, embedder, _progress))
    finally:
        embedder.keep()
    if as_json:
        click.echo(json.dumps({"half": half, "languages": [asdict(f) for f in found]}, ensure_ascii=False))
        return
    _table(_squad_rows(found))


def _run(folder: Path, embedder: "Embedder", questions: "Sequence[JudgedQuestion]") -> "list[Outcome]":
    from kb.evaluation.run import evaluate
    from kb.knowledge_base import KnowledgeBase

    return evaluate(KnowledgeBase(folder, embedder), embedder, questions, _progress)


def _build_folder(index_dir: Path, build: str) -> Path:
    """Return the folder of a build given by its id or as a path; opening it says so where it is none."""
    return Path(build) if (Path(build) / "manifest.json").is_file() else index_dir / build


def _parallel_files(values: Sequence[str]) -> dict[Language, Path]:
    given = dict(value.split("=", 1) for value in values if "=" in value)
    if set(given) != set(LANGUAGES) or len(given) != len(values):
        raise click.UsageError(label("use_squad"))
    return {language: Path(given[language]) for language in LANGUAGES}


def name_of(measure: str) -> str:
    """Return what people read for a measure: "same.R@1" becomes the words for same and R@1."""
    group, _, figure = measure.partition(".")
    return f"{label(group)} {figure}".strip()


def _measure_rows(found: "Figures") -> Rows:
    rows: Rows = [(label("measure"), *map(label, found.measures))]
    for measure in found.measures["all"]:
        cells = (group.get(measure) for group in found.measures.values())
        rows.append((name_of(measure), *map(_shown, cells)))
    return rows


def _sentences(found: "Figures") -> list[str]:
    lines = []
    if parity := found.parity:
        values = {"pairs": parity.pairs, "both": parity.both, "none": parity.none}
        lines.append(label("parity", **values, won=parity.test.won, lost=parity.test.lost, p=parity.test.p))
        lines.append(label("gap", correct=_shown(parity.gap_correct), answered=_shown(parity.gap_answered)))
    errors = {"answers": found.answer_calibration.error, "evidence": found.evidence_calibration.error}
    return [*lines, label("calibration", **errors), label("latency", **asdict(found.latency))]


def _difference_row(d: "Difference") -> tuple[str, ...]:
    from kb.evaluation.figures import MEASURES

    good = next(measure.good for measure in MEASURES if measure.name == d.measure)
    verdict = "not_shown" if not d.real else "a_better" if (d.difference.value > 0) == good else "b_better"
    interval = f"{d.difference.value:+.3f} [{d.difference.low:+.3f} {d.difference.high:+.3f}]"
    won, p = (f"{d.test.won}/{d.test.lost}", f"{d.test.p:.3g}") if d.test else ("", "")
    return name_of(d.measure), label(d.group), f"{d.a:.3f}", f"{d.b:.3f}", interval, won, p, label(verdict)


def _squad_rows(found: "Sequence[SquadFigures]") -> Rows:
    rows: Rows = [("", *(label(f.language) for f in found)), (label("questions"), *(str(f.questions) for f in found))]
    for name in found[0].same:
        rows.append((f"{label('same')} {name}", *(_shown(f.same[name]) for f in found)))
    for name in found[0].other:
        rows.append((f"{label('cross')} {name}", *(_shown(f.other[name]) for f in found)))
    rows.append((label("squad_answered"), *(_shown(f.answered) for f in found)))
    rows.append((label("window_hit"), *(_shown(f.window_hit) for f in found)))
    rows.append((label("window_hit_answered"), *(_shown(f.window_hit_answered) for f in found)))
    for name in ("article", "paragraph"):
        rows.append((label(f"at95_{name}"), *(_shown(f.false_at_95[name]) for f in found)))
        rows.append((label(f"auroc_{name}"), *(f"{f.area_under_roc[name]:.3f}" for f in found)))
        rows.append((label(f"false_{name}"), *(_shown(f.false_answers[name]) for f in found)))
    return rows


def _shown(estimate: "Estimate | None") -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f} {estimate.high:.3f}] n={estimate.n}" if estimate else ""


def _error(outcome: "Outcome") -> dict[str, Any]:
    question = outcome.question
    kind = "false" if not question.answerable else "wrong" if outcome.answered else "abstained"
    return {
        "id": question.id,
        "language": question.language,
        "question": question.text,
        "error": kind,
        "why": question.why,
        "reason": outcome.reason,
        "probability": outcome.probability,
        "rank": outcome.same.rank,
        "answer": outcome.text,
        "documents": [asdict(document) for document in outcome.documents],
    }


def render(build: str, found: "Figures", misses: "Sequence[Outcome]") -> str:
    """Return the report as one HTML page that loads nothing from anywhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    page = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    ranked = [name for name in found.measures["all"] if "." in name]
    return page.get_template("evaluation.html").render(
        language=locale_language(),
        label=label,
        name_of=name_of,
        build=build,
        found=found,
        rows=_measure_rows(found),
        ranked=ranked,
        sentences=_sentences(found),
        errors=[_error(outcome) for outcome in misses],
    )


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as problem:
        raise KnowledgeBaseError(label("not_written", file=path, problem=problem)) from problem


def _table(rows: Rows) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    # Wide, because a figure broken over two lines of a narrow terminal or a pipe cannot be read.
    Console(highlight=False, width=_WIDE, soft_wrap=True, markup=False).print(table)


def _progress(stage: str, done: int, total: int) -> None:
    if done == total or done % 512 == 0:
        name = label(stage) if stage == "evaluate" else say(stage)
        click.echo(f"{name}: {done}/{total}", err=True)
