"""Faults of the network and the machine: nothing is lost, no link judged wrongly, and the run says so."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.helpers import ROOT
from tests.lookup.services import Reply
from tests.refresh.links.command import Links
from tests.refresh.links.test_links import LINKS, MEOW, SWIM, lose
from tests.refresh.links.web import NO_ANSWER, NO_HOST, OK, Web

HOSTS = ("toys.example", "code.example", "ducks.example", "github.com", "arxiv.org", "toycon.example")


def unplug(web: Web, failure: Exception) -> None:
    """Make the network of this machine fail: no name can be looked up."""
    web.addresses |= dict.fromkeys(HOSTS, failure)


@pytest.mark.parametrize("failure", [NO_HOST, NO_ANSWER])
def test_a_machine_without_a_network_kills_no_link(links: Links, failure: Exception) -> None:
    """Some systems say without a network that no host exists, so two runs would make every link dead."""
    links.on_day(-30)
    before = links.answers
    unplug(links.web, failure)
    for day in (0, 8, 16):
        result = links.on_day(day, "--max-age", "0")
        assert (result.exit_code, links.answers) == (2, before)
        assert "and no host did after that." in result.stderr
        assert "### Not asked" in result.stdout
        assert "25 to ask: 0 dead, 0 moved, 0 blocked" in result.stderr
    links.web.addresses.clear()
    assert links.on_day(17, "--max-age", "0").exit_code == 0


def test_the_first_run_without_a_network(links: Links) -> None:
    unplug(links.web, NO_HOST)
    assert links().exit_code == 2
    assert links.answers == {}


def test_a_host_without_a_reply_is_told_from_a_network_without_one(links: Links) -> None:
    links.web.addresses["ducks.example"] = NO_HOST
    result = links()
    assert (result.exit_code, "25 asked now, 0 to ask" in result.stderr) == (0, True)
    assert links.answers[SWIM]["kind"] == "dead"
    links.web.addresses["ducks.example"] = NO_ANSWER
    links.on_day(7)  # only this link is due, and another one that works shows that the network does
    assert links.answers[SWIM]["blocked"] == ["2026-11-29", "2026-11-29"]


def test_a_silent_host_is_left_alone(links: Links) -> None:
    links.web.pages |= {url: Reply(raw=b"") for url in links.web.pages if "//toys.example" in url}
    result = links()
    assert result.exit_code == 2
    assert "toys.example gives no reply: no reply; 13 links could not be asked for." in result.stderr
    assert len([url for url in links.web.urls if "//toys.example" in url]) == 2


def test_a_robots_txt_that_cannot_be_had(links: Links) -> None:
    links.web.robots["toys.example"] = Reply(status=500)
    result = links()
    assert result.exit_code == 2
    assert "toys.example answers 500 for robots.txt; 15 links could not be asked for." in result.stderr
    assert not any("//toys.example" in url for url in links.web.urls)
    assert len(links.answers) == LINKS - 15


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock(links: Links, days: int) -> None:
    """Answers from the future are asked again, and one from another year is no week ago."""
    lose(links)
    links.on_day(days)
    links.on_day(0)
    assert len({*links.web.urls}) >= LINKS - 1
    assert links.answers[MEOW]["dead"] == ["2026-11-22", "2026-11-22"]
    assert links.outcome["issue"]["open"] == 1  # what moved
    links.on_day(7)
    assert links.outcome["issue"]["open"] == 3


def test_a_death_in_the_future_is_not_believed(links: Links) -> None:
    links.on_day(399)
    lose(links)
    links.on_day(400)
    links.on_day(407)
    links.on_day(0)
    assert links.outcome["issue"]["open"] == 1  # what moved
    links.on_day(7, "--write")
    assert links.states[MEOW] == {"state": "dead", "since": "2026-11-22"}  # and never seen


def test_a_life_in_the_future_is_not_believed(links: Links) -> None:
    """The state stays while the host must not be asked."""
    pages = dict(links.web.pages)
    lose(links)
    links.on_day(0)
    links.on_day(7, "--write")
    before = links.states
    links.web.pages = pages
    links.web.addresses.clear()
    links.on_day(400)
    links.web.robots |= dict.fromkeys(HOSTS, Reply(status=503))
    links.on_day(8, "--write")
    assert links.states == before


def test_a_clock_before_the_catalog(links: Links, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    result = links()
    assert (result.exit_code, links.web.urls) == (2, [])
    assert "SOURCE_DATE_EPOCH is 0" in result.stderr


@pytest.mark.parametrize(
    "answers",
    [
        7,
        [],
        {MEOW: 7},
        {MEOW: {}},
        {MEOW: {"checked": "2026-11-22"}},
        {MEOW: {"checked": "2026-11-22", "kind": "undead"}},
        {MEOW: {"checked": "2026-11-22", "kind": "dead", "dead": ["2026-11-01"]}},
        {MEOW: {"checked": "2026-11-22", "kind": "dead", "dead": 7}},
        {MEOW: {"checked": "2026-11-22", "kind": "dead", "reason": 7}},
        {MEOW: {"checked": "2026-11-22", "kind": "alive", "seen": "never"}},
    ],
)
def test_a_corrupt_cache(links: Links, answers: Any) -> None:
    links.cache.parent.mkdir(parents=True)
    links.cache.write_text(json.dumps({"format": 1, "answers": answers}), "utf-8")
    result = links()
    assert (result.exit_code, len(links.answers)) == (0, LINKS)
    assert f"{links.cache} is not valid, so everything is asked again." in result.stderr


def test_a_lost_cache_keeps_states(links: Links) -> None:
    lose(links)
    links.on_day(0)
    links.on_day(7, "--write")
    before = links.states
    links.cache.unlink()
    links.on_day(8, "--write")
    assert links.states == before
    links.cache.unlink()
    unplug(links.web, NO_HOST)
    links.on_day(9, "--write")
    assert links.states == before


def test_a_cache_that_cannot_be_written(links: Links) -> None:
    links.cache.mkdir(parents=True)
    lose(links)
    result = links()
    assert result.exit_code == 1
    assert "### Moved links (1)" in result.stdout
    assert "The next run asks the services again." in result.stderr


@pytest.mark.parametrize("asked", [0, 12])
@pytest.mark.every(2)
def test_a_run_that_is_killed_continues(links: Links, asked: int) -> None:
    """Kill -9 while a host is about to reply."""
    numbers = iter(range(100))

    def reply(_: str) -> Reply:
        return Reply(pause=20) if next(numbers) == asked else OK

    links.web.pages = dict.fromkeys(links.web.pages, reply)
    links.web.ca.cert_pem.write_to_path(str(links.root / "ca.pem"))
    command = [sys.executable, str(ROOT / "tests/refresh/links/run_links.py")]
    command += [str(links.web.port), str(links.root)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        until = time.monotonic() + 60
        while len(links.web.requests) <= asked and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(0.1)  # the main thread saves what the other one reported
        process.send_signal(signal.SIGKILL)
    assert len(links.web.requests) == asked + 1
    assert len(links.answers) == asked
    links.cache.parent.mkdir(parents=True, exist_ok=True)
    links.cache.with_name(".links.json.part").write_text('{"format": 1, "ans', "utf-8")  # killed in a write
    links.web.pages = dict.fromkeys(links.web.pages, OK)
    assert links().exit_code == 0
    assert len(links.answers) == LINKS
    assert len(links.web.urls) == LINKS - asked


def test_a_run_that_is_interrupted_says_so(links: Links, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter(range(100))

    def interrupt(_: float) -> None:
        if next(numbers) == 15:
            raise KeyboardInterrupt

    monkeypatch.setattr(links.web, "sleep", interrupt)
    result = links()
    assert result.exit_code == 130
    assert "Interrupted. What was answered is kept" in result.stderr
    assert 0 < len(links.answers) < LINKS


def test_a_fault_of_the_program_is_not_hidden(links: Links, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in a thread ends the run, instead of leaving it to wait for ever."""

    class Broken:
        def observe(self, url: str) -> None:
            raise ZeroDivisionError(url)

    monkeypatch.setattr("catalog.refresh.links.round.make_probe", lambda _: Broken())
    with pytest.raises(AssertionError, match="https://"):
        links()
    assert not (links.root / "out/outcome.json").exists()
