"""A real web server on loopback that tests script, and the seam through which the fetcher may reach it."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from indexer.fetch.guard import Limits
from indexer.fetch.web_address import Address, Network, is_public

# Small enough for a test, with the proportions of the usual ones.
LIMITS = Limits(
    bytes=200_000, connect=2, read=2, whole=3, robots=1, pause=0, attempts=3, backoff=0.01, longest_wait=1.5
)


def loopback_too(address: Address) -> bool:
    """Allow 127.0.0.1 beside the public internet; still no other private address."""
    return str(address) == "127.0.0.1" or is_public(address)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that arrived: path with query, and headers by lower-case name."""

    path: str
    headers: dict[str, str]


Answer = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request being answered."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self) -> None:
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.site.asked.append(asked)
        self.close_connection = True
        answer = self.site.answers.get(self.path)
        if answer is None:
            self.reply(404, b"not here", {"Content-Type": "text/plain"})
        else:
            answer(self)

    def reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.head(status, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up in the middle are what some tests are about."""


@dataclass
class Site:
    """What the server answers by path, and what it was asked, in order."""

    port: int
    scheme: str = "http"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """Return the paths asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


@contextmanager
def site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve on a free port of loopback until the block ends."""
    handler = type("Handler", (Visit,), {})
    with _Server(("127.0.0.1", 0), handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        state = Site(server.server_port, "https" if tls else "http")
        handler.site = state  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join(5)


def network(*sites: Site, **names: str) -> Network:
    """Return a network that is loopback and names given with _ for a dot; the resolver knows no other name."""
    known = {name.replace("_", "."): address for name, address in names.items()}

    def resolve(host: str, port: int) -> list[str]:
        if host in known:
            return known[host].split()
        if host.replace(".", "").isdecimal():
            return [host]
        raise OSError(f"no name server in tests: {host}")

    return Network(loopback_too, frozenset({80, 443, *(site.port for site in sites)}), resolve)
