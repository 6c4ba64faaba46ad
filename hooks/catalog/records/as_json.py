"""Records as plain facts: what programs get of them, as JSON."""

from __future__ import annotations

from typing import Any

from catalog.records.schema import Links, Record
from catalog.utils.urls import is_safe


def record_as_json(record: Record, href: str | None = None) -> dict[str, Any]:
    """What a record says, key by key as in data/; what is unknown is left out, and what no link may lead to.

    Its id comes first, then the address of its page from the root of the site, if it has one.
    """
    known = record.model_dump(mode="json", exclude_defaults=True, warnings=False)
    if isinstance(links := getattr(record, "links", None), Links):
        known["links"] = {kind: kept for kind, urls in links if (kept := [*filter(is_safe, urls)])}
    named = {"id": record.id, "href": href}
    found = named | {key: _unwrap_single_number(value) for key, value in known.items()}
    return {key: value for key, value in found.items() if value or value == 0}


def _unwrap_single_number(value: Any) -> Any:
    """One number instead of a mapping with one part without a name."""
    return value[""] if isinstance(value, dict) and value.keys() == {""} else value
