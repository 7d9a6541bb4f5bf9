"""`gnlc-index`: the staff's command.

Results go to stdout, progress to stderr; exit code 0, 1 for a known problem, 2 for wrong usage.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from io import TextIOWrapper
from typing import Any

import click
from pydantic import ValidationError

from indexer.evaluate import evaluate
from indexer.messages import say
from kb.errors import KnowledgeBaseError
from settings import Settings, said

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON. / พิมพ์ผลเป็น JSON")


class _Group(click.Group):
    """Turns known problems into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A file's name may hold bytes that are no text; as an escape it can be printed, in JSON too.
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except ValidationError as problem:
            raise click.ClickException(said(problem.errors()[0])) from problem
        except KnowledgeBaseError as problem:
            raise click.ClickException(str(problem)) from problem


@click.group(cls=_Group)
def main() -> None:
    """Build and inspect the index of documents. / สร้างและตรวจดัชนีเอกสาร

    \b
    Examples / ตัวอย่าง:
      gnlc-index build
      gnlc-index ask "เมืองแห่งการเรียนรู้คืออะไร"
      gnlc-index status --json
    """


@main.command()
@click.option("--if-missing", is_flag=True, help="Do nothing where a usable index is live. / ข้ามถ้ามีดัชนีที่ใช้ได้แล้ว")
@click.option("--ocr", is_flag=True, help="Recognise page images with Tesseract. / อ่านภาพหน้าเอกสารด้วย Tesseract")
@_JSON
def build(if_missing: bool, ocr: bool, as_json: bool) -> None:
    """Build a new index of the corpus and make it live. / สร้างดัชนีใหม่แล้วเริ่มใช้

    \b
    Examples / ตัวอย่าง:
      gnlc-index build
      GNLC_CORPUS_DIR=/srv/gnlc/corpus gnlc-index build --json
    """
    from indexer.build import build as run
    from kb.embedder import space_of
    from kb.index import live_build, verify

    settings = Settings()
    if if_missing:
        try:
            live = verify(live_build(settings.index_dir), space_of(settings.embedding_model))
        except KnowledgeBaseError:
            pass
        else:
            click.echo(say("already", build=live.build), err=True)
            return
    with _progress() as progress:
        report = run(settings, progress, ocr=ocr)
    if as_json:
        values = asdict(report)
        for kind in ("refused", "noted"):
            values[kind] = [{"path": str(other.path), "reason": other.reason} for other in getattr(report, kind)]
        del values["manifest"]["files"]
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    m = report.manifest
    rows = [
        (say("documents"), m.documents),
        (say("passages"), m.passages),
        (say("sentences"), m.sentences),
        (say("vectors"), f"{m.new_vectors} / {m.reused_vectors}"),
        (say("golden"), f"{report.golden_answered} / {report.golden_asked}"),
        (say("refused"), len(report.refused)),
        (say("noted"), len(report.noted)),
    ]
    seconds = {"read": report.read_seconds, **m.seconds, "check": report.check_seconds}
    rows += [(say("seconds", stage=say(stage)), f"{value:.1f}") for stage, value in seconds.items()]
    _table(rows)
    for other in (*report.refused, *report.noted):
        click.echo(f"  {other.path}: {other.reason}")
    click.echo(say("live", build=m.build))


@main.command()
@_JSON
def status(as_json: bool) -> None:
    """Show the live build. / แสดงดัชนีที่ใช้อยู่"""
    from kb.index import live_build, read_manifest

    values = asdict(read_manifest(live_build(Settings().index_dir)))
    del values["files"]
    if as_json:
        click.echo(json.dumps(values, ensure_ascii=False))
        return
    _table(
        [
            (say(key), values[key])
            for key in ("build", "built_at", "space", "tokenizer", "documents", "passages", "sentences")
        ]
    )


@main.command()
@_JSON
def check(as_json: bool) -> None:
    """Check the corpus and the live index; exit 1 where something is to be mended. / ตรวจคลังเอกสารและดัชนี

    \b
    Examples / ตัวอย่าง:
      gnlc-index check
      gnlc-index check --json | jq .findings
    """
    from indexer.check import check_corpus
    from kb.embedder import space_of
    from kb.index import live_build, verify

    settings = Settings()
    findings = check_corpus(settings.corpus_dir)
    manifest = verify(live_build(settings.index_dir), space_of(settings.embedding_model))
    if as_json:
        values = {"build": manifest.build, "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(values, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.where}: {finding.detail}")
        click.echo(say("findings", count=len(findings)) if findings else say("corpus_clean"))
        click.echo(say("index_whole", build=manifest.build))
    if findings:
        raise SystemExit(1)


