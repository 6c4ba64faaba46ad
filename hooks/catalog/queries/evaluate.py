"""Evaluation of a query's filters: which papers pass, and which nobody can judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from catalog.queries.grammar import Filter
from catalog.queries.years import is_in_years
from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from catalog.utils.text import fold

ValuesOf = Callable[[str, Paper], Collection[str]]
"""Function that returns the IDs of a paper's values of a facet, by the facet's key."""
Knows = Callable[[str, Paper, str], bool]
"""Function that tells whether sources say if a paper has a value, by the facet's key and the value's ID."""


@dataclass(frozen=True)
class Condition:
    """The filters of a query. Each must hold; of those with a key in `any_of`, only one of each key.

    A filter by year has a range of years as its value, one by author the words of a name, every other the ID
    of a value.
    """

    filters: tuple[Filter, ...]
    any_of: Collection[str]
    values_of: ValuesOf
    knows: Knows = lambda _key, _paper, _id: True

    def judge(self, paper: Paper) -> bool | None:
        """Return whether a paper passes; None if it might, but sources do not say so."""
        verdicts: dict[str, list[bool | None]] = defaultdict(list)
        for number, filter in enumerate(self.filters):
            verdict = self._judge(paper, filter)
            is_choice = filter.key in self.any_of and not filter.excluded
            if verdict is False and not is_choice:
                return False
            verdicts[filter.key if is_choice else str(number)].append(verdict)
        best = [True if True in group else None if None in group else False for group in verdicts.values()]
        return False if False in best else None if None in best else True

    def _judge(self, paper: Paper, filter: Filter) -> bool | None:
        if passes(paper, filter, self.values_of):
            return not filter.excluded
        return filter.excluded or (False if self.knows(filter.key, paper, filter.value) else None)


def matching_papers(
    papers: Iterable[Paper], filters: Iterable[Filter], values_of: ValuesOf, any_of: Collection[str]
) -> Iterator[Paper]:
    """Yield the papers that pass all filters, in order; see `Condition`."""
    condition = Condition(tuple(filters), any_of, values_of)
    yield from (paper for paper in papers if condition.judge(paper))


def passes(paper: Paper, filter: Filter, values_of: ValuesOf) -> bool:
    """Return whether a paper has the value of a filter, whether excluded or not."""
    match filter.key:
        case "year":
            return is_in_years(paper.display_year, filter.value)
        case "author":
            return any(_has_name(author, filter.value) for author in paper.authors)
    return filter.value in values_of(filter.key, paper)


def _has_name(author: str, typed: str) -> bool:
    """Return whether each typed word begins a word of a name."""
    words = fold(given_first(author)).split()
    return all(any(word.startswith(prefix) for word in words) for prefix in fold(typed).split())
