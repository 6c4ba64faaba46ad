"""Values to records: pydantic decides, and every error comes back as a problem at its place."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from catalog.fields import WRONG_TYPE
from catalog.problems import RULES, Problem, did_you_mean, quote, rule
from catalog.schema import Record
from catalog.source import Document, Path

UNKNOWN_KEY = rule("unknown-key", "A record has only the keys that its kind of record knows.")
MISSING_FIELD = rule("missing-field", "A record has the keys that its kind of record requires.")
UNKNOWN_VALUE = rule("unknown-value", "A field with a fixed list of values has one of them.")

R = TypeVar("R", bound=Record)


def record(
    model: type[R], document: Document, id: str, data: Any, path: Path = ()
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
        return None, [Problem(document.place(path), WRONG_TYPE, message, hint)]
    own = {"id": id, "file": document.file}
    sound = {key: value for key, value in data.items() if key not in own}
    problems = [_unknown(model, document, (*path, key)) for key in data if key in own]
    try:
        return model.model_validate(sound | own), problems
    except ValidationError as error:
        found = [_problem(model, document, path, detail) for detail in error.errors(include_url=False)]
        return _salvage(model, sound | own), problems + found


def _salvage(model: type[R], data: dict[str, Any]) -> R:
    """The fields of a broken record that are sound; required ones that are not are blank."""
    sound: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if field.is_required():
            sound[name] = "" if field.annotation is str else ()
        if name in data:
            try:
                sound[name] = _adapter(model, name).validate_python(data[name])
            except ValidationError:
                continue
    return model.model_construct(**sound)


@cache
def _adapter(model: type[Record], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotated: Any = Annotated[field.annotation, *field.metadata, None]  # the None: metadata may be empty
    return TypeAdapter(annotated)


def _problem(model: type[Record], document: Document, path: Path, error: ErrorDetails) -> Problem:
    where = (*path, *error["loc"])
    match error["type"]:
        case "breach":
            context = error["ctx"]
            return Problem(document.place(where), RULES[context["rule"]], context["message"], context["hint"])
        case "missing":
            return _missing(model, document, where)
        case "extra_forbidden":
            return _unknown(model, document, where)
        case "literal_error":
            known = _literals(error["ctx"]["expected"])
            hint = did_you_mean(str(error["input"]), known, f"Write one of {', '.join(known)}")
            message = f"{quote(str(error['input']))} is not a known {_field_name(where)}"
            return Problem(document.place(where), UNKNOWN_VALUE, message, hint)
        case _:
            expected = "a list" if error["type"] in ("tuple_type", "list_type") else "a mapping"
            found = "text" if isinstance(error["input"], str) else type(error["input"]).__name__
            found = {"dict": "a mapping", "list": "a list"}.get(found, found)
            hint = "Write [one, two]" if expected == "a list" else "Write {key: value}"
            message = f"Expected {expected} for {quote(_field_name(where))}, found {found}"
            return Problem(document.place(where), WRONG_TYPE, message, hint)


def _missing(model: type[Record], document: Document, where: Path) -> Problem:
    name = _field_name(where)
    field = model.model_fields.get(name)
    message = f"{quote(name)} is missing" + (f": {field.description}" if field else "")
    return Problem(document.place(where), MISSING_FIELD, message.rstrip("."), f"Write {name}: ...")


def _unknown(model: type[Record], document: Document, where: Path) -> Problem:
    key = _field_name(where)
    known = _known_keys(model, where)
    message = f"{quote(key)} is not a key of {_kind(model, where)}"
    hint = did_you_mean(key, known, f"Known keys: {', '.join(known)}")
    if key == "id":
        hint = "Leave it out: the id is the name of the file or the entry"
    return Problem(document.place(where, key=True), UNKNOWN_KEY, message, hint)


def _known_keys(model: type[Record], where: Path) -> list[str]:
    """The keys of the innermost shape around a place."""
    shape: Any = model
    for name in where[:-1]:
        field = getattr(shape, "model_fields", {}).get(name)
        inner = getattr(field, "annotation", None)
        candidates = [inner, *getattr(inner, "__args__", ())]
        shape = next((one for one in candidates if hasattr(one, "model_fields")), shape)
    return [name for name in shape.model_fields if name not in ("id", "file")]


def _kind(model: type[Record], where: Path) -> str:
    parents = [name for name in where[:-1] if name in model.model_fields]
    return f"{parents[-1]!r}" if parents else f"a {model.__name__.lower()}"


def _field_name(where: Path) -> str:
    return next((name for name in reversed(where) if isinstance(name, str) and name), "")


def _literals(expected: str) -> list[str]:
    """Pydantic's `'demo', 'poster' or 'oral'` as a list."""
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]