@main.command()
def model() -> None:
    """Show the embedding model and where its checkpoint lies. / แสดงแบบจำลองและที่เก็บ"""
    from kb.embedder import BUILT_IN, built_in_space, checkpoint_folder

    settings = Settings()
    if settings.embedding_model != BUILT_IN:
        click.echo(say("model_own", model=settings.embedding_model))
        return
    folder = checkpoint_folder(settings.model_dir)
    state = say("model_there" if (folder / "modules.json").is_file() else "model_missing")
    click.echo(say("model_built_in", space=built_in_space(), folder=folder, state=state))


@main.command()
@click.argument("question")
@_JSON
def ask(question: str, as_json: bool) -> None:
    """Ask the live index; - reads the question from stdin. / ถามดัชนีที่ใช้อยู่ ใส่ - เพื่ออ่านคำถามจาก stdin

    \b
    Examples / ตัวอย่าง:
      gnlc-index ask "What are the key features of a learning city?"
      echo "เมืองใดของไทยเป็นสมาชิกเมืองแรก" | gnlc-index ask -
    """
    from kb.embedder import question_embedder
    from kb.knowledge_base import KnowledgeBase

    settings = Settings()
    base = KnowledgeBase.open(settings.index_dir, question_embedder(settings.embedding_model))
    answer = base.answer(_stdin() if question == "-" else question)
    if as_json:
        click.echo(json.dumps(asdict(answer), ensure_ascii=False))
        return
    if answer.message:
        click.echo(answer.message)
    for sentence in answer.sentences:
        click.echo(f"{sentence.text} {''.join(f'[{number}]' for number in sentence.citations)}")
    for citation in answer.citations:
        source = citation.source
        click.echo(
            say("source", number=citation.number, publisher=source.publisher, title=source.title, url=source.url)
        )
    if answer.suggestions:
        click.echo("\n".join([say("suggestions"), *(f"  {suggestion}" for suggestion in answer.suggestions)]))


@main.command()
@click.option("--only", metavar="ID", help="Fetch one document. / ดาวน์โหลดเฉพาะรหัสนี้")
@_JSON
def fetch(only: str | None, as_json: bool) -> None:
    """Download the official documents of originals.toml into the corpus. / ดาวน์โหลดเอกสารต้นฉบับตามบัญชี originals.toml

    Exit code 1 where a document failed. / รหัสจบ 1 หากมีเอกสารที่ดาวน์โหลดไม่สำเร็จ

    \b
    Examples / ตัวอย่าง:
      gnlc-index fetch
      gnlc-index fetch --only key-features-2013 --json
    """
    from indexer.fetch import fetch as run
    from indexer.fetch.catalogue import CATALOGUE, near_ids, read_catalogue

    folder = Settings().corpus_dir
    catalogue = read_catalogue(folder / CATALOGUE)
    chosen = [original for original in catalogue if only in {None, original.id}]
    if only is not None and not chosen:
        near = ", ".join(near_ids(only, catalogue)) or say("fetch_none_near")
        raise click.BadParameter(say("fetch_unknown", id=only, near=near), param_hint="--only")
    with _progress() as progress:
        results = run(chosen, folder, progress)
    if as_json:
        click.echo(json.dumps({"originals": [asdict(result) for result in results]}, ensure_ascii=False))
    else:
        _table([(result.id, say(f"outcome_{result.outcome}"), result.reason) for result in results])
    if any(result.outcome == "failed" for result in results):
        raise SystemExit(1)


def _stdin() -> str:
    """Return what stdin holds; bytes that are not UTF-8 become lone surrogates, which a question is refused for."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")


main.add_command(evaluate)


def _table(rows: Sequence[tuple[Any, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    # In a pipe a row is a line, however long.
    width = None if sys.stdout.isatty() else 10_000
    Console(highlight=False, soft_wrap=True, markup=False, width=width).print(table)


@contextmanager
def _progress() -> Iterator[Any]:
    """Give a function (stage, done, total) that shows a bar with the time left on a terminal, else a line a stage."""
    if not sys.stderr.isatty():
        yield _log_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(say(stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show


def _log_progress(stage: str, done: int, total: int) -> None:
    if done == total or done % 512 == 0:
        click.echo(f"{say(stage)}: {done}/{total}", err=True)
