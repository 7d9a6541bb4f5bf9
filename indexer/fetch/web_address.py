"""Which web addresses and which network addresses may be visited. Nothing here opens a connection but the resolver's.

A catalogue is edited by many hands and servers redirect at will, so a URL must not become a way into the machine's own
network: http and https on their usual ports, no credentials, and every address of the name a public one.
"""

import re
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from indexer.fetch.problems import Refusal, Trouble

Address = IPv4Address | IPv6Address

_USUAL_PORT = {"http": 80, "https": 443}
_NOT_IN_A_URL = re.compile(r"[\s\x00-\x1f\x7f\\]")
_HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
# inet_aton takes "2130706433", "0177.1" and "0x7f.1" for 127.0.0.1; a name's last label is never a number.
_NUMBER_HOST = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)\.?")
_SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?"
# What ipaddress of Python 3.11 still calls global: protocol assignments, 6to4 relays; and in IPv6 6to4, documentation.
_NOT_FOR_USE_4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_NOT_FOR_USE_6 = (IPv6Network("2002::/16"), IPv6Network("3fff::/20"))
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Return whether an address belongs to the public internet.

    Not so for private, shared (100.64.0.0/10), loopback, link-local, multicast, reserved and unspecified addresses. An
    IPv4 address inside an IPv6 one (mapped, or NAT64's 64:ff9b::/96) is judged as itself.
    """
    if isinstance(address, IPv4Address):
        unusable = address.is_multicast or address.is_reserved or any(address in net for net in _NOT_FOR_USE_4)
        return address.is_global and not unusable
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _GLOBAL_UNICAST and address.is_global and not any(address in net for net in _NOT_FOR_USE_6)


def system_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a name as the machine's resolver gives them; OSError where it gives none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Network:
    """What may be reached, and how names and certificates are looked up.

    The command has no way to change it; other values are for callers in Python, such as tests on loopback.
    """

    allowed: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset(_USUAL_PORT.values())
    resolve: Callable[[str, int], Sequence[str]] = system_addresses
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


PUBLIC_INTERNET = Network()


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An http or https URL in ASCII, taken apart; the fragment, which servers never see, is gone."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return self.origin + self.target

    @property
    def origin(self) -> str:
        """Scheme, host and port, as `https://example.org` or `http://[2001:db8::1]:8080`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _USUAL_PORT[self.scheme] else f":{self.port}")


def web_address(url: str, network: Network) -> WebAddress:
    """Return a URL taken apart, a Thai path percent-encoded, a Thai host in IDNA; Refusal where it is not allowed."""
    try:
        if _NOT_IN_A_URL.search(url):
            raise ValueError("white space, control character or backslash")
        parts = urlsplit(url)
        if parts.scheme not in _USUAL_PORT:
            raise Refusal("scheme", url=url)
        if parts.username is not None or parts.password is not None:
            raise Refusal("credentials", host=parts.hostname)
        host = _ascii_host(parts.hostname or "")
        port = _USUAL_PORT[parts.scheme] if parts.port is None else parts.port
    except ValueError as problem:
        raise Refusal("url", url=url, problem=problem) from problem
    if port not in network.ports:
        raise Refusal("port", url=url, port=port)
    target = quote(parts.path or "/", safe=_SAFE_IN_PATH)
    query = f"?{quote(parts.query, safe=_SAFE_IN_QUERY)}" if parts.query else ""
    return WebAddress(parts.scheme, host, port, target + query)


def redirect_address(current: WebAddress, location: str, network: Network) -> WebAddress:
    """Return where a redirect leads; Refusal where that is not allowed or leaves https for http."""
    with suppress(UnicodeError):
        # Servers put Thai paths into headers as bare UTF-8, which arrives here as Latin-1.
        location = location.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(str(current), location)
    except ValueError as problem:
        raise Refusal("url", url=location, problem=problem) from problem
    found = web_address(joined, network)
    if current.scheme == "https" and found.scheme != "https":
        raise Refusal("downgrade", url=current, other=found)
    return found


def checked_addresses(host: str, port: int, network: Network) -> list[str]:
    """Return the addresses of a host, each of them allowed; Refusal where any is not, Trouble where there are none.

    One bad address among good ones refuses them all: no honest public name has an address in a private network.
    """
    try:
        found = list(dict.fromkeys(network.resolve(host, port)))
    except (OSError, UnicodeError) as problem:
        # Not tried again: the resolver has done so already.
        raise Trouble("no_name", host=host, problem=problem) from problem
    if not found:
        raise Trouble("no_name", host=host, problem="no address")
    for address in found:
        if not network.allowed(ip_address(address)):
            raise Refusal("address", host=host, address=address)
    return found


def _ascii_host(host: str) -> str:
    if ":" in host:
        address = IPv6Address(host)
        if address.scope_id is not None:
            raise ValueError("address with a zone")
        return str(address)
    host = host.encode("idna").decode("ascii").lower()
    if not _HOST_NAME.fullmatch(host):
        raise ValueError(f"{host!r} is no host name")
    if _NUMBER_HOST.fullmatch(host):
        return str(IPv4Address(host))
    return host
