"""Client for the four services: serial, throttled, cached, and patient while a service is busy."""

from __future__ import annotations

import json
import os
import random
import re
import ssl
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from catalog.documents.problems import quote
from catalog.lookup.transport import (
    ServiceBusyError,
    ServiceError,
    ServiceRefusedError,
    ServiceReply,
    Transport,
    parse_json,
    parse_retry_after,
    parse_xml,
    url_origin,
)

T = TypeVar("T")

PROJECT_NAME = "awesome-talking-face"
BASE_URLS: Mapping[str, str] = {
    "arxiv": "https://export.arxiv.org",
    "crossref": "https://api.crossref.org",
    "dblp": "https://dblp.org",
    "openalex": "https://api.openalex.org",
}
"""The services by their IDs in sources.yml. No other host is ever asked."""
MIN_INTERVAL_SECONDS: Mapping[str, float] = {"arxiv": 3}
"""Seconds between two requests to a service, by default 1.
Source: https://info.arxiv.org/help/api/tou.html"""
MAX_ATTEMPTS = 4
MAX_WAIT_SECONDS = 60.0
"""A service that asks for a longer pause is not asked again."""
JSON_TYPES = frozenset(["application/json", "application/vnd.crossref-api-message+json"])
XML_TYPES = frozenset(["application/atom+xml", "application/xml", "text/xml"])


@dataclass(frozen=True)
class ReplyCache:
    """Replies on disk, one file per URL, so that a service is not asked twice a day for the same paper.

    A file that cannot be read or written is a miss, never an error.
    """

    folder: Path
    max_age_seconds: float
    now: Callable[[], float]
    """Seconds since 1970."""

    def read(self, url: str) -> str | None:
        """Return the cached text of a URL, if it is fresh."""
        try:
            entry = json.loads(self._path(url).read_text(encoding="utf-8"))
            is_fresh = 0 <= self.now() - float(entry["at"]) <= self.max_age_seconds
            return str(entry["text"]) if entry["url"] == url and is_fresh else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, url: str, text: str) -> None:
        """Store a text atomically."""
        with suppress(OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump({"url": url, "at": self.now(), "text": text}, file)
                Path(name).replace(self._path(url))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _path(self, url: str) -> Path:
        return self.folder / f"{sha256(url.encode()).hexdigest()}.json"


class Client:
    """Context manager that sends the requests of one or more lookups.

    Example:
        with Client("me@example.org") as client:
            answer = look_up(client, parse_link("https://arxiv.org/abs/2008.10010"))
    """

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
        """Create a client.

        Args:
            contact: Email address or URL at which services reach whoever runs this.
            cache: Folder for cached replies; None for no cache.
            base_urls: URLs of the services by source ID.
            verify: TLS verification, as in httpx.
            timeout: Seconds to connect, and between two chunks of a reply.
            deadline: Seconds for a whole request.
            max_age: Seconds for which a cached reply is used.
            sleep: Function that waits some seconds.
            clock: Monotonic clock in seconds, for the throttle.
            now: Seconds since 1970, for the cache and Retry-After.

        Raises:
            ValueError: The contact does not fit in a header, or a URL is not https.
        """
        if not re.fullmatch(r"[!-~]{3,200}", contact):
            raise ValueError(f"invalid contact {quote(contact)}: expected an email address or a URL")
        self.contact = contact
        self.base_urls = {source: httpx.URL(url.rstrip("/")) for source, url in base_urls.items()}
        if any(url.scheme != "https" for url in self.base_urls.values()):
            raise ValueError("the URLs of the services must use https")
        user_agent = f"{PROJECT_NAME}/{_project_version()} ({contact})"
        headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip"}
        origins = frozenset(map(url_origin, self.base_urls.values()))
        self._transport = Transport(origins, headers, verify=verify, timeout=timeout, deadline=deadline)
        self._cache = ReplyCache(cache, max_age, now) if cache else None
        self._sleep, self._clock, self._now = sleep, clock, now
        self._last_request_at: dict[str, float] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._transport.close()

    @property
    def mailto_params(self) -> dict[str, str]:
        """Query parameter by which Crossref and OpenAlex recognize a polite client."""
        return {"mailto": self.contact} if re.fullmatch(r"[^@]+@[^@]+", self.contact) else {}

    def get_json(self, source: str, path: str, params: Mapping[str, str]) -> tuple[Any, str]:
        """Return a JSON reply and its URL.

        Args:
            source: ID of the service.
            path: Path below its base URL.
            params: Query parameters.

        Raises:
            ServiceError: There is no usable reply.
        """
        return self._get(source, path, params, JSON_TYPES, parse_json)

    def get_xml(self, source: str, path: str, params: Mapping[str, str]) -> tuple[Element, str]:
        """Return an XML reply and its URL; see `get_json`.

        Raises:
            ServiceError: There is no usable reply.
        """
        return self._get(source, path, params, XML_TYPES, parse_xml)

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
        if not url.path.startswith(base.path):  # a path with `..`
            raise ServiceError("was not asked: the ID makes an invalid URL")
        cached_text = self._cache.read(str(url)) if self._cache else None
        text = self._fetch(source, url, types) if cached_text is None else cached_text
        data = parse(text)
        if self._cache and cached_text is None:  # after parsing, so that invalid replies are not cached
            self._cache.write(str(url), text)
        return data, str(url)

    def _fetch(self, source: str, url: httpx.URL, types: frozenset[str]) -> str:
        """Return the text of a reply; retries while the service is busy."""
        retrying = Retrying(
            retry=retry_if_exception_type(ServiceBusyError),
            stop=stop_after_attempt(MAX_ATTEMPTS),
            wait=self._retry_delay,
            sleep=self._sleep,
            reraise=True,
        )
        reply = retrying(self._request, source, url)
        if reply.type not in types:
            raise ServiceError(f"returned {quote(reply.type) if reply.type else 'no content type'}, not data")
        try:
            return reply.content.decode("utf-8")
        except UnicodeDecodeError:
            raise ServiceError("sent a reply that is not UTF-8") from None

    def _request(self, source: str, url: httpx.URL) -> ServiceReply:
        self._throttle(source)
        return self._transport.get(url)

    def _throttle(self, source: str) -> None:
        """Wait until the service may be asked again."""
        next_at = self._last_request_at.get(source, float("-inf")) + MIN_INTERVAL_SECONDS.get(source, 1)
        if (wait := next_at - self._clock()) > 0:
            self._sleep(wait)
        self._last_request_at[source] = self._clock()

    def _retry_delay(self, state: RetryCallState) -> float:
        """Return seconds until the next attempt: as the service asks, else exponential with jitter.

        Raises:
            ServiceRefusedError: The service asks for more than `MAX_WAIT_SECONDS`.
        """
        error = state.outcome.exception() if state.outcome else None
        retry_after = error.retry_after if isinstance(error, ServiceBusyError) else None
        delay = parse_retry_after(retry_after, self._now())
        if delay is None:
            return random.uniform(0.5, 1) * 2.0**state.attempt_number
        if delay > MAX_WAIT_SECONDS:
            raise ServiceRefusedError(
                f"{error} and asks to wait longer than {MAX_WAIT_SECONDS:g} seconds"
            ) from None
        return delay


def _project_version() -> str:
    try:
        return version(PROJECT_NAME)
    except PackageNotFoundError:
        return "dev"
