"""Faulty services: no crash, nothing lost that others know, and a correct message."""

from __future__ import annotations

import time

import pytest

from catalog.lookup.link import parse_link
from catalog.lookup.resolve import look_up
from catalog.lookup.transport import ServiceError
from tests.lookup.answers import TITLE, assert_valid, look_up_published
from tests.lookup.faults import FAULTS, GOOD, SLOW
from tests.lookup.services import Services


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_service(services: Services, fault: str) -> None:
    replies, attempts, failure = FAULTS[fault]
    services.set_case(GOOD)
    services.set_replies("crossref", *replies)
    answer = look_up_published(services, now=lambda: 1000.0)
    assert sum(path.startswith("/crossref") for path in services.requests) == attempts
    assert answer.failures == ((failure,) if failure else ())
    assert answer.title == TITLE
    assert answer.pages == "484-492"  # from Crossref, else from DBLP
    assert ("crossref" in answer.sources) is (not failure)
    assert_valid(answer)


@pytest.mark.parametrize("fault", SLOW)
def test_a_slow_service(services: Services, fault: str) -> None:
    reply, options, attempts, failure = SLOW[fault]
    services.set_replies("crossref", reply)
    start = time.monotonic()
    with services.client(**options) as client, pytest.raises(ServiceError, match=failure):
        client.get_json("crossref", "/works/1", {})
    assert time.monotonic() - start < 10  # the slow ones would take minutes
    assert len(services.sleeps) == attempts - 1


def test_unreachable_services(services: Services) -> None:
    services.base_urls = {name: f"https://localhost:1/{name}" for name in services.base_urls}
    try:
        answer = look_up_published(services)
    finally:
        services.base_urls = {name: f"{services.base}/{name}" for name in services.base_urls}
    assert answer.failures == ("arXiv could not be reached.", "OpenAlex could not be reached.")
    assert (answer.arxiv, answer.venue, answer.year, answer.title) == ("2104.01234", "arXiv", 2021, None)
    assert_valid(answer)


def test_an_untrusted_certificate(services: Services) -> None:
    services.set_case(GOOD)
    with services.client(verify=True) as client:
        answer = look_up(client, parse_link(GOOD["link"]))
    assert services.requests == []
    assert "arXiv could not be reached." in answer.failures
