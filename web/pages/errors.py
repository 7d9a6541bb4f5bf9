"""Pages for what went wrong. They need no index."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import Headers

from web.pages.rendering import page, page_language

_EXPLAINED = {404, 405, 413, 422, 429, 500, 503}


def wants_page(request: Request) -> bool:
    """Tell whether a person's browser asks, and not a program: an address outside the APIs, HTML accepted by name."""
    return not request.url.path.startswith(("/api/", "/v1/")) and "text/html" in request.headers.get("accept", "")


def error_page(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return the page that explains `status` and leads on, in the reader's language, with `headers` beside its own."""
    seconds = Headers(dict(headers or {})).get("retry-after", "")
    return page(
        request,
        "error.html",
        page_language(request, request.query_params.get("lang")),
        status=status,
        headers={**(headers or {}), "Cache-Control": "no-store"},
        key=f"error_{status if status in _EXPLAINED else 'other'}",
        seconds=seconds if seconds.isdigit() else None,
    )
