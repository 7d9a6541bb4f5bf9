"""Sees every request from outside: one line in the log and one count each, and what is not for everybody."""

import logging
from collections.abc import Sequence
from time import perf_counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.clients import Network, comes_from
from api.operation.logs import template_of
from api.operation.metrics import CONTENT_TYPE, Metrics
from api.problems import refuse

PATH = "/metrics"
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
_log = logging.getLogger("gnlc.access")


class Observer:
    """Logs and counts requests by their route's template; answers `/metrics` to the networks that may read it."""

    def __init__(self, app: ASGIApp, metrics: Metrics, readers: Sequence[Network]) -> None:
        self._app = app
        self._metrics = metrics
        self._readers = readers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, start = 499, perf_counter()  # until something is sent, the client may have gone

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            if scope["path"] == PATH:
                await self._show(scope, receive, seen)
            else:
                await self._app(scope, receive, seen)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "other"
            route = PATH if scope["path"] == PATH else template_of(scope)
            self._metrics.requested(method, route, status)
            ms = round((perf_counter() - start) * 1000, 1)
            line = {"method": method, "route": route, "status": status, "ms": ms}
            _log.info("request", extra=line | {"request_id": scope["state"]["request_id"]})

    async def _show(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response
        if scope["method"] not in {"GET", "HEAD"} or not comes_from(scope, self._readers):
            response = refuse(Request(scope), "not_found", path=PATH)
        else:
            response = Response(self._metrics.text(), media_type=CONTENT_TYPE)
        await response(scope, receive, send)
