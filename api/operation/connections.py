"""Connections that waste no room: silent ones are closed, and beyond the most that are held the longest silent goes.

uvicorn itself waits for ever for the first byte of a request.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

_SILENT_SECONDS = 10.0
_MOST = 2000


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that gives a client ten seconds from connecting to have sent the head of a request.

    The most connections are uvicorn's `limit_concurrency`; its own way with that is to serve nobody above it.
    """

    # One server runs in a process: how many connections it holds, and those still silent in order of connecting.
    held: ClassVar[int] = 0
    _silent: ClassVar[dict["PatientProtocol", asyncio.TimerHandle]] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._most = self.limit_concurrency or _MOST
        self.limit_concurrency = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection; where there are too many, close the one that has been silent longest."""
        super().connection_made(transport)
        PatientProtocol.held += 1
        self._silent[self] = self.loop.call_later(_SILENT_SECONDS, self._give_up)
        if len(self.connections) > self._most:
            next(iter(self._silent))._give_up()

    def handle_events(self) -> None:
        """Read what has come; a whole head ends the silence."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._heard()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        PatientProtocol.held -= 1
        self._heard()
        super().connection_lost(exc)

    def _heard(self) -> None:
        if timer := self._silent.pop(self, None):
            timer.cancel()

    def _give_up(self) -> None:
        self._heard()
        self.transport.abort()
