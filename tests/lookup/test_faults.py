"""Services on bad days: no crash, nothing lost that others know, an honest message."""

from __future__ import annotations

import time

import pytest

from catalog.lookup import look_up
from catalog.lookup.link import parse_link
from catalog.lookup.transport import ServiceError
from tests.lookup.asking import TITLE, look_up_published, assert_valid
from tests.lookup.faults import FAULTS, GOOD, SLOW
from tests.lookup.services import Services


@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_on_a_bad_day(services: Services, fault: str) -> None:
    replies, times, said = FAULTS[fault]
    services.set_case(GOOD)
    services.set_replies("crossref", *replies)
    answer = look_up_published(services, now=lambda: 1000.0)
    assert sum(path.startswith("/crossref") for path in services.requests) == times
    assert answer.failures == ((said,) if said else ())
    assert answer.title == TITLE
    assert answer.pages == "484-492"  # of Crossref, or else of DBLP
    assert ("crossref" in answer.sources) is (not said)
    assert_valid(answer)


@pytest.mark.parametrize("fault", SLOW)
def test_a_service_that_takes_its_time(services: Services, fault: str) -> None:
    reply, ways, attempts, why = SLOW[fault]
    services.set_replies("crossref", reply)
    begun = time.monotonic()
    with services.client(**ways) as client, pytest.raises(ServiceError, match=why):
        client.get_json("crossref", "/works/1", {})
    assert time.monotonic() - begun < 10  # the slow ones would take minutes
    assert len(services.sleeps) == attempts - 1


def test_nobody_is_there(services: Services) -> None:
    services.base_urls = {name: f"https://localhost:1/{name}" for name in services.base_urls}
    try:
        answer = look_up_published(services)
    finally:
        services.base_urls = {name: f"{services.base}/{name}" for name in services.base_urls}
    assert answer.failures == ("arXiv could not be reached.", "OpenAlex could not be reached.")
    assert (answer.arxiv, answer.venue, answer.year, answer.title) == ("2104.01234", "arXiv", 2021, None)
    assert_valid(answer)


def test_a_certificate_that_nobody_knows(services: Services) -> None:
    services.set_case(GOOD)
    with services.client(verify=True) as client:
        answer = look_up(client, parse_link(GOOD["link"]))
    assert services.requests == []
    assert "arXiv could not be reached." in answer.failures
