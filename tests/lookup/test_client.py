"""The client: throttle, retries, cache, and the URLs that it never requests."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest

from catalog.lookup.client import Client
from catalog.lookup.transport import ServiceBusyError, ServiceError, parse_retry_after
from tests.lookup.services import Reply, Services

PAPER = Reply('{"hum": 1}')


def test_each_service_is_throttled(services: Services) -> None:
    services.set_replies("arxiv", Reply("<feed/>", type="application/xml"))
    services.set_replies("dblp", PAPER)
    with services.client() as client:
        for number in "123":
            client.get_xml("arxiv", f"/{number}", {})
        client.get_json("dblp", "/1", {})
        client.get_json("dblp", "/2", {})
    assert services.sleeps == [3, 3, 1]


def test_retry_after_is_respected(services: Services) -> None:
    services.set_replies("dblp", Reply(status=429, headers={"Retry-After": "17"}), PAPER)
    with services.client() as client:
        assert client.get_json("dblp", "/", {})[0] == {"hum": 1}
    assert services.sleeps == [17]


def test_backoff_is_exponential_with_jitter(services: Services) -> None:
    waits = []
    services.set_replies("dblp", Reply(status=503))
    for _ in range(2):
        services.sleeps.clear()
        with services.client() as client, pytest.raises(ServiceBusyError):
            client.get_json("dblp", "/", {})
        waits.append(list(services.sleeps))
    assert [len(times) for times in waits] == [3, 3]
    assert all(times == sorted(times) for times in waits)
    assert waits[0] != waits[1]
    assert all(1 <= sum(times) <= 14 for times in waits)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Thu, 01 Jan 1970 00:17:00 GMT", 20),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("9" * 100, float("inf")),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Thu, 99 Foo 1970 00:17:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(after: str | None, expected: float | None) -> None:
    assert parse_retry_after(after, 1000) == expected


def test_a_cached_reply_is_used_until_it_expires(services: Services, tmp_path: Path) -> None:
    services.set_replies("dblp", PAPER)
    for now, requests in (
        (0.0, 1),
        (60.0, 1),
        (61.0, 2),
        (10.0, 3),
    ):  # the last one: a clock that was set back
        with services.client(cache=tmp_path, max_age=60, now=lambda now=now: now) as client:
            assert client.get_json("dblp", "/", {"q": "hum"})[0] == {"hum": 1}
        assert len(services.requests) == requests
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "broken",
    [b"", b"\xff\xfe", b"[]", b"{", b'{"url": 1, "at": "soon", "text": 3}', b"[" * 100_000],
)
def test_a_broken_cache_file_is_a_miss(services: Services, tmp_path: Path, broken: bytes) -> None:
    services.set_replies("dblp", PAPER)
    for _ in range(2):
        with services.client(cache=tmp_path) as client:
            assert client.get_json("dblp", "/", {})[0] == {"hum": 1}
        for path in tmp_path.iterdir():
            path.write_bytes(broken)
    assert len(services.requests) == 2


def test_an_invalid_reply_is_not_cached(services: Services, tmp_path: Path) -> None:
    services.set_replies("dblp", Reply('{"hum"'), PAPER)
    with services.client(cache=tmp_path) as client:
        with pytest.raises(ServiceError):
            client.get_json("dblp", "/", {})
        assert client.get_json("dblp", "/", {})[0] == {"hum": 1}


def test_an_unwritable_cache_is_ignored(services: Services, tmp_path: Path) -> None:
    services.set_replies("dblp", PAPER)
    (tmp_path / "file").write_text("no folder")
    with services.client(cache=tmp_path / "file") as client:
        assert client.get_json("dblp", "/", {})[0] == {"hum": 1}


def test_a_path_cannot_leave_its_service(services: Services) -> None:
    services.set_replies("crossref", PAPER)
    with services.client() as client:
        with pytest.raises(ServiceError, match="was not asked"):
            client.get_json("dblp", "/../crossref/x", {})
        with pytest.raises(ServiceError, match="was not asked"):
            client.get_json("dblp", "/a/../../crossref/x", {})
    assert services.requests == []


def test_values_cannot_add_parameters(services: Services) -> None:
    services.set_replies("dblp", PAPER)
    with services.client() as client:
        client.get_json("dblp", "/", {"q": "a&h=1000#x\r\nX-Evil: 1"})
    assert services.requests == ["/dblp/?q=a%26h%3D1000%23x%0D%0AX-Evil%3A+1"]


def test_a_gzip_bomb_is_never_unpacked(services: Services) -> None:
    bomb = gzip.compress(b" " * 60_000_000)
    services.set_replies("dblp", Reply(bomb, headers={"Content-Encoding": "gzip"}))
    with services.client() as client:
        tracemalloc.start()
        with pytest.raises(ServiceError, match="more than 2,000,000 bytes"):
            client.get_json("dblp", "/", {})
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("contact", ["", "a b", "me@example.org\r\nX-Evil: 1", "é@example.org"])
def test_an_invalid_contact_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="invalid contact"):
        Client(contact)


def test_only_https_is_allowed() -> None:
    with pytest.raises(ValueError, match="must use https"):
        Client("me@example.org", base_urls={"dblp": "http://dblp.org"})


def test_a_cached_reply_is_bound_to_its_url(services: Services, tmp_path: Path) -> None:
    """Two URLs never share a reply, even if their files are swapped."""
    services.set_replies("dblp", PAPER, Reply('{"hum": 2}'))
    with services.client(cache=tmp_path) as client:
        client.get_json("dblp", "/1", {})
        (first,) = tmp_path.iterdir()
        client.get_json("dblp", "/2", {})
        (second,) = set(tmp_path.iterdir()) - {first}
        second.write_text(first.read_text())
        assert client.get_json("dblp", "/2", {})[0] == {"hum": 2}
    assert json.loads(second.read_text())["url"].endswith("/2")
