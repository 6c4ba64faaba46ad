"""Metadata coverage and open tasks, for curators: the page /health/ and `catalog stats`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from catalog.records.catalog import Catalog, once
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.utils.clock import build_date
from catalog.utils.json import compact_json
from catalog.utils.urls import arxiv_month

OLD_PREPRINT_AFTER_MONTHS = 18
"""Months after which a preprint has probably been published at a venue."""

FIELD_GETTERS: dict[str, Callable[[Paper], object]] = {
    "Short name": lambda paper: paper.short,
    "Authors": lambda paper: paper.authors,
    "Published venue": lambda paper: paper.venue_id != "arxiv",
    "arXiv ID or DOI": lambda paper: paper.arxiv or paper.doi,
    "DOI": lambda paper: paper.doi,
    "Pages": lambda paper: paper.pages,
    "Summary": lambda paper: paper.summary,
    "Submission date": lambda paper: paper.submitted,
    "Datasets": lambda paper: [*paper.datasets.paths_and_ids],
    "Tags": lambda paper: paper.tags,
    "Any link": lambda paper: paper.arxiv or paper.doi or paper.links.kinds_and_urls,
    "Code": lambda paper: paper.links.code,
    "Project page": lambda paper: paper.links.project,
}
"""Functions that return a true value if a paper has the field, by the name of the field."""


class Task(NamedTuple):
    """Records that need work."""

    id: str
    """The key in `data/health.json` and the anchor on the page; never changes."""
    name: str
    about: str
    records: Sequence[Paper | Dataset]


class FieldCoverage(NamedTuple):
    """The number of papers that have a field."""

    field: str
    papers: int
    total: int

    @property
    def percent(self) -> int:
        """The share of papers, rounded; 100 only if all have the field."""
        percent = round(100 * self.papers / max(self.total, 1))
        return percent if self.papers == self.total else min(percent, 99)


class Share(NamedTuple):
    """Share of records that have something, which a change may lower only with a reason."""

    id: str
    """Word for it in a reason: `Lowers: venue, because ...`."""
    name: str
    has_value: Mapping[str, bool]
    """True for each record that has it, by its file; for links by URL."""

    @property
    def coverage(self) -> FieldCoverage:
        """The number of records that have it."""
        return FieldCoverage(self.name, sum(self.has_value.values()), len(self.has_value))


def measure_shares(catalog: Catalog) -> tuple[Share, ...]:
    """Return the shares that may not fall."""
    papers, repositories = catalog.papers, catalog.repositories.values()
    urls = [url for record in catalog.records for _, url in record.links.kinds_and_urls]
    return (
        Share("venue", "Papers with a venue", {paper.file: paper.venue_id != "arxiv" for paper in papers}),
        Share("authors", "Papers with authors", {paper.file: bool(paper.authors) for paper in papers}),
        Share(
            "license",
            "Code with a known license",
            {repository.file: repository.license is not None for repository in repositories},
        ),
        Share("links", "Links that are not dead", {url: not _is_dead(catalog, url) for url in urls}),
    )


def _is_dead(catalog: Catalog, url: str) -> bool:
    return url in catalog.links and catalog.links[url].state == "dead"


@dataclass(frozen=True)
class Coverage:
    """The coverage and tasks of a catalog on a date."""

    catalog: Catalog
    today: date

    @cached_property
    def fields(self) -> tuple[FieldCoverage, ...]:
        """The coverage of each field."""
        papers = self.catalog.papers
        return tuple(
            FieldCoverage(name, sum(bool(get_field(paper)) for paper in papers), len(papers))
            for name, get_field in FIELD_GETTERS.items()
        )

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The shares that may not fall."""
        return measure_shares(self.catalog)

    @cached_property
    def old_preprints(self) -> tuple[Paper, ...]:
        """Preprints old enough to have been published at a venue, oldest first."""
        papers = self.catalog.papers
        old_preprints = [paper for paper in papers if paper.venue_id == "arxiv" and self._is_old(paper)]
        return tuple(paper for paper in reversed(old_preprints) if not paper.reported_claim)

    @cached_property
    def reported(self) -> tuple[Paper, ...]:
        """Preprints that a source reports as published."""
        return tuple(paper for paper in self.catalog.papers if paper.reported_claim)

    @cached_property
    def single_source(self) -> tuple[Paper, ...]:
        """Papers with only one source."""
        return tuple(paper for paper in self.catalog.papers if len(paper.sources) == 1)

    @cached_property
    def conflicting(self) -> tuple[Paper | Dataset, ...]:
        """Records whose sources disagree."""
        return tuple(record for record in self.catalog.records if any(_disagreements(record)))

    @cached_property
    def without_links(self) -> tuple[Paper | Dataset, ...]:
        """Records without link, arXiv ID or DOI."""
        return tuple(
            record
            for record in self.catalog.records
            if not record.links.kinds_and_urls
            and not (isinstance(record, Paper) and (record.arxiv or record.doi))
        )

    @cached_property
    def without_authors(self) -> tuple[Paper, ...]:
        """Papers whose authors are unknown."""
        return tuple(paper for paper in self.catalog.papers if not paper.authors)

    @cached_property
    def latest_month(self) -> str:
        """The latest month in an arXiv ID, such as `August 2026`; blank without any."""
        months = [month for paper in self.catalog.papers if (month := arxiv_month(paper.arxiv))]
        return f"{max(months):%B %Y}" if months else ""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All task lists, in the order of the page."""
        return (
            Task(
                "old-preprints",
                "Older preprints",
                f"On arXiv for more than {OLD_PREPRINT_AFTER_MONTHS} months, with no known venue. "
                "Some may have been published. Oldest first.",
                self.old_preprints,
            ),
            Task(
                "reported-venues",
                "Reported, not confirmed",
                "A source reports that these preprints were published. Proceedings, the authors' own words, "
                "or a second independent source would confirm it.",
                self.reported,
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
                self.single_source,
            ),
            Task(
                "claims-that-disagree",
                "Conflicting metadata",
                "Sources disagree. Each page shows what each source reports and which value is used.",
                self.conflicting,
            ),
            Task("no-link", "No link", "No URL, arXiv ID, or DOI is known yet.", self.without_links),
        )

    def _is_old(self, paper: Paper) -> bool:
        """Return whether a preprint is old, by the month in its arXiv ID or else the end of its year."""
        digits = (paper.arxiv or "").rpartition("/")[2][:4]
        month = int(digits[2:]) if digits else 12
        age_months = (self.today.year - paper.display_year) * 12 + self.today.month - month
        return age_months > OLD_PREPRINT_AFTER_MONTHS


def _disagreements(record: Paper | Dataset) -> Iterator[str]:
    """Yield each field for which an open claim has another value; that of a preprint is no contradiction."""
    for claim in record.claims:
        for name, value in claim.claimed_values.items() if not claim.refused else ():
            is_preprint = claim.venue == "arxiv" and name in ("venue", "year")
            if getattr(record, name, None) != value and not is_preprint:
                yield name


def tasks_json(coverage: Coverage) -> str:
    """Return the IDs of the records of each task as JSON; the page shows only the start of a long list."""
    return compact_json({task.id: [record.id for record in task.records] for task in coverage.tasks}) + "\n"


@once
def measure_coverage(catalog: Catalog) -> Coverage:
    """Return the coverage of a catalog on the date of the build."""
    return Coverage(catalog, build_date())
