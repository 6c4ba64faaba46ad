"""States of links, from what was observed and what data/links.yml says already.

A link is dead or blocked if it was so twice, a week apart, and not alive in between. A host that lets no
program look says nothing about its pages, so a dead or moved link stays that until its page is seen again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Literal

from catalog.checks.links import catalog_urls
from catalog.records.catalog import Catalog
from catalog.records.vocabularies import LinkState
from catalog.refresh.links.memory import MIN_STREAK, STREAK_KINDS, Memories, Memory, Streak
from catalog.refresh.links.probe import Kind
from catalog.writing.format import format_text

FILE = "data/links.yml"
HEADER = """\
# Links that do not simply work, by URL; written by `catalog refresh links`. Pages lead to an archived copy of
# a dead one, and to the new address of one that moved. An entry disappears when its page is seen again, or
# when no record has the link any more.
"""
StateName = Literal["dead", "moved", "blocked"]


@dataclass(frozen=True)
class State:
    """State of a link, as an entry of data/links.yml has it."""

    state: StateName
    since: date
    seen: date | None = None
    to: str | None = None

    @classmethod
    def of(cls, entry: LinkState) -> State:
        """Return the state in an entry."""
        return cls(entry.state, entry.since, entry.seen, entry.to)


def decide(memory: Memory | None, entry: State | None, today: date) -> State | None:
    """Return the state of a link; None if it works, as far as anybody knows.

    Args:
        memory: What this machine observed; None if nothing.
        entry: State in data/links.yml, which another machine may have observed.
        today: Day of the run; a memory of the future is not believed.
    """
    if memory is None or memory.checked > today:
        return entry
    if entry and entry.since <= today:
        memory = merge(memory, entry)
    dead, moved, blocked = (memory.streaks.get(kind) for kind in STREAK_KINDS)
    if dead and dead.is_established:
        return State("dead", dead.first, memory.seen)
    if moved:
        return State("moved", moved.first, memory.seen, memory.to)
    if blocked and blocked.is_established:
        return State("blocked", blocked.first, memory.seen)
    return None


def merge(memory: Memory, entry: State) -> Memory:
    """Return what is known of a link, with the state in data/links.yml unless its page was seen since."""
    kind = Kind(entry.state)
    streak = memory.streaks.get(kind)
    success = memory.seen if kind is Kind.MOVED else memory.last_success
    is_other_address = kind is Kind.MOVED and streak and memory.to != entry.to
    if (success and success >= entry.since) or (is_other_address and streak and streak.last >= entry.since):
        return memory
    if streak is None or is_other_address:
        streak = Streak(entry.since, entry.since)
    streak = Streak(min(streak.first, entry.since), max(streak.last, entry.since + MIN_STREAK))
    seen = max(filter(None, (memory.seen, entry.seen)), default=None)
    to = entry.to or "" if kind is Kind.MOVED else memory.to
    return replace(memory, seen=seen, to=to, streaks={**memory.streaks, kind: streak})


def decide_all(catalog: Catalog, memories: Memories) -> dict[str, State]:
    """Return the states of all links of a catalog, sorted by URL; those that work have none."""
    urls = sorted({url for _, _, url in catalog_urls(catalog)})
    entries = {url: State.of(entry) for url, entry in catalog.links.items()}
    states = {url: decide(memories.find(url), entries.get(url), memories.today) for url in urls}
    return {url: state for url, state in states.items() if state}


def render_file(states: Mapping[str, State]) -> str:
    """Return the text of data/links.yml."""
    entries = {
        url: {name: str(value) for name, value in asdict(state).items() if value}
        for url, state in states.items()
    }
    return format_text(f"{HEADER}{json.dumps(entries, indent=1)}\n".encode(), FILE)
