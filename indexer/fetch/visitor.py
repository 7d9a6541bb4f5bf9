"""A polite visitor: one request at a time, a pause for each host, robots.txt obeyed (RFC 9309), redirects by hand.

robots.txt is read for every host that a redirect leads to, through the same guarded requests. 4xx means that all is
allowed; 5xx, 429 or no answer means not now. What robots.txt says is kept for the life of the visitor, one run.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.robotparser import RobotFileParser

from indexer.fetch.guard import PRODUCT, Deadline, Limits, Reply, decoded, request
from indexer.fetch.problems import Refusal, Trouble
from indexer.fetch.web_address import Network, WebAddress, redirect_address, web_address

T = TypeVar("T")

_REDIRECTS = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
# RFC 9309 asks for at least 500 KiB; what comes after it is not read.
_ROBOTS_BYTES = 512_000
_LONGEST_RETRY_AFTER = 1e9  # seconds; a number of many digits is infinite as a float


class Visitor:
    """Visits addresses one after the other; not for several threads."""

    def __init__(self, network: Network, limits: Limits) -> None:
        self._network = network
        self._limits = limits
        self._robots: dict[str, RobotFileParser | Trouble] = {}
        self._pauses: dict[str, float] = {}
        self._last_visit: dict[str, float] = {}

    @contextmanager
    def get(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Reply]:
        """Yield the reply at the end of the redirects, whatever its status but 429 and 5xx.

        Raises Refusal for an address or a redirect that is not allowed, also by robots.txt, and Trouble for servers
        that are busy, broken, or cannot be reached or asked for their robots.txt.
        """
        with self._follow(url, headers, deadline, self._obey) as reply:
            raise_if_unwell(reply)
            yield reply

    @contextmanager
    def _follow(
        self, url: str, headers: Mapping[str, str], deadline: Deadline, before: Callable[[WebAddress], None]
    ) -> Iterator[Reply]:
        address = web_address(url, self._network)
        for _ in range(self._limits.redirects + 1):
            before(address)
            with self._visit(address, headers, deadline) as reply:
                location = reply.headers.get("location")
                if reply.status not in _REDIRECTS or location is None:
                    yield reply
                    return
            address = redirect_address(address, location, self._network)
        raise Trouble("redirects", url=url, limit=self._limits.redirects)

    @contextmanager
    def _visit(self, address: WebAddress, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Reply]:
        if address.host in self._last_visit:
            ready = self._last_visit[address.host] + self._pauses.get(address.host, self._limits.pause)
            time.sleep(max(0.0, ready - time.monotonic()))
        try:
            with request(address, headers, self._network, self._limits, deadline) as reply:
                yield reply
        finally:
            self._last_visit[address.host] = time.monotonic()

    def _obey(self, address: WebAddress) -> None:
        if address.origin not in self._robots:
            self._robots[address.origin] = self._ask_robots(address)
        rules = self._robots[address.origin]
        if isinstance(rules, Trouble):
            raise rules
        if not rules.can_fetch(PRODUCT, str(address)):
            raise Refusal("robots", url=address, origin=address.origin)
        delay = float(rules.crawl_delay(PRODUCT) or 0)
        self._pauses[address.host] = max(self._limits.pause, min(delay, self._limits.longest_pause))

    def _ask_robots(self, address: WebAddress) -> RobotFileParser | Trouble:
        deadline = Deadline.after(self._limits.robots)
        try:
            return retrying(lambda: self._read_robots(f"{address.origin}/robots.txt", deadline), self._limits)
        except Trouble as problem:
            return Trouble("no_robots", origin=address.origin, problem=problem)

    def _read_robots(self, url: str, deadline: Deadline) -> RobotFileParser:
        rules = RobotFileParser()
        with self._follow(url, {}, deadline, lambda _: None) as reply:
            raise_if_unwell(reply)
            lines: list[str] = []
            if reply.status == 200:
                lines = _beginning(reply).decode("utf-8-sig", errors="replace").splitlines()
        try:
            rules.parse(lines)  # no rules, as for a 4xx, allow everything
        except ValueError as problem:
            raise Trouble("robots_nonsense", url=url, problem=problem) from problem
        return rules


def retrying(action: Callable[[], T], limits: Limits) -> T:
    """Return what `action` returns, trying again after a wait where its Trouble says that this may help.

    The wait is what the server asked for, else it doubles each time. The last Trouble is raised after `limits.attempts`
    tries, or at once where the server asks for more patience than `limits.longest_wait`.
    """
    attempt = 0
    while True:
        attempt += 1
        try:
            return action()
        except Trouble as problem:
            wait = limits.backoff * 2 ** (attempt - 1) if problem.wait is None else problem.wait
            if not problem.again or attempt >= limits.attempts or wait > limits.longest_wait:
                raise
            time.sleep(wait)


def raise_if_unwell(reply: Reply) -> None:
    """Raise Trouble for 429 and 5xx; 429 and 503 may be tried again, after the time in Retry-After."""
    status, host = reply.status, reply.address.host
    if status in _BUSY:
        wait = _seconds(reply.headers.get("retry-after", ""))
        if wait is None:
            raise Trouble("busy", again=True, host=host, status=status)
        raise Trouble("busy_until", again=True, wait=wait, host=host, status=status, seconds=round(wait))
    if status >= 500:
        raise Trouble("status", url=reply.address, status=status)


def _seconds(retry_after: str) -> float | None:
    """Return the seconds from now that Retry-After asks for, in either of its forms; None for neither."""
    if retry_after.isdecimal():
        return min(float(retry_after), _LONGEST_RETRY_AFTER)
    with suppress(ValueError, OverflowError):
        when = parsedate_to_datetime(retry_after)
        return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    return None


def _beginning(reply: Reply) -> bytes:
    text = b""
    for piece in decoded(reply, most=10 * _ROBOTS_BYTES):
        text += piece
        if len(text) >= _ROBOTS_BYTES:
            break
    return text[:_ROBOTS_BYTES]
