"""The gate before the API: keys are checked, requests counted against their client's rate, and load is shed.

Counted are requests to the API, and posted questions. The rows of a batch are counted too; a batch beyond the rate is
not refused but waits, row by row.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access.clients import Network, address_of, comes_from
from api.access.keyring import PREFIX, KeyRing
from api.access.rates import Allowance, Rates, Room
from api.operation.threads import for_waiting
from api.problems import refuse

_API = ("/api/", "/v1/", "/mcp")
# OpenAI's clients always send a key; one that is not of ours means nothing there.
_FOREIGN_KEYS = "/v1/"
_HELD_MOST = 8
_RETRY_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Policy:
    """What is allowed: requests a minute without and with a key, requests at once in all and of one client."""

    anonymous: int = 120
    keyed: int = 1200
    unlimited: Sequence[Network] = ()
    at_once: int = 200
    at_once_each: int = 32


class Gate:
    """Lets through what the policy allows; others get 401, 429 or 503, each with the way out.

    `held` are paths whose requests hold much memory, of which few are let in at once; `shed` is told why one was not.
    """

    def __init__(
        self,
        app: ASGIApp,
        policy: Policy,
        keys: KeyRing | None = None,
        held: Sequence[str] = (),
        shed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._app = app
        self._policy = policy
        self._keys = keys
        self._held = held
        self._shed = shed
        self._rates = Rates()
        self._waiting = for_waiting()
        self._within: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        counted = scope["type"] == "http" and (scope["path"].startswith(_API) or scope["method"] == "POST")
        if not counted or scope["method"] == "OPTIONS":
            await self._app(scope, receive, send)
            return
        allowance, refused = await self._check(scope)
        room: Room | None = None
        if allowance.client is not None:
            taken, room = self._rates.take(allowance.client, allowance.limit)
            if not taken:
                self._shed("rate")
                refused = refuse(Request(scope), "rate_limited", limit=allowance.limit, seconds=room.reset)
                refused.headers["Retry-After"] = str(room.reset)
        scope.setdefault("state", {})["allowance"] = allowance
        sender = _dressed(send, room)
        if refused:
            await refused(scope, receive, sender)
        else:
            await self._pass(scope, receive, sender, allowance)

    async def _check(self, scope: Scope) -> tuple[Allowance, Response | None]:
        """Return what the client may spend, and the refusal of a wrong key."""
        given = _key(scope)
        address = f"address:{address_of(scope)}"
        unlimited = comes_from(scope, self._policy.unlimited)
        anonymous = Allowance(self._rates, None if unlimited else address, self._policy.anonymous)
        if given is None or self._keys is None:
            return anonymous, None
        holder = await to_thread.run_sync(self._keys.holder, given, limiter=self._waiting)
        if holder is False:
            refused = refuse(Request(scope), "key_invalid")
            refused.headers["WWW-Authenticate"] = "Bearer"
            return anonymous, refused
        if holder is None or unlimited:
            return anonymous, None
        return Allowance(self._rates, f"key:{holder}", self._policy.keyed), None

    async def _pass(self, scope: Scope, receive: Receive, send: Send, allowance: Allowance) -> None:
        """Pass on what there is room for at this moment."""
        rooms = [("", self._policy.at_once)]
        if allowance.client:
            rooms.append((allowance.client, self._policy.at_once_each))
        if scope["path"] in self._held:
            rooms.append((scope["path"], _HELD_MOST))
        if any(self._within[name] >= most for name, most in rooms):
            self._shed("load")
            refused = refuse(Request(scope), "overloaded", seconds=_RETRY_SECONDS)
            refused.headers["Retry-After"] = str(_RETRY_SECONDS)
            await refused(scope, receive, send)
            return
        names = [name for name, _ in rooms]
        self._within.update(names)
        try:
            await self._app(scope, receive, send)
        finally:
            self._within.subtract(names)
            for name in names:
                if not self._within[name]:
                    del self._within[name]


def _key(scope: Scope) -> str | None:
    """Return the key that a request bears; None where it bears none that is meant for us."""
    headers = Headers(scope=scope)
    scheme, _, token = headers.get("authorization", "").partition(" ")
    given = headers.get("x-api-key") or (token.strip() if scheme.lower() == "bearer" else None)
    if given and scope["path"].startswith(_FOREIGN_KEYS) and not given.startswith(PREFIX):
        return None
    return given


def _dressed(send: Send, room: Room | None) -> Send:
    """Return `send` with the state of the rate in the response's headers."""

    async def dressed(message: Message) -> None:
        if room and message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(room.headers())
        await send(message)

    return dressed
