"""Values to records: pydantic decides, and every error comes back as a problem at its place."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.documents.document import Document
from catalog.documents.fixes import Remove, Fix, Move, KeyPath, Replace
from catalog.documents.problems import RULES, Problem, did_you_mean, quote, rule
from catalog.records.schema import Links, Record
from catalog.records.validators import EMPTY_VALUE_MESSAGE, EMPTY_VALUE, WRONG_TYPE, format_value

UNKNOWN_KEY = rule("unknown-key", "A record has only the keys that its kind of record knows.")
MISSING_FIELD = rule("missing-field", "A record has the keys that its kind of record requires.")
UNKNOWN_VALUE = rule("unknown-value", "A field with a fixed list of values has one of them.")

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ONE_ITEM = re.compile(r"(?!.*(?:[,;&/|]|\band\b))\S.*")
"""A text in which nothing joins several items."""

R = TypeVar("R", bound=Record)


def validate_record(
    model: type[R], document: Document, id: str, data: Any, path: KeyPath = ()
) -> tuple[R | None, list[Problem]]:
    """The record in a part of a document, with everything that is wrong with its shape.

    A record with problems comes back with its sound fields only, so that the rules about several records
    can still speak of it; nothing is ever published from it. None, if nothing can be read.
    """
    if not isinstance(data, dict):
        message, hint = (
            f"{quote(id)} is not a mapping",
            f"Write {id}: and its fields below, indented",
        )
        return None, [Problem(document.location(path), WRONG_TYPE, message, hint, path)]
    own = {"id": id, "file": document.file}
    sound = {key: value for key, value in data.items() if key not in own}
    problems = [_unknown_key(model, document, (*path, key)) for key in data if key in own]
    try:
        return model.model_validate(sound | own), problems
    except ValidationError as error:
        found = [_to_problem(model, document, path, detail) for detail in error.errors(include_url=False)]
        return _salvage(model, sound | own), problems + found


def _salvage(model: type[R], data: dict[str, Any]) -> R:
    """The fields of a broken record that are sound; required ones that are not are blank."""
    sound: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            sound[name] = "" if field.annotation is str else ()
        if name in data:
            try:
                sound[name] = _field_adapter(model, name).validate_python(data[name])
            except ValidationError:
                continue
    return model.model_construct(**sound)


@cache
def _field_adapter(model: type[Record], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotated: Any = Annotated[field.annotation, *field.metadata, None]  # the None: metadata may be empty
    return TypeAdapter(annotated)


def _to_problem(model: type[Record], document: Document, path: KeyPath, error: ErrorDetails) -> Problem:
    where = (*path, *error["loc"])
    match error["type"]:
        case "breach":
            context = error["ctx"]
            rule, message, hint, fix = (context[key] for key in ("rule", "message", "hint", "fix"))
            needed = model.model_fields.get(str(where[-1]))
            if isinstance(fix, Remove) and needed and needed.is_required():
                hint, fix = f"Write {where[-1]}: ...", None
            if isinstance(fix, Move):
                fix = Move((*where[:-1], *fix.target), fix.value)
                hint, fix = (hint, fix) if _is_target_free(document, fix) else ("Keep one of the two ids", None)
            return Problem(document.location(where), RULES[rule], message, hint, where, fix)
        case "missing":
            return _missing_field(model, document, where)
        case "extra_forbidden":
            return _unknown_key(model, document, where)
        case "literal_error":
            return _unknown_value(document, where, error)
        case _:
            return _wrong_type(document, where, error)


def _missing_field(model: type[Record], document: Document, where: KeyPath) -> Problem:
    name = _field_name(where)
    field = model.model_fields.get(name)
    message = f"{quote(name)} is missing" + (f": {field.description}" if field else "")
    return Problem(document.location(where), MISSING_FIELD, message.rstrip("."), f"Write {name}: ...", where)


def _unknown_key(model: type[Record], document: Document, where: KeyPath) -> Problem:
    key = _field_name(where)
    known = _known_keys(model, where)
    message = f"{quote(key)} is not a key of {_describe_parent(model, where)}"
    hint = did_you_mean(key, known, f"Known keys: {', '.join(known)}")
    fix: Fix | None = None
    if (small := key.strip().lower()) in known:  # `Title:`
        hint, fix = f"Write {small}", Move((*where[:-1], small))
    if not where[:-1] and key in Links.model_fields and "links" in known:
        hint = "Write it below links:, indented by two spaces"
    if key == "id":
        hint = "Leave it out: the id is the name of the file or the entry"
    return Problem(document.location(where, key=True), UNKNOWN_KEY, message, hint, where, fix)


def _unknown_value(document: Document, where: KeyPath, error: ErrorDetails) -> Problem:
    """A field with a fixed list of values has another one."""
    known, found = _split_literals(error["ctx"]["expected"]), str(error["input"])
    if not found.strip():
        return _empty_value(document, where)
    hint = did_you_mean(found, known, f"Write one of {', '.join(known)}")
    fix: Fix | None = None
    if (small := found.strip().lower()) in known:
        hint, fix = f"Write {small}", Replace(small)
    message = f"{quote(found)} is not a known {_field_name(where)}"
    return Problem(document.location(where), UNKNOWN_VALUE, message, hint, where, fix)


def _wrong_type(document: Document, where: KeyPath, error: ErrorDetails) -> Problem:
    """A text where a list or mapping is expected, or the other way round."""
    expected = "a list" if error["type"] in ("tuple_type", "list_type") else "a mapping"
    value = error["input"]
    if isinstance(value, str) and not value.strip():
        return _empty_value(document, where, is_mapping=expected == "a mapping")
    found = {"str": "text", "dict": "a mapping", "list": "a list"}[type(value).__name__]
    hint = "Write [one, two]" if expected == "a list" else "Write {key: value}"
    fix: Fix | None = None
    if expected == "a list" and isinstance(value, str) and (items := _split_items(value)):
        hint, fix = f"Write [{', '.join(map(format_value, items))}]", Replace(items)
    message = f"Expected {expected} for {quote(_field_name(where))}, found {found}"
    return Problem(document.location(where), WRONG_TYPE, message, hint, where, fix)


def _empty_value(document: Document, where: KeyPath, *, is_mapping: bool = False) -> Problem:
    """Nothing is written; below an empty `links:`, a line may only lack its indent."""
    message, hint = EMPTY_VALUE_MESSAGE
    if is_mapping:
        hint = "Indent what belongs below it by two spaces, or leave the key out"
    return Problem(document.location(where), EMPTY_VALUE, message, hint, where, None if is_mapping else Remove())


def _is_target_free(document: Document, move: Move) -> bool:
    """Whether a value may go where it belongs: nothing else stands there."""
    there: Any = document.data
    for step in move.target:
        there = there[step] if not isinstance(there, dict) or step in there else None
    return there is None or there == move.value


def _split_items(text: str) -> tuple[str, ...]:
    """The items that a text can only mean: one, or ids with commas. A comma may also stand inside a name."""
    if ONE_ITEM.fullmatch(text):
        return (text,)
    ids = tuple(part.strip() for part in text.split(","))
    return ids if all(ID.fullmatch(part) for part in ids) else ()


def _known_keys(model: type[Record], where: KeyPath) -> list[str]:
    """The keys of the innermost shape around a place."""
    shape: Any = model
    for name in where[:-1]:
        field = getattr(shape, "model_fields", {}).get(name)
        inner = getattr(field, "annotation", None)
        candidates = [inner, *getattr(inner, "__args__", ())]
        shape = next((one for one in candidates if hasattr(one, "model_fields")), shape)
    return [name for name in shape.model_fields if name not in ("id", "file")]


def _describe_parent(model: type[Record], where: KeyPath) -> str:
    parents = [name for name in where[:-1] if name in model.model_fields]
    return f"{parents[-1]!r}" if parents else f"a {model.__name__.lower()}"


def _field_name(where: KeyPath) -> str:
    return next((name for name in reversed(where) if isinstance(name, str) and name), "")


def _split_literals(expected: str) -> list[str]:
    """Pydantic's `'demo', 'poster' or 'oral'` as a list."""
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
