"""Validation of values as records: pydantic decides, and each of its errors becomes a problem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.documents.document import Document
from catalog.documents.problems import KeyPath, Move, Problem, Remove, Replace, Violation, quote
from catalog.documents.wording import describe_type, find_similar
from catalog.records.coercions import coerce_list
from catalog.records.rules import EMPTY_VALUE, MISSING_FIELD, UNKNOWN_KEY, UNKNOWN_VALUE, WRONG_TYPE
from catalog.records.schema import Links, Record
from catalog.records.validators import format_value

RENAMED_KEYS: Mapping[str, str] = {"licence": "license"}
"""Current name of each key that earlier versions of the data format spelled differently."""

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
        violation = WRONG_TYPE.violation("record", id=quote(id), id_key=id)
        return None, [violation.at(document.location(path), path)]
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
    path = (*path, *error["loc"])
    match error["type"]:
        case "missing":
            return _missing_field(model, document, path)
        case "extra_forbidden":
            return _unknown_key(model, document, path)
        case "rule_violation":
            violation = error["ctx"]["violation"]
        case "literal_error":
            violation = _unknown_value(path, error)
        case _:
            violation = _wrong_type(path, error)
    return _adapt(violation, model, document, path).at(document.location(path), path)


def _adapt(violation: Violation, model: type[Record], document: Document, path: KeyPath) -> Violation:
    """Adapt a fix to the record: a required field cannot be removed, a filled one not be replaced."""
    field = model.model_fields.get(str(path[-1]))
    if isinstance(violation.fix, Remove) and field and field.is_required():
        return violation.rule.violation("required", field=path[-1])
    if isinstance(violation.fix, Move):
        move = Move((*path[:-1], *violation.fix.target), violation.fix.value)
        if _is_target_free(document, move):
            return replace(violation, fix=move)
        return replace(violation, variant="other_arxiv", fix=None)
    return violation


def _missing_field(model: type[Record], document: Document, path: KeyPath) -> Problem:
    name = str(path[-1])
    field = model.model_fields.get(name)
    words = {"field": quote(name), "key": name}
    if field and field.description:
        description = field.description.rstrip(".")
        violation = MISSING_FIELD.violation("described", **words, description=description)
    else:
        violation = MISSING_FIELD.violation("nested", **words)
    return violation.at(document.location(path), path)


def _unknown_key(model: type[Record], document: Document, path: KeyPath) -> Problem:
    key = str(path[-1])
    known_keys = _known_keys(model, path)
    words = {"key": quote(key), "owner": _describe_parent(model, path)}
    lower = key.strip().lower()
    name = RENAMED_KEYS.get(lower, lower)
    fix = Move((*path[:-1], name)) if name in known_keys else None  # `licence:`, `Title:`
    if key == "id":
        violation = UNKNOWN_KEY.violation("id", fix, **words)
    elif not path[:-1] and key in Links.model_fields and "links" in known_keys:
        violation = UNKNOWN_KEY.violation("link", fix, **words)
    elif fix:
        violation = UNKNOWN_KEY.violation("renamed", fix, **words, name=name)
    elif similar := find_similar(key, known_keys):
        violation = UNKNOWN_KEY.violation("similar", **words, similar=quote(similar))
    else:
        violation = UNKNOWN_KEY.violation("unknown", **words, keys=", ".join(known_keys))
    return violation.at(document.location(path, key=True), path)


def _unknown_value(path: KeyPath, error: ErrorDetails) -> Violation:
    """Return the violation of a value outside a fixed set."""
    allowed, value, field = _split_literals(error["ctx"]["expected"]), error["input"], _field_name(path)
    values = ", ".join(allowed)
    if not isinstance(value, str):
        actual = describe_type(value)
        return UNKNOWN_VALUE.violation("type", field=quote(field), actual=actual, values=values)
    lower = value.strip().lower()
    if not lower:
        return EMPTY_VALUE.violation("optional", Remove())
    words = {"found": quote(value), "field": field}
    if lower in allowed:
        return UNKNOWN_VALUE.violation("coerced", Replace(lower), **words, value=lower)
    if similar := find_similar(value, allowed):
        return UNKNOWN_VALUE.violation("similar", **words, similar=quote(similar))
    return UNKNOWN_VALUE.violation("unknown", **words, values=values)


def _wrong_type(path: KeyPath, error: ErrorDetails) -> Violation:
    """Return the violation of text in place of a list or mapping, or the reverse."""
    variant = "list" if error["type"] in ("tuple_type", "list_type") else "mapping"
    value = error["input"]
    words = {"field": quote(_field_name(path)), "actual": describe_type(value)}
    if isinstance(value, str) and not value.strip():
        if variant == "mapping":  # below `links:`, perhaps only indentation is missing
            return EMPTY_VALUE.violation("mapping")
        return EMPTY_VALUE.violation("optional", Remove())
    if variant == "list" and isinstance(value, str) and (items := coerce_list(value)):
        shown = ", ".join(map(format_value, items))
        return WRONG_TYPE.violation("items", Replace(items), **words, items=shown)
    return WRONG_TYPE.violation(variant, **words)


def _is_target_free(document: Document, move: Move) -> bool:
    """Return whether the target of a move has no other value."""
    value: Any = document.data
    for step in move.target:
        value = value[step] if not isinstance(value, dict) or step in value else None
    return value is None or value == move.value


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
