"""Rules of hosts for programs, from robots.txt.

Source: https://www.rfc-editor.org/rfc/rfc9309
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from catalog.refresh.links.network import NoSuchHostError
from catalog.refresh.links.request import RefusedUrlError, Reply, UnreachableError

MAX_BYTES = 500 * 1024
"""Part of a robots.txt that is read, as the standard asks for."""
ALLOW_ALL = RobotFileParser()
ALLOW_ALL.parse([])


class RobotsError(Exception):
    """The host has a robots.txt that cannot be had now, so nothing of it may be asked."""


class Robots:
    """Rules of hosts, each fetched once in a run."""

    def __init__(self, agent: str, fetch: Callable[[str, int], Reply]) -> None:
        """Start without rules.

        Args:
            agent: Name of this program in robots.txt.
            fetch: Returns the reply to a GET request for a URL, with so many bytes and redirects followed.
        """
        self.agent = agent
        self._fetch = fetch
        self._rules: dict[str, RobotFileParser | Exception] = {}
        self._lock = Lock()

    def allows(self, url: str) -> bool:
        """Return whether a URL may be asked.

        Raises:
            RobotsError: Its host's rules cannot be had now.
            UnreachableError: The host cannot be reached.
            RefusedUrlError: The host has no public address.
            NoSuchHostError: The host does not exist.
        """
        return self._rules_of(url).can_fetch(self.agent, url)

    def interval(self, url: str) -> float:
        """Return the seconds that the host of a URL wants between requests; 0 if it does not say."""
        delay = self._rules_of(url).crawl_delay(self.agent)
        return float(delay) if delay else 0.0

    def _rules_of(self, url: str) -> RobotFileParser:
        host = urlsplit(url).netloc.lower()
        rules = self._rules.get(host)
        if rules is None:
            try:
                rules = self._read(f"https://{host}/robots.txt")
            except (RobotsError, RefusedUrlError, UnreachableError, NoSuchHostError) as error:
                rules = error
            with self._lock:
                self._rules.setdefault(host, rules)
        if isinstance(rules, Exception):
            raise rules.with_traceback(None)
        return rules

    def _read(self, url: str) -> RobotFileParser:
        reply = self._fetch(url, MAX_BYTES)
        if reply.status == 429 or reply.status >= 500:
            raise RobotsError(f"answers {reply.status} for robots.txt")
        if reply.status >= 400 or reply.location:
            return ALLOW_ALL
        rules = RobotFileParser()
        rules.parse(reply.content.decode("utf-8", "replace").splitlines())
        return rules
