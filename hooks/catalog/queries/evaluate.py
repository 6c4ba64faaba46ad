"""Evaluation of a query's filters: which papers pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from catalog.queries.grammar import Filter
from catalog.queries.years import is_in_years
from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from catalog.utils.text import fold

ValuesOf = Callable[[str, Paper], Collection[str]]
"""Function that returns the IDs of a paper's values of a facet, by the facet's key."""


def matching_papers(
    papers: Iterable[Paper], filters: Iterable[Filter], values_of: ValuesOf, any_of: Collection[str]
) -> Iterator[Paper]:
    """Yield the papers that pass all filters, in order.

    Args:
        papers: The papers to choose from.
        filters: The requirements. A filter by year has a range of years as its value, one by author the words
            of a name, every other the ID of a value.
        values_of: Function that returns the values of a paper.
        any_of: Keys of which a paper needs only one of the chosen values.
    """
    required: list[Filter] = []
    choices: dict[str, list[Filter]] = defaultdict(list)
    for filter in filters:
        if filter.key in any_of and not filter.excluded:
            choices[filter.key].append(filter)
        else:
            required.append(filter)
    for paper in papers:
        if all(passes(paper, filter, values_of) != filter.excluded for filter in required) and all(
            any(passes(paper, filter, values_of) for filter in group) for group in choices.values()
        ):
            yield paper


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
