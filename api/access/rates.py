"""How often a client may ask: a sliding window of a minute, in this process's memory (the library `limits`)."""

import math
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter

WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a rate: `remaining` of `limit` requests, more after `reset` seconds."""

    limit: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """Return it as draft-ietf-httpapi-ratelimit-headers-10 writes it."""
        return {
            "RateLimit-Policy": f'"default";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"default";r={self.remaining};t={self.reset}',
        }


class Rates:
    """Counts what clients ask. The library is imported when the first of them is counted."""

    def take(self, client: str, limit: int) -> tuple[bool, Room]:
        """Count a request of `client`; tell whether it is within `limit` a minute, and what is left."""
        item = self._item(limit)
        taken = self._limiter.hit(item, client)
        reset, remaining = self._limiter.get_window_stats(item, client)
        # A clock set back must not shut anybody out for longer than the window.
        wait = min(max(math.ceil(reset - time.time()), 1), WINDOW_SECONDS)
        return taken, Room(limit, remaining, wait)

    @cached_property
    def _limiter(self) -> "RateLimiter":
        from limits.storage import MemoryStorage
        from limits.strategies import SlidingWindowCounterRateLimiter

        return SlidingWindowCounterRateLimiter(MemoryStorage())

    def _item(self, limit: int) -> "RateLimitItem":
        from limits import RateLimitItemPerMinute

        return RateLimitItemPerMinute(limit)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one request may go on to spend; `client` None is unlimited."""

    rates: Rates
    client: str | None
    limit: int

    async def spend(self) -> None:
        """Wait until the client may ask once more, and count it."""
        if self.client is None:
            return
        taken, room = self.rates.take(self.client, self.limit)
        while not taken:
            await anyio.sleep(room.reset)
            taken, room = self.rates.take(self.client, self.limit)
