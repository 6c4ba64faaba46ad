"""News for readers: added papers, and changes of their metadata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from catalog.history.changes import Change, ChangeKind, History
from catalog.records.schema import Paper
from catalog.views.views import Views

NewsKind = Literal["added"] | ChangeKind
HEADINGS: Mapping[NewsKind, str] = {
    "added": "Added",
    "published": "Published",
    "venue": "Venue or year changed",
    "code": "Code released",
    "title": "Title changed",
    "status": "Status changed",
    "removed": "Removed",
}
"""Headings by kind of news, in the order in which a day lists them."""
MAX_FIRST_ITEMS = 20
"""Items of one kind on a day that are listed at once; the others are behind a disclosure."""
MAX_NAMED_ITEMS = 300
"""Of more items of one kind on a day, only the first are listed: they are an import, not news."""
MAX_LINES = 1000
"""Approximate length of the page."""


@dataclass(frozen=True, eq=False)
class NewsItem:
    """One piece of news about one paper."""

    date: date
    kind: NewsKind
    id: str
    """The paper's id at that time; feeds keep it when the paper is renamed."""
    title: str
    detail: str
    """Shown after the title; may be blank."""
    paper: Paper | None = None
    """The current record; None if it was removed."""


class News:
    """All news about one catalog, newest first."""

    def __init__(self, views: Views, history: History | None) -> None:
        self.views = views
        self.has_history = history is not None
        """Without history, only the dates in the records are known."""
        history = history or History()
        self._paper_by_old_id = {old: paper for paper in views.catalog.papers for old in paper.replaces}
        self.additions = sorted(self._added_items(history), key=lambda item: item.date, reverse=True)
        rank = list(HEADINGS).index
        self.changes = sorted(
            filter(None, map(self._changed_item, history.changes)),
            key=lambda item: (-item.date.toordinal(), rank(item.kind), item.title, item.id),
        )

    def items_by_day(self) -> Iterator[tuple[date, list[tuple[str, list[NewsItem]]]]]:
        """Yield the newest days with their items by heading, until the page has about `MAX_LINES`."""
        days: dict[date, dict[str, list[NewsItem]]] = defaultdict(lambda: defaultdict(list))
        for item in (*self.additions, *self.changes):
            days[item.date][item.kind].append(item)
        lines = 0
        for day in sorted(days, reverse=True):
            if lines >= MAX_LINES:
                return
            yield day, [(HEADINGS[kind], days[day][kind]) for kind in HEADINGS if kind in days[day]]
            lines += sum(
                len(items) if len(items) <= MAX_NAMED_ITEMS else MAX_FIRST_ITEMS
                for items in days[day].values()
            )

    def _added_items(self, history: History) -> Iterator[NewsItem]:
        for paper in self.views.catalog.papers:
            added = paper.added or history.added_dates.get(paper.id)
            if added:
                card = self.views.card(paper)
                id = history.first_ids.get(paper.id, paper.id)
                yield NewsItem(added, "added", id, paper.title, f"{card.venue.name} {card.year.name}", paper)

    def _changed_item(self, change: Change) -> NewsItem | None:
        """Return the news of a change; None for earlier changes of a paper that was removed later."""
        paper = self.views.catalog.paper.get(change.id) or self._paper_by_old_id.get(change.id)
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
                previous = self._venue_and_year(before.venue, before.year)
                return f"{self._venue_and_year(after.venue, after.year)} (previously {previous})"
            case "title":
                return f"previously: {before.title}"
            case "status":
                return after.status or f"no longer {before.status}"
            case "removed":
                removed_record = self.views.catalog.gone.get(change.id)
                return removed_record.reason if removed_record else ""
        return ""

    def _venue_and_year(self, venue_id: str, year: str) -> str:
        venue = self.views.catalog.venues.get(venue_id or "arxiv")
        return f"{venue.short if venue else venue_id} {year}".strip()
