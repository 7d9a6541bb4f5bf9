"""Our own files: each under an address with its digest, which browsers keep for good, and under its plain name."""

import hashlib
from functools import cache
from importlib.resources import files
from os import PathLike, stat_result
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_FOREVER = "public, max-age=31536000, immutable"


@cache
def asset(name: str) -> str:
    """Return the address of a file in `web/static` with the digest of its content; FileNotFoundError for no file."""
    return f"/static/{name}?v={_digest((files('web') / 'static' / name).read_bytes())}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


class OwnFiles(StaticFiles):
    """Serves `web/static`: for good where the address has the digest of what is there, else to be asked for again."""

    def __init__(self) -> None:
        super().__init__(packages=[("web", "static")])

    def file_response(
        self, full_path: PathLike[str] | str, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file, or 304 where the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v", [""])[0]
        name = scope["path"].rpartition("/static/")[2]
        response.headers["Cache-Control"] = _FOREVER if asked and asset(name).endswith(f"={asked}") else "no-cache"
        return response
