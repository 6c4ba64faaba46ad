"""Rules about the items of lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from catalog.checks.check import Finding, check
from catalog.checks.references import datasets_of
from catalog.documents.problems import KeyPath, Remove, quote
from catalog.records.catalog import Catalog
from catalog.records.schema import Record

MAX_AUTHORS = 200
"""Authors of a paper; each takes 200 bytes of its page, and a name that every search of people loads."""
MAX_ITEMS = 50
"""Items of any other list; the longest of the first 1,000 records had 20."""
LIST_LIMITS: Mapping[str, int] = {"authors": MAX_AUTHORS, "items": MAX_ITEMS}
LIST_FIELDS = (
    "categories",
    "tags",
    "sources",
    "kind",
    "aliases",
    "replaces",
    "instead",
    "emotions",
    "metrics",
)
"""Fields with a list of different texts."""


@check("repeated-item", repeated=("{item} appears twice in {field}", "Keep only one"))
def repeated_item(catalog: Catalog) -> Iterator[Finding]:
    """A list contains each item once."""
    for record in (*catalog.records, *catalog.results.values()):
        items: set[tuple[KeyPath, str]] = set()
        for path, item in _listed_items(record):
            if (path[:-1], item) in items:
                words = {"item": quote(item), "field": path[-2]}
                yield Finding(record, path, "repeated", words, Remove())
            items.add((path[:-1], item))


def _listed_items(record: Record) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and text of each item of the lists in a record that may have one twice."""
    for field in _list_fields(type(record)):
        items = getattr(record, field)
        if len({*items}) < len(items) and not isinstance(items, str):  # the kind of results is no list
            yield from (((field, index), item) for index, item in enumerate(items))
    yield from datasets_of(record)


@cache
def _list_fields(model: type[Record]) -> list[str]:
    """Return the fields with a list that a type of record has."""
    return [field for field in LIST_FIELDS if field in model.model_fields]


@check(
    "list-length",
    message="{field} has {count} items",
    authors="List the first {limit} authors only: all names would make pages and the search slow",
    other="List the {limit} most important ones only: more would make pages and the search slow",
)
def list_length(catalog: Catalog) -> Iterator[Finding]:
    """A list has at most 200 authors or 50 other items, so that pages and the search stay fast."""
    for record in (*catalog.records, *catalog.results.values()):
        for path, count in _list_lengths(catalog.documents[record.file].data):
            field = next(step for step in reversed(path) if isinstance(step, str))
            variant = "authors" if field == "authors" else "other"
            limit = LIST_LIMITS["authors" if variant == "authors" else "items"]
            if count > limit:
                yield Finding(record, path, variant, {"field": field, "count": f"{count:,}", "limit": limit})


def _list_lengths(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, int]]:
    """Yield the path and length of each list in the values of a record."""
    if isinstance(value, list) and path:
        yield path, len(value)
    if isinstance(value, list | dict):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(inner, list | dict):
                yield from _list_lengths(inner, (*path, step))
