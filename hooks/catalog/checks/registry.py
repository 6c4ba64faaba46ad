"""Registration and execution of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from catalog.documents.problems import RULES, Fix, KeyPath, Location, Problem, Severity, rule
from catalog.records.catalog import Catalog
from catalog.records.schema import Record


class Finding(NamedTuple):
    """A violation of a rule, before it gets a location and becomes a problem."""

    record: Record
    path: KeyPath
    """The path of the wrong field, relative to the record."""
    message: str
    hint: str = ""
    fix: Fix | None = None
    """The fix, if there is only one possibility."""


Check = Callable[[Catalog], Iterator[Finding]]
CHECKS: dict[str, Check] = {}
"""The rules of this package, by ID."""


def check(id: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a generator function as the rule with an ID; its docstring is the text of the rule."""

    def register(function: Check) -> Check:
        rule(id, (function.__doc__ or "").strip(), severity)
        CHECKS[id] = function
        return function

    return register


def run_checks(catalog: Catalog) -> list[Problem]:
    """Return all violations of the rules of this package."""
    return [
        Problem(
            location_of(catalog, finding),
            RULES[id],
            finding.message,
            finding.hint,
            _path_in_file(finding),
            finding.fix,
        )
        for id, find_violations in CHECKS.items()
        for finding in find_violations(catalog)
    ]


def location_of(catalog: Catalog, finding: Finding) -> Location:
    """Return the location of the field, or of the record's key in a shared file if there is no field."""
    document = catalog.documents[finding.record.file]
    return document.location(
        _path_in_file(finding), key=_is_in_shared_file(finding.record) and not finding.path
    )


def _path_in_file(finding: Finding) -> KeyPath:
    return (finding.record.id, *finding.path) if _is_in_shared_file(finding.record) else finding.path


def _is_in_shared_file(record: Record) -> bool:
    return not record.file.endswith(f"/{record.id}.yml")
