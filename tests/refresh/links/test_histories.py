"""Histories of links: states of a table written by hand, and what holds after any observations."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.links.memory import MAX_GAP, MIN_STREAK, Memory, remember
from catalog.refresh.links.probe import Kind, Observation
from catalog.refresh.links.robots import RobotsError
from catalog.refresh.links.states import State, decide
from tests.properties import examples
from tests.refresh.links.command import FIRST_DAY, Links
from tests.refresh.links.events import EVENTS, NEW

HISTORIES = yaml.safe_load((Path(__file__).parent / "histories.yml").read_text("utf-8"))
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
