"""Client for the services: serial, throttled, cached, and patient while a service is busy."""

from __future__ import annotations

import random
import re
import ssl
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from catalog.documents.problems import quote
from catalog.lookup.normalize import parse_json, parse_xml
from catalog.lookup.services import BASE_URLS, MIN_INTERVAL_SECONDS, token_headers, token_params
from catalog.lookup.transport import (
    ServiceBusyError,
    ServiceError,
    ServiceRefusedError,
    ServiceReply,
    Transport,
    parse_retry_after,
    url_origin,
)
from catalog.utils.text_cache import TextCache

T = TypeVar("T")

PROJECT_NAME = "awesome-talking-face"
MAX_ATTEMPTS = 4
MAX_WAIT_SECONDS = 60.0
"""A service that asks for a longer pause is not asked again."""
JSON_TYPES = frozenset(["application/json", "application/vnd.crossref-api-message+json"])
XML_TYPES = frozenset(["application/atom+xml", "application/xml", "text/xml"])


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
        tokens: Mapping[str, str] | None = None,
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
            tokens: Tokens by source ID, which only their service gets; see `services.read_tokens`.
            sleep: Function that waits some seconds.
            clock: Monotonic clock in seconds, for the throttle.
            now: Seconds since 1970, for the cache and Retry-After.

        Raises:
            ValueError: The contact does not fit in a header, or a URL is not https.
        """
        if not re.fullmatch(r"[!-~]{3,200}", contact):
            raise ValueError(f"invalid contact {quote(contact)}: expected an email address or a URL")
        self.contact = contact
        self.tokens = tokens or {}
        self.base_urls = {source: httpx.URL(url.rstrip("/")) for source, url in base_urls.items()}
        if any(url.scheme != "https" for url in self.base_urls.values()):
            raise ValueError("the URLs of the services must use https")
        self.user_agent = f"{PROJECT_NAME}/{_project_version()} ({contact})"
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip"}
        origins = frozenset(map(url_origin, self.base_urls.values()))
        self._transport = Transport(origins, headers, verify=verify, timeout=timeout, deadline=deadline)
        self._cache = TextCache(cache, max_age, now) if cache else None
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

    def get_json_if_changed(
        self, source: str, path: str, etag: str = "", params: Mapping[str, str] = MappingProxyType({})
    ) -> tuple[Any, str]:
        """Return a JSON reply and its ETag; None instead of the reply if it still has the given ETag.

        Raises:
            ServiceError: There is no usable reply.
        """
        url = self._build_url(source, path, params)
        reply = self._send(source, url, {"If-None-Match": etag} if etag else {})
        return (None, etag) if reply.is_unchanged else (parse_json(_decode(reply, JSON_TYPES)), reply.etag)

    def post_json(self, source: str, path: str, body: Mapping[str, Any]) -> Any:
        """Send a JSON body, such as a GraphQL query, and return the JSON reply.

        Raises:
            ServiceError: There is no usable reply.
        """
        reply = self._send(source, self._build_url(source, path, {}), {}, body)
        return parse_json(_decode(reply, JSON_TYPES))

    def _build_url(self, source: str, path: str, params: Mapping[str, str]) -> httpx.URL:
        base = self.base_urls[source]
        url = httpx.URL(f"{base}{path}", params=dict(params))
        if not url.path.startswith(base.path):  # a path with `..`
            raise ServiceError("was not asked: the ID makes an invalid URL")
        return url

    def _get(
        self,
        source: str,
        path: str,
        params: Mapping[str, str],
        types: frozenset[str],
        parse: Callable[[str], T],
    ) -> tuple[T, str]:
        url = self._build_url(source, path, params)
        cached_text = self._cache.read(str(url)) if self._cache else None
        text = _decode(self._send(source, url, {}), types) if cached_text is None else cached_text
        data = parse(text)
        if self._cache and cached_text is None:  # after parsing, so that invalid replies are not cached
            self._cache.write(str(url), text)
        return data, str(url)

    def _send(
        self,
        source: str,
        url: httpx.URL,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None = None,
    ) -> ServiceReply:
        """Send a request with the token of its service; retries while the service is busy."""
        token = self.tokens.get(source, "")
        retrying = Retrying(
            retry=retry_if_exception_type(ServiceBusyError),
            stop=stop_after_attempt(MAX_ATTEMPTS),
            wait=self._retry_delay,
            sleep=self._sleep,
            reraise=True,
        )
        url = url.copy_merge_params(token_params(source, token))
        return retrying(self._request, source, url, {**headers, **token_headers(source, token)}, body)

    def _request(
        self, source: str, url: httpx.URL, headers: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> ServiceReply:
        self._throttle(source)
        return self._transport.send(url, headers, body)

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


def _decode(reply: ServiceReply, types: frozenset[str]) -> str:
    """Return the text of a reply of one of some types."""
    if reply.type not in types:
        raise ServiceError(f"returned {quote(reply.type) if reply.type else 'no content type'}, not data")
    try:
        return reply.content.decode("utf-8")
    except UnicodeDecodeError:
        raise ServiceError("sent a reply that is not UTF-8") from None


def _project_version() -> str:
    try:
        return version(PROJECT_NAME)
    except PackageNotFoundError:
        return "dev"
