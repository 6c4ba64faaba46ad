"""Turns: one request at a time to a host, and some seconds between two."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

MIN_INTERVAL_SECONDS: Mapping[str, float] = {"arxiv.org": 3}
"""Seconds between two requests to a host, by default 1.
Source: https://info.arxiv.org/help/api/tou.html"""
MAX_INTERVAL_SECONDS = 30.0
"""A host that asks for a longer pause is asked this often at most."""


class Turns:
    """Turns of the threads of a run."""

    def __init__(
        self, sleep: Callable[[float], object] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Start with all hosts free.

        Args:
            sleep: Function that waits some seconds.
            clock: Monotonic clock in seconds.
        """
        self._sleep, self._clock = sleep, clock
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)
        self._intervals: dict[str, float] = {}
        self._last_request_at: dict[str, float] = {}

    def set_interval(self, host: str, seconds: float) -> None:
        """Set the pause that a host asks for; it never becomes shorter than usual."""
        self._intervals[host] = min(max(seconds, MIN_INTERVAL_SECONDS.get(host, 1)), MAX_INTERVAL_SECONDS)

    @contextmanager
    def take(self, host: str) -> Iterator[None]:
        """Wait until a host may be asked, and keep others from asking it meanwhile."""
        with self._locks[host]:
            interval = self._intervals.get(host, MIN_INTERVAL_SECONDS.get(host, 1))
            next_at = self._last_request_at.get(host, float("-inf")) + interval
            if (wait := next_at - self._clock()) > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._last_request_at[host] = self._clock()
