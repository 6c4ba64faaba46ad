"""Put a hostile text into every field of a record; `payloads` has the texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

ID_FIELDS = frozenset(
    ("id", "file", "venue", "categories", "tags", "source", "sources", "parent", "proceedings")
)
ID_FIELDS |= {"paper", "papers", "former", "replaces", "train", "test", "uses", "instead"}
ID_FIELDS |= {"dataset", "reported_by", "metrics"}
ID_FIELDS |= {"readme_license", "weights_license", "parts_license"}
"""Fields with ids of records. They stay valid, so that pages can be built."""
FIXED_FORMAT_FIELDS = frozenset(("pages",))
"""Texts that only a number, or two with a dash, can be."""
MODELS_WITH_SOURCE_URL = frozenset(("Fact", "Speed", "Memory", "Result"))
MINIMAL_RECORDS = {
    "Claim": {"source": "napkin"},
    "Fact": {"states": "x", "source": "https://toys.example/"},
    "Reading": {"checked": "2022-02-03"},
    "Row": {"method": "x"},
    "Speed": {"fps": "1", "source": "https://toys.example/"},
    "Memory": {"gb": "1", "source": "https://toys.example/"},
}
"""Required fields of inner records."""


def hostile_fields(record: BaseModel, text: str) -> dict[str, Any]:
    """Return the free-text fields of a record, each with the text.

    Fields are chosen by type, not by name: a new field is attacked without a change here.
    """
    return dict(_attacks(type(record), text))


def attacked_field_names(model: type[BaseModel]) -> Iterator[str]:
    """Yield the names of these fields; those of inner records as `claims.title`."""
    for name, value in _attacks(model, "x"):
        inner = value[0] if isinstance(value, tuple) else value
        if isinstance(inner, BaseModel):
            yield from (f"{name}.{inner_name}" for inner_name in attacked_field_names(type(inner)))
        else:
            yield name


def _attacks(model: type[BaseModel], text: str) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        if name in FIXED_FORMAT_FIELDS:
            continue
        types = _types_in(field.annotation)
        models = [type_ for type_ in types if isinstance(type_, type) and issubclass(type_, BaseModel)]
        if name in ID_FIELDS and not (name == "source" and model.__name__ in MODELS_WITH_SOURCE_URL):
            continue
        if name == "license" and model.__name__ == "Repository":  # an id there, and a text elsewhere
            continue
        if models:
            inner = models[0].model_validate(MINIMAL_RECORDS.get(models[0].__name__, {}))
            attacked = inner.model_copy(update=hostile_fields(inner, text))
            yield name, (attacked,) if tuple in types else attacked
        elif name in ("authors", "spellings"):  # names need letters for their slug
            yield name, (f"{text} Eve", f"{text} Mallory")
        elif types & {Literal, date, int, bool}:
            if dict in types:
                yield name, {text: 7, f"{text}2": 8}
        elif dict in types:
            yield name, {text: 7.5}
        elif tuple in types:
            yield name, (text, f"{text}/2")
        elif str in types:
            yield name, text


def _types_in(annotation: Any) -> set[Any]:
    """Return every type in an annotation, without the metadata of `Annotated`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _types_in(get_args(annotation)[0])
    if origin is Literal:
        return {Literal}
    inner = (_types_in(argument) for argument in get_args(annotation))
    return {origin or annotation}.union(*inner)
