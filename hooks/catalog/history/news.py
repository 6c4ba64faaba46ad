"""What is new, as readers are told: papers that came, and papers of which something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.history.changes import Change, History
from catalog.records.schema import Paper
from catalog.views.views import Views

KINDS = {
    "added": "Added",
    "published": "Published",
    "venue": "Venue or year changed",
    "code": "Code released",
    "title": "Title changed",
    "status": "Status changed",
    "removed": "Removed",
}
"""What can be told of a paper, in the order of a day."""
MANY = 200
"""Papers of one day and kind, above which they are counted and not named: an import, not news."""
LINES = 1000
"""The length of the page, about."""


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that is told of one paper."""

    day: date
    kind: str
    id: str
    """The paper's id when it happened, which stays its name in feeds when it is renamed."""
    title: str
    said: str
    """What is told, beside the title."""
    paper: Paper | None = None
    """The paper as it is now; None, if it was removed."""


class News:
    """Everything that can be told of one catalog, newest first."""

    def __init__(self, views: Views, history: History | None) -> None:
        self.views = views
        self.has_history = history is not None
        """Without it, all that is known are the dates in the records."""
        history = history or History()
        self._renamed = {old: paper for paper in views.catalog.papers for old in paper.replaces}
        self.additions = sorted(self._additions(history), key=lambda item: item.day, reverse=True)
        order = list(KINDS).index
        self.changes = sorted(
            filter(None, map(self._change, history.changes)),
            key=lambda item: (-item.day.toordinal(), order(item.kind), item.title, item.id),
        )

    def days(self) -> Iterator[tuple[date, list[tuple[str, list[Item]]]]]:
        """The newest days, each with its headings and what stands under them."""
        found: dict[date, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
        for item in (*self.additions, *self.changes):
            found[item.day][item.kind].append(item)
        lines = 0
        for day in sorted(found, reverse=True):
            if lines < LINES:
                yield day, [(KINDS[kind], found[day][kind]) for kind in KINDS if kind in found[day]]
            lines += sum(len(items) if len(items) <= MANY else 1 for items in found[day].values())

    def _additions(self, history: History) -> Iterator[Item]:
        for paper in self.views.catalog.papers:
            day = paper.added or history.added.get(paper.id)
            if day:
                card = self.views.card(paper)
                id = history.first.get(paper.id, paper.id)
                yield Item(day, "added", id, paper.title, f"{card.venue.name} {card.year.name}", paper)

    def _change(self, change: Change) -> Item | None:
        """What is told of a change; nothing of papers that were removed, but that they were."""
        paper = self.views.catalog.paper.get(change.id) or self._renamed.get(change.id)
        if (change.kind == "removed") == (paper is None):
            title = paper.title if paper else change.before.title or change.id
            return Item(change.day, change.kind, change.id, title, self._said(change), paper)
        return None

    def _said(self, change: Change) -> str:
        before, after = change.before, change.after
        match change.kind:
            case "published":
                return self._place(after.venue, after.year)
            case "venue":
                now, then = (self._place(facts.venue, facts.year) for facts in (after, before))
                return f"{now} (previously {then})"
            case "title":
                return f"previously: {before.title}"
            case "status":
                return after.status or f"no longer {before.status}"
            case "removed":
                gone = self.views.catalog.gone.get(change.id)
                return gone.reason if gone else ""
        return ""

    def _place(self, venue: str, year: str) -> str:
        known = self.views.catalog.venues.get(venue or "arxiv")
        return f"{known.short if known else venue} {year}".strip()
