"""Rules as functions: what they find in a catalog, and how that becomes a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.documents.problems import Fix, KeyPath, Location, Problem, Rule, Severity, Violation
from catalog.records.catalog import Catalog
from catalog.records.schema import Record


class Finding(NamedTuple):
    """A violation of a check's rule, before it gets a location and becomes a problem."""

    record: Record
    path: KeyPath
    """The path of the wrong field, relative to the record."""
    variant: str
    """The name of the wording."""
    values: Mapping[str, object] = {}
    """Values of the wording's placeholders."""
    fix: Fix | None = None
    """The fix, if there is only one possibility."""


Finder = Callable[[Catalog], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """A rule with the function that finds its violations."""

    rule: Rule
    find: Finder = field(repr=False)

    def __call__(self, catalog: Catalog) -> Iterator[Problem]:
        """Yield the problems in a catalog."""
        for finding in self.find(catalog):
            violation = Violation(self.rule, finding.variant, finding.values, finding.fix)
            yield violation.at(_location(catalog, finding), _path_in_file(finding))


def check(
    id: str,
    severity: Severity = Severity.ERROR,
    /,
    message: str = "",
    **variants: str | tuple[str, str],
) -> Callable[[Finder], Check]:
    """Make a generator function the check of a rule; its docstring is the text of the rule.

    For the arguments, see `Rule`.
    """
    return lambda find: Check(Rule(id, (find.__doc__ or "").strip(), severity, message, **variants), find)


def _location(catalog: Catalog, finding: Finding) -> Location:
    """Return the location of the field, or of the record's key in a shared file if there is no field."""
    document = catalog.documents[finding.record.file]
    return document.location(
        _path_in_file(finding), key=_is_in_shared_file(finding.record) and not finding.path
    )


def _path_in_file(finding: Finding) -> KeyPath:
    return (finding.record.id, *finding.path) if _is_in_shared_file(finding.record) else finding.path


def _is_in_shared_file(record: Record) -> bool:
    return not record.file.endswith(f"/{record.id}.yml")
