"""Long lists of papers, in parts: so many on a page, and the rest on numbered pages after it.

A list keeps its address, its exports and its count however long it grows; `tags/audio/2/` goes on where
`tags/audio/` ends. Each part is the same list with another number.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

from catalog.records.schema import Paper


@dataclass(frozen=True, kw_only=True)
class PaperList(ABC):
    """A list of papers, and which part of it a page shows."""

    papers: tuple[Paper, ...] = field(repr=False)
    """All of them, newest first."""
    number: int = 1
    """The part that is shown, from 1."""
    counted: Counter[int] = field(default_factory=Counter, repr=False, compare=False)
    """See `years`; one count for all parts, which is made when it is asked for."""

    most: ClassVar[int] = 100
    """The papers of a part."""

    @property
    @abstractmethod
    def href(self) -> str:
        """The address of the whole, which is that of its first part; from the root of the site."""

    @property
    def size(self) -> int:
        """The number of papers."""
        return len(self.papers)

    @property
    def parts(self) -> int:
        """The number of parts; a list without papers has one, too."""
        return max(1, -(-self.size // self.most))

    @property
    def shown(self) -> tuple[Paper, ...]:
        """The papers of this part."""
        return self.papers[(self.number - 1) * self.most : self.number * self.most]

    @property
    def here(self) -> str:
        """The address of this part."""
        return self.part_href(self.number)

    @property
    def said(self) -> str:
        """`page 2 of 8`; nothing for the first, which stands for the whole."""
        return f"page {self.number} of {self.parts}" if self.number > 1 else ""

    def part_href(self, number: int) -> str:
        """The address of a part."""
        return f"{self.href}{number}/" if number > 1 else self.href

    def further(self) -> Iterator[Self]:
        """The parts after the first."""
        for number in range(2, self.parts + 1):
            yield replace(self, number=number)

    def year_href(self, year: int) -> str:
        """Where the papers of a year begin: on this page, or on that of another part."""
        at = sum(papers for other, papers in self.years.items() if other > year)
        number = at // self.most + 1
        return f"{self.part_href(number) if number != self.number else ''}#y{year}"

    def begins(self, year: int) -> bool:
        """Whether the papers of a year that are shown are its first."""
        before = self.papers[(self.number - 1) * self.most - 1] if self.number > 1 else None
        return before is None or before.display_year != year

    @property
    def years(self) -> Counter[int]:
        """How many papers of each year there are in the whole list."""
        if not self.counted:
            self.counted.update(paper.display_year for paper in self.papers)
        return self.counted

    @property
    def numbers(self) -> tuple[int, ...]:
        """The parts that a page names: first, last and those around it; 0 where some are left out."""
        near = range(self.number - 2, self.number + 3)
        named = sorted({1, self.parts, *(number for number in near if 1 <= number <= self.parts)})
        found: list[int] = []
        for number in named:
            if found and number > found[-1] + 1:
                found.append(number - 1 if number == found[-1] + 2 else 0)
            found.append(number)
        return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Everything(PaperList):
    """All papers, as lines rather than cards, so that more have room on a page."""

    most = 250

    @property
    def href(self) -> str:
        """Its address, from the root of the site."""
        return "all/"
