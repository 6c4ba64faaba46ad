"""How a rule is declared and run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from catalog.documents.problems import RULES, Fix, KeyPath, Location, Problem, Severity, rule
from catalog.records.catalog import Catalog
from catalog.records.schema import Record


class Finding(NamedTuple):
    """One breach, before it is turned into a problem with a place."""

    record: Record
    path: KeyPath
    """The field that is wrong, from the record down."""
    message: str
    hint: str = ""
    fix: Fix | None = None
    """What mends it, if only one thing can be meant."""


Check = Callable[[Catalog], Iterator[Finding]]
CHECKS: dict[str, Check] = {}
"""Every rule of this package by its id."""


def check(id: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a generator function as the rule with this id."""

    def register(function: Check) -> Check:
        rule(id, (function.__doc__ or "").strip(), severity)
        CHECKS[id] = function
        return function

    return register


def run_checks(catalog: Catalog) -> list[Problem]:
    """Every breach of every rule of this package."""
    return [
        Problem(*(location_of(catalog, found), RULES[id], found.message, found.hint), _path(found), found.fix)
        for id, function in CHECKS.items()
        for found in function(catalog)
    ]


def location_of(catalog: Catalog, found: Finding) -> Location:
    """Where a finding stands: entries of a vocabulary share one file, so their id leads the path."""
    document = catalog.documents[found.record.file]
    return document.location(_path(found), key=_is_shared(found.record) and not found.path)


def _path(found: Finding) -> KeyPath:
    return (found.record.id, *found.path) if _is_shared(found.record) else found.path


def _is_shared(record: Record) -> bool:
    return not record.file.endswith(f"/{record.id}.yml")
