"""Filters: which papers pass, and what readers learn about them; see docs/assets/search/facets.js."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from catalog.queries.fold import compact, split_words
from catalog.queries.grammar import Filter
from catalog.queries.typo import edit_distance
from catalog.search.columns import Columns
from catalog.search.postings import Postings, zero_scores

MAX_SUGGESTION_EDITS = 3

Test = Callable[[int], bool]
"""Function that tells whether a row has the value of a filter."""


def apply_filters(
    columns: Columns, layers: Sequence[Postings], rows: Iterable[int], filters: Iterable[Filter]
) -> tuple[list[int], list[Filter]]:
    """Return the rows that pass, in order, and the filters whose value does not exist.

    With one of these none passes. Else each filter must hold; of those of a facet of which papers need any
    value, only one.
    """
    unknown: list[Filter] = []
    required: list[tuple[Test, bool]] = []
    choices: dict[str, list[Test]] = defaultdict(list)
    for filter in filters:
        test = _row_test(columns, layers, filter)
        column = columns.facets.get(filter.key)
        if test is None:
            unknown.append(filter)
        elif column and column.is_any_of and not filter.excluded:
            choices[filter.key].append(test)
        else:
            required.append((test, filter.excluded))

    def passes(row: int) -> bool:
        return all(test(row) != excluded for test, excluded in required) and all(
            any(test(row) for test in tests) for tests in choices.values()
        )

    return [] if unknown else [row for row in rows if passes(row)], unknown


def _row_test(columns: Columns, layers: Sequence[Postings], filter: Filter) -> Test | None:
    """Return the test of a filter; None if its value does not exist."""
    if filter.key == "word":
        scores = zero_scores(len(columns.papers))
        for layer in layers:
            if filter.value in layer.rows:
                layer.raise_scores(scores, filter.value, 1)
        return lambda row: scores[row] > 0
    if filter.key == "author":
        authored = {row for name in _find_people(columns, filter.value) for row in columns.people[name]}
        return authored.__contains__ if authored else None
    column = columns.facets[filter.key]
    ids = column.find_ids(filter.value)
    return (lambda row: not ids.isdisjoint(column.ids[row])) if ids else None


def _find_people(columns: Columns, text: str) -> list[str]:
    """Return the people in whose names each word of a text begins some word."""
    prefixes = split_words(text)

    def is_meant(name: str) -> bool:
        words = split_words(name)
        return all(any(word.startswith(prefix) for word in words) for prefix in prefixes)

    return [name for name in columns.people if is_meant(name)]


def suggest_value(columns: Columns, filter: Filter) -> str:
    """Return the name most similar to the unknown value of a filter, or nothing."""
    column = columns.facets.get(filter.key)
    names = [value.name for value in column.values] if column else list(columns.people)
    typed = compact(filter.value)
    edits = {name: edit_distance(typed, compact(name), MAX_SUGGESTION_EDITS) for name in names}
    nearest = min(edits, key=edits.__getitem__, default="")
    return nearest if edits.get(nearest, MAX_SUGGESTION_EDITS + 1) <= MAX_SUGGESTION_EDITS else ""


def filter_label(columns: Columns, filter: Filter) -> str:
    """Return the label of a filter: `venue CVPR`, `not tag GAN`, `year 2020\u20132022`."""
    if filter.key == "word":
        return f"without \u201c{filter.value}\u201d"
    column = columns.facets.get(filter.key)
    ids = column.find_ids(filter.value) if column else frozenset()
    names = [value.name for value in column.values if value.id in ids] if column else []
    name = names[0] if len(names) == 1 else _years_label(filter.value)
    return f"{'not ' if filter.excluded else ''}{filter.key} {name}"


def _years_label(value: str) -> str:
    first, dots, last = value.partition("..")
    if not dots:
        return value
    if not last:
        return f"{first} or later"
    return f"{first}\u2013{last}" if first else f"{last} or earlier"
