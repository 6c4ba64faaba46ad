"""One request, limited in time, size and destination.

Only https is used, and only allowed hosts are asked.
"""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from catalog.documents.problems import format_count, quote
from catalog.lookup.deadline import Deadline

MAX_REPLY_BYTES = 2_000_000
"""Limit for a decompressed reply; the longest real one has a tenth of it."""
MAX_REDIRECTS = 3
RETRYABLE_STATUSES = frozenset([408, 425, 429, 500, 502, 503, 504])
REQUEST_STATUSES = frozenset([400, 414, 422])
"""Statuses that say that the request is wrong, such as one of its IDs."""


class ServiceError(Exception):
    """A service gave no usable reply; the message continues a sentence that begins with its name."""


class NotKnownError(ServiceError):
    """The service replied that it has no such paper."""


class ServiceBusyError(ServiceError):
    """The service may reply later.

    Attributes:
        retry_after: Value of the reply's Retry-After header.
    """

    def __init__(self, message: str, retry_after: str | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ServiceRefusedError(ServiceError):
    """The service refuses this client, or is not at its address: other questions would fail, too."""


class _RedirectError(Exception):
    """The reply is at another URL."""

    def __init__(self, url: httpx.URL) -> None:
        super().__init__(str(url))
        self.url = url


@dataclass(frozen=True)
class ServiceReply:
    """A complete reply, decompressed and within the size limit."""

    url: str
    """URL after redirects."""
    type: str
    """Content type in lower case, without parameters."""
    content: bytes
    etag: str = ""
    is_unchanged: bool = False
    """True if the reply has no content since it still has the ETag that was sent."""


class Transport:
    """Sends one request at a time. It follows redirects itself, since httpx would follow them to any host."""

    def __init__(
        self,
        allowed_origins: frozenset[str],
        headers: Mapping[str, str],
        *,
        verify: ssl.SSLContext | bool = True,
        timeout: float = 10,
        deadline: float = 30,
    ) -> None:
        """Open the HTTP client.

        Args:
            allowed_origins: `https://host:port` of all hosts that may be asked; see `url_origin`.
            headers: Headers of every request.
            verify: TLS verification, as in httpx.
            timeout: Seconds to connect, and between two chunks of a reply.
            deadline: Seconds for a whole request with its redirects.
        """
        self.allowed_origins = allowed_origins
        self.deadline = deadline
        # One connection per request: there are few of them, and the deadline can shut it down.
        limits = httpx.Limits(max_keepalive_connections=0)
        hooks = {"response": [_check_response]}
        self.http = httpx.Client(
            verify=verify, headers=headers, timeout=timeout, limits=limits, event_hooks=hooks
        )

    def close(self) -> None:
        """Close the HTTP client."""
        self.http.close()

    def send(
        self, url: httpx.URL, headers: Mapping[str, str] | None = None, body: Mapping[str, Any] | None = None
    ) -> ServiceReply:
        """Send a GET request, or a POST request with a JSON body.

        Args:
            url: URL of an allowed host.
            headers: Headers for this host only; a redirect to another host leaves them out.
            body: Object to send.

        Raises:
            ServiceBusyError: A later attempt may succeed.
            NotKnownError: The service has no such paper.
            ServiceError: There is no usable reply.
        """
        origin = url_origin(url)
        with Deadline(self.deadline) as deadline:
            try:
                for _ in range(MAX_REDIRECTS + 1):
                    try:
                        own_headers = headers if headers and url_origin(url) == origin else {}
                        return self._send_once(url, own_headers, body, deadline)
                    except _RedirectError as redirect:
                        url = redirect.url
            except httpx.TimeoutException:
                raise ServiceBusyError("timed out") from None
            except (httpx.HTTPError, zlib.error) as error:
                if deadline.has_expired:
                    raise ServiceError(f"took longer than {self.deadline:g} seconds") from None
                if isinstance(error, zlib.error):
                    raise ServiceError("sent a reply that cannot be decompressed") from None
                raise ServiceBusyError("could not be reached") from None
        raise ServiceRefusedError(f"redirected more than {format_count(MAX_REDIRECTS, 'time')}")

    def _send_once(
        self,
        url: httpx.URL,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None,
        deadline: Deadline,
    ) -> ServiceReply:
        if url_origin(url) not in self.allowed_origins:
            raise ServiceRefusedError(f"redirected to another site: {quote(str(url))}")
        method = "GET" if body is None else "POST"
        extensions = {"trace": deadline.trace}
        with self.http.stream(method, url, headers=headers, json=body, extensions=extensions) as response:
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            content = b"".join(_iter_body(response))
            etag = response.headers.get("ETag", "")
            return ServiceReply(str(url), kind, content, etag, is_unchanged=response.status_code == 304)


def url_origin(url: httpx.URL) -> str:
    """Return scheme, host and port of a URL; blank if it contains a user name."""
    return "" if url.userinfo else f"{url.scheme}://{url.netloc.decode('ascii')}"


def _check_response(response: httpx.Response) -> None:
    """Raise unless the reply has data. As a hook, this runs before httpx parses the redirect's target."""
    status = response.status_code
    if response.has_redirect_location:
        try:
            url = response.url.join(response.headers["Location"])
        except (httpx.InvalidURL, ValueError):
            raise ServiceError("redirected to an invalid URL") from None
        raise _RedirectError(url)
    is_limit = status == 403 and "Retry-After" in response.headers  # the secondary rate limit of GitHub
    if status in RETRYABLE_STATUSES or is_limit:
        raise ServiceBusyError(f"returned an error ({status})", response.headers.get("Retry-After"))
    if status in (404, 410):
        raise NotKnownError("has no such record")
    if status == 304 and "If-None-Match" in response.request.headers:
        return
    if status != 200:
        error = ServiceError if status in REQUEST_STATUSES else ServiceRefusedError
        raise error(f"refused the request ({status})")


def _iter_body(response: httpx.Response) -> Iterator[bytes]:
    """Yield the decompressed body in chunks, at most one byte more than allowed, even of a zip bomb."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip"):
        raise ServiceError(f"sent an unsupported encoding: {quote(encoding)}")
    decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16) if encoding == "gzip" else None
    remaining_bytes, raw_bytes = MAX_REPLY_BYTES, 0
    for raw_chunk in response.iter_raw():
        chunk = decompressor.decompress(raw_chunk, remaining_bytes + 1) if decompressor else raw_chunk
        remaining_bytes, raw_bytes = remaining_bytes - len(chunk), raw_bytes + len(raw_chunk)
        if remaining_bytes < 0 or raw_bytes > MAX_REPLY_BYTES:
            raise ServiceError(f"sent more than {MAX_REPLY_BYTES:,} bytes")
        yield chunk
    if decompressor and not decompressor.eof:
        raise zlib.error("cut off")


def parse_retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds to wait by a Retry-After header; None without a valid one.

    >>> parse_retry_after("7", 0), parse_retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 100)
    (7.0, 20.0)
    """
    if value is None:
        return None
    if re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII):
        return float(value)
    if re.fullmatch(r"\d{10,}", value.strip(), re.ASCII):
        return float("inf")
    try:
        date = parsedate_to_datetime(value)
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
