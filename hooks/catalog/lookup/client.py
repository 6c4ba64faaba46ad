"""Asks the four services: one at a time, not too often, again later if they are busy, and from a cache."""

from __future__ import annotations

import random
import re
import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from catalog.documents.problems import quote
from catalog.lookup import parsing
from catalog.lookup.cache import Cache
from catalog.lookup.transport import ServiceBusyError, ServiceError, ServiceReply, Transport, url_origin

T = TypeVar("T")

PROJECT_NAME = "awesome-talking-face"
BASE_URLS: Mapping[str, str] = {
    "arxiv": "https://export.arxiv.org",
    "crossref": "https://api.crossref.org",
    "dblp": "https://dblp.org",
    "openalex": "https://api.openalex.org",
}
"""Whom we ask, by their ids in sources.yml, and where. Nothing else is ever asked."""
MIN_INTERVAL_SECONDS: Mapping[str, float] = {"arxiv": 3}
"""Seconds between two requests, one for all others. Source: https://info.arxiv.org/help/api/tou.html"""
MAX_ATTEMPTS = 4
MAX_WAIT_SECONDS = 60.0
"""Seconds: who asks for more is not waited for, and not asked earlier either."""
JSON_TYPES = frozenset(["application/json", "application/vnd.crossref-api-message+json"])
XML_TYPES = frozenset(["application/atom+xml", "application/xml", "text/xml"])


class Client:
    """Whoever asks; a context manager. All requests of one look-up, or of many, go through one of these."""

    def __init__(
        self,
        contact: str,
        cache: Path | None = None,
        base_urls: Mapping[str, str] = BASE_URLS,
        verify: ssl.SSLContext | bool = True,
        *,
        timeout: float = 10,
        deadline: float = 30,
        max_age: float = 24 * 3600,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Ready to ask.

        Args:
            contact: A mail or web address under which services reach who runs this.
            cache: The folder of kept replies; none are kept without it.
            hosts: Where the services are, by source id.
            verify: How certificates are checked.
            timeout: Seconds to connect, and between two pieces of a reply.
            deadline: Seconds for a whole request.
            max_age: Seconds for which a kept reply is used.
            sleep: How to wait.
            clock: Seconds that only go forward, for the pace.
            now: Seconds since 1970, for the cache and Retry-After.

        Raises:
            ValueError: if the contact could not stand in a header, or a host is not https.
        """
        if not re.fullmatch(r"[!-~]{3,200}", contact):
            raise ValueError(f"{quote(contact)} is no address to be reached under")
        self.contact = contact
        self.base_urls = {source: httpx.URL(base.rstrip("/")) for source, base in base_urls.items()}
        if any(base.scheme != "https" for base in self.base_urls.values()):
            raise ValueError("the services are asked over https only")
        headers = {"User-Agent": f"{PROJECT_NAME}/{_project_version()} ({contact})", "Accept-Encoding": "gzip"}
        origins = frozenset(map(url_origin, self.base_urls.values()))
        self._transport = Transport(origins, headers, verify=verify, timeout=timeout, deadline=deadline)
        self._cache = Cache(cache, max_age, now) if cache else None
        self._sleep, self._clock, self._now = sleep, clock, now
        self._last_request_at: dict[str, float] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    @property
    def mailto_params(self) -> dict[str, str]:
        """The parameter by which Crossref and OpenAlex know a polite client."""
        return {"mailto": self.contact} if re.fullmatch(r"[^@]+@[^@]+", self.contact) else {}

    def get_json(self, source: str, path: str, params: Mapping[str, str]) -> tuple[Any, str]:
        """A reply in JSON, and its address.

        Raises:
            Failure: if there is none.
        """
        return self._get(source, path, params, JSON_TYPES, parsing.parse_json)

    def get_xml(self, source: str, path: str, params: Mapping[str, str]) -> tuple[Element, str]:
        """A reply in XML, and its address.

        Raises:
            Failure: if there is none.
        """
        return self._get(source, path, params, XML_TYPES, parsing.parse_xml)

    def _get(
        self,
        source: str,
        path: str,
        params: Mapping[str, str],
        types: frozenset[str],
        parse: Callable[[str], T],
    ) -> tuple[T, str]:
        base = self.base_urls[source]
        url = httpx.URL(f"{base}{path}", params=dict(params))
        if not url.path.startswith(base.path):  # a path with .. in it
            raise ServiceError("was not asked: the number makes no address")
        kept = self._cache.read(str(url)) if self._cache else None
        text = self._fetch(source, url, types) if kept is None else kept
        found = parse(text)
        if self._cache and kept is None:  # only what could be read
            self._cache.write(str(url), text)
        return found, str(url)

    def _fetch(self, source: str, url: httpx.URL, types: frozenset[str]) -> str:
        """The text of a reply, asked for again and again while the service is busy."""
        retrying = Retrying(
            retry=retry_if_exception_type(ServiceBusyError),
            stop=stop_after_attempt(MAX_ATTEMPTS),
            wait=self._retry_delay,
            sleep=self._sleep,
            reraise=True,
        )
        reply = retrying(self._request, source, url)
        if reply.type not in types:
            raise ServiceError(f"answered with {quote(reply.type or 'nothing that has a type')}, not with data")
        try:
            return reply.content.decode("utf-8")
        except UnicodeDecodeError:
            raise ServiceError("sent a reply that is not UTF-8") from None

    def _request(self, source: str, url: httpx.URL) -> ServiceReply:
        self._throttle(source)
        return self._transport.get(url)

    def _throttle(self, source: str) -> None:
        """Wait until the service may be asked again."""
        ready = self._last_request_at.get(source, float("-inf")) + MIN_INTERVAL_SECONDS.get(source, 1)
        if (wait := ready - self._clock()) > 0:
            self._sleep(wait)
        self._last_request_at[source] = self._clock()

    def _retry_delay(self, state: RetryCallState) -> float:
        """Seconds until the next attempt: what the service asks for, else longer each time, never in step.

        Raises:
            Failure: if the service asks for more patience than we have.
        """
        error = state.outcome.exception() if state.outcome else None
        asked = parse_retry_after(error.retry_after, self._now()) if isinstance(error, ServiceBusyError) else None
        if asked is not None and asked > MAX_WAIT_SECONDS:
            raise ServiceError(f"{error}, and asks to wait longer than {MAX_WAIT_SECONDS:g} seconds") from None
        return asked if asked is not None else random.uniform(0.5, 1) * 2.0**state.attempt_number


def parse_retry_after(after: str | None, now: float) -> float | None:
    """What Retry-After asks for: seconds, or a date; nothing, if it makes no sense.

    >>> seconds("7", 0), seconds("Thu, 01 Jan 1970 00:02:00 GMT", 100), seconds("soon", 0)
    (7.0, 20.0, None)
    """
    if after is None:
        return None
    if re.fullmatch(r"\d{1,9}", after.strip(), re.ASCII):
        return float(after)
    if re.fullmatch(r"\d{10,}", after.strip(), re.ASCII):
        return float("inf")
    try:
        date = parsedate_to_datetime(after)
        return max(0.0, (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _project_version() -> str:
    try:
        return version(PROJECT_NAME)
    except PackageNotFoundError:
        return "dev"
