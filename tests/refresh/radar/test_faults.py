"""Faults of arXiv and of the machine: nothing is lost, nothing wrong is kept, and the run says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.lookup.services import Reply, Services
from tests.refresh.faults import (
    FAULTS,
    NO_FEED,
    Fault,
    always,
    edit,
    only,
    text_of,
    with_first_twice,
    without_first,
)
from tests.refresh.radar.archive import Archive
from tests.refresh.radar.command import Radar
from tests.refresh.radar.conftest import HITS
from tests.refresh.radar.test_radar import TODAY, data_of, set_day

DAYS = [TODAY - timedelta(back) for back in range(7)]
EMPTY_PAGE = Reply(
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
    "<opensearch:totalResults>0</opensearch:totalResults></feed>",
    type="application/atom+xml",
)
EMPTY_PAGE_OF_TWO = replace(EMPTY_PAGE, body=text_of(EMPTY_PAGE).replace(">0<", ">2<"))
ERROR_ENTRY = (
    "<entry><id>http://arxiv.org/api/errors#start_must_be_non-negative</id><title>Error</title></entry>"
)
RADAR_FAULTS = {
    "another schema": Fault(edit('xmlns="http://www.w3.org/2005/Atom"', ""), "unexpected structure"),
    "no number of papers": Fault(edit("totalResults", "allResults"), "unexpected structure"),
    "a wrong number of papers": Fault(
        edit("totalResults>3<", "totalResults>4<"),
        "could not be asked for 2026-11-20: it sent 3 of 4 papers.",
    ),
    "no feed": Fault(only(NO_FEED), "unexpected structure"),
    "no paper of any day": Fault(only(EMPTY_PAGE), "sent no paper of 7 days, and none of any other day"),
    "an empty page for ever": Fault(
        always(
            lambda reply: replace(
                reply, body=text_of(reply).split("  <entry>")[0].removesuffix("</feed>\n") + "</feed>"
            )
        ),
        "it sent 0 of 3 papers",
    ),
    "an empty page once": Fault(lambda good: [*[good] * 2, EMPTY_PAGE_OF_TWO, good]),
    "a paper missing once": Fault(lambda good: [*[good] * 2, lambda path: without_first(good(path)), good]),
    "a paper missing": Fault(
        lambda good: [
            lambda path: without_first(good(path)) if text_of(good(path)).count("<entry>") > 1 else good(path)
        ],
        "it sent 2 of 3 papers",
    ),
    "a paper twice": Fault(
        lambda good: [
            lambda path: (
                with_first_twice(lambda entry: entry)(good(path))
                if "<entry>" in text_of(good(path))
                else good(path)
            )
        ]
    ),
    "two papers with one ID": Fault(
        lambda good: [
            lambda path: (
                with_first_twice(lambda entry: entry.replace("<title>", "<title>Never: "))(good(path))
                if "<entry>" in text_of(good(path))
                else good(path)
            )
        ],
        "sent two different papers for 2611.00",
    ),
    "no titles": Fault(edit("title>", "heading>"), "sent no readable title"),
    "papers of other days": Fault(
        edit("published>2026-11", "published>2026-10"), "sent papers of other days"
    ),
    "no dates": Fault(edit("published>", "printed>"), "sent papers of other days"),
    "other papers": Fault(edit("arxiv.org/abs/2", "arxiv.org/abs/3"), "an ID that does not fit its date"),
    "an error as an entry": Fault(edit("  <entry>", f"  {ERROR_ENTRY}<entry>"), "without a valid ID"),
    "a document type": Fault(edit("<feed", "<!DOCTYPE feed [<!ENTITY a 'a'>]><feed"), "sent invalid XML"),
    "digits without end": Fault(edit("totalResults>3<", f"totalResults>{'9' * 5000}<"), "structure"),
    "more than it can send": Fault(edit("totalResults>3<", "totalResults>99999<"), "it sent 3 of 200 papers"),
}
CASES = FAULTS | RADAR_FAULTS
SLOW_CASES = ("a gzip bomb", "3 MB", "slow", "silence", "429 with a date", "redirect to http")
"""Faults of the transport that the audit tries in each run."""


@pytest.fixture(autouse=True)
def _few_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.refresh.radar.days.WINDOW", timedelta(len(DAYS)))


@pytest.fixture
def truth(archive: Archive) -> dict[str, object]:
    """What the cache holds after a run without faults."""
    papers = [
        [id, paper.title, [*paper.authors], [*paper.categories], paper.published[:10]]
        for id, paper in archive.papers.items()
        if id != "2611.00015"  # it has none of the words
    ]
    return {
        str(day): {"checked": "2026-11-22", "papers": [values for values in papers if values[-1] == str(day)]}
        for day in DAYS
    }


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.gate) if name in SLOW_CASES else name for name in CASES]
)
@pytest.mark.every(3)
def test_a_fault_of_arxiv(
    radar: Radar, archive: Archive, services: Services, truth: dict[str, object], name: str
) -> None:
    fault = CASES[name]
    before = data_of(radar.root)
    services.set_replies("arxiv", *fault.replies(archive.answer))
    radar.client_options = dict(fault.options)
    result = radar()
    assert len(services.requests) < 16
    assert radar.answers.items() <= truth.items(), "something wrong was kept"
    assert {*radar.hits} <= {*HITS}
    assert radar.outcome["is_complete"] == (not fault.sentence)
    if fault.sentence:
        assert result.exit_code == (1 if radar.hits else 2)
        assert "arXiv " in result.stderr
        assert fault.sentence in result.stderr
        assert "### Not asked" in result.stdout
    else:
        assert (result.exit_code, radar.answers) == (1, truth)
    kept = {*radar.answers}
    services.set_replies("arxiv", archive.answer)
    radar.client_options = {}
    assert radar().exit_code == 1
    assert radar.hits == HITS
    assert truth.items() <= radar.answers.items()  # and days before them, as the last run was incomplete
    assert kept.isdisjoint(map(str, radar.asked))
    assert data_of(radar.root) == before


def test_a_fault_does_not_hide_earlier_hits(
    radar: Radar, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    radar()
    services.set_replies("arxiv", Reply(status=503))
    set_day(monkeypatch, 1)
    result = radar()
    assert (result.exit_code, radar.hits) == (1, HITS)
    assert "arXiv returned an error (503); 8 of 8 days could not be asked for." in result.stderr
    assert not radar.outcome["is_complete"]


def test_one_faulty_day_does_not_spoil_the_others(radar: Radar, archive: Archive, services: Services) -> None:
    def answer(path: str) -> Reply:
        return Reply("{", type="application/atom+xml") if "202611200000+TO" in path else archive.answer(path)

    services.set_replies("arxiv", answer)
    result = radar()
    assert (result.exit_code, radar.hits) == (1, HITS[1:])
    assert result.stderr.startswith("arXiv could not be asked for 2026-11-20: it sent invalid XML.\n")
    assert len(radar.answers) == 6
    services.set_replies("arxiv", archive.answer)
    radar()
    assert (radar.asked, radar.hits) == ([date(2026, 11, 20)], HITS)


def test_no_network(radar: Radar, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "base_urls", dict.fromkeys(services.base_urls, "https://localhost:1"))
    result = radar()
    assert (result.exit_code, radar.answers) == (2, {})
    assert "arXiv could not be reached; 7 of 7 days could not be asked for.\n" in result.stderr


@pytest.mark.parametrize("days", [-400, -3, 3, 400])
def test_a_wrong_clock(radar: Radar, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    set_day(monkeypatch, days)
    radar()
    set_day(monkeypatch, 0)
    radar()
    assert radar.hits == HITS
    assert {*map(str, DAYS)} <= {*radar.answers}
    assert {answer["checked"] for answer in radar.answers.values()} <= {"2026-11-22", "2026-11-19"}


def test_a_day_is_not_complete_because_a_clock_was_ahead(
    radar: Radar, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.refresh.radar.days.WINDOW", timedelta(14))
    late = archive.papers.pop("2611.00011")
    set_day(monkeypatch, 6)
    radar()
    archive.papers["2611.00011"] = late
    set_day(monkeypatch, 0)
    radar()
    assert radar.hits == HITS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b'{"format": 0, "answers": {}}',
        b'{"format": 1, "answers": {"2026-11-20": 7}}',
        b'{"format": 1, "answers": {"2026-11-20": {"checked": "2026-11-22"}}}',
        b'{"format": 1, "answers": {"2026-11-20": {"checked": "2026-11-22", "papers": [["2611.00001"]]}}}',
        b'{"format": 1, "answers": {"2026-11-20": {"checked": "2026-11-22", "papers": '
        b'[["../evil", "Purr", [], [], "2026-11-20"]]}}}',
        b'{"format": 1, "answers": {"2026-11-20": {"checked": "2026-11-22", "papers": '
        b'[["2611.00001", "Purr", "abc", 7, "2026-11-20"]]}}}',
    ],
)
def test_a_corrupt_cache(radar: Radar, truth: dict[str, object], content: bytes) -> None:
    radar.cache.parent.mkdir(parents=True)
    radar.cache.write_bytes(content)
    result = radar()
    assert (result.exit_code, radar.answers) == (1, truth)
    assert f"{radar.cache} is not valid, so everything is asked again." in result.stderr


def test_days_that_are_none(radar: Radar, truth: dict[str, object]) -> None:
    radar.cache.parent.mkdir(parents=True)
    answer = '{"checked": "2026-11-22", "papers": []}'
    radar.cache.write_text(f'{{"format": 1, "answers": {{"yesterday": {answer}, "": {answer}}}}}', "utf-8")
    assert (radar().exit_code, radar.answers) == (1, truth)


def test_a_cache_that_cannot_be_written(radar: Radar) -> None:
    (radar.root / ".cache").write_text("a file", "utf-8")
    result = radar()
    assert (result.exit_code, radar.hits) == (1, HITS)
    assert "The next run asks the services again." in result.stderr


@pytest.mark.parametrize("answers", [5, *(pytest.param(at, marks=pytest.mark.gate) for at in (0, 3, 20))])
def test_a_run_that_is_killed_continues(
    radar: Radar, archive: Archive, services: Services, truth: dict[str, object], answers: int
) -> None:
    """Kill -9 while arXiv is about to reply."""
    numbers = iter(range(100))
    services.set_replies(
        "arxiv", lambda path: Reply(pause=20) if next(numbers) == answers else archive.answer(path)
    )
    radar.run_until_killed(answers)
    assert radar.answers.items() <= truth.items()
    kept = {*radar.answers}
    assert bool(kept) == (answers > 2)
    radar.cache.parent.mkdir(parents=True, exist_ok=True)
    radar.cache.with_name(".radar.json.part").write_text('{"format": 1, "ans', "utf-8")  # killed in a write
    services.set_replies("arxiv", archive.answer)
    assert radar().exit_code == 1
    assert radar.hits == HITS
    assert truth.items() <= radar.answers.items()  # and days before them, as the last run was incomplete
    assert kept.isdisjoint(map(str, radar.asked))


def test_a_run_that_is_interrupted_says_so(radar: Radar, archive: Archive, services: Services) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    radar.client_options = {"sleep": interrupt}
    services.set_replies("arxiv", archive.answer, archive.answer, archive.answer, Reply(status=503))
    result = radar()
    assert result.exit_code == 130
    assert "Interrupted. What was answered is kept" in result.stderr
