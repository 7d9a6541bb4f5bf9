"""Keys of named clients: `gnlc_<id>_<secret>`. Kept are the id and the sha256 of the whole, never the key itself.

The secret has 256 random bits, so a fast digest is enough (NIST SP 800-63B, 5.1.2: look-up secrets).
"""

import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Self

import sqlalchemy as sa

from api.access.keyring import PREFIX
from api.records.database import Database, Utc

_TABLES = sa.MetaData()
_keys = sa.Table(
    "keys",
    _TABLES,
    sa.Column("id", sa.String(8), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("expires_at", Utc),
    sa.Column("revoked_at", Utc),
)


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key; `digest` is its sha256 in hex, `expires_at` None where it does not expire."""

    id: str
    name: str
    digest: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, name: str, expires_at: datetime | None) -> tuple[Self, str]:
        """Return a new key as it is kept, and as its holder is given it, once."""
        id = secrets.token_hex(4)
        given = f"{PREFIX}{id}_{secrets.token_urlsafe(32)}"
        return cls(id, name, _digest(given), datetime.now(UTC), expires_at, None), given

    def opens_with(self, given: str, now: datetime) -> bool:
        """Tell whether `given` is this key, in constant time, and the key is valid at `now`."""
        same = hmac.compare_digest(_digest(given), self.digest)
        return same and self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class KeyStore:
    """The table of keys, in the records database."""

    def __init__(self, url: str) -> None:
        """Take an SQLAlchemy url; RecordsUnavailable where it cannot be used."""
        self._database = Database(url, _TABLES)

    def close(self) -> None:
        """Let go of every connection."""
        self._database.close()

    def add(self, key: Key) -> None:
        """Keep a key."""
        with self._database.transaction() as connection:
            connection.execute(sa.insert(_keys), [asdict(key)])

    def all(self) -> list[Key]:
        """Return every key, oldest first, revoked and expired ones too."""
        with self._database.transaction() as connection:
            return [Key(*row) for row in connection.execute(sa.select(_keys).order_by(_keys.c.created_at))]

    def find(self, id: str) -> Key | None:
        """Return the key of this id."""
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(_keys).where(_keys.c.id == id)).one_or_none()
        return Key(*row) if row else None

    def revoke(self, id: str) -> bool:
        """Make a key invalid; tell whether there was a valid one of this id."""
        revoked = sa.update(_keys).where(_keys.c.id == id, _keys.c.revoked_at.is_(None))
        with self._database.transaction() as connection:
            return connection.execute(revoked.values(revoked_at=datetime.now(UTC))).rowcount == 1


def _digest(given: str) -> str:
    return hashlib.sha256(given.encode()).hexdigest()
