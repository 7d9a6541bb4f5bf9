"""One HTTP request, to a checked address, within a deadline.

Made on httpcore (BSD), the engine of httpx, and not on httpx: httpcore takes the network backend as an argument, and
`_Guarded.connect_tcp` is then the one door through which every byte goes. It resolves the name once, checks every
address and connects to a checked one, so a name server that answers differently the next time changes nothing. The
request still carries the name: TLS verifies the certificate against it, and `Host` says it. httpx would need a private
attribute for the same. With http.client the socket is as easily pinned, but a server that drips its headers could only
be stopped from a second thread; here every read waits at most until the deadline.

No proxy is used, since a proxy resolves names itself. A connection serves one request and is closed.
"""

import ssl
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from time import monotonic

import httpcore

from indexer.fetch.problems import Refusal, Trouble
from indexer.fetch.web_address import Network, WebAddress, checked_addresses

PRODUCT = "gnlc-answers"
_PIECE = 65536


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, how long, how often. Times are in seconds."""

    bytes: int = 50_000_000
    connect: float = 10
    read: float = 30
    whole: float = 600
    robots: float = 30
    pause: float = 2
    longest_pause: float = 30
    attempts: int = 3
    backoff: float = 2
    longest_wait: float = 60
    redirects: int = 5


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point of the monotonic clock after which nothing is waited for."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """Return the deadline that many seconds from now."""
        return cls(monotonic() + seconds)

    def cut(self, seconds: float | None) -> float:
        """Return how long may be waited, `seconds` at most; Trouble once the deadline has passed."""
        left = self.at - monotonic()
        if left <= 0:
            raise Trouble("too_slow")
        return left if seconds is None else min(seconds, left)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: header names in lower case, the first of several; `chunks` is the body as it was sent."""

    address: WebAddress
    status: int
    headers: Mapping[str, str]
    chunks: Iterable[bytes]


@contextmanager
def request(
    address: WebAddress, headers: Mapping[str, str], network: Network, limits: Limits, deadline: Deadline
) -> Iterator[Reply]:
    """Yield the reply to one GET, redirects included as they are; the connection ends with the block.

    Raises Refusal for an address that is not allowed and Trouble for what goes wrong on the way, also while the body is
    read inside the block.
    """
    own = {"User-Agent": f"{PRODUCT}/{version(PRODUCT)} (gnlc-index fetch)", "Accept-Encoding": "identity"}
    # A server's ETag may hold any Latin-1 and goes back as it came.
    sent = [(name.encode(), value.encode("latin-1")) for name, value in {**own, **headers}.items()]
    url = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    tls = network.tls() if address.scheme == "https" else None
    try:
        with (
            httpcore.ConnectionPool(tls, network_backend=_Guarded(network, deadline)) as pool,
            pool.stream("GET", url, headers=sent, extensions={"timeout": timeouts}) as response,
        ):
            first = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers[::-1]}
            yield Reply(address, response.status, first, response.iter_stream())
    except httpcore.TimeoutException as problem:
        raise Trouble("silent", again=True, host=address.host) from problem
    except (httpcore.NetworkError, httpcore.ProtocolError) as problem:
        bad_certificate = isinstance(problem.__cause__, ssl.SSLCertVerificationError)
        raise Trouble("connection", again=not bad_certificate, host=address.host, problem=problem) from problem


def decoded(reply: Reply, most: int) -> Iterator[bytes]:
    """Yield the body without its Content-Encoding, at most `most` bytes, counted before and after decoding.

    Raises Refusal beyond that, by Content-Length before anything is read, or for an encoding other than gzip; Trouble
    where the body is cut short or damaged.
    """
    announced = reply.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise Refusal("too_big", size=announced, limit=most)
    coding = encoding_of(reply)
    if coding not in {"identity", "gzip", "x-gzip"}:
        raise Refusal("coding", coding=coding)
    chunks = _counted(reply.chunks, most)
    return chunks if coding == "identity" else _counted(_gunzip(chunks), most)


def encoding_of(reply: Reply) -> str:
    """Return the Content-Encoding in lower case, "identity" where there is none; some servers send gzip unasked."""
    return reply.headers.get("content-encoding", "").strip().lower() or "identity"


def _counted(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise Refusal("too_big", size=f"> {most}", limit=most)
        yield chunk


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a gzip body holds in pieces of bounded size, so that a bomb is seen before it fills the memory."""
    gzip = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        for chunk in chunks:
            left = chunk
            while left and not gzip.eof:
                yield gzip.decompress(left, _PIECE)
                left = gzip.unconsumed_tail
        yield gzip.flush()
    except zlib.error as problem:
        raise Trouble("damaged", problem=problem) from problem
    if not gzip.eof:
        raise Trouble("cut", again=True)


class _Guarded(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers; Refusal where one of them is not allowed."""
        problem: Exception = httpcore.ConnectError(host)
        for address in checked_addresses(host, port, self._network):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, self._deadline.cut(timeout), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                problem = failure
        raise problem


class _Timed(httpcore.NetworkStream):
    """Waits for nothing beyond the deadline, however often the server sends one byte more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._stream.read(max_bytes, self._deadline.cut(timeout))
        except httpcore.ReadTimeout:
            self._deadline.cut(None)
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cut(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.cut(timeout))
        return _Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
