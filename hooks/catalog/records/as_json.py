"""Records as JSON, for the API and for exports, and their JSON Schemas, for editors and the API.

IDs of venues, tags and so on are not in the schemas of data/schema/, which a new venue would make stale.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from catalog.records.files import SCHEMA_NAMES
from catalog.records.schema import Links, Record
from catalog.utils.urls import is_safe_url


def record_as_json(record: Record, href: str | None = None) -> dict[str, Any]:
    """Return a record with the keys of its file, without unknown values and unsafe links.

    Args:
        record: The record.
        href: Path of its page from the root of the site, if it has one; it follows the ID.
    """
    values = record.model_dump(mode="json", exclude_defaults=True, warnings=False)
    if "links" in values and isinstance(links := getattr(record, "links", None), Links):
        values["links"] = {kind: safe for kind, urls in links if (safe := [*filter(is_safe_url, urls)])}
    identity = {"id": record.id, "href": href}
    result = identity | {key: _unwrap_single_number(value) for key, value in values.items()}
    return {key: value for key, value in result.items() if value is not None and value != {}}


def _unwrap_single_number(value: Any) -> Any:
    """Return the number itself for a mapping that has only a number for the whole."""
    return value[""] if isinstance(value, dict) and value.keys() == {""} else value


def schema_files() -> dict[str, str]:
    """Return the content of each file in data/schema/, by name."""
    return {
        f"{name}.schema.json": json.dumps(record_schema(model), indent=2, ensure_ascii=False) + "\n"
        for model, name in SCHEMA_NAMES.items()
    }


def record_schema(model: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema of a type of record, as its file has it."""
    return deepcopy(_model_schema(model))


@cache
def _model_schema(model: type[Record]) -> dict[str, Any]:
    schema = model.model_json_schema()
    for implicit in ("id", "file"):  # given by the file name
        del schema["properties"][implicit]
        schema["required"].remove(implicit)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_simplify(schema)}


def _simplify(node: Any) -> Any:
    """Remove titles that pydantic derives from names, defaults, and null: unknown values are left out."""
    if isinstance(node, list):
        return [_simplify(item) for item in node]
    if not isinstance(node, dict):
        return node
    simple = {
        key: {name: _simplify(value) for name, value in part.items()}
        if key in ("properties", "$defs")
        else _simplify(part)
        for key, part in node.items()
        if key not in ("title", "default")
    }
    options = [option for option in simple.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del simple["anyOf"]
        simple = {**options[0], **simple}
    elif options:
        simple["anyOf"] = options
    return simple
