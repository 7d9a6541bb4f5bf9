"""`gnlc-index`: the staff's command.

Results go to stdout, progress to stderr; exit code 0, 1 for a known problem, 2 for wrong usage.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click
from pydantic import ValidationError

from indexer.messages import say
from kb.errors import KnowledgeBaseError
from settings import Settings

_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON. / พิมพ์ผลเป็น JSON")


class _Group(click.Group):
    """Turns known problems into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ValidationError as problem:
            first = problem.errors()[0]
            name = f"GNLC_{str(first['loc'][0]).upper()}"
            raise click.ClickException(f"The setting {name} is wrong: {first['msg']}.") from problem
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
@_JSON
def build(if_missing: bool, as_json: bool) -> None:
    """Build a new index of the corpus and make it live. / สร้างดัชนีใหม่แล้วเริ่มใช้

    \b
    Examples / ตัวอย่าง:
      gnlc-index build
      GNLC_CORPUS_DIR=/srv/gnlc/corpus gnlc-index build --json
    """
    from indexer.build import build as run
    from kb.index import live_build, read_manifest

    settings = Settings()
    if if_missing:
        try:
            live = read_manifest(live_build(settings.index_dir))
        except KnowledgeBaseError:
            pass
        else:
            click.echo(say("already", build=live.build), err=True)
            return
    with _progress() as progress:
        report = run(settings, progress)
    if as_json:
        values = asdict(report)
        values["refused"] = [{"path": str(r.path), "reason": r.reason} for r in report.refused]
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
    ]
    seconds = {"read": report.read_seconds, **m.seconds, "check": report.check_seconds}
    rows += [(say("seconds", stage=say(stage)), f"{value:.1f}") for stage, value in seconds.items()]
    _table(rows)
    for refused in report.refused:
        click.echo(f"  {refused.path}: {refused.reason}")
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
def check() -> None:
    """Check that the live build is whole. / ตรวจว่าดัชนีที่ใช้อยู่ครบถ้วน"""
    from kb.embedder import space_of
    from kb.index import live_build, verify

    settings = Settings()
    manifest = verify(live_build(settings.index_dir), space_of(settings.embedding_model))
    click.echo(say("index_whole", build=manifest.build))


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
    answer = base.answer(sys.stdin.read() if question == "-" else question)
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


def _table(rows: list[tuple[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in rows:
        table.add_row(name, str(value))
    Console(highlight=False, soft_wrap=True).print(table)


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
