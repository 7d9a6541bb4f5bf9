"""`gnlc-serve`: serve the live index; its commands work on what the server keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click
from pydantic import ValidationError

from kb.errors import KnowledgeBaseError
from settings import Settings, locale_language, said

_HELP = """Serve questions and answers at http://HOST:PORT/.

เปิดบริการถามตอบที่ http://HOST:PORT/

\b
Examples / ตัวอย่าง:
  gnlc-serve
  gnlc-serve --port 9000
  GNLC_INDEX_DIR=/srv/gnlc/index gnlc-serve --host 0.0.0.0
  gnlc-serve gaps --days 90
  gnlc-serve keys create "Khon Kaen school"
"""


# Where each command is; imported when it is called, as a start of the server must not wait for them.
_COMMANDS = {"gaps": "api.records.commands", "forget": "api.records.commands", "keys": "api.access.commands"}


class _Commands(click.Group):
    """Its commands end with a sentence and exit status 1 where a setting or the index is wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, or the server where none is named."""
        with said_plainly():
            return super().invoke(ctx)


@click.group(cls=_Commands, invoke_without_command=True, help=_HELP)
@click.pass_context
@click.option("--host", help="Address to serve on (GNLC_HOST). / ที่อยู่ที่จะเปิดบริการ")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one (GNLC_PORT). / พอร์ต ใส่ 0 เพื่อให้เลือกเอง"
)
def main(ctx: click.Context, host: str | None, port: int | None) -> None:
    """Start uvicorn with the app; exit 1 with a sentence where the index or a setting is wrong."""
    given = {name: value for name, value in {"host": host, "port": port}.items() if value is not None}
    if ctx.invoked_subcommand is None:
        _serve(Settings().model_copy(update=given))


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn a wrong setting or a problem of the index into a sentence and exit status 1."""
    try:
        yield
    except ValidationError as problem:
        raise click.ClickException(said(problem.errors()[0])) from problem
    except KnowledgeBaseError as problem:
        raise click.ClickException(problem.told.to(locale_language())) from problem


def _serve(settings: Settings) -> None:
    from api.operation.process import serve

    serve(settings)
