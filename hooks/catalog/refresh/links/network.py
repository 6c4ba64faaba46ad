"""Connections to public addresses, and to exactly the address that was checked.

Records are written by strangers, so a link may lead to the network of whoever runs this. A name is resolved
once for each connection; a second look-up could give another answer than the one that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Sequence

import httpx

HTTPS_PORT = 443
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""The only IPv6 addresses that IANA has given out.
Source: https://www.iana.org/assignments/ipv6-address-space/ipv6-address-space.xhtml"""
REFUSED_NETWORKS = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16/32",  # Azure answers its own machines there
            "192.0.0.0/24",  # protocol assignments; Oracle's cloud answers its own machines at one of them
            "192.88.99.0/24",  # relays of 6to4
            "2001::/23",  # protocol assignments, such as Teredo
            "2002::/16",  # 6to4, which holds an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)
"""Networks that `is_global` allows in some versions of Python, and that no page is in.
Sources: https://www.iana.org/assignments/iana-ipv4-special-registry/ and
https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16"""


class NoSuchHostError(Exception):
    """The name does not exist."""


class ResolutionError(Exception):
    """The name could not be looked up now."""


class PrivateAddressError(Exception):
    """The name leads to an address that is not public."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one that anybody on the internet can reach.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:93.184.215.14")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in GLOBAL_UNICAST:
        return False  # also addresses that hold an IPv4 address, and those of NAT64
    return not any(ip.version == network.version and ip in network for network in REFUSED_NETWORKS)


class Network:
    """The internet. Tests replace how a name is resolved and an address is dialed, not what is allowed."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.context = context or httpx.create_ssl_context()
        """Certificates of authorities that are trusted."""

    def resolve(self, host: str) -> Sequence[str]:
        """Return the addresses of a name.

        Raises:
            NoSuchHostError: There is no such name, or it has no address.
            ResolutionError: Nobody could say.
        """
        try:
            infos = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                raise NoSuchHostError from None
            raise ResolutionError from None
        except (OSError, UnicodeError):
            raise ResolutionError from None
        return list(dict.fromkeys(str(info[4][0]) for info in infos))

    def dial(self, address: str, timeout: float) -> socket.socket:
        """Return a connection to the https port of an address.

        Raises:
            OSError: It cannot be reached.
        """
        return socket.create_connection((address, HTTPS_PORT), timeout)

    def connect(self, host: str, timeout: float) -> socket.socket:
        """Return a connection to a host, before TLS.

        Raises:
            NoSuchHostError: The host does not exist.
            ResolutionError: Nobody could say.
            PrivateAddressError: One of its addresses is not public.
            OSError: None of its addresses can be reached.
        """
        addresses = self.resolve(host)
        if not addresses or not all(map(is_public, addresses)):
            raise PrivateAddressError
        for address in addresses[:-1]:
            try:
                return self.dial(address, timeout)
            except OSError:
                continue
        return self.dial(addresses[-1], timeout)
