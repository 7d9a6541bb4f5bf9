"""`gnlc-serve gaps` and `gnlc-serve forget`: what staff do with the records."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from api.records import report
from api.records.gaps import Gap, group, now_answered
from api.records.messages import say
from api.records.store import RecordStore
from api.records.values import RecordsUnavailable
from kb.embedder import question_embedder
from kb.knowledge_base import KnowledgeBase
from settings import Settings


@click.command()
@click.option("--days", default=30, show_default=True, type=click.IntRange(1), help="How far to look back. / ย้อนหลังกี่วัน")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="Write CSV. / เขียนเป็น CSV")
@click.option(
    "--html",
    "html_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page with plots. / เขียนเป็นหน้าเว็บพร้อมแผนภูมิ",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON. / พิมพ์ผลเป็น JSON")
@click.option("--recheck", is_flag=True, help="Ask again and close what is answered now. / ถามซ้ำแล้วปิดคำถามที่ตอบได้แล้ว")
def gaps(days: int, csv_file: Path | None, html_file: Path | None, as_json: bool, recheck: bool) -> None:
    """List what people asked and the documents did not answer well. / แสดงคำถามที่เอกสารยังตอบได้ไม่ดี

    \b
    Examples / ตัวอย่าง:
      gnlc-serve gaps
      gnlc-serve gaps --days 90 --html gaps.html --csv gaps.csv
      gnlc-index build && gnlc-serve gaps --recheck
    """
    settings = Settings()
    since = datetime.now(UTC) - timedelta(days=days)
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    with _records(settings) as store:
        found = group(store.complaints(since), base)
        if recheck:
            asked = sum(gap.count for gap in found)
            mended = [id for gap in found for id in now_answered(gap, base)]
            store.close_complaints(mended)
            click.echo(say("closed", closed=len(mended), asked=asked), err=True)
            found = group(store.complaints(since), base)
        if csv_file:
            # A mark at the front tells spreadsheets that Thai follows in UTF-8.
            _write(csv_file, "\ufeff" + report.as_csv(found))
        if html_file:
            _write(html_file, report.as_html(found, store.outcomes(since), since))
    if as_json:
        click.echo(json.dumps([_values(gap) for gap in found], ensure_ascii=False))
    elif not (csv_file or html_file):
        _print(found)


@click.command()
@click.argument("ids", nargs=-1)
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Older than this day. / ที่เก่ากว่าวันนี้")
@click.option("--containing", help="Whose text or comment has this. / ที่มีข้อความนี้")
def forget(ids: tuple[str, ...], before: datetime | None, containing: str | None) -> None:
    """Delete kept questions with their ratings. / ลบคำถามที่บันทึกไว้พร้อมคะแนน

    \b
    Examples / ตัวอย่าง:
      gnlc-serve forget 3f2a9c...          (the id of a reply / รหัสของคำตอบ)
      gnlc-serve forget --containing "somchai"
      gnlc-serve forget --before 2026-01-01
    """
    if not (ids or before or containing):
        raise click.UsageError("ID, --before, --containing")
    with _records(Settings()) as store:
        chosen = {*ids, *(store.containing(containing) if containing else ())}
        count = store.forget(chosen)
        if before:
            count += store.forget_before(before.astimezone(UTC))
    click.echo(say("forgotten", count=count))


@contextmanager
def _records(settings: Settings) -> Iterator[RecordStore]:
    if not settings.records:
        raise click.ClickException(say("records_off"))
    with records_said_plainly():
        store = RecordStore(settings.records_url.get_secret_value())
        try:
            yield store
        finally:
            store.close()


@contextmanager
def records_said_plainly() -> Iterator[None]:
    """Turn a database that cannot be used into a sentence and exit status 1."""
    try:
        yield
    except RecordsUnavailable as problem:
        raise click.ClickException(say(problem.key, kind=problem.kind)) from None


def _values(gap: Gap) -> dict[str, object]:
    return {
        "count": gap.count,
        "rated_down": gap.rated_down,
        "newest": gap.newest.isoformat(timespec="seconds"),
        "wordings": [{"text": w.text, "language": w.language, "count": w.count} for w in gap.wordings],
        "nearest_document": gap.nearest_document,
        "comments": [complaint.comment for complaint in gap.complaints if complaint.comment],
    }


def _print(found: list[Gap]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not found:
        click.echo(say("none"))
        return
    table = Table(*report.columns(), box=None, pad_edge=False)
    for gap in found:
        table.add_row(*report.row(gap))
    Console(highlight=False, markup=False).print(table)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as problem:
        raise click.ClickException(f"{path}: {problem.strerror}") from problem
    click.echo(say("written", path=path), err=True)
