"""Periods that charts compare, and the shares of papers in them.

A period is a year, or all years before the first one with enough papers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from catalog.records.schema import Paper

MIN_PAPERS = 10
"""Papers that a period needs: of fewer, each would be more than a tenth."""
MAX_PERIODS = 9
"""Periods in a chart, so that two charts fit side by side on a phone."""
MAX_LISTED_IDS = 70
"""Papers in a link that lists their IDs, since long lists of them make a page heavy."""


@dataclass(frozen=True)
class Period:
    """A year, or all years up to one."""

    year: int
    """The year; of several, the last."""
    is_earliest: bool = False
    """True if all years before belong to it."""

    @property
    def label(self) -> str:
        """The label in a table: `2024` or `≤2019`."""
        return f"≤{self.year}" if self.is_earliest else str(self.year)

    @property
    def name(self) -> str:
        """The period in a sentence: `2024` or `before 2020`."""
        return f"before {self.year + 1}" if self.is_earliest else str(self.year)

    @property
    def phrase(self) -> str:
        """The period with a preposition: `in 2024` or `before 2020`."""
        return self.name if self.is_earliest else f"in {self.name}"

    @property
    def query(self) -> str:
        """The parameter of the paper browser: `year=2024` or `year=..2019`."""
        return f"year=..{self.year}" if self.is_earliest else f"year={self.year}"

    def __contains__(self, year: int) -> bool:
        return year == self.year or (self.is_earliest and year < self.year)


class Share(NamedTuple):
    """A number of papers out of those that count."""

    papers: int
    total: int
    href: str | None = None
    """The href of these papers in the paper browser, if there are any."""

    @property
    def fraction(self) -> Fraction:
        """The exact share."""
        return Fraction(self.papers, max(self.total, 1))

    @property
    def percent(self) -> str:
        """The share, rounded: `39%`. Only none is 0% and only all is 100%: next to them, `<1%` and `>99%`."""
        percent = round(100 * self.fraction)
        if 0 < self.papers < self.total and percent in (0, 100):
            return ">99%" if percent else "<1%"
        return f"{percent}%"

    @property
    def phrase(self) -> str:
        """The rounded share in a sentence."""
        return self.percent.replace("<", "less than ").replace(">", "more than ")


class Group(NamedTuple):
    """Papers to count, such as those with a tag."""

    name: str
    papers: Sequence[Paper]
    browse_href: str = ""
    """The href of the papers in the paper browser, with a parameter; blank if no filter finds them."""
    href: str = ""
    """The href of a page about it, if it has one."""
    predicate: str = ""
    """The group after a share, in a sentence: `have code`."""


@dataclass(frozen=True)
class Series:
    """The shares of a group, by period."""

    group: Group
    shares: tuple[Share, ...]

    @property
    def whole(self) -> Share:
        """The share in all periods together."""
        return Share(sum(share.papers for share in self.shares), sum(share.total for share in self.shares))


def divide_years(counts: Mapping[int, int]) -> tuple[Period, ...]:
    """Return the periods with enough papers, in order.

    A year with too few papers has no period of its own. Years before the first period are combined, if they
    have enough papers together.

    Args:
        counts: Number of papers by year.
    """
    years = sorted(year for year, papers in counts.items() if papers >= MIN_PAPERS)[-MAX_PERIODS:]
    if not years or sum(papers for year, papers in counts.items() if year < years[0]) < MIN_PAPERS:
        return tuple(map(Period, years))
    years = years[1:] if len(years) == MAX_PERIODS else years
    return (Period(years[0] - 1, is_earliest=True), *map(Period, years))


def count_group(group: Group, periods: Sequence[Period], totals: Sequence[int]) -> Series:
    """Return the shares of a group.

    Args:
        group: The group, which is part of the papers that count.
        periods: The periods.
        totals: Papers that count, by period.
    """
    shares = []
    for period, total in zip(periods, totals, strict=True):
        papers = [paper for paper in group.papers if paper.display_year in period]
        shares.append(Share(len(papers), total, _browse_href(group, period, papers) if papers else None))
    return Series(group, tuple(shares))


def _browse_href(group: Group, period: Period, papers: Sequence[Paper]) -> str | None:
    if group.browse_href:
        return f"{group.browse_href}&{period.query}"
    return f"papers/?ids={','.join(paper.id for paper in papers)}" if len(papers) <= MAX_LISTED_IDS else None
