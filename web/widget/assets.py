"""The widget's files as they are sent: read once, named by what is in them."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256, sha384
from importlib.resources import files

from fastapi import Request, Response

_MEDIA_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """A file of the widget."""

    name: str
    content: bytes

    @cached_property
    def integrity(self) -> str:
        """The value of an `integrity` attribute (https://www.w3.org/TR/SRI/)."""
        return "sha384-" + b64encode(sha384(self.content).digest()).decode()

    @cached_property
    def digest(self) -> str:
        """A short name for exactly this content."""
        return sha256(self.content).hexdigest()[:16]

    def response(self, request: Request, cache: str) -> Response:
        """Return the file, or 304 where the browser has it already.

        Pages of other hosts may load it and check its integrity.
        """
        headers = {
            "Cache-Control": cache,
            "ETag": f'"{self.digest}"',
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if self.digest in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(self.content, media_type=_MEDIA_TYPES[self.name.rpartition(".")[2]], headers=headers)


def read_assets(folder: str) -> Mapping[str, Asset]:
    """Return the files of a folder of this package by name, in order of their names."""
    found = sorted(files("web.widget").joinpath(folder).iterdir(), key=lambda file: file.name)
    return {file.name: Asset(file.name, file.read_bytes()) for file in found if file.name.endswith((".js", ".css"))}
