"""One request: limited in time and size, and never more than the head of a reply unless it is robots.txt."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from socket import socket
from urllib.parse import quote, urljoin, urlsplit

from catalog.lookup.deadline import Deadline
from catalog.refresh.links.network import (
    HTTPS_PORT,
    Network,
    PrivateAddressError,
    ResolutionError,
)
from catalog.utils.urls import is_safe_url

MAX_URL_LENGTH = 1000
URL_PUNCTUATION = "!#$%&'()*+,/:;=?@[]~"
"""Characters that `quote` leaves alone: delimiters, and the percent sign of what is encoded already."""


class UnreachableError(Exception):
    """There was no reply, which may be the fault of this machine; the message says why."""


class RefusedUrlError(Exception):
    """A URL that is never asked; the message says why."""


@dataclass(frozen=True)
class Reply:
    """Head of a reply, and as much of its body as was wanted."""

    status: int
    location: str = ""
    """Absolute URL that it redirects to; blank if it does not."""
    content: bytes = b""


def check_url(url: str) -> str:
    """Return the host of a URL that may be asked.

    Raises:
        RefusedUrlError: Only plain https URLs at the usual port are.
    """
    if len(url) > MAX_URL_LENGTH or not is_safe_url(url):
        raise RefusedUrlError("invalid address")
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise RefusedUrlError("not encrypted")
    if parts.port not in (None, HTTPS_PORT):
        raise RefusedUrlError("unusual port")
    return (parts.hostname or "").lower()


def can_be_asked(url: str) -> bool:
    """Return whether a URL may be asked; see `check_url`."""
    try:
        check_url(url)
    except RefusedUrlError:
        return False
    return True


class Requests:
    """Sends requests, a connection for each."""

    def __init__(
        self, network: Network, user_agent: str, *, timeout: float = 10, deadline: float = 20
    ) -> None:
        """Prepare requests.

        Args:
            network: How hosts are reached.
            user_agent: Header that says who asks.
            timeout: Seconds to connect, and between two parts of a reply.
            deadline: Seconds for a whole request, after its host was looked up.
        """
        self.network = network
        self.headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        self.timeout = timeout
        self.deadline = deadline

    def send(self, method: str, url: str, max_bytes: int = 0) -> Reply:
        """Return the reply to a request; redirects are not followed.

        Args:
            method: `HEAD` or `GET`.
            url: URL.
            max_bytes: Bytes of the body to read; the rest is never received.

        Raises:
            RefusedUrlError: The URL is never asked, or its host has no public address.
            NoSuchHostError: The host does not exist; from `network`.
            UnreachableError: There is no reply.
        """
        host, parts = check_url(url), urlsplit(url)
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        with Deadline(self.deadline) as deadline, _explain_errors(deadline):
            connection = HTTPSConnection(host, timeout=self.timeout, context=self.network.context)
            connection.sock = self._connect(host, deadline)
            try:
                connection.request(method, target, headers=self.headers)
                response = connection.getresponse()
                content = response.read(max_bytes) if max_bytes else b""
                return Reply(response.status, _read_location(response, url), content)
            finally:
                connection.close()

    def _connect(self, host: str, deadline: Deadline) -> ssl.SSLSocket:
        """Return an encrypted connection; its certificate must be that of the host."""
        plain: socket = self.network.connect(host, self.timeout)
        deadline.watch(plain)
        encrypted = self.network.context.wrap_socket(
            plain, server_hostname=host, do_handshake_on_connect=False
        )
        deadline.watch(encrypted)
        try:
            encrypted.do_handshake()
        except BaseException:
            encrypted.close()
            raise
        return encrypted


@contextmanager
def _explain_errors(deadline: Deadline) -> Iterator[None]:
    """Turn all errors of a request into those that `Requests.send` documents, but for NoSuchHostError."""
    try:
        yield
    except PrivateAddressError:
        raise RefusedUrlError("private address") from None
    except ssl.SSLCertVerificationError:
        raise UnreachableError("invalid certificate") from None
    except ResolutionError:
        raise UnreachableError("name not resolved") from None
    except (OSError, HTTPException, ValueError) as error:  # ValueError: a header that is none
        is_timeout = deadline.has_expired or isinstance(error, TimeoutError)
        raise UnreachableError("timeout" if is_timeout else "no reply") from None


def _read_location(response: HTTPResponse, url: str) -> str:
    """Return where a reply redirects to; blank if it does not, and `about:invalid` if that is no URL."""
    location = response.headers.get("Location", "")
    if not 300 <= response.status < 400 or response.status == 304 or not location:
        return ""
    try:
        target = urljoin(url, quote(location.strip(), safe=URL_PUNCTUATION, encoding="latin-1"))
        return re.sub(r"^[^/?#]*//[^/?#]*", lambda match: match[0].lower(), target)
    except ValueError:
        return "about:invalid"
