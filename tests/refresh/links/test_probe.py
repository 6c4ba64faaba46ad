"""The probe on a web of pages in every state: what it observes, asks, and never asks."""

from __future__ import annotations

import pytest

from catalog.refresh.links.robots import RobotsError
from tests.refresh.links.events import EVENTS, URL
from tests.refresh.links.web import Web


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.every(2)
def test_an_event(web: Web, name: str) -> None:
    event = EVENTS[name]
    event.change(web)
    web.options = dict(event.options)
    if event.observation is None:
        with pytest.raises(RobotsError):
            web.probe().observe(URL)
        assert web.requests == []
    else:
        assert web.probe().observe(URL) == event.observation
    assert len(web.requests) <= 12
    assert web.sent_bytes < 9_000_000, "a page was read"
