"""Who a request comes from: an address, and whether it lies in networks that are trusted with something."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

Network = IPv4Network | IPv6Network
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def address_of(scope: Scope) -> str:
    """Return the client's address; of IPv6 the /64, which is what one customer has (RFC 6177)."""
    host = str(scope["client"][0]) if scope.get("client") else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((int(address), 64), strict=False))
    return str(address)


def comes_from(scope: Scope, networks: Sequence[Network]) -> bool:
    """Tell whether the client is in one of the networks.

    A proxy on this machine that is not trusted makes everybody look like the loopback: what it forwards is not.
    """
    host = str(scope["client"][0]) if scope.get("client") else ""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback and any(name in Headers(scope=scope) for name in _FORWARDED):
        return False
    return any(address in network for network in networks)
