"""What is new, as readers are told: papers that came, and papers of which something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.history.changes import Change, History
from catalog.records.schema import Paper
from catalog.views.views import Views

HEADINGS = {
    "added": "Added",
    "published": "Published",
    "venue": "Venue or year changed",
    "code": "Code released",
    "title": "Title changed",
    "status": "Status changed",
    "removed": "Removed",
}
"""What can be told of a paper, in the order of a day."""
MAX_NAMED_ITEMS = 200
"""Papers of one day and kind, above which they are counted and not named: an import, not news."""
MAX_LINES = 1000
"""The length of the page, about."""


@dataclass(frozen=True, eq=False)
class NewsItem:
    """One thing that is told of one paper."""

    date: date
    kind: str
    id: str
    """The paper's id when it happened, which stays its name in feeds when it is renamed."""
    title: str
    detail: str
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
        self.additions = sorted(self._added_items(history), key=lambda item: item.date, reverse=True)
        order = list(HEADINGS).index
        self.changes = sorted(
            filter(None, map(self._changed_item, history.changes)),
            key=lambda item: (-item.date.toordinal(), order(item.kind), item.title, item.id),
        )

    def items_by_day(self) -> Iterator[tuple[date, list[tuple[str, list[NewsItem]]]]]:
        """The newest days, each with its headings and what stands under them."""
        found: dict[date, dict[str, list[NewsItem]]] = defaultdict(lambda: defaultdict(list))
        for item in (*self.additions, *self.changes):
            found[item.date][item.kind].append(item)
        lines = 0
        for day in sorted(found, reverse=True):
            if lines < MAX_LINES:
                yield day, [(HEADINGS[kind], found[day][kind]) for kind in HEADINGS if kind in found[day]]
            lines += sum(len(items) if len(items) <= MAX_NAMED_ITEMS else 1 for items in found[day].values())

    def _added_items(self, history: History) -> Iterator[NewsItem]:
        for paper in self.views.catalog.papers:
            day = paper.added or history.added_dates.get(paper.id)
            if day:
                card = self.views.card(paper)
                id = history.first_ids.get(paper.id, paper.id)
                yield NewsItem(day, "added", id, paper.title, f"{card.venue.name} {card.year.name}", paper)

    def _changed_item(self, change: Change) -> NewsItem | None:
        """What is told of a change; nothing of papers that were removed, but that they were."""
        paper = self.views.catalog.paper.get(change.id) or self._renamed.get(change.id)
        if (change.kind == "removed") == (paper is None):
            title = paper.title if paper else change.before.title or change.id
            return NewsItem(change.date, change.kind, change.id, title, self._change_detail(change), paper)
        return None

    def _change_detail(self, change: Change) -> str:
        before, after = change.before, change.after
        match change.kind:
            case "published":
                return self._venue_and_year(after.venue, after.year)
            case "venue":
                now, then = (self._venue_and_year(facts.venue, facts.year) for facts in (after, before))
                return f"{now} (previously {then})"
            case "title":
                return f"previously: {before.title}"
            case "status":
                return after.status or f"no longer {before.status}"
            case "removed":
                gone = self.views.catalog.gone.get(change.id)
                return gone.reason if gone else ""
        return ""

    def _venue_and_year(self, venue: str, year: str) -> str:
        known = self.views.catalog.venues.get(venue or "arxiv")
        return f"{known.short if known else venue} {year}".strip()
