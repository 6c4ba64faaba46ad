"""The facts of a record in the API, and where a Markdown twin has to show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from catalog import Catalog
from catalog.records.catalog import given_first
from catalog.twins.sheet import twin_path
from catalog.twins.values import format_access, format_kinds
from catalog.utils.urls import is_safe_url
from catalog.views.api import VOCABULARY_OF_FIELD, api_records
from catalog.views.views import Views
from tests.twins.reading import Reading, shown

MARKS = {"taken": "used", "refused": "refused", "weak": "weak"}
"""Words for the marks of claims."""
WORDS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda kind: format_kinds([kind]),
    "access": format_access,
}
"""Functions that put a value into words, by field."""
NAME_FIELDS = ("name", "title", "short")
OWN_ADDRESS = ("href", "licence")
"""The address of the page itself, and a field that repeats another."""


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the values in JSON, each with the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def spellings(catalog: Catalog, path: tuple[str, ...], value: Any) -> set[str]:
    """Return the ways in which a twin may show a value."""
    field = path[-1]
    if field in MARKS:
        return {MARKS[field]}
    if field == "authors":
        return {shown(given_first(value)), shown(value)}
    vocabulary = VOCABULARY_OF_FIELD.get(field)
    if vocabulary and isinstance(value, str):
        record = getattr(catalog, vocabulary).get(value)
        names = [getattr(record, name, None) for name in NAME_FIELDS]
        return {shown(value), *(shown(name) for name in names if name)}
    if field in WORDS:
        return {WORDS[field](value)}
    if isinstance(value, float | int):
        return {str(value), f"{value:,}".removesuffix(".0")}
    return {shown(str(value))}


def missing_facts(catalog: Catalog, record: dict[str, Any], twin: str) -> list[tuple[tuple[str, ...], Any]]:
    """Return the facts of a record in the API that its twin does not show."""
    reading = Reading(twin)
    haystack = "\n".join((reading.text, *reading.links))
    return [
        (path, value)
        for path, value in leaves(record)
        if path[-1] not in OWN_ADDRESS
        and not any(spelling in haystack for spelling in spellings(catalog, path, value))
    ]


def twins_with_records(
    views: Views, files: dict[str, str], name: str
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield path, record and text of the twins of a kind of record."""
    for record in api_records(views, name):
        path = twin_path(record["href"])
        yield path, record, files[path]


def unsafe_links(reading: Reading) -> list[str]:
    """Return the links that are neither relative nor safe."""
    return [link for link in reading.links if ":" in link.partition("?")[0] and not is_safe_url(link)]
