"""Keys and limits at the door of a real server that counts loopback clients too."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.api.contract import is_problem
from tests.serving import GNLC_SERVE, Server, ask, serving, settings_for

ASK = "/api/v1/ask"
HELLO = {"question": "สวัสดี"}
ANONYMOUS, KEYED = 5, 20


class Limited:
    """A server with low rates, and the command for its keys."""

    def __init__(self, server: Server, environment: dict[str, str]) -> None:
        self.server = server
        self._environment = environment

    def keys(self, *arguments: str, status: int = 0) -> str:
        ended = subprocess.run(
            [GNLC_SERVE, "keys", *arguments],
            env=self._environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert ended.returncode == status, ended.stderr
        return ended.stdout.strip() or ended.stderr

    def client(self, address: str) -> httpx.Client:
        """A client at `address`, as the trusted proxy on the loopback tells it."""
        client = self.server.client()
        client.headers["X-Forwarded-For"] = address
        return client


@contextmanager
def limited(index_dir: Path, folder: Path, **settings: str) -> Iterator[Limited]:
    url = f"sqlite:///{folder / 'records.sqlite'}"
    environment = settings_for(index_dir, GNLC_RECORDS_URL=url, GNLC_UNLIMITED_NETWORKS="", **settings)
    with serving(index_dir, folder / "log", environment=environment) as server:
        yield Limited(server, environment)


@pytest.fixture(scope="module")
def door(index_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Limited]:
    with limited(
        index_dir,
        tmp_path_factory.mktemp("limited"),
        GNLC_RATE_ANONYMOUS=str(ANONYMOUS),
        GNLC_RATE_KEY=str(KEYED),
        GNLC_TRUSTED_PROXIES="127.0.0.1",
        GNLC_CORS_ORIGINS="https://city.example",
    ) as door:
        yield door


def test_each_response_tells_what_is_left_and_the_one_too_many_when_to_come_back(door: Limited) -> None:
    with door.client("192.0.2.1") as client:
        for left in range(ANONYMOUS - 1, -1, -1):
            response = client.post(ASK, json=HELLO)
            assert response.status_code == 200
            assert response.headers["ratelimit"].startswith(f'"default";r={left};t=')
            assert response.headers["ratelimit-policy"] == f'"default";q={ANONYMOUS};w=60'
        response = client.post(ASK, json=HELLO, headers={"Accept-Language": "th"})
        assert str(ANONYMOUS) in is_problem(response, 429, "rate_limited", "th")
        assert 1 <= int(response.headers["retry-after"]) <= 60
        assert client.get("/healthz").status_code == 200
        assert client.get("/documents").status_code == 200


def test_openai_clients_read_the_limit_in_their_shape(door: Limited) -> None:
    with door.client("192.0.2.2") as client:
        for _ in range(ANONYMOUS):
            assert client.get("/v1/models").status_code == 200
        response = client.get("/v1/models")
        assert (response.status_code, response.json()["error"]["code"]) == (429, "rate_limited")


def test_addresses_are_counted_apart_and_one_ipv6_network_together(door: Limited) -> None:
    with door.client("2001:db8:0:1::1") as one, door.client("2001:db8:0:1:ffff::2") as same:
        for _ in range(ANONYMOUS):
            assert one.post(ASK, json=HELLO).status_code == 200
        assert same.post(ASK, json=HELLO).status_code == 429
    with door.client("2001:db8:0:2::1") as other:
        assert other.post(ASK, json=HELLO).status_code == 200


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_key_has_a_higher_rate_of_its_own(door: Limited, header: str) -> None:
    key = door.keys("create", "โรงเรียนขอนแก่น", "--days", "1")
    value = f"Bearer {key}" if header == "Authorization" else key
    with door.client("192.0.2.3") as client:
        for _ in range(ANONYMOUS + 1):
            response = client.post(ASK, json=HELLO, headers={header: value})
            assert response.status_code == 200
        assert response.headers["ratelimit-policy"] == f'"default";q={KEYED};w=60'
        assert client.post(ASK, json=HELLO).status_code == 200


def test_a_key_is_shown_once_and_kept_only_as_its_digest(door: Limited) -> None:
    key = door.keys("create", "secret school")
    assert key.startswith("gnlc_")
    listed = door.keys("list")
    assert "secret school" in listed
    assert key not in listed
    secret = key.rpartition("_")[2].encode()
    assert not any(secret in file.read_bytes() for file in door.server.log.parent.iterdir())


def test_a_revoked_key_is_refused(door: Limited) -> None:
    key = door.keys("create", "leaver")
    assert "revoked" in door.keys("revoke", key.split("_")[1])
    assert "There is no key" in door.keys("revoke", key.split("_")[1], status=1)
    with door.client("192.0.2.4") as client:
        response = client.post(ASK, json=HELLO, headers={"X-API-Key": key})
        is_problem(response, 401, "key_invalid")
        assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("wrong", [b"x", b"gnlc_00000000_" + b"A" * 43, b"gnlc_", "กุญแจ".encode()])
def test_a_wrong_key_is_refused(door: Limited, wrong: bytes) -> None:
    with door.client(f"198.51.100.{len(wrong)}") as client:
        response = client.post(ASK, json=HELLO, headers={b"X-API-Key": wrong, b"Accept-Language": b"th"})
        is_problem(response, 401, "key_invalid", "th")


def test_guessing_keys_is_limited(door: Limited) -> None:
    with door.client("192.0.2.5") as client:
        statuses = [
            client.post(ASK, json=HELLO, headers={"X-API-Key": f"gnlc_0000000{n}_" + "A" * 43}).status_code
            for n in range(ANONYMOUS + 1)
        ]
    assert statuses == [401] * ANONYMOUS + [429]


def test_the_placeholder_that_openai_clients_send_is_no_key(door: Limited) -> None:
    with door.client("192.0.2.6") as client:
        assert client.get("/v1/models", headers={"Authorization": "Bearer none"}).status_code == 200
        wrong = client.get("/v1/models", headers={"Authorization": "Bearer gnlc_wrong"})
        assert wrong.json()["error"]["code"] == "key_invalid"


def test_a_batch_beyond_the_rate_waits_and_loses_no_row(index_dir: Path, tmp_path: Path) -> None:
    rows = [{"id": str(n), "question": "สวัสดี"} for n in range(4)]
    with limited(index_dir, tmp_path, GNLC_RATE_ANONYMOUS="3") as door, door.server.client() as client:
        start = time.monotonic()
        with client.stream("POST", "/api/v1/ask/batch", json=rows) as response:
            lines = response.iter_lines()
            assert [next(lines) != "" for _ in range(3)] == [True] * 3
            assert time.monotonic() - start < 10
        assert client.post(ASK, json=HELLO).status_code == 429


def test_scripts_of_listed_sites_may_ask_and_of_no_other(door: Limited) -> None:
    with door.client("192.0.2.7") as client:
        for origin, allowed in (("https://city.example", True), ("https://other.example", False)):
            asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            preflight = client.options(ASK, headers=asked)
            response = client.post(ASK, json=HELLO, headers={"Origin": origin})
            for answer in (preflight, response):
                assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


def test_by_default_no_other_site_may_ask(client: httpx.Client) -> None:
    response = client.post(ASK, json=HELLO, headers={"Origin": "https://city.example"})
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_loopback_is_not_counted_but_what_an_untrusted_proxy_there_forwards_is(client: httpx.Client) -> None:
    assert "ratelimit" not in client.post(ASK, json=HELLO).headers
    assert "ratelimit" in client.post(ASK, json=HELLO, headers={"X-Forwarded-For": "192.0.2.9"}).headers


def test_beyond_what_is_served_at_once_the_rest_is_shed_and_may_come_back(index_dir: Path, tmp_path: Path) -> None:
    environment = settings_for(index_dir, GNLC_MAX_REQUESTS="1")
    with serving(index_dir, tmp_path / "log", environment=environment) as server, server.client() as client:
        rows = [{"id": str(n), "question": "What is a learning city?"} for n in range(200)]
        with client.stream("POST", "/api/v1/ask/batch", json=rows) as batch:
            assert batch.status_code == 200
            response = client.post(ASK, json=HELLO)
            is_problem(response, 503, "overloaded")
            assert int(response.headers["retry-after"]) >= 1
        deadline = time.monotonic() + 10
        while client.post(ASK, json=HELLO).status_code == 503 and time.monotonic() < deadline:
            time.sleep(0.05)
        ask(client, "สวัสดี")
