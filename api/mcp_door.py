"""`POST /mcp`: the tools over streamable HTTP. The SDK is imported at the first call, so a start does not wait for it.

Without sessions: a call is one request and one JSON response, and any of several server processes may take it. A page
of another site must not reach a server on the visitor's own machine by renaming it (DNS rebinding), so only hosts that
are named are answered: the loopback's, and those of the setting.
"""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import anyio
from anyio.abc import TaskGroup, TaskStatus
from starlette.types import ASGIApp, Receive, Scope, Send

from api.journal import Journal
from kb.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from mcp.server import MCPServer

PATH = "/mcp"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def installed() -> bool:
    """Tell whether the SDK is installed: the extra `mcp`."""
    return find_spec("mcp") is not None


class McpDoor:
    """An ASGI app that becomes the SDK's at the first request; it lives while `open` is entered."""

    def __init__(self, base_now: Callable[[], KnowledgeBase], hosts: Iterable[str], journal: Journal) -> None:
        """`hosts` are names under which it is reached, besides the loopback's."""
        self._base_now = base_now
        self._hosts = tuple(hosts)
        self._journal = journal
        self._making = anyio.Lock()
        self._app: ASGIApp | None = None
        self._tasks: TaskGroup | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Take calls until the block ends; calls under way are then given up."""
        async with anyio.create_task_group() as self._tasks:
            yield
            self._tasks.cancel_scope.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request to the SDK's app."""
        app = await self._made()
        await app(scope, receive, send)

    async def _made(self) -> ASGIApp:
        async with self._making:
            if self._app is None:
                if self._tasks is None:
                    raise RuntimeError("The door of MCP was called before the app's lifespan began.")
                server, app = await anyio.to_thread.run_sync(self._make)
                await self._tasks.start(self._run, server)
                self._app = app
            return self._app

    def _make(self) -> "tuple[MCPServer[object], ASGIApp]":
        from mcp.server.transport_security import TransportSecuritySettings

        from api.mcp_tools import mcp_server

        server = mcp_server(self._base_now, self._journal)
        names = [*_LOOPBACK, *self._hosts]
        security = TransportSecuritySettings(
            allowed_hosts=[host for name in names for host in (name, f"{name}:*")],
            allowed_origins=[
                origin for name in names for scheme in ("http", "https") for origin in _origins(scheme, name)
            ],
        )
        app = server.streamable_http_app(
            streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=security
        )
        return server, app

    async def _run(self, server: "MCPServer[object]", *, task_status: TaskStatus[None]) -> None:
        async with server.session_manager.run():
            task_status.started()
            await anyio.sleep_forever()


def _origins(scheme: str, name: str) -> tuple[str, str]:
    return f"{scheme}://{name}", f"{scheme}://{name}:*"
