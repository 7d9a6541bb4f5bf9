"""Connections that waste no room, and an end that cuts nobody off.

Clients that are slow to send a head, or read nothing of what they asked for, are let go; beyond the most that are held
the longest silent goes. uvicorn itself waits for both for ever, and at its end drops what is just arriving.
"""

import asyncio
import socket
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol

_MOST = 2000
_PARTING = "gnlc_parting"


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that gives a client ten seconds for the head of a request, and a minute to read a part of the reply.

    The most connections are uvicorn's `limit_concurrency`; its own way with that is to serve nobody above it.
    """

    silent_seconds: ClassVar[float] = 10.0
    stalled_seconds: ClassVar[float] = 60.0
    # Of the system's memory for what a client has yet to read. It is room for a second's reading by a fast client, and
    # a slow one empties enough of it in a minute to be seen to read.
    unread_bytes: ClassVar[int] = 128 * 1024
    # Told to stop, a server waits so long for requests that are on their way on idle connections.
    parting_seconds: ClassVar[float] = 0.5
    # One server runs in a process: how many connections it holds, and those still silent in order of falling silent.
    held: ClassVar[int] = 0
    _silent: ClassVar[dict["PatientProtocol", asyncio.TimerHandle]] = {}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._most = self.limit_concurrency or _MOST
        self.limit_concurrency = None
        self._reading: asyncio.TimerHandle | None = None
        self._parting = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection; where there are too many, close the one that has been silent longest."""
        super().connection_made(transport)
        PatientProtocol.held += 1
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.unread_bytes)
        self._wait_for_more()
        if vars(self.server_state).get(_PARTING):  # taken while the others were told
            self.shutdown()
        if len(self.connections) > self._most:
            next(iter(self._silent))._give_up()

    def handle_events(self) -> None:
        """Read what has come; a whole head ends the silence, a part of one begins it."""
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._heard()
            if self._parting:
                self._last_reply()
        elif self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._wait_for_more()

    def on_response_complete(self) -> None:
        """Wait for the rest of a body that was not wanted, and until the reply is read, but not for ever."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._wait_for_more()
        self._watch_reading()

    def pause_writing(self) -> None:
        """Watch a client that does not read as fast as it is answered."""
        super().pause_writing()
        self._watch_reading()

    def shutdown(self) -> None:
        """Answer what was taken and what is on its way, then close."""
        vars(self.server_state)[_PARTING] = True
        self._parting = True
        if self.cycle is None or self.cycle.response_complete:
            self.loop.call_later(self.parting_seconds, self._part)
        else:
            self._last_reply()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        PatientProtocol.held -= 1
        self._heard()
        if self._reading:
            self._reading.cancel()
        super().connection_lost(exc)

    def _wait_for_more(self) -> None:
        if self not in self._silent:
            self._silent[self] = self.loop.call_later(self.silent_seconds, self._give_up)

    def _heard(self) -> None:
        if timer := self._silent.pop(self, None):
            timer.cancel()

    def _give_up(self) -> None:
        self._heard()
        self.transport.abort()

    def _watch_reading(self, left: int = -1) -> None:
        """Give up where nothing has been read, and nothing more was sent, since `left` bytes were left."""
        now_left = self.transport.get_write_buffer_size()
        if self._reading:
            if left < 0:
                return
            self._reading = None
        if now_left and now_left == left:
            self.transport.abort()
        elif now_left:
            self._reading = self.loop.call_later(self.stalled_seconds, self._watch_reading, now_left)

    def _last_reply(self) -> None:
        if not self.cycle.response_started:
            self.cycle.default_headers = [*self.cycle.default_headers, CLOSE_HEADER]
        self.cycle.keep_alive = False

    def _part(self) -> None:
        if not self.transport.is_closing():
            super().shutdown()
