"""Columns of the database, derived from the fields of the models of the API.

A list of plain texts is a JSON array, since nothing refers to its items. The docstring of a field explains
its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from catalog.records.types import Id
from catalog.utils.json import compact_json
from catalog.views.api import VOCABULARY_OF_FIELD

TABLE_OF_FIELD: Mapping[str, str] = {
    **VOCABULARY_OF_FIELD,
    "metric": "metrics",
    "paper": "papers",
    "reported_by": "papers",
}
"""Table that the IDs in a field refer to."""
TYPES: Mapping[Any, str] = {str: "TEXT", date: "TEXT", int: "INTEGER", float: "REAL"}

Value = str | int | float | None
"""Value of a column; None if it is unknown."""
ApiRecord = Mapping[str, Any]
"""A record, or part of one, as the API has it."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    about: str
    """Meaning, in a sentence."""
    type: str = "TEXT"
    """Type in SQLite: TEXT, INTEGER or REAL."""
    is_required: bool = True
    target: str = ""
    """Table whose IDs it holds, if it holds IDs."""
    options: tuple[str, ...] = ()
    """All possible values, if they are few."""
    path: tuple[str, ...] = ()
    """Keys that lead to the value in a record."""
    is_flag: bool = False
    """True if it holds 0 or 1."""

    def value_of(self, record: ApiRecord) -> Value:
        """Return the value of a record."""
        value: Any = record
        for key in self.path:
            value = value.get(key) if isinstance(value, dict) else None
        if self.is_flag:
            return int(bool(value))
        return compact_json(value) if isinstance(value, list) else value


def field_columns(model: type[BaseModel], skip: Iterable[str] = ()) -> Iterator[Column]:
    """Yield the columns of the fields of a model; those with a table of their own have none.

    Args:
        model: The model.
        skip: Names of fields without a column.
    """
    for name, hint in field_types(model).items():
        about = describe(model, name)
        if name in skip or needs_table(name, hint):
            continue
        if is_model(hint):  # every record has one
            for inner in field_columns(hint):
                yield inner._replace(name=f"{name}_{inner.name}", path=(name, *inner.path))
        elif get_origin(hint) is tuple:
            yield Column(name, f"{about} A JSON array.", is_required=False, path=(name,))
        elif hint is bool:
            yield Column(name, f"{about} 0 or 1.", "INTEGER", path=(name,), is_flag=True)
        else:
            yield Column(
                name=name,
                about=about,
                type=TYPES.get(hint, "TEXT"),
                is_required=model.model_fields[name].is_required(),
                target=TABLE_OF_FIELD.get(name, "") if hint == Id else "",
                options=get_args(hint) if get_origin(hint) is Literal else (),
                path=(name,),
            )


def needs_table(name: str, hint: Any) -> bool:
    """Return whether a field is a list of references or of inner records, or a mapping."""
    if get_origin(hint) is tuple:
        item = unwrap(get_args(hint)[0])
        return is_model(item) or (item == Id and name in TABLE_OF_FIELD)
    is_mapping = is_model(hint) and all(get_origin(inner) is tuple for inner in field_types(hint).values())
    return get_origin(hint) is dict or is_mapping


def describe(model: type[BaseModel], field: str) -> str:
    """Return the description of a field in one line."""
    return " ".join((model.model_fields[field].description or "").split())


def field_types(model: type[BaseModel]) -> dict[str, Any]:
    """Return the type of each field, without its validators."""
    hints = get_type_hints(model, include_extras=True)
    return {name: unwrap(hints[name]) for name in model.model_fields if name not in ("id", "file")}


def unwrap(hint: Any) -> Any:
    """Return a type without None and validators, except for IDs, which only these distinguish from texts."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and args[1:] == (NoneType,):
        return unwrap(args[0])
    return unwrap(args[0]) if origin is Annotated and hint != Id else hint


def is_model(hint: Any) -> bool:
    """Return whether a type is a model of inner records."""
    return isinstance(hint, type) and issubclass(hint, BaseModel)
