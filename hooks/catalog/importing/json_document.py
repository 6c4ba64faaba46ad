"""JSON with locations: JSON is YAML, so the parser of records reads it, once it is known to be JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from catalog.documents.document import Document, DocumentError, parse_document
from catalog.documents.problems import KeyPath, Location, Problem, Rule

JSON_SYNTAX = Rule(
    "json-syntax",
    "A file is one valid JSON object without null.",
    invalid=("Not valid JSON: {reason}", "Check commas, quotes, and brackets"),
    no_object=("The file is no JSON object", 'Write {"...": ...}'),
    null=("null is no value", "Leave the key out"),
)
SURROGATE_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""A character beyond U+FFFF as JSON escapes it; YAML knows another escape."""


def parse_json(name: str, content: bytes) -> tuple[Document | None, list[Problem]]:
    """Return a JSON object as a document, whose scalars are text, and its problems.

    Args:
        name: Name of the file, for problems.
        content: Its bytes.
    """
    text = content.decode("utf-8", "surrogateescape")  # the parser reports what is no UTF-8
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        violation = JSON_SYNTAX.violation("invalid", reason=reason)
        return None, [violation.at(Location(name, error.lineno, error.colno))]
    if not isinstance(value, dict):
        return None, [JSON_SYNTAX.violation("no_object").at(Location(name))]
    try:
        yaml_text = SURROGATE_PAIR.sub(_join_surrogates, text)
        document = parse_document(name, yaml_text.encode("utf-8", "surrogateescape"))
    except DocumentError as error:
        return None, [error.problem]
    nulls = (JSON_SYNTAX.violation("null").at(document.location(path), path) for path in _null_paths(value))
    return document, [*document.problems, *nulls]


def _null_paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of each null."""
    if value is None:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _null_paths(item, (*path, key))


def _join_surrogates(match: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in match.groups())
    return f"\\U{0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00:08X}"
