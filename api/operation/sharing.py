"""Connections shared out evenly among processes that listen on one socket.

asyncio takes all connections that wait, so whichever process wakes first gets them and the others' cores lie idle. Here
a process waits the longer the more connections it holds, and then takes few at a time; the one that holds fewest comes
first.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from typing import Any

from api.operation.connections import PatientProtocol

_Factory = Callable[[], asyncio.Protocol]
_STEP_SECONDS = 0.001
_RETRY_SECONDS = 1.0
_log = logging.getLogger("gnlc.api")


class SharingLoop(asyncio.SelectorEventLoop):
    """An event loop whose servers take their share of the connections to a socket that is given to them."""

    async def create_server(  # type: ignore[override]
        self,
        protocol_factory: _Factory,
        *where: Any,
        sock: socket.socket | None = None,
        backlog: int = 100,
        **named: Any,
    ) -> asyncio.Server:
        """Serve as any event loop does, but by turns where `sock` is given."""
        if sock is None:
            return await super().create_server(protocol_factory, *where, backlog=backlog, **named)
        server = await super().create_server(protocol_factory, sock=sock, start_serving=False, **named)
        sock.listen(backlog)
        _Door(self, sock, protocol_factory).open()
        return server


class _Door:
    def __init__(self, loop: asyncio.AbstractEventLoop, listening: socket.socket, protocol_factory: _Factory) -> None:
        self._loop = loop
        self._listening = listening
        self._protocol_factory = protocol_factory
        self._entering: set[asyncio.Task[Any]] = set()

    def open(self) -> None:
        """Wait for connections until the socket is closed."""
        if self._listening.fileno() >= 0:
            self._loop.add_reader(self._listening, self._knocked)

    def _knocked(self) -> None:
        self._loop.remove_reader(self._listening)
        self._loop.call_later(PatientProtocol.held.bit_length() * _STEP_SECONDS, self._take)

    def _take(self) -> None:
        pause = 0.0
        try:
            for _ in range(1 + PatientProtocol.held // 16):
                self._enter(self._listening.accept()[0])
        except (BlockingIOError, ConnectionAbortedError):
            pass  # another process was sooner, or the client has gone
        except OSError as problem:
            if self._listening.fileno() >= 0:
                _log.error("no connection can be taken now: %s", problem)
            pause = _RETRY_SECONDS
        self._loop.call_later(pause, self.open)

    def _enter(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        # asyncio does so itself where the listening socket says that it speaks TCP, and uvicorn's does not: a reply on
        # a kept connection would wait 40 ms.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol_factory, connection))
        self._entering.add(task)
        task.add_done_callback(self._entering.discard)
