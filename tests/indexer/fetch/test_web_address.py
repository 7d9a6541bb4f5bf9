"""Which addresses are visited; nothing here opens a connection."""

from ipaddress import ip_address

import pytest

from indexer.fetch.problems import Refusal, Trouble
from indexer.fetch.web_address import (
    PUBLIC_INTERNET,
    Network,
    checked_addresses,
    is_public,
    redirect_address,
    system_addresses,
    web_address,
)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.200",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_addresses_off_the_public_internet_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2606:4700::1111",
    ],
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.org/a", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//example.org/a", "scheme"),
        ("a.html", "scheme"),
        ("", "scheme"),
        ("http://user:secret@example.org/", "credentials"),
        ("http://user@example.org/", "credentials"),
        ("http://@example.org/", "credentials"),
        ("http://example.org:8080/", "port"),
        ("http://example.org:22/", "port"),
        ("http://example.org:0/", "port"),
        ("http://example.org:99999/", "url"),
        ("http://example.org:x/", "url"),
        ("http:///path", "url"),
        ("http://exa mple.org/", "url"),
        ("http://example.org/a\nHost: evil", "url"),
        ("http://example.org\\@127.0.0.1/", "url"),
        ("http://example.org/\x00", "url"),
        ("http://[::1/", "url"),
        ("http://[fe80::1%25eth0]/", "url"),
        ("http://a..b/", "url"),
        ("http://exa%6dple.org/", "url"),
        ("http://2130706433/", "url"),
        ("http://0177.0.0.1/", "url"),
        ("http://0x7f.0.0.1/", "url"),
        ("http://0x7f000001/", "url"),
        ("http://127.1/", "url"),
        ("http://127.0.0.1./", "url"),
        ("http://１２７.1/", "url"),
    ],
)
def test_urls_that_are_not_allowed_are_refused(url: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        web_address(url, PUBLIC_INTERNET)
    assert refusal.value.code == code
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.ORG:80/a?b=c#d", "http://example.org/a?b=c"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org/ก/%E0?q=ข", "https://example.org/%E0%B8%81/%E0?q=%E0%B8%82"),
        ("http://ไทย.example/", "http://xn--o3cw4h.example/"),
        ("https://a.org/web/2016/http://b.org/?x=1&y", "https://a.org/web/2016/http://b.org/?x=1&y"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_urls_become_what_is_sent(url: str, expected: str) -> None:
    assert str(web_address(url, PUBLIC_INTERNET)) == expected


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "169.254.169.254"])
def test_hosts_of_this_machine_are_refused_by_the_usual_network(host: str) -> None:
    with pytest.raises(Refusal) as refusal:
        checked_addresses(host, 80, PUBLIC_INTERNET)
    assert refusal.value.code == "address"


@pytest.mark.parametrize("host", ["2130706433", "0177.0.0.1", "0x7f.1", "0"])
def test_number_forms_would_be_refused_by_what_they_resolve_to(host: str) -> None:
    """Were such a host to pass the check of its spelling, the check of its address would stop it."""
    assert not any(is_public(ip_address(found)) for found in system_addresses(host, 80))


def test_one_private_address_among_public_ones_refuses_the_name() -> None:
    network = Network(resolve=lambda host, port: ["8.8.8.8", "2606:4700::1111", "10.0.0.7"])
    with pytest.raises(Refusal, match=r"mixed\.example.*10\.0\.0\.7"):
        checked_addresses("mixed.example", 443, network)


def test_all_addresses_of_a_public_name_are_given_once() -> None:
    network = Network(resolve=lambda host, port: ["8.8.8.8", "2606:4700::1111", "8.8.8.8"])
    assert checked_addresses("good.example", 443, network) == ["8.8.8.8", "2606:4700::1111"]


def test_a_name_without_addresses_is_trouble() -> None:
    with pytest.raises(Trouble, match=r"nowhere\.example"):
        checked_addresses("nowhere.example", 80, Network(resolve=lambda host, port: []))


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b?c", "https://example.org/b?c"),
        ("b", "https://example.org/a/b"),
        ("//other.org/", "https://other.org/"),
        ("/ก".encode().decode("latin-1"), "https://example.org/%E0%B8%81"),
        ("/caf\xe9", "https://example.org/caf%C3%A9"),
    ],
)
def test_redirects_are_resolved_against_where_they_come_from(location: str, expected: str) -> None:
    current = web_address("https://example.org/a/", PUBLIC_INTERNET)
    assert str(redirect_address(current, location, PUBLIC_INTERNET)) == expected


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://example.org/", "downgrade"),
        ("file:///etc/passwd", "scheme"),
        ("https://[", "url"),
        ("https://a:b@example.org/", "credentials"),
        ("https://example.org:8443/", "port"),
    ],
)
def test_redirects_that_are_not_allowed_are_refused(location: str, code: str) -> None:
    current = web_address("https://example.org/a/", PUBLIC_INTERNET)
    with pytest.raises(Refusal) as refusal:
        redirect_address(current, location, PUBLIC_INTERNET)
    assert refusal.value.code == code
