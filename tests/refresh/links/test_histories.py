"""Histories of links: states of a table written by hand, and what holds after any observations."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.links.memory import MIN_STREAK, Memory, remember
from catalog.refresh.links.probe import Kind, Observation
from catalog.refresh.links.robots import RobotsError
from catalog.refresh.links.states import State, decide
from tests.helpers import load_yaml
from tests.properties import examples
from tests.refresh.links.command import FIRST_DAY, Links
from tests.refresh.links.events import EVENTS, NEW

HISTORIES = load_yaml((Path(__file__).parent / "histories.yml").read_text("utf-8"))
DAYS = sorted({day for _, history, _ in HISTORIES for day in history})
TARGETS = {"new": NEW, "quiet": "https://hum.example/heads/quiet"}
RECORD = """\
title: "A History of Humming"
venue: toycon
year: 2020
categories: [silent-heads]
links:
  project: [{urls}]
sources: [napkin]
"""


def url_of(number: int) -> str:
    return f"https://h{number:02}.example/{number}"


def expect(state: dict[str, Any] | None) -> dict[str, str] | None:
    """Return an entry of data/links.yml."""
    if not state:
        return None
    days = {key: FIRST_DAY + timedelta(state[key]) for key in ("since", "seen") if key in state}
    target = {"to": TARGETS[state["to"]]} if "to" in state else {}
    return {"state": state["state"], **{key: str(day) for key, day in days.items()}, **target}


class Replay:
    """Probe that replays the histories; other links work, which shows that the network does."""

    def __init__(self) -> None:
        self.day = 0

    def observe(self, url: str) -> Observation:
        if not url.startswith("https://h"):
            return Observation(Kind.ALIVE)
        _, history, _ = HISTORIES[int(url.rpartition("/")[2])]
        observation = EVENTS[history.get(self.day, "robots busy")].observation
        if observation is None:
            raise RobotsError("answers 503 for robots.txt")
        return observation


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.every(2)
def test_histories(links: Links, monkeypatch: pytest.MonkeyPatch, is_merged: bool) -> None:
    """The states are the same if data/links.yml is merged each day or never."""
    replay = Replay()
    monkeypatch.setattr("catalog.refresh.links.round.make_probe", lambda _: replay)
    urls = ", ".join(map(url_of, range(len(HISTORIES))))
    path = links.root / "data/papers/2020/history-2020.yml"
    path.write_text(RECORD.format(urls=urls), "utf-8")
    for day in DAYS:
        replay.day = day
        links.on_day(day, "--max-age", "0", *(["--write"] if is_merged else []))
    if not is_merged:
        assert links.states == {}
        (links.root / "data/links.yml").write_text(links.proposed or "", "utf-8")
    states = links.states
    for number, (name, _, state) in enumerate(HISTORIES):
        assert states.get(url_of(number)) == expect(state), name


def test_the_table_is_large() -> None:
    names = [name for name, _, _ in HISTORIES]
    assert len(names) == len({*names}) >= 40


class Step(NamedTuple):
    """What happens to a link some days after the step before."""

    days: int
    kind: Kind | None
    """Kind of observation; None if the link is not asked for."""
    to: str
    is_merged: bool
    """The state goes into data/links.yml."""
    loses_memory: bool
    """The cache is lost before, if data/links.yml has the last state."""


STEPS = st.builds(
    Step,
    st.one_of(st.integers(0, 14), st.sampled_from([30, 179, 181, 400])),
    st.sampled_from([None, *Kind]),
    st.sampled_from([NEW, "https://new.example/other"]),
    st.booleans(),
    st.booleans(),
)


class Life:
    """A link, the machine that observes it, and data/links.yml."""

    def __init__(self) -> None:
        self.today = FIRST_DAY
        self.memory: Memory | None = None
        self.entry: State | None = None
        self.state: State | None = None
        self.observations: list[tuple[date, Kind]] = []

    def live(self, step: Step) -> State | None:
        """Take a step, and return the state after it."""
        self.today += timedelta(step.days)
        if step.loses_memory and self.entry == self.state:
            self.memory = None
        if step.kind:
            observation = Observation(step.kind, to=step.to if step.kind is Kind.MOVED else "")
            self.memory = remember(self.memory, observation, self.today)
            self.observations.append((self.today, step.kind))
        self.state = decide(self.memory, self.entry, self.today)
        if step.is_merged:
            self.entry = self.state
        return self.state

    def days_since_success(self, *kinds: Kind) -> list[date]:
        """Return the days of such observations since the page was last there."""
        days: list[date] = []
        for day, kind in self.observations:
            if kind in (Kind.ALIVE, Kind.MOVED):
                days.clear()
            elif kind in kinds:
                days.append(day)
        return days


def check_state(life: Life, state: State | None) -> None:
    """Check a state against all observations."""
    kinds = [kind for _, kind in life.observations]
    clear = [kind for kind in kinds if kind is not Kind.UNCLEAR]
    if state is None:
        return
    assert state.since <= life.today
    assert state.seen is None or (state.seen <= state.since and (state.seen, Kind.ALIVE) in life.observations)
    assert clear[-1] is not Kind.ALIVE
    assert (state.to is not None) == (state.state == "moved")
    match state.state:
        case "dead":
            days = life.days_since_success(Kind.DEAD)
            assert state.since in days
            assert days[-1] - state.since >= MIN_STREAK
        case "moved":
            assert Kind.MOVED in kinds
            assert (state.since, Kind.MOVED) in life.observations
        case "blocked":
            days = life.days_since_success(Kind.BLOCKED)
            assert state.since in days
            assert days[-1] - state.since >= MIN_STREAK


@examples
@given(st.lists(STEPS, max_size=12))
def test_any_observations(steps: list[Step]) -> None:
    """Each state follows from observations, whatever is merged and whatever memory is lost."""
    life = Life()
    for step in steps:
        check_state(life, life.live(step))


def test_a_page_that_moves_and_comes_back_on_one_day() -> None:
    life = Life()
    assert life.live(Step(0, Kind.MOVED, NEW, is_merged=True, loses_memory=False))
    assert life.live(Step(0, Kind.ALIVE, NEW, is_merged=True, loses_memory=False)) is None


@examples
@given(st.lists(STEPS, max_size=12))
def test_a_merge_changes_no_state(steps: list[Step]) -> None:
    """With its memory, a machine comes to the same states whether they are merged or not."""
    merged, unmerged = Life(), Life()
    for step in steps:
        step = step._replace(loses_memory=False)
        assert merged.live(step._replace(is_merged=True)) == unmerged.live(step._replace(is_merged=False))


@examples
@given(st.lists(STEPS, max_size=12), st.integers(1, 30))
def test_a_page_that_does_not_exist_dies(steps: list[Step], days: int) -> None:
    """Two observations a week apart are enough, whatever came before; and one success is enough."""
    life = Life()
    for step in steps:
        life.live(step)
    gone = Step(1, Kind.DEAD, NEW, is_merged=True, loses_memory=False)
    life.live(gone)
    state = life.live(gone._replace(days=MIN_STREAK.days))
    assert state is not None
    assert state.state == "dead"
    assert life.live(Step(days, None, NEW, is_merged=True, loses_memory=True)) == state
    assert life.live(Step(days, Kind.BLOCKED, NEW, is_merged=True, loses_memory=False)) == state
    assert life.live(Step(days, Kind.ALIVE, NEW, is_merged=True, loses_memory=False)) is None
