"""One request, bounded in time, size and place: https only, and only to hosts we know."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from typing import Any

import httpx

from catalog.documents.problems import format_count, quote

MAX_REPLY_BYTES = 2_000_000
"""Of a reply, unpacked: the longest real one has a tenth of it."""
MAX_REDIRECTS = 3
RETRYABLE_STATUSES = frozenset([408, 425, 429, 500, 502, 503, 504])
"""What a service says when it may know the answer later."""


class ServiceError(Exception):
    """Why a service gave no answer: the rest of a sentence that begins with its name."""


class NotKnownError(ServiceError):
    """The service answered, and does not know the paper."""


class ServiceBusyError(ServiceError):
    """The service may answer later; `after` is the reply's Retry-After."""

    def __init__(self, message: str, after: str | None = None) -> None:
        super().__init__(message)
        self.retry_after = after


class _RedirectError(Exception):
    """The reply is elsewhere, at `to`."""

    def __init__(self, to: httpx.URL) -> None:
        super().__init__(str(to))
        self.url = to


@dataclass(frozen=True)
class ServiceReply:
    """A complete reply: status 200, unpacked, and no longer than allowed."""

    url: str
    """Where it came from, after redirects."""
    type: str
    """The content type, without parameters."""
    content: bytes


class Transport:
    """Asks for one address at a time. Redirects are followed here, since httpx would follow them anywhere."""

    def __init__(
        self,
        allowed_origins: frozenset[str],
        headers: Mapping[str, str],
        *,
        verify: ssl.SSLContext | bool = True,
        timeout: float = 10,
        deadline: float = 30,
    ) -> None:
        self.allowed_origins = allowed_origins
        """`https://host:port` of every host that may be asked."""
        self.deadline = deadline
        """Seconds for one request, redirects included, however slowly the bytes come."""
        # A connection for each request: there are few of them, and the deadline can cut it off.
        limits = httpx.Limits(max_keepalive_connections=0)
        hooks = {"response": [_check_response]}
        self.http = httpx.Client(
            verify=verify, headers=headers, timeout=timeout, limits=limits, event_hooks=hooks
        )

    def close(self) -> None:
        """Give back what the system lent."""
        self.http.close()

    def get(self, url: httpx.URL) -> ServiceReply:
        """The reply to one request.

        Raises:
            Failure: if there is none that can be used.
        """
        with _alarm(self.deadline) as alarm:
            try:
                for _ in range(MAX_REDIRECTS + 1):
                    try:
                        return self._get_once(url, alarm)
                    except _RedirectError as moved:
                        url = moved.url
            except httpx.TimeoutException:
                raise ServiceBusyError("did not answer in time") from None
            except (httpx.HTTPError, zlib.error) as error:
                if alarm.rang.is_set():
                    raise ServiceError(f"was not done after {self.deadline:g} seconds") from None
                if isinstance(error, zlib.error):
                    raise ServiceError("sent a reply that cannot be unpacked") from None
                raise ServiceBusyError("could not be reached") from None
        raise ServiceError(f"redirected more than {format_count(MAX_REDIRECTS, 'time')}")

    def _get_once(self, url: httpx.URL, alarm: _Alarm) -> ServiceReply:
        """The reply of one address."""
        if url_origin(url) not in self.allowed_origins:
            raise ServiceError(f"redirected to another place: {quote(str(url))}")
        with self.http.stream("GET", url, extensions={"trace": alarm.watch}) as response:
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            return ServiceReply(str(url), kind, b"".join(_iter_body(response)))


def url_origin(url: httpx.URL) -> str:
    """Scheme, host and port of an address; nothing, if it holds a user name."""
    return "" if url.userinfo else f"{url.scheme}://{url.netloc.decode('ascii')}"


def _check_response(response: httpx.Response) -> None:
    """Let only a reply with data pass. As a hook, it comes before httpx looks where a redirect leads."""
    status = response.status_code
    if response.has_redirect_location:
        try:
            to = response.url.join(response.headers["Location"])
        except (httpx.InvalidURL, ValueError):
            raise ServiceError("redirected to nowhere") from None
        raise _RedirectError(to)
    if status in RETRYABLE_STATUSES:
        raise ServiceBusyError(f"answered with an error ({status})", response.headers.get("Retry-After"))
    if status in (404, 410):
        raise NotKnownError("does not know it")
    if status != 200:
        raise ServiceError(f"refused the question ({status})")


def _iter_body(response: httpx.Response) -> Iterator[bytes]:
    """The body, piece by piece; never more than one byte too many, whatever a small archive unpacks to."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise ServiceError(f"packed its reply in a way we did not ask for: {quote(packing)}")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if packing == "gzip" else None
    left, raw = MAX_REPLY_BYTES, 0
    for chunk in response.iter_raw():
        piece = unpack.decompress(chunk, left + 1) if unpack else chunk
        left, raw = left - len(piece), raw + len(chunk)
        if left < 0 or raw > MAX_REPLY_BYTES:
            raise ServiceError(f"sent more than {MAX_REPLY_BYTES:,} bytes")
        yield piece
    if unpack and not unpack.eof:
        raise zlib.error("cut off")


class _Alarm:
    """Cuts a connection when its time is over: timeouts alone allow one byte every few seconds, forever."""

    def __init__(self) -> None:
        self.rang = Event()
        self._socket: socket | None = None

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the newest socket that httpx tells of."""
        ask = getattr(info.get("return_value"), "get_extra_info", None)
        if event.endswith(".complete") and ask:
            self._socket = ask("socket")
            if self.rang.is_set():
                self.ring()

    def ring(self) -> None:
        """Cut it; whoever waits for it gets an error at once."""
        self.rang.set()
        if self._socket is not None:
            try:
                socket.shutdown(self._socket, SHUT_RDWR)  # the plain one: TLS would wait for the other side
            except OSError:
                return  # it is closed already


@contextmanager
def _alarm(seconds: float) -> Iterator[_Alarm]:
    alarm = _Alarm()
    timer = Timer(seconds, alarm.ring)
    timer.daemon = True
    timer.start()
    try:
        yield alarm
    finally:
        timer.cancel()
