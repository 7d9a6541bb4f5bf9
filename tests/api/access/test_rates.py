"""Rates by themselves: a clock that jumps, and a clock that goes on."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from api.access.clients import address_of, comes_from
from api.access.keys import Key
from api.access.rates import WINDOW_SECONDS, Rates
from settings import Settings


@pytest.mark.parametrize("jump", [-86_400.0, -30.0, 86_400.0])
def test_a_clock_that_jumps_shuts_nobody_out_for_longer_than_a_minute(
    monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    rates, true_time = Rates(), time.time
    for _ in range(3):
        assert rates.take("client", 3)[0]
    assert not rates.take("client", 3)[0]
    monkeypatch.setattr(time, "time", lambda: true_time() + jump)
    assert rates.take("client", 3)[1].reset <= WINDOW_SECONDS
    monkeypatch.setattr(time, "time", lambda: true_time() + jump + 2 * WINDOW_SECONDS)
    assert rates.take("client", 3)[0]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_who_counts_as_one_client(host: str | None, address: str) -> None:
    assert address_of({"client": (host, 1) if host else None}) == address


@pytest.mark.parametrize(
    ("host", "inside"),
    [("127.0.0.1", True), ("::1", True), ("::ffff:127.0.0.1", True), ("10.0.0.1", False), ("", False)],
)
def test_loopback_is_what_is_trusted_by_default(host: str, inside: bool) -> None:
    networks = Settings.model_construct().unlimited_networks
    assert comes_from({"client": (host, 1), "headers": []}, networks) is inside


def test_a_key_opens_until_it_expires() -> None:
    now = datetime.now(UTC)
    key, given = Key.of("school", now + timedelta(days=1))
    assert key.opens_with(given, now)
    assert not key.opens_with(given + "x", now)
    assert not key.opens_with(given, now + timedelta(days=1))


def test_a_key_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def same(one: str, other: str) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr("api.access.keys.hmac.compare_digest", same)
    key, given = Key.of("school", None)
    assert key.opens_with(given, datetime.now(UTC))
    assert not key.opens_with(f"{given[:-1]}_", datetime.now(UTC))
    assert [one != given and len(one) == 64 for one, _ in compared] == [True, True], "digests, not keys"
