"""Which network addresses an article may be fetched from."""

from __future__ import annotations

import ipaddress
import socket
import threading

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""RFC 6052 and 8215: their last four bytes are an IPv4 address that a gateway connects to."""


def resolve(host: str, port: int, timeout: float) -> list[Address]:
    """Every address of ``host`` in the order the system prefers.

    Args:
        timeout: seconds to wait; the system's own resolver cannot be told any.

    Raises:
        TimeoutError: no answer came in time.
        OSError: the name is unknown.
    """
    outcome: list[list[Address] | OSError] = []

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            outcome.append(list(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            outcome.append(error if isinstance(error, OSError) else OSError(str(error)))

    # A thread of its own, because getaddrinfo blocks for as long as it likes.
    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout)
    if not outcome:
        raise TimeoutError(f"no answer to the question for {host} in {timeout:.0f} s")
    if isinstance(outcome[0], OSError):
        raise outcome[0]
    return outcome[0]


def kind_of_private(address: Address) -> str | None:
    """What keeps ``address`` from being a public one, in a word; None if it is public.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, NAT64) count as what they lead to.
    """
    inner = _embedded(address)
    if inner is not None:
        return kind_of_private(inner)
    checks = {
        "unspecified": address.is_unspecified,
        "loopback": address.is_loopback,
        "link-local": address.is_link_local,
        "multicast": address.is_multicast,
        "private": address.is_private or getattr(address, "is_site_local", False),
        "reserved": address.is_reserved,
        # Carrier-grade NAT (100.64.0.0/10, RFC 6598) is neither private nor global to ipaddress.
        "provider-internal": not address.is_global,
    }
    return next((kind for kind, holds in checks.items() if holds), None)


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
