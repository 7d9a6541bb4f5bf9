"""Checks keys at the door; looks each up at most every half minute, and imports SQLAlchemy when the first one comes."""

import logging
import re
import threading
from datetime import UTC, datetime
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, Literal

from api.records.values import RecordsUnavailable

if TYPE_CHECKING:
    from api.access.keys import Key, KeyStore

PREFIX = "gnlc_"
_KEY = re.compile(rf"{PREFIX}([0-9a-f]{{8}})_[A-Za-z0-9_-]{{43}}")
_log = logging.getLogger("gnlc.access")
_FRESH_SECONDS = 30.0
_MOST = 10_000


class KeyRing:
    """The keys of the records database at `url`; safe to use from several threads."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._found: dict[str, tuple[float, Key | None]] = {}
        self._looking_up = threading.Lock()

    def holder(self, given: str) -> str | Literal[False] | None:
        """Return the id of a valid key, False for a wrong one, None where the keys cannot be read now."""
        written = _KEY.fullmatch(given)
        if written is None:
            return False
        id = written[1]
        try:
            key = self._key(id)
        except RecordsUnavailable as problem:
            _log.error("a key cannot be checked and counts as none: %s", problem)
            return None
        return id if key and key.opens_with(given, datetime.now(UTC)) else False

    def _key(self, id: str) -> "Key | None":
        with self._looking_up:
            until, key = self._found.get(id, (0.0, None))
            if monotonic() >= until:
                key = self._store.find(id)
                if len(self._found) >= _MOST:
                    self._found.clear()
                self._found[id] = (monotonic() + _FRESH_SECONDS, key)
            return key

    @cached_property
    def _store(self) -> "KeyStore":
        from api.access.keys import KeyStore

        return KeyStore(self._url)
