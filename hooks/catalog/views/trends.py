"""Changes of the field over the years, as shares of papers: the page /trends/.

Each trend is a chart, with a sentence on what it shows and one on the papers that it rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from catalog.documents.problems import format_count
from catalog.facets.code import code_of
from catalog.facets.facets import FACETS
from catalog.facets.findings import (
    describe_change,
    describe_leaders,
    describe_periods,
    describe_whole,
    describe_whole_and_last,
)
from catalog.facets.periods import Group, Period, Series, Share, count_group, divide_years
from catalog.records.catalog import Catalog, once
from catalog.records.schema import Paper

FACETS_BY_NAME = {facet.name: facet for facet in FACETS}
MAX_CHARTED, MAX_ROWS = 8, 30
"""Values of a facet in a chart and in its table: those with the most papers."""
TAG_FACETS = {"technique": "a technique", "input": "an input", "output": "an output", "task": "a task"}
"""Facets of tags, each with its article."""
FEATURES = {
    "code": ("Code", "have code"),
    "weights": ("Weights", "weights"),
    "training": ("Training code", "training code"),
    "commercial": ("Commercial use", "a license that allows commercial use"),
}
"""Features of code, each as the heading of its chart and in a sentence."""
ARRIVALS = {
    0: ("Same year", "came to arXiv in the year of their venue"),
    1: ("Year before", "in the year before"),
    2: ("Earlier", "earlier than that"),
    -1: ("Later", "in a later year"),
}
"""Years from arXiv to the venue, at most 2 and at least -1, as headings and in a sentence."""

Describe = Callable[[Sequence[Period], Sequence[Series]], str]
"""Function that returns a sentence on all series of a chart."""


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A chart with its text."""

    id: str
    title: str
    about: str
    """The way of counting."""
    finding: str = ""
    """A sentence on what the chart shows."""
    basis: str = ""
    """A sentence on the papers that it rests on."""
    notes: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    totals: tuple[int, ...] = ()
    """Papers in each period."""
    series: tuple[Series, ...] = ()
    """The rows of the table; none if there are too few papers to compare."""
    is_stack: bool = False
    """The series add up to all papers, and are drawn above each other."""

    @property
    def charted(self) -> tuple[Series, ...]:
        """The series in the chart."""
        return self.series[:MAX_CHARTED]


@dataclass(frozen=True)
class Base:
    """The papers of which shares are."""

    papers: Sequence[Paper]
    among: Sequence[Paper]
    """Papers that these were selected from."""
    noun: str = "papers"
    """Name of `among`."""
    condition: str = ""
    """The condition of the selection: `with a technique tag`."""

    @property
    def name(self) -> str:
        """The name of these papers."""
        return f"{self.noun} {self.condition}".strip()

    def describe(self, papers: int) -> str:
        """Return a sentence on how many papers were counted."""
        share = Share(papers, len(self.among))
        if share.papers == share.total:
            return f"Based on all {share.total:,} {self.noun}."
        return f"Based on {papers:,} {self.name}: {share.phrase} of all {share.total:,}."


@once
def find_trends(catalog: Catalog) -> tuple[Trend, ...]:
    """Return the trends of a catalog, in the order of the page."""
    return (
        *(_tag_trend(catalog, name) for name in TAG_FACETS),
        _publication_trend(catalog),
        _arrival_trend(catalog),
        _code_trend(catalog),
        _venue_trend(catalog),
    )


def _tag_trend(catalog: Catalog, facet: str) -> Trend:
    groups, condition = _facet_groups(catalog, facet), f"with {TAG_FACETS[facet]} tag"
    trend = Trend(
        id=f"{facet}s",
        title=f"{facet.capitalize()}s",
        about=f"Percent of papers {condition}, by year. A paper can have several.",
    )
    ids = {paper.id for group in groups for paper in group.papers}
    base = Base([paper for paper in catalog.papers if paper.id in ids], catalog.papers, condition=condition)
    return _count(trend, groups, base, lambda periods, series: describe_change(periods, series[:MAX_CHARTED]))


def _publication_trend(catalog: Catalog) -> Trend:
    trend = Trend(
        id="publication",
        title="Published or preprint",
        about="Percent of all papers, by year. A published paper counts in the year of its venue, a preprint "
        "in the year of its arXiv ID, even if a source reports a venue that is not confirmed yet.",
        is_stack=True,
    )
    preprints = [paper for paper in catalog.papers if paper.venue_id == "arxiv"]
    groups = (
        Group("Published", _published(catalog), "papers/?venue=-arxiv", "", "are published at a venue"),
        Group("Preprint", preprints, "papers/?venue=arxiv", "venues/arxiv/", "are preprints"),
    )
    note = "Preprints may still be published."
    return _count(trend, groups, Base(catalog.papers, catalog.papers), describe_whole_and_last, note)


