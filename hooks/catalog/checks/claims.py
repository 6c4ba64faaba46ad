"""Rules about claims, which say what individual sources state."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.check import Finding, check
from catalog.documents.problems import quote
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper


@check(
    "taken-claim",
    conflict=("The taken claim has {field} {claimed}, but the record has {current}", "Change one of them"),
    missing=("The taken claim has {field} {claimed}, but the record has none", "Change one of them"),
    two=("Two taken claims for {field}", "Mark only the one the record follows"),
    refused=("A claim is both taken and refused", "Keep only one of the marks"),
)
def taken_claim(catalog: Catalog) -> Iterator[Finding]:
    """A claim marked as taken agrees with the record, and each field has at most one taken claim."""
    for record in catalog.records:
        fields_taken: set[str] = set()
        for index, claim in enumerate(record.claims):
            if claim.taken and claim.refused:
                yield Finding(record, ("claims", index, "refused"), "refused")
            for field, claimed_value in claim.claimed_values.items() if claim.taken else ():
                value = _record_value(record, field)
                if _has_own_problem(catalog, record, field, claimed_value):
                    continue
                path = ("claims", index, field)
                if value != claimed_value:
                    words = {"field": field, "claimed": _quote_value(claimed_value)}
                    if not value:
                        yield Finding(record, path, "missing", words)
                    else:
                        yield Finding(record, path, "conflict", words | {"current": _quote_value(value)})
                elif field in fields_taken:
                    yield Finding(record, path, "two", {"field": field})
                fields_taken.add(field)


def _has_own_problem(catalog: Catalog, record: Paper | Dataset, field: str, claimed_value: object) -> bool:
    """Return whether another rule reports one of the values, which may explain the difference."""
    if field == "venue":
        return (
            bool(catalog.venues)
            and not {_record_value(record, field), claimed_value} <= catalog.venues.keys()
        )
    return field in catalog.documents[record.file].data and not getattr(record, field, None)


def _record_value(record: Paper | Dataset, field: str) -> object:
    return record.venue_id if field == "venue" and isinstance(record, Paper) else getattr(record, field, None)


def _quote_value(value: object) -> str:
    return quote(", ".join(value) if isinstance(value, tuple) else str(value))
