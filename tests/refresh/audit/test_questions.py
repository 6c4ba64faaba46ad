"""Questions to arXiv about many IDs: faulty ones are found by halving, and a faulty service is left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.refresh.audit.questions import MAX_FAILURES_IN_A_ROW, ArxivQuestions
from catalog.refresh.audit.registrations import Identifier, Registrations
from tests.lookup.services import Reply, Services
from tests.refresh.audit.registry import Registry, Work

TODAY = date(2026, 11, 22)
IDS = [f"2101.{number:05}" for number in range(250)]


class Run:
    """Questions about all IDs, and what remains of them."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.registrations = Registrations(folder / "audit.json", TODAY)
        services.requests.clear()
        with services.client() as client:
            questions = ArxivQuestions(client, self.registrations)
            questions.ask([Identifier("arxiv", id) for id in IDS])
        self.failures = questions.failures
        kept = Registrations(folder / "audit.json", TODAY)
        self.known = {id.value for id in kept.known_ids("arxiv")}
        found = {id: kept.find(Identifier("arxiv", id)) for id in IDS}
        self.unregistered = {id for id, value in found.items() if value and value.is_unregistered}


@pytest.fixture
def registry(services: Services) -> Registry:
    registry = Registry(arxiv={id: Work(f"Hum number {id}", ("Jane Mumble",)) for id in IDS})
    services.set_replies("arxiv", registry.answer_arxiv)
    return registry


def test_a_request_has_at_most_100_ids(registry: Registry, services: Services, tmp_path: Path) -> None:
    run = Run(services, tmp_path)
    assert (run.known, run.failures) == ({*IDS}, [])
    # The last batch has room for a control.
    assert [path.count("2101.") for path in services.requests] == [100, 100, 51]
    assert services.sleeps == [3, 3]


@pytest.mark.parametrize("faulty", [{0}, {99}, {50}, {249}, {0, 1}, {7, 70, 170}])
def test_faulty_ids_are_found_by_halving(
    registry: Registry, services: Services, tmp_path: Path, faulty: set[int]
) -> None:
    registry.malformed = {IDS[number] for number in faulty}
    run = Run(services, tmp_path)
    assert run.known == {*IDS} - registry.malformed
    assert {sentence.split()[6].rstrip(":") for sentence in run.failures} == registry.malformed
    assert run.unregistered == set()
    assert len(services.requests) <= 3 + 16 * len(faulty)


def test_unknown_ids_are_asked_for_again_beside_a_known_one(
    registry: Registry, services: Services, tmp_path: Path
) -> None:
    unknown = {IDS[3], IDS[249]}
    for id in unknown:
        del registry.arxiv[id]
    run = Run(services, tmp_path)
    assert (run.unregistered, run.failures) == (unknown, [])
    assert [path.count("2101.") for path in services.requests] == [100, 2, 100, 51, 2]


@pytest.mark.parametrize("content", ["", "<feed xmlns='http://www.w3.org/2005/Atom'/>"])
def test_a_faulty_service_is_left_alone(
    registry: Registry, services: Services, tmp_path: Path, content: str
) -> None:
    services.set_replies("arxiv", Reply(content, type="application/atom+xml"))
    run = Run(services, tmp_path)
    assert (run.known, run.unregistered) == (set(), set())
    assert len(services.requests) == MAX_FAILURES_IN_A_ROW
    assert run.failures[-1].endswith("; 250 of 250 IDs could not be asked for.")


def test_what_came_before_a_failure_is_kept(registry: Registry, services: Services, tmp_path: Path) -> None:
    services.set_replies("arxiv", registry.answer_arxiv, Reply(status=503))
    run = Run(services, tmp_path)
    assert run.known == {*IDS[:100]}
    assert run.failures == ["arXiv returned an error (503); 150 of 250 IDs could not be asked for."]
