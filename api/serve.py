"""`gnlc-serve`: serve the live index."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from pydantic import ValidationError

from kb.errors import KnowledgeBaseError
from settings import Settings

_HELP = """Serve questions and answers at http://HOST:PORT/.

เปิดบริการถามตอบที่ http://HOST:PORT/

\b
Examples / ตัวอย่าง:
  gnlc-serve
  gnlc-serve --port 9000
  GNLC_INDEX_DIR=/srv/gnlc/index gnlc-serve --host 0.0.0.0
"""


@click.command(help=_HELP)
@click.option("--host", help="Address to serve on (GNLC_HOST). / ที่อยู่ที่จะเปิดบริการ")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one (GNLC_PORT). / พอร์ต ใส่ 0 เพื่อให้เลือกเอง"
)
def main(host: str | None, port: int | None) -> None:
    """Start uvicorn with the app; exit 1 with a sentence where the index or a setting is wrong."""
    given = {name: value for name, value in {"host": host, "port": port}.items() if value is not None}
    with said_plainly():
        _serve(Settings().model_copy(update=given))


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn a wrong setting or a problem of the index into a sentence and exit status 1."""
    try:
        yield
    except ValidationError as problem:
        first = problem.errors()[0]
        name = str(first["loc"][0])
        raise click.ClickException(
            f"The setting GNLC_{name.upper()} cannot be {first['input']!r}. {Settings.model_fields[name].description}"
        ) from problem
    except KnowledgeBaseError as problem:
        raise click.ClickException(str(problem)) from problem


def _serve(settings: Settings) -> None:
    import uvicorn

    from api.app import create_app

    app = create_app(settings)
    config = uvicorn.Config(
        app, host=settings.host, port=settings.port, log_level="info", access_log=False, server_header=False
    )
    uvicorn.Server(config).run()
