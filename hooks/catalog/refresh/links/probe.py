"""The observation of one link: its requests, from robots.txt to the last redirect."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import urlsplit

from catalog.records.repository import repository_id
from catalog.refresh.links.network import NoSuchHostError
from catalog.refresh.links.request import RefusedUrlError, Reply, Requests, UnreachableError, check_url
from catalog.refresh.links.robots import Robots, RobotsError
from catalog.refresh.links.turns import Turns

MAX_REDIRECTS = 5
GONE_STATUSES = (404, 410)
BUSY_STATUSES = (429, 503)
"""Statuses after which a host is left alone for the rest of a run."""
PERMANENT_STATUSES = (301, 308)
NO_SUCH_HOST = "no such host"


class Kind(Enum):
    """Kinds of observations."""

    ALIVE = "alive"
    MOVED = "moved"
    """The page says that it has another address for good, and it is alive there."""
    DEAD = "dead"
    """The page or its host does not exist."""
    BLOCKED = "blocked"
    """The page may be there, but this program cannot see it."""
    UNCLEAR = "unclear"
    """The reply says nothing about the page, such as a redirect to the front page."""


@dataclass(frozen=True)
class Observation:
    """Observation of a link on one day."""

    kind: Kind
    reason: str = ""
    """Reason in a few words of our own, such as `404`."""
    to: str = ""
    """New address of a page that moved."""
    is_doubtful: bool = False
    """True if there was no reply, which may be the fault of this machine."""
    ends_host: bool = False
    """True if the host should be left alone now."""


class Probe:
    """Observes links, in any number of threads."""

    def __init__(self, requests: Requests, turns: Turns, agent: str) -> None:
        self._requests = requests
        self._turns = turns
        self._robots = Robots(agent, self._fetch_robots)

    def observe(self, url: str) -> Observation:
        """Return the observation of a link.

        Raises:
            RobotsError: The host must not be asked now.
        """
        try:
            return self._follow(url)
        except NoSuchHostError:
            return Observation(Kind.DEAD, NO_SUCH_HOST, is_doubtful=True)
        except UnreachableError as error:
            return Observation(Kind.BLOCKED, str(error), is_doubtful=True)
        except RefusedUrlError as error:
            return Observation(Kind.BLOCKED, str(error))

    def _follow(self, url: str) -> Observation:
        """Follow redirects to an observation."""
        here = address = url  # the latter as far as redirects are permanent
        is_permanent = True
        for hop in range(MAX_REDIRECTS + 1):
            try:
                reply = self._ask(here)
            except (NoSuchHostError, RefusedUrlError, RobotsError) as error:
                if not hop:
                    raise
                return _judge_lost_redirect(error)
            if reply is None:
                return Observation(Kind.BLOCKED, "robots.txt")
            if not reply.location:
                is_own_host = urlsplit(here).netloc == urlsplit(url).netloc
                observation = _judge(url, address, reply.status)
                return replace(observation, ends_host=is_own_host and reply.status in BUSY_STATUSES)
            here = reply.location
            is_permanent = is_permanent and reply.status in PERMANENT_STATUSES
            address = here if is_permanent else address
        return Observation(Kind.BLOCKED, f"more than {MAX_REDIRECTS} redirects")

    def _ask(self, url: str) -> Reply | None:
        """Return the reply to HEAD, or to GET unless that one is plain; None if robots.txt forbids it."""
        host = check_url(url)
        if not self._robots.allows(url):
            return None
        self._turns.set_interval(host, self._robots.interval(url))
        try:
            with self._turns.take(host):
                reply = self._requests.send("HEAD", url)
            if 200 <= reply.status < 300 or reply.location or reply.status in BUSY_STATUSES:
                return reply
        except UnreachableError:
            pass  # some hosts never reply to HEAD
        with self._turns.take(host):
            return self._requests.send("GET", url)

    def _fetch_robots(self, url: str, max_bytes: int) -> Reply:
        """Return the reply about a robots.txt; if it redirects to where nobody may ask, there is none."""
        for hop in range(MAX_REDIRECTS + 1):
            try:
                host = check_url(url)
                with self._turns.take(host):
                    reply = self._requests.send("GET", url, max_bytes)
            except (RefusedUrlError, NoSuchHostError):
                if not hop:
                    raise
                return Reply(404)
            if not reply.location:
                break
            url = reply.location
        return reply


def _judge(url: str, address: str, status: int) -> Observation:
    """Return what a final status says about a link.

    Args:
        url: The link.
        address: Its address according to permanent redirects.
        status: Status after all redirects.
    """
    if status in GONE_STATUSES:
        return Observation(Kind.DEAD, str(status))
    if not 200 <= status < 300:
        return Observation(Kind.BLOCKED, str(status))
    if repository_id(url) or _page(address) == _page(url):
        return Observation(Kind.ALIVE)
    if not urlsplit(address).path.strip("/") and not urlsplit(address).query and _page(url)[1]:
        return Observation(Kind.UNCLEAR, "redirects to the front page")
    return Observation(Kind.MOVED, str(status), to=address)


def _judge_lost_redirect(error: Exception) -> Observation:
    """Return what it says about a link that it redirects to where nobody can ask."""
    match error:
        case RobotsError():
            return Observation(Kind.UNCLEAR, "redirects to a host that cannot be asked now")
        case NoSuchHostError():
            return Observation(Kind.BLOCKED, "redirects to a host that does not exist", is_doubtful=True)
    return Observation(Kind.BLOCKED, f"redirects to: {error}")


def _page(url: str) -> tuple[str, str, str]:
    """Return host, path and query of a URL without what servers add or leave out: `www.`, slash, index."""
    parts = urlsplit(url)
    path = re.sub(r"/(?:index\.\w+)?$", "", parts.path)
    return (parts.hostname or "").removeprefix("www."), path, parts.query
