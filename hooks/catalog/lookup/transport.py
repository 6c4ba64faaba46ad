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

from catalog.documents.problems import count, quote

MAX_BYTES = 2_000_000
"""Of a reply, unpacked: the longest real one has a tenth of it."""
MAX_REDIRECTS = 3
BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])
"""What a service says when it may know the answer later."""


class Failure(Exception):
    """Why a service gave no answer: the rest of a sentence that begins with its name."""


class Unknown(Failure):
    """The service answered, and does not know the paper."""


class Busy(Failure):
    """The service may answer later; `after` is the reply's Retry-After."""

    def __init__(self, message: str, after: str | None = None) -> None:
        super().__init__(message)
        self.after = after


class _Moved(Exception):
    """The reply is elsewhere, at `to`."""

    def __init__(self, to: httpx.URL) -> None:
        super().__init__(str(to))
        self.to = to


@dataclass(frozen=True)
class Reply:
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
        origins: frozenset[str],
        headers: Mapping[str, str],
        *,
        verify: ssl.SSLContext | bool = True,
        timeout: float = 10,
        deadline: float = 30,
    ) -> None:
        self.origins = origins
        """`https://host:port` of every host that may be asked."""
        self.deadline = deadline
        """Seconds for one request, redirects included, however slowly the bytes come."""
        # A connection for each request: there are few of them, and the deadline can cut it off.
        limits = httpx.Limits(max_keepalive_connections=0)
        hooks = {"response": [_judge]}
        self.http = httpx.Client(
            verify=verify, headers=headers, timeout=timeout, limits=limits, event_hooks=hooks
        )

    def close(self) -> None:
        """Give back what the system lent."""
        self.http.close()

    def get(self, url: httpx.URL) -> Reply:
        """The reply to one request.

        Raises:
            Failure: if there is none that can be used.
        """
        with _alarm(self.deadline) as alarm:
            try:
                for _ in range(MAX_REDIRECTS + 1):
                    try:
                        return self._step(url, alarm)
                    except _Moved as moved:
                        url = moved.to
            except httpx.TimeoutException:
                raise Busy("did not answer in time") from None
            except (httpx.HTTPError, zlib.error) as error:
                if alarm.rang.is_set():
                    raise Failure(f"was not done after {self.deadline:g} seconds") from None
                if isinstance(error, zlib.error):
                    raise Failure("sent a reply that cannot be unpacked") from None
                raise Busy("could not be reached") from None
        raise Failure(f"redirected more than {count(MAX_REDIRECTS, 'time')}")

    def _step(self, url: httpx.URL, alarm: _Alarm) -> Reply:
        """The reply of one address."""
        if origin(url) not in self.origins:
            raise Failure(f"redirected to another place: {quote(str(url))}")
        with self.http.stream("GET", url, extensions={"trace": alarm.watch}) as response:
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            return Reply(str(url), kind, b"".join(_unpacked(response)))


def origin(url: httpx.URL) -> str:
    """Scheme, host and port of an address; nothing, if it holds a user name."""
    return "" if url.userinfo else f"{url.scheme}://{url.netloc.decode('ascii')}"


def _judge(response: httpx.Response) -> None:
    """Let only a reply with data pass. As a hook, it comes before httpx looks where a redirect leads."""
    status = response.status_code
    if response.has_redirect_location:
        try:
            to = response.url.join(response.headers["Location"])
        except (httpx.InvalidURL, ValueError):
            raise Failure("redirected to nowhere") from None
        raise _Moved(to)
    if status in BUSY:
        raise Busy(f"answered with an error ({status})", response.headers.get("Retry-After"))
    if status in (404, 410):
        raise Unknown("does not know it")
    if status != 200:
        raise Failure(f"refused the question ({status})")


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The body, piece by piece; never more than one byte too many, whatever a small archive unpacks to."""
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise Failure(f"packed its reply in a way we did not ask for: {quote(packing)}")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if packing == "gzip" else None
    left, raw = MAX_BYTES, 0
    for chunk in response.iter_raw():
        piece = unpack.decompress(chunk, left + 1) if unpack else chunk
        left, raw = left - len(piece), raw + len(chunk)
        if left < 0 or raw > MAX_BYTES:
            raise Failure(f"sent more than {MAX_BYTES:,} bytes")
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
