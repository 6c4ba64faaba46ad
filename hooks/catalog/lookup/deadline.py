"""Deadline for a whole request.

The timeouts of httpx limit each read, so a server that sends one byte every few seconds can keep a
connection open forever. A timer thread therefore shuts down the connection's socket once the time for the
whole request is up, and the thread that waits for the socket gets an error at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from types import TracebackType
from typing import Any


class Deadline:
    """Context manager that shuts down the sockets of requests in it after some seconds.

    A request of httpx is watched if it gets `extensions={"trace": deadline.trace}`; others call `watch`.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._expired = Event()
        self._socket: socket | None = None
        self._timer = Timer(seconds, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    @property
    def has_expired(self) -> bool:
        """True once the time is up, which explains an error of the request."""
        return self._expired.is_set()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the newest socket: httpx calls this for each step of a request.

        A step that ends after the deadline may have opened another socket, which is shut down here.
        """
        get_extra_info = getattr(info.get("return_value"), "get_extra_info", None)
        if event.endswith(".complete") and get_extra_info:
            self.watch(get_extra_info("socket"))

    def watch(self, connection: socket) -> None:
        """Shut down a socket when the time is up, instead of earlier ones; at once if it already is."""
        self._socket = connection
        if self.has_expired:
            self._expire()

    def _expire(self) -> None:
        self._expired.set()
        if self._socket is not None:
            try:
                # On the plain socket: that of TLS would first wait for the other side.
                socket.shutdown(self._socket, SHUT_RDWR)
            except OSError:
                return  # already closed
