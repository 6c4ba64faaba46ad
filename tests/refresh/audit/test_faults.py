"""Faults of services and of the machine: nothing is lost, nothing wrong is kept, and the run says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.lookup.services import SERVICE_NAMES
from tests.lookup.services import Reply, Services
from tests.refresh.audit.command import Audit
from tests.refresh.audit.registry import Registry
from tests.refresh.audit.test_audit import DOIS, IDS, data_of
from tests.refresh.faults import CASES, find_fault

FIELDS = {"arxiv": "arxiv", "crossref": "doi"}
BUSY = 4
"""Attempts of the client while a service is busy."""


@pytest.fixture
def truth(audit: Audit) -> dict[str, object]:
    """What the cache holds after a run without faults."""
    audit()
    registrations = audit.answers
    audit.cache.unlink()
    assert len(registrations) == len(IDS | DOIS)
    return registrations


@pytest.mark.parametrize(("service", "name"), CASES)
@pytest.mark.every(4)
def test_a_fault_of_a_service(
    audit: Audit, registry: Registry, services: Services, truth: dict[str, object], service: str, name: str
) -> None:
    fault = find_fault(service, name)
    good = {"arxiv": registry.answer_arxiv, "crossref": registry.answer_crossref}
    before = data_of(audit.root)
    services.set_replies(service, *fault.replies(good[service]))
    audit.client_options = dict(fault.options)
    result = audit()
    assert len(services.requests) < 24
    assert audit.answers.items() <= truth.items(), "something wrong was kept"
    assert {key for key in truth if not key.startswith(FIELDS[service])} <= audit.answers.keys()
    if fault.sentence:
        assert result.exit_code == 2
        assert f"{SERVICE_NAMES[service]} " in result.stderr
        assert fault.sentence in result.stderr
        assert "### Not asked" in result.stdout
        assert "disagrees" in result.stdout
    else:
        assert (result.exit_code, audit.answers) == (0, truth)
    services.set_replies(service, good[service])
    audit.client_options = {}
    kept = {key.partition(":")[2] for key in audit.answers}
    assert audit().exit_code == 0
    assert audit.answers == truth
    assert len(kept & set(audit.asked)) <= 1  # a control at most
    assert data_of(audit.root) == before


def test_a_fault_does_not_hide_earlier_findings(audit: Audit, registry: Registry, services: Services) -> None:
    registry.arxiv["2101.00001"] = registry.arxiv["2202.00002"]
    assert audit().exit_code == 1
    for service in ("arxiv", "crossref"):
        services.set_replies(service, Reply(status=503))
    result = audit("--max-age", "0")
    assert (result.exit_code, services.requests) == (1, [])  # asked today
    audit.cache.write_text(audit.cache.read_text("utf-8").replace("2026-11-22", "2026-01-01"), "utf-8")
    result = audit()
    assert result.exit_code == 1
    assert "| 2026-01-01 |" in result.stdout
    assert "arXiv returned an error (503); 5 of 5 IDs could not be asked for." in result.stderr


def test_a_service_that_forgets_everything(audit: Audit, registry: Registry, services: Services) -> None:
    """A new ID does not look wrong only because the service is empty today."""
    audit()
    before = audit.answers
    audit.edit("2019/crowd-2019.yml", "10.5555/toys.2019.40", "10.5555/toys.2019.41")
    audit.edit("2021/very-long-2021.yml", "2112.00003", "2112.00004")
    registry.arxiv.clear()
    registry.doi.clear()
    result = audit()
    assert result.exit_code == 2
    assert "Crossref could not be asked for 10.5555/toys.2019.41: it does not even know" in result.stderr
    assert "arXiv could not be asked for 2112.00004: it sent none of the requested papers." in result.stderr
    assert audit.answers.items() <= before.items()


def test_no_network(audit: Audit, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "base_urls", dict.fromkeys(services.base_urls, "https://localhost:1"))
    result = audit()
    assert (result.exit_code, audit.answers) == (2, {})
    assert "arXiv could not be reached; 5 of 5 IDs could not be asked for.\n" in result.stderr
    assert "Crossref could not be reached; 2 of 2 IDs could not be asked for.\n" in result.stderr
    assert "No compared ID disagrees with its record." in result.stdout


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock(audit: Audit, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + days * 86400))
    audit()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    assert audit().exit_code == 0
    assert set(audit.asked) == IDS | DOIS
    assert "2026-11-22" in audit.cache.read_text("utf-8")


def test_a_clock_before_the_catalog(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    result = audit()
    assert (result.exit_code, audit.services.requests) == (2, [])
    assert "SOURCE_DATE_EPOCH is 0" in result.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": 0, "answers": {}}',
        b'{"format": 1, "answers": []}',
        b'{"format": 1, "answers": {"arxiv:2101.00001": 7}}',
        b'{"format": 1, "answers": {"arxiv:2101.00001": {"checked": "today", "title": "No"}}}',
        b'{"format": 1, "answers": {"arxiv:2101.00001": {"checked": "2026-11-22", "authors": "No"}}}',
    ],
)
def test_a_corrupt_cache(audit: Audit, truth: dict[str, object], content: bytes) -> None:
    audit.cache.write_bytes(content)
    result = audit()
    assert (result.exit_code, audit.answers) == (0, truth)
    assert f"{audit.cache} is not valid, so everything is asked again." in result.stderr


@pytest.mark.parametrize("place", [".cache", ".cache/refresh/audit.json"])
def test_a_cache_that_cannot_be_written(audit: Audit, registry: Registry, place: str) -> None:
    path = audit.root / place
    if place == ".cache":
        path.write_text("a file", "utf-8")
    else:
        path.mkdir(parents=True)
    del registry.arxiv["2101.00001"]
    result = audit()
    assert result.exit_code == 1
    assert "### IDs that do not exist (1)" in result.stdout
    assert "The next run asks the services again." in result.stderr


def test_a_cache_on_a_read_only_file_system(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _: str) -> None:
        raise OSError(30, "Read-only file system", str(path))

    audit()
    before = audit.cache.read_bytes()
    monkeypatch.setattr("catalog.refresh.answers.write_text", refuse)
    audit.edit("2021/very-long-2021.yml", "2112.00003", "2112.00004")
    result = audit()
    assert result.exit_code == 1
    assert "the file system is read-only." in result.stderr
    assert audit.cache.read_bytes() == before


@pytest.mark.parametrize("answers", [0, 1, 3, 5, 6])
@pytest.mark.every(3)
def test_a_run_that_is_killed_continues(
    audit: Audit, registry: Registry, services: Services, truth: dict[str, object], answers: int
) -> None:
    """Kill -9 while a service is about to reply, with a batch of one ID so that there are several."""
    numbers = iter(range(100))

    def delay(good: object) -> object:
        return lambda path: Reply(pause=20) if next(numbers) == answers else good(path)  # type: ignore[operator]

    services.set_replies("arxiv", delay(registry.answer_arxiv))  # type: ignore[arg-type]
    services.set_replies("crossref", delay(registry.answer_crossref))  # type: ignore[arg-type]
    audit.run_until_killed(answers)
    assert len(audit.answers) == answers
    assert audit.answers.items() <= truth.items()
    (audit.root / ".cache/refresh").mkdir(parents=True, exist_ok=True)
    audit.cache.with_name(".audit.json.part").write_text('{"format": 1, "regi', "utf-8")  # killed in a write
    services.set_replies("arxiv", registry.answer_arxiv)
    services.set_replies("crossref", registry.answer_crossref)
    assert audit().exit_code == 0
    assert audit.answers == truth
    assert len(set(audit.asked) & {key.partition(":")[2] for key in truth}) in range(7 - answers, 9 - answers)


def test_a_run_that_is_interrupted_says_so(audit: Audit, services: Services, registry: Registry) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    audit.client_options = {"sleep": interrupt}
    services.set_replies("crossref", Reply(status=503))
    result = audit()
    assert result.exit_code == 130
    assert "Interrupted. What was answered is kept" in result.stderr
    assert audit.answers.keys() == {f"arxiv:{id}" for id in IDS}
