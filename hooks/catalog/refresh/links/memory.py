"""Memory for links: what was observed of each, kept between runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from catalog.refresh.answers import Answers, require_texts
from catalog.refresh.links.probe import Kind, Observation

MIN_STREAK = timedelta(days=7)
"""Time between two observations that together make a link dead or blocked."""
MAX_GAP = timedelta(days=180)
"""Time after which two observations are no streak, since too much may have been between them."""
DAY = timedelta(days=1)
STREAK_KINDS = (Kind.DEAD, Kind.MOVED, Kind.BLOCKED)


@dataclass(frozen=True)
class Streak:
    """Equal observations with no success between them."""

    first: date
    last: date

    @property
    def is_established(self) -> bool:
        """True if two of them are a week apart."""
        return self.last - self.first >= MIN_STREAK

    def extend(self, day: date) -> Streak:
        """Return the streak with another observation; a new one if too much time lies between."""
        is_near = self.last <= day <= self.last + MAX_GAP
        return Streak(self.first if is_near or self.is_established else day, day)


@dataclass(frozen=True)
class Memory:
    """Knowledge of a link from all observations."""

    checked: date
    """Day of the last observation."""
    kind: Kind
    """Kind of the last observation."""
    reason: str = ""
    """Reason of the last observation; see `Observation`."""
    seen: date | None = None
    """Last day on which the page was there."""
    to: str = ""
    """New address of the page, if it moved."""
    streaks: Mapping[Kind, Streak] = field(default_factory=dict, hash=False)
    """Observations of each kind since then."""

    @property
    def last_success(self) -> date | None:
        """Last day on which the page was there, or at its new address."""
        days = [self.seen] if self.seen else []
        if moved := self.streaks.get(Kind.MOVED):
            days.append(moved.last)
        return max(days, default=None)


def remember(memory: Memory | None, observation: Observation, today: date) -> Memory:
    """Return what is known of a link after another observation; memories of the future are not believed."""
    kind, reason = observation.kind, observation.reason
    if memory is None or memory.checked > today:
        memory = Memory(today, kind)
    if kind is Kind.ALIVE:
        return Memory(today, kind, reason, today)
    streaks, to = dict(memory.streaks), memory.to
    if kind is Kind.MOVED:
        is_same = to == observation.to
        streaks = {k: streak for k, streak in streaks.items() if is_same and k is Kind.MOVED}
        to = observation.to
    if kind is Kind.MOVED and kind in streaks:
        streaks[kind] = Streak(streaks[kind].first, today)
    elif kind in STREAK_KINDS:
        streaks[kind] = streaks[kind].extend(today) if kind in streaks else Streak(today, today)
    return Memory(today, kind, reason, memory.seen, to, streaks)


class Memories(Answers[Memory]):
    """Memories by URL."""

    def find(self, url: str) -> Memory | None:
        """Return what is known of a link; None if it was never observed."""
        return self.find_key(url)

    def is_key_due(self, key: str, max_age: timedelta) -> bool:
        """Return whether to ask for a link: after a week if its page was not simply there."""
        memory = self.find(key)
        is_alive = memory is None or memory.kind is Kind.ALIVE
        return super().is_key_due(key, max_age if is_alive else min(max_age, MIN_STREAK - DAY))

    def keep(self, url: str, observation: Observation) -> None:
        """Add an observation of today; `save` writes it."""
        self.keep_key(url, remember(self.find(url), observation, self.today))

    def to_values(self, answer: Memory) -> dict[str, Any]:  # noqa: D102
        values: dict[str, Any] = {"kind": answer.kind.value}
        if answer.reason:
            values["reason"] = answer.reason
        if answer.seen:
            values["seen"] = answer.seen.isoformat()
        if answer.to:
            values["to"] = answer.to
        for kind, streak in sorted(answer.streaks.items(), key=lambda item: item[0].value):
            values[kind.value] = [streak.first.isoformat(), streak.last.isoformat()]
        return values

    def from_values(self, checked: date, values: dict[str, Any]) -> Memory:  # noqa: D102
        reason, to, seen = values.get("reason", ""), values.get("to", ""), values.get("seen")
        require_texts(reason, to)
        streaks = {}
        for kind in STREAK_KINDS:
            if kind.value in values:
                first, last = map(date.fromisoformat, values[kind.value])
                streaks[kind] = Streak(first, last)
        last_seen = date.fromisoformat(seen) if seen else None
        return Memory(checked, Kind(values["kind"]), reason, last_seen, to, streaks)
