"""How complete the catalog is: what curators look at to see where help is needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from os import environ
from typing import NamedTuple

from catalog.records.catalog import Catalog
from catalog.records.schema import Dataset, Paper

OLD = 18
"""Months after which a preprint is likely to have been published somewhere."""

FIELDS: dict[str, Callable[[Paper], object]] = {
    "Short name": lambda paper: paper.short,
    "Authors": lambda paper: paper.authors,
    "Published venue": lambda paper: paper.venue_id != "arxiv",
    "arXiv id or DOI": lambda paper: paper.arxiv or paper.doi,
    "DOI": lambda paper: paper.doi,
    "Pages": lambda paper: paper.pages,
    "Tags": lambda paper: paper.tags,
    "Any link": lambda paper: paper.arxiv or paper.doi or paper.links.kinds_and_urls,
    "Code": lambda paper: paper.links.code,
    "Project page": lambda paper: paper.links.project,
}
"""What of a paper is counted."""


class Task(NamedTuple):
    """Records to which somebody can see."""

    id: str
    """The key in `data/health.json` and the anchor on the page; never changes."""
    name: str
    about: str
    records: Sequence[Paper | Dataset]


class Coverage(NamedTuple):
    """How many papers have a field."""

    field: str
    papers: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.papers // max(self.of, 1)


@dataclass(frozen=True)
class Health:
    """What there is to do."""

    catalog: Catalog
    today: date

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """How full each field is."""
        papers = self.catalog.papers
        return tuple(
            Coverage(name, sum(bool(has(paper)) for paper in papers), len(papers))
            for name, has in FIELDS.items()
        )

    @cached_property
    def old_preprints(self) -> tuple[Paper, ...]:
        """Preprints that have been out so long that a venue may be known by now, oldest first."""
        found = [paper for paper in self.catalog.papers if paper.venue_id == "arxiv" and self._is_old(paper)]
        return tuple(reversed(found))

    @cached_property
    def one_source(self) -> tuple[Paper, ...]:
        """Papers that a single source states."""
        return tuple(paper for paper in self.catalog.papers if len(paper.sources) == 1)

    @cached_property
    def disagreements(self) -> tuple[Paper | Dataset, ...]:
        """Records whose sources say different things."""
        return tuple(record for record in self.catalog.records if record.claims)

    @cached_property
    def unreachable(self) -> tuple[Paper | Dataset, ...]:
        """Records without any link."""
        return tuple(
            record
            for record in self.catalog.records
            if not record.links.kinds_and_urls and not (isinstance(record, Paper) and (record.arxiv or record.doi))
        )

    @cached_property
    def without_authors(self) -> tuple[Paper, ...]:
        """Papers whose authors no source has stated yet."""
        return tuple(paper for paper in self.catalog.papers if not paper.authors)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All of these lists, with what is said of them."""
        return (
            Task(
                "old-preprints",
                "Older preprints",
                f"On arXiv for more than {OLD} months, with no known venue. Some may have been published. "
                "Oldest first.",
                self.old_preprints,
            ),
            Task(
                "without-authors",
                "Missing authors",
                "No source we have checked lists their authors.",
                self.without_authors,
            ),
            Task(
                "one-source",
                "Single source",
                "Confirmed by one source only; a second one would help verify the metadata.",
                self.one_source,
            ),
            Task(
                "claims-that-disagree",
                "Conflicting metadata",
                "Sources disagree. Each page shows what each source reports and which value is used.",
                self.disagreements,
            ),
            Task("no-link", "No link", "No URL, arXiv ID, or DOI is known yet.", self.unreachable),
        )

    def _is_old(self, paper: Paper) -> bool:
        """By the month in the arXiv id, or the end of the year that is known."""
        digits = (paper.arxiv or "").rpartition("/")[2][:4]
        month = int(digits[2:]) if digits else 12
        return (self.today.year - paper.display_year) * 12 + self.today.month - month > OLD


def health_file(health: Health) -> str:
    """The ids in these lists as JSON: pages show only the beginning of a long one."""
    found = {task.id: [record.id for record in task.records] for task in health.tasks}
    return json.dumps(found, separators=(",", ":")) + "\n"


def health(catalog: Catalog) -> Health:
    """The health of a catalog on the day of the build: of SOURCE_DATE_EPOCH, if set."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return Health(catalog, now.date())
