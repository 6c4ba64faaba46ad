"""Validation of values as records: pydantic decides, and each of its errors becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.documents.document import Document
from catalog.documents.problems import (
    RULES,
    Fix,
    KeyPath,
    Move,
    Problem,
    Remove,
    Replace,
    did_you_mean,
    quote,
    rule,
)
from catalog.records.ids import RECORD_ID
from catalog.records.schema import Links, Record
from catalog.records.validators import EMPTY_VALUE, EMPTY_VALUE_MESSAGE, WRONG_TYPE, format_value

UNKNOWN_KEY = rule("unknown-key", "A record has no keys that its type does not define.")
MISSING_FIELD = rule("missing-field", "A record has all keys that its type requires.")
UNKNOWN_VALUE = rule("unknown-value", "A field with a fixed set of values has one of them.")

RENAMED_KEYS: Mapping[str, str] = {"licence": "license"}
"""Current name of each key that earlier versions of the data format spelled differently."""
SINGLE_ITEM = re.compile(r"(?!.*(?:[,;&/|]|\band\b))\S.*")
"""Text without anything that separates items."""

R = TypeVar("R", bound=Record)


def validate_record(
    model: type[R], document: Document, id: str, data: Any, path: KeyPath = ()
) -> tuple[R | None, list[Problem]]:
    """Validate a record.

    Args:
        model: Type of the record.
        document: File that holds it, for locations.
        id: ID of the record.
        data: Its values, as parsed.
        path: Path of these values in the document.

    Returns:
        The record, and its problems. A record with problems has only its valid fields, so that rules across
        records can still check it; it is never published. It is None if the values are not a mapping.
    """
    if not isinstance(data, dict):
        message, hint = f"{quote(id)} is not a mapping", f"Write {id}: with its fields indented below it"
        return None, [Problem(document.location(path), WRONG_TYPE, message, hint, path)]
    implicit = {"id": id, "file": document.file}
    values = {key: value for key, value in data.items() if key not in implicit}
    problems = [_unknown_key(model, document, (*path, key)) for key in data if key in implicit]
    try:
        return model.model_validate(values | implicit), problems
    except ValidationError as error:
        problems += [_to_problem(model, document, path, detail) for detail in error.errors(include_url=False)]
        return _salvage(model, values | implicit), problems


def _salvage(model: type[R], data: dict[str, Any]) -> R:
    """Construct an invalid record from its valid fields; required ones that are invalid become empty."""
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            values[name] = "" if field.annotation is str else ()
        if name in data:
            try:
                values[name] = _field_adapter(model, name).validate_python(data[name])
            except ValidationError:
                continue
    return model.model_construct(**values)


@cache
def _field_adapter(model: type[Record], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotated: Any = Annotated[field.annotation, *field.metadata, None]  # None, as metadata may be empty
    return TypeAdapter(annotated)


def _to_problem(model: type[Record], document: Document, path: KeyPath, error: ErrorDetails) -> Problem:
    error_path = (*path, *error["loc"])
    match error["type"]:
        case "rule_violation":
            return _rule_violation(model, document, error_path, error)
        case "missing":
            return _missing_field(model, document, error_path)
        case "extra_forbidden":
            return _unknown_key(model, document, error_path)
        case "literal_error":
            return _unknown_value(document, error_path, error)
        case _:
            return _wrong_type(document, error_path, error)


def _rule_violation(model: type[Record], document: Document, path: KeyPath, error: ErrorDetails) -> Problem:
    """Return the problem raised by a validator, with its fix adapted to the record."""
    rule, message, hint, fix = (error["ctx"][key] for key in ("rule", "message", "hint", "fix"))
    field = model.model_fields.get(str(path[-1]))
    if isinstance(fix, Remove) and field and field.is_required():
        hint, fix = f"Write {path[-1]}: ...", None
    elif isinstance(fix, Move):
        fix = Move((*path[:-1], *fix.target), fix.value)
        if not _is_target_free(document, fix):
            hint, fix = "Keep only the correct ID", None
    return Problem(document.location(path), RULES[rule], message, hint, path, fix)


def _missing_field(model: type[Record], document: Document, path: KeyPath) -> Problem:
    name = _field_name(path)
    field = model.model_fields.get(name)
    message = f"{quote(name)} is missing" + (f": {field.description}" if field else "")
    return Problem(document.location(path), MISSING_FIELD, message.rstrip("."), f"Write {name}: ...", path)


def _unknown_key(model: type[Record], document: Document, path: KeyPath) -> Problem:
    key = _field_name(path)
    known_keys = _known_keys(model, path)
    message = f"{quote(key)} is not a key of {_describe_parent(model, path)}"
    hint = did_you_mean(key, known_keys, f"Known keys: {', '.join(known_keys)}")
    fix: Fix | None = None
    lower = key.strip().lower()
    if (name := RENAMED_KEYS.get(lower, lower)) in known_keys:  # `licence:`, `Title:`
        hint, fix = f"Write {name}", Move((*path[:-1], name))
    if not path[:-1] and key in Links.model_fields and "links" in known_keys:
        hint = "Move it below links: and indent it by two spaces"
    if key == "id":
        hint = "Remove it: the ID is the file name or the key of the entry"
    return Problem(document.location(path, key=True), UNKNOWN_KEY, message, hint, path, fix)


def _unknown_value(document: Document, path: KeyPath, error: ErrorDetails) -> Problem:
    """Return the problem of a value outside a fixed set."""
    allowed, value = _split_literals(error["ctx"]["expected"]), str(error["input"])
    if not value.strip():
        return _empty_value(document, path)
    hint = did_you_mean(value, allowed, f"Write one of {', '.join(allowed)}")
    fix: Fix | None = None
    if (lower := value.strip().lower()) in allowed:
        hint, fix = f"Write {lower}", Replace(lower)
    message = f"{quote(value)} is not a valid {_field_name(path)}"
    return Problem(document.location(path), UNKNOWN_VALUE, message, hint, path, fix)


def _wrong_type(document: Document, path: KeyPath, error: ErrorDetails) -> Problem:
    """Return the problem of text in place of a list or mapping, or the reverse."""
    expected = "a list" if error["type"] in ("tuple_type", "list_type") else "a mapping"
    value = error["input"]
    if isinstance(value, str) and not value.strip():
        return _empty_value(document, path, is_mapping=expected == "a mapping")
    actual = {"str": "text", "dict": "a mapping", "list": "a list"}[type(value).__name__]
    hint = "Write [first, second]" if expected == "a list" else "Write {key: value}"
    fix: Fix | None = None
    if expected == "a list" and isinstance(value, str) and (items := _split_items(value)):
        hint, fix = f"Write [{', '.join(map(format_value, items))}]", Replace(items)
    message = f"Expected {expected} for {quote(_field_name(path))}, found {actual}"
    return Problem(document.location(path), WRONG_TYPE, message, hint, path, fix)


def _empty_value(document: Document, path: KeyPath, *, is_mapping: bool = False) -> Problem:
    """Return the problem of a key without a value; below `links:`, perhaps only indentation is missing."""
    message, hint = EMPTY_VALUE_MESSAGE
    fix: Fix | None = Remove()
    if is_mapping:
        hint, fix = "Indent the lines below it by two spaces, or remove the key", None
    return Problem(document.location(path), EMPTY_VALUE, message, hint, path, fix)


def _is_target_free(document: Document, move: Move) -> bool:
    """Return whether the target of a move has no other value."""
    value: Any = document.data
    for step in move.target:
        value = value[step] if not isinstance(value, dict) or step in value else None
    return value is None or value == move.value


def _split_items(text: str) -> tuple[str, ...]:
    """Return the items of a text: itself, or IDs with commas between. () if it is ambiguous, as in prose."""
    if SINGLE_ITEM.fullmatch(text):
        return (text,)
    ids = tuple(part.strip() for part in text.split(","))
    return ids if all(RECORD_ID.fullmatch(id) for id in ids) else ()


def _known_keys(model: type[Record], path: KeyPath) -> list[str]:
    """Return the keys of the innermost model around a path."""
    innermost: Any = model
    for name in path[:-1]:
        field = getattr(innermost, "model_fields", {}).get(name)
        annotation = getattr(field, "annotation", None)
        candidates = [annotation, *getattr(annotation, "__args__", ())]
        innermost = next((item for item in candidates if hasattr(item, "model_fields")), innermost)
    return [name for name in innermost.model_fields if name not in ("id", "file")]


def _describe_parent(model: type[Record], path: KeyPath) -> str:
    """Return `'links'` or `a paper` for a message."""
    parents = [name for name in path[:-1] if name in model.model_fields]
    return f"{parents[-1]!r}" if parents else f"a {_words(model.__name__)}"


def _words(class_name: str) -> str:
    """Return `removed record` for `RemovedRecord`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", class_name).lower()


def _field_name(path: KeyPath) -> str:
    return next((name for name in reversed(path) if isinstance(name, str) and name), "")


def _split_literals(expected: str) -> list[str]:
    """Parse the values in pydantic's message: `'demo', 'poster' or 'oral'`."""
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
