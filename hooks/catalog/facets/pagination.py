"""Long lists of papers, split into numbered pages.

A list keeps its URL, exports and count however long it grows: `tags/audio/2/` continues `tags/audio/`.
Each page is the same list with another page number. The first has cards, later ones have lines.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from catalog.records.schema import Paper


@dataclass(frozen=True, kw_only=True)
class PaperList(ABC):
    """A list of papers, and the page of it to show."""

    papers: tuple[Paper, ...] = field(repr=False)
    """All papers of the list, newest first."""
    page_number: int = 1
    """The number of this page, from 1."""
    _year_counts: Counter[int] = field(default_factory=Counter, repr=False, compare=False)
    """Cache of `year_counts`, shared by all pages of the list."""

    page_size: ClassVar[int] = 60
    """The maximum number of papers on the first page."""
    later_page_size: ClassVar[int] = 250
    """The maximum number of papers on each later page."""

    @property
    @abstractmethod
    def href(self) -> str:
        """The href of the list, which is that of its first page."""

    @property
    def size(self) -> int:
        """The number of papers in the list."""
        return len(self.papers)

    @property
    def page_count(self) -> int:
        """The number of pages; an empty list has one."""
        return 1 + max(0, -(-(self.size - self.page_size) // self.later_page_size))

    @property
    def first_index(self) -> int:
        """The index of the first paper on this page, from 0."""
        return self._first_index(self.page_number)

    @property
    def page_papers(self) -> tuple[Paper, ...]:
        """The papers on this page."""
        return self.papers[self.first_index : self._first_index(self.page_number + 1)]

    @property
    def page_href(self) -> str:
        """The href of this page."""
        return self.numbered_href(self.page_number)

    @property
    def page_label(self) -> str:
        """`page 2 of 8`; empty for the first page, which stands for the whole list."""
        return f"page {self.page_number} of {self.page_count}" if self.page_number > 1 else ""

    @property
    def pager_numbers(self) -> tuple[int, ...]:
        """The page numbers to link to: first, last and those near this page; 0 marks a gap.

        On page 10 of 20: `(1, 0, 8, 9, 10, 11, 12, 0, 20)`.
        """
        nearby = range(max(1, self.page_number - 2), min(self.page_count, self.page_number + 2) + 1)
        numbers: list[int] = []
        for number in sorted({1, *nearby, self.page_count}):
            if numbers and number > numbers[-1] + 1:
                numbers.append(number - 1 if number == numbers[-1] + 2 else 0)
            numbers.append(number)
        return tuple(numbers)

    @property
    def year_counts(self) -> Counter[int]:
        """The number of papers by year, in the whole list."""
        if not self._year_counts:
            self._year_counts.update(paper.display_year for paper in self.papers)
        return self._year_counts

    def later_pages(self) -> Iterator[Self]:
        """Yield the pages after the first."""
        for number in range(2, self.page_count + 1):
            yield replace(self, page_number=number)

    def numbered_href(self, number: int) -> str:
        """Return the href of a page by its number."""
        return f"{self.href}{number}/" if number > 1 else self.href

    def year_href(self, year: int) -> str:
        """Return the href at which the papers of a year start, on this page or another."""
        newer_papers = sum(papers for other_year, papers in self.year_counts.items() if other_year > year)
        number = max(1, (newer_papers - self.page_size) // self.later_page_size + 2)
        return f"{self.numbered_href(number) if number != self.page_number else ''}#y{year}"

    def starts_year(self, year: int) -> bool:
        """Return whether a year that is on this page starts here, not on the page before."""
        return self.page_number == 1 or self.papers[self.first_index - 1].display_year != year

    def _first_index(self, number: int) -> int:
        return self.page_size + (number - 2) * self.later_page_size if number > 1 else 0


@dataclass(frozen=True, kw_only=True)
class AllPapers(PaperList):
    """All papers: lines on each page."""

    page_size = PaperList.later_page_size

    @property
    def href(self) -> str:
        """The href of the list."""
        return "all/"


def group_by_year(papers: Sequence[Paper]) -> tuple[tuple[int, tuple[Paper, ...]], ...]:
    """Return pairs of a year and its papers, in the order of `papers`."""
    years: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers:
        years[paper.display_year].append(paper)
    return tuple((year, tuple(year_papers)) for year, year_papers in years.items())
