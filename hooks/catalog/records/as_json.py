"""Records as JSON, for the API and for exports."""

from __future__ import annotations

from typing import Any

from catalog.records.schema import Links, Record
from catalog.utils.urls import is_safe_url


def record_as_json(record: Record, href: str | None = None) -> dict[str, Any]:
    """Return a record with the keys of its file, without unknown values and unsafe links.

    Args:
        record: The record.
        href: Path of its page from the root of the site, if it has one; it follows the ID.
    """
    values = record.model_dump(mode="json", exclude_defaults=True, warnings=False)
    if isinstance(links := getattr(record, "links", None), Links):
        values["links"] = {kind: safe for kind, urls in links if (safe := [*filter(is_safe_url, urls)])}
    identity = {"id": record.id, "href": href}
    result = identity | {key: _unwrap_single_number(value) for key, value in values.items()}
    return {key: value for key, value in result.items() if value is not None and value != {}}


def _unwrap_single_number(value: Any) -> Any:
    """Return the number itself for a mapping that has only a number for the whole."""
    return value[""] if isinstance(value, dict) and value.keys() == {""} else value
