"""The JSON Schemas of data/schema/, from which editors complete and explain keys.

Generated from the model. Names of venues, tags and so on are not listed in them: a new venue must not
make them stale.
"""

from __future__ import annotations

import json
from typing import Any

from catalog.records.schema import Dataset, Paper, Record


def schema_files() -> dict[str, str]:
    """The text of each schema file by its name."""
    shapes: dict[str, type[Record]] = {"paper.schema.json": Paper, "dataset.schema.json": Dataset}
    return {
        name: json.dumps(record_schema(model), indent=2, ensure_ascii=False) + "\n" for name, model in shapes.items()
    }


def record_schema(model: type[Record]) -> dict[str, Any]:
    """The JSON Schema of a kind of record, as its file says it."""
    found = model.model_json_schema()
    for own in ("id", "file"):  # they follow from the file's name
        del found["properties"][own]
        found["required"].remove(own)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_simplify(found)}


def _simplify(node: Any) -> Any:
    """Without the titles that pydantic makes of names, and without null: unknown keys are left out."""
    if isinstance(node, list):
        return [_simplify(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: {name: _simplify(value) for name, value in part.items()}
        if key in ("properties", "$defs")
        else _simplify(part)
        for key, part in node.items()
        if key not in ("title", "default")
    }
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        kept = {**options[0], **kept}
    elif options:
        kept["anyOf"] = options
    return kept
