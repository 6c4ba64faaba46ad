"""Services on bad days: no crash, nothing lost that others know, an honest message."""

from __future__ import annotations

import time

import pytest

from catalog.lookup import look_up
from catalog.told import told
from tests.lookup.asking import TITLE, ask, assert_sound
from tests.lookup.faults import FAULTS, GOOD
from tests.lookup.services import Services

SLOW = {"read timeout": {"timeout": 0.1}, "a slow body": {"deadline": 0.6}, "a slow head": {"deadline": 0.6}}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_on_a_bad_day(services: Services, fault: str) -> None:
    replies, times, said = FAULTS[fault]
    services.load(GOOD)
    services.reply("crossref", *replies)
    begun = time.monotonic()
    answer = ask(services, now=lambda: 1000.0, **SLOW.get(fault, {}))
    assert time.monotonic() - begun < 3
    assert sum(path.startswith("/crossref") for path in services.asked) == times
    assert answer.failures == ((said,) if said else ())
    assert answer.title == TITLE
    assert answer.pages == "484-492"  # of Crossref, or else of DBLP
    assert ("crossref" in answer.sources) is (not said)
    assert_sound(answer)


def test_nobody_is_there(services: Services) -> None:
    services.hosts = {name: f"https://localhost:1/{name}" for name in services.hosts}
    try:
        answer = ask(services)
    finally:
        services.hosts = {name: f"{services.base}/{name}" for name in services.hosts}
    assert answer.failures == ("arXiv could not be reached.", "OpenAlex could not be reached.")
    assert (answer.arxiv, answer.venue, answer.year, answer.title) == ("2104.01234", "arXiv", 2021, None)
    assert_sound(answer)


def test_a_certificate_that_nobody_knows(services: Services) -> None:
    services.load(GOOD)
    with services.client(verify=True) as client:
        answer = look_up(client, told(GOOD["link"]))
    assert services.asked == []
    assert "arXiv could not be reached." in answer.failures
