"""Faults of services and of the machine: nothing is lost, nothing wrong is written, and the run says so."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.lookup.services import SERVICE_NAMES
from tests.helpers import load_yaml
from tests.lookup.services import Reply, Services
from tests.refresh.faults import FAULTS
from tests.refresh.venues.command import Venues
from tests.refresh.venues.faults import CASES, OWN_FAULTS, find_fault
from tests.refresh.venues.library import Library
from tests.refresh.venues.test_venues import FILE, HUM, TOYCON, data_of

OFTEN = {(list(OWN_FAULTS)[at % len(OWN_FAULTS)], name) for at, name in enumerate(FAULTS)}
"""Each fault at one of the services; all others are repetitions."""
OFTEN |= {(service, "another schema") for service in OWN_FAULTS}
PARAMETERS = [case if case in OFTEN else pytest.param(*case, marks=pytest.mark.gate) for case in CASES]
KNOWN: list[tuple[dict[str, Any], dict[str, Any]]] = []
"""What `truth` returns, once it is known: no test changes it."""


@pytest.fixture
def library(library: Library) -> Library:
    """Services that all know where a paper was published."""
    library.note(HUM, comment="ToyCon 2024")
    library.dblp.append(TOYCON)
    library.openreview.append(TOYCON)
    library.crossref["10.5555/hum.1"] = TOYCON
    library.openalex[f"10.48550/arxiv.{HUM}"] = TOYCON
    return library


@pytest.fixture
def truth(venues: Venues) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the cache and the outcome hold after a run without faults."""
    if not KNOWN:
        assert venues().exit_code == 1
        KNOWN.append((venues.answers, venues.outcome))
        assert len(KNOWN[0][0]) == 15
        venues.cache.unlink()
    venues.cache.parent.mkdir(parents=True, exist_ok=True)
    return KNOWN[0]


def proposed_venues(venues: Venues) -> set[tuple[str, int]]:
    texts = [text for commit in venues.pull_request["commits"] for text in commit["files"].values()]
    return {(values["venue"], values["year"]) for values in map(load_yaml, texts)}


@pytest.mark.parametrize(("service", "name"), PARAMETERS)
def test_a_fault_of_a_service(
    venues: Venues,
    library: Library,
    services: Services,
    truth: tuple[dict[str, Any], dict[str, Any]],
    service: str,
    name: str,
) -> None:
    fault, answers = find_fault(service, name), truth[0]
    before = data_of(venues.root)
    tokens = venues.client_options
    services.set_replies(service, *fault.replies(library.functions[service]))
    venues.client_options = tokens | dict(fault.options)
    result = venues()
    assert result.exit_code == 1  # the other services know it
    assert len(services.requests) < 40
    assert venues.answers.items() <= answers.items(), "something wrong was kept"
    assert {key for key in answers if not key.startswith(service)} <= venues.answers.keys()
    assert proposed_venues(venues) == {("toycon", 2024)}
    if fault.sentence:
        assert f"{SERVICE_NAMES[service]} " in result.stderr
        assert fault.sentence in result.stderr
        assert "### Not asked" in result.stdout
    else:
        assert (venues.answers, venues.outcome) == truth
    kept = len(venues.answers)
    services.set_replies(service, library.functions[service])
    venues.client_options = tokens
    venues()
    assert (venues.answers, venues.outcome) == truth
    assert len(services.requests) <= len(answers) - kept
    assert data_of(venues.root) == before


def test_no_network(venues: Venues, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "base_urls", dict.fromkeys(services.base_urls, "https://localhost:1"))
    result = venues()
    assert (result.exit_code, venues.answers, venues.messages) == (2, {}, [])
    for name in ("arXiv", "DBLP", "OpenReview", "Crossref", "OpenAlex"):
        assert f"{name} could not be reached; it could not be asked about 3 of 3 papers.\n" in result.stderr


def test_a_fault_does_not_hide_earlier_replies(venues: Venues, services: Services) -> None:
    venues()
    commits = venues.pull_request["commits"]
    for service in OWN_FAULTS:
        services.set_replies(service, Reply(status=503))
    venues.cache.write_text(venues.cache.read_text("utf-8").replace("2026-11-22", "2026-01-01"), "utf-8")
    assert venues().exit_code == 1
    assert venues.pull_request["commits"] == commits
    assert "### Not asked" in venues.body


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock(venues: Venues, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + days * 86400))
    venues()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert venues().exit_code == 1
    assert len(venues.services.requests) == 13
    assert venues.messages == ["Hum2Face: ToyCon 2024"]


RECORD = '{"format": 1, "answers": {"dblp title NO": {"checked": "2026-11-22", "records": %s}}}'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"format": 0, "answers": {}}',
        '{"format": 1, "answers": {"dblp title NO": {"checked": "2026-11-22"}}}',
        RECORD % "7",
        RECORD % "[7]",
        RECORD % '[{"title": "NO"}]',
        RECORD % '[{"source": "dblp", "title": 7}]',
        RECORD % '[{"source": "dblp", "authors": "NO"}]',
        RECORD % '[{"source": "dblp", "year": "2024"}]',
        RECORD % '[{"source": "dblp", "color": "red"}]',
    ],
)
def test_a_corrupt_cache(venues: Venues, truth: tuple[dict[str, Any], Any], content: str) -> None:
    venues.cache.write_text(content, "utf-8")
    result = venues()
    assert (result.exit_code, venues.answers) == (1, truth[0])
    assert f"{venues.cache} is not valid, so everything is asked again." in result.stderr


@pytest.mark.parametrize("requests", [0, 5, *(pytest.param(at, marks=pytest.mark.gate) for at in (1, 4, 9))])
@pytest.mark.every(5)
def test_a_run_that_is_killed_continues(
    venues: Venues, library: Library, services: Services, requests: int
) -> None:
    """Kill -9 while a service is about to reply."""
    venues.client_options = {}
    venues()
    truth = venues.answers, venues.outcome
    venues.cache.unlink()
    numbers = iter(range(100))
    for service, good in library.functions.items():
        services.set_replies(
            service,
            lambda path, good=good: Reply(pause=20) if next(numbers) == requests else good(path),  # type: ignore[misc]
        )
    venues.run_until_killed(requests)
    assert len(venues.answers) == (requests + 2 if requests else 0)  # the first request is about three papers
    assert venues.answers.items() <= truth[0].items()
    library.serve(services)
    venues()
    assert (venues.answers, venues.outcome) == truth
    assert len(services.requests) == 10 - requests


def test_a_run_that_is_interrupted_says_so(venues: Venues, services: Services) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    venues.client_options |= {"sleep": interrupt}
    services.set_replies("dblp", Reply(status=503))
    result = venues()
    assert result.exit_code == 130
    assert len(venues.answers) == 3
    assert (venues.root / FILE).read_text("utf-8").count("venue: arxiv") == 1
