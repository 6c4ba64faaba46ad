"""Days of arXiv: the papers that were submitted on each, and when to ask for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from catalog.refresh.answers import Answers, require_texts
from catalog.utils.urls import ARXIV_ID

WINDOW = timedelta(days=28)
"""Days whose papers are shown: a paper that nobody decides on leaves the issue after as many."""
MAX_WINDOW = timedelta(days=90)
"""Longest time without a run that the next one makes up for."""
ANNOUNCEMENT_DELAY = timedelta(days=7)
"""Days until nearly all papers of a day are announced: on weekdays, and some after checks by moderators.
Source: https://info.arxiv.org/help/availability.html"""


@dataclass(frozen=True)
class Listing:
    """A paper as arXiv lists it."""

    arxiv: str
    """ID without version."""
    title: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    """Categories of arXiv, the primary one first."""
    submitted: date
    """Day of the first version."""


@dataclass(frozen=True)
class DayListing:
    """The papers of one day, as far as they were announced."""

    checked: date
    papers: tuple[Listing, ...] = ()


class Days(Answers[DayListing]):
    """Papers by the day on which they were submitted."""

    def plan(self) -> list[date]:
        """Return the days whose papers are of interest, newest first.

        These are the days of the window, and if the last run is longer ago, those since then and those that
        were not complete.
        """
        known = (day for key, _ in self.items() if (day := _parse_day(key)) and day <= self.today)
        last = max(known, default=self.today)
        span = max(WINDOW, min(self.today - last + ANNOUNCEMENT_DELAY, MAX_WINDOW))
        return [self.today - timedelta(back) for back in range(span.days)]

    def is_due(self, day: date, max_age: timedelta) -> bool:
        """Return whether to ask for a day: unless everything of it was announced at the last answer."""
        answer = self.find_key(day.isoformat())
        if answer and answer.checked <= self.today and answer.checked - day >= ANNOUNCEMENT_DELAY:
            return False
        return self.is_key_due(day.isoformat(), max_age)

    def find(self, day: date) -> DayListing | None:
        """Return the papers of a day; None if it was never asked for."""
        return self.find_key(day.isoformat())

    def keep(self, day: date, papers: Sequence[Listing]) -> None:
        """Keep the papers of a day; `save` writes them."""
        self.keep_key(day.isoformat(), DayListing(self.today, tuple(papers)))

    def retain(self, days: Sequence[date]) -> None:
        """Drop all other days."""
        self.retain_keys([day.isoformat() for day in days])

    def to_values(self, answer: DayListing) -> dict[str, Any]:  # noqa: D102
        return {
            "papers": [
                [paper.arxiv, paper.title, paper.authors, paper.categories, paper.submitted.isoformat()]
                for paper in answer.papers
            ]
        }

    def from_values(self, checked: date, values: dict[str, Any]) -> DayListing:  # noqa: D102
        return DayListing(checked, tuple(_parse_listing(*paper) for paper in values["papers"]))


def _parse_day(key: str) -> date | None:
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def _parse_listing(arxiv: Any, title: Any, authors: Any, categories: Any, submitted: Any) -> Listing:
    require_texts(arxiv, title, submitted, *authors, *categories)
    if not ARXIV_ID.fullmatch(arxiv):
        raise ValueError("not an arXiv ID")
    return Listing(arxiv, title, tuple(authors), tuple(categories), date.fromisoformat(submitted))