def _arrival_trend(catalog: Catalog) -> Trend:
    trend = Trend(
        id="arxiv-to-venue",
        title="From arXiv to venue",
        about="Percent of the papers published in a year that came to arXiv in the same year, the year "
        "before, earlier, or later. Of venues only the year is known: the same year can mean up to twelve "
        "months before or after, and the year before anything from a few days to two years.",
    )
    papers: dict[int, list[Paper]] = {years: [] for years in ARRIVALS}
    for paper in _published(catalog):
        if paper.submitted and paper.year:
            papers[min(max(paper.year - paper.submitted.year, -1), 2)].append(paper)
    groups = [Group(name, papers[years], predicate=words) for years, (name, words) in ARRIVALS.items()]
    dated = list(chain.from_iterable(papers.values()))
    base = Base(dated, _published(catalog), "published papers", "with a known arXiv date")
    return _count(trend, groups, base, describe_whole)


def _code_trend(catalog: Catalog) -> Trend:
    trend = Trend(
        id="code",
        title="Code",
        about="Percent of all papers that link to code, and whose code has weights, has training "
        "code, or may be used commercially as far as its licenses say. Code whose contents are unknown "
        "counts as having none of these. This is no legal advice.",
    )
    papers = {value.id: value.papers for value in FACETS_BY_NAME["has"].values(catalog)}
    groups = [
        Group(name, papers.get(id, ()), f"papers/?has={id}", predicate=words)
        for id, (name, words) in FEATURES.items()
    ]
    repositories = [code_of(catalog, paper) for paper in papers.get("code", ())]
    contents = sum(any(code.repository.holds is not None for code in codes) for codes in repositories)
    licenses = sum(any(code.commercial_use for code in codes) for codes in repositories)
    note = (
        f"Of {format_count(len(repositories), 'paper')} with code, the contents are known for {contents:,} "
        f"and the license for {licenses:,}. Code may follow later than a paper."
    )
    return _count(trend, groups, Base(catalog.papers, catalog.papers), describe_whole, note)


def _venue_trend(catalog: Catalog) -> Trend:
    trend = Trend(
        id="venues",
        title="Venues",
        about="Percent of published papers, by year.",
    )
    groups = [group for group in _facet_groups(catalog, "venue") if group.href != "venues/arxiv/"]
    base = Base(_published(catalog), catalog.papers, condition="published at a venue")
    return _count(trend, groups, base, describe_leaders)


def _published(catalog: Catalog) -> Sequence[Paper]:
    return [paper for paper in catalog.papers if paper.venue_id != "arxiv"]


def _facet_groups(catalog: Catalog, facet: str) -> Sequence[Group]:
    """Return the values of a facet, those with the most papers first."""
    values = sorted(FACETS_BY_NAME[facet].values(catalog), key=lambda value: -value.size)
    return [Group(value.label.name, value.papers, value.browse_href, value.href) for value in values]


def _count(trend: Trend, groups: Sequence[Group], base: Base, describe: Describe, note: str = "") -> Trend:
    """Count the papers of a trend and describe the result."""
    counts = Counter(paper.display_year for paper in base.papers)
    periods = divide_years(counts)
    if len(periods) < 2:
        return replace(trend, finding=f"There are too few {base.name} to compare years.")
    totals = tuple(sum(counts[year] for year in counts if year in period) for period in periods)
    series = tuple(count_group(group, periods, totals) for group in groups)
    notes = (*describe_periods(counts, periods), _describe_limits(len(series)), note)
    return replace(
        trend,
        finding=describe(periods, series),
        basis=base.describe(sum(totals)),
        notes=tuple(filter(None, notes)),
        periods=periods,
        totals=totals,
        series=series[:MAX_ROWS],
    )


def _describe_limits(number: int) -> str:
    """Return a sentence on how many of the series are shown; blank for all."""
    if number <= MAX_CHARTED:
        return ""
    rows = f"{MAX_ROWS} of {number}" if number > MAX_ROWS else f"all {number}"
    return f"Shown are the {MAX_CHARTED} with the most papers; the table has {rows}."
