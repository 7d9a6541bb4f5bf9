"""What the commands share: options, tables, progress, input and the language of errors."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from time import monotonic
from typing import IO, Any

import click
from pydantic import ValidationError

from indexer.messages import locale_language, say
from kb.errors import KnowledgeBaseError
from settings import said

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON. / พิมพ์ผลเป็น JSON")
plain_option = click.option(
    "--plain", is_flag=True, help="Only the text, a paragraph on a line. / เฉพาะข้อความ ย่อหน้าละบรรทัด"
)
_SECONDS_BETWEEN_LINES = 10


class Problem(click.ClickException):
    """A known problem: one sentence in the locale's language, exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence to stderr."""
        click.echo(say("error", problem=self.message), file=file or sys.stderr)


class Group(click.Group):
    """Turns known problems into one sentence and exit code 1, and says in Thai that the usage is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A file's name may hold bytes that are no text; as an escape it can be printed, in JSON too.
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except click.UsageError as problem:
            if locale_language() == "th" and problem.ctx:
                usage = say("usage", problem=problem.format_message(), command=problem.ctx.command_path)
                raise click.UsageError(usage, problem.ctx) from problem
            raise
        except ValidationError as problem:
            raise Problem(said(problem.errors()[0])) from problem
        except KnowledgeBaseError as problem:
            raise Problem(problem.told.to(locale_language())) from problem


def print_json(values: object) -> None:
    """Print one JSON document on a line."""
    click.echo(json.dumps(values, ensure_ascii=False))


def print_plain(text: str) -> None:
    """Print text in UTF-8 whatever the locale, with a line end after it; nothing for none."""
    if text:
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "backslashreplace"))


def print_table(rows: Sequence[tuple[Any, ...]]) -> None:
    """Print rows in columns; in a pipe a row is a line, however long."""
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    width = None if sys.stdout.isatty() else 10_000
    Console(highlight=False, soft_wrap=True, markup=False, width=width).print(table)


def shown(text: str) -> str:
    """Return `text` for a terminal: what cannot be seen, or would steer the terminal, as an escape."""
    return "".join(c if c == " " or c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def read_stdin() -> str:
    """Return what stdin holds; bytes that are not UTF-8 become lone surrogates, which a question is refused for."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")


@contextmanager
def progress_shown() -> Iterator[Any]:
    """Give a function (stage, done, total) that shows a bar with the time left on a terminal, else plain lines."""
    if not sys.stderr.isatty():
        yield _LogLines().show
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


class _LogLines:
    """A line at the end of each stage, and one now and then before it."""

    def __init__(self) -> None:
        self._last = monotonic()

    def show(self, stage: str, done: int, total: int) -> None:
        if done == total or monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = monotonic()
            click.echo(f"{say(stage)}: {done}/{total}", err=True)
