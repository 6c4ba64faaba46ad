"""How a hostile text gets into every field of a record; see `payloads` for the texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

ID_FIELDS = frozenset(("id", "file", "venue", "categories", "tags", "source", "sources", "parent", "proceedings"))
ID_FIELDS |= {"paper", "papers", "former", "replaces"}
"""Fields that name a record: they stay well-formed, for a page to be built at all."""
MINIMAL_RECORDS = {
    "Claim": {"source": "napkin"},
    "Fact": {"states": "x", "source": "https://toys.example/"},
}
"""The least that an inner record asks for."""


def hostile_fields(record: BaseModel, text: str) -> dict[str, Any]:
    """The free-text fields of a record, each with the text; fields of fixed shape are left out.

    Found by what the fields hold, not by name: a new field is attacked without a change here.
    """
    return dict(_attacks(type(record), text))


def attacked_field_names(model: type[BaseModel]) -> Iterator[str]:
    """The names of these fields, those of inner records as `claims.title`."""
    for name, value in _attacks(model, "x"):
        inner = value[0] if isinstance(value, tuple) else value
        if isinstance(inner, BaseModel):
            yield from (f"{name}.{inside}" for inside in attacked_field_names(type(inner)))
        else:
            yield name


def _attacks(model: type[BaseModel], text: str) -> Iterator[tuple[str, Any]]:
    for name, field in model.model_fields.items():
        shape = str(field.annotation)
        inner = [field.annotation, *getattr(field.annotation, "__args__", ())]
        models = [one for one in inner if isinstance(one, type) and issubclass(one, BaseModel)]
        if name in ID_FIELDS and not (name == "source" and model.__name__ == "Fact"):
            continue
        if models:
            inside = models[0].model_validate(MINIMAL_RECORDS.get(models[0].__name__, {}))
            attacked = inside.model_copy(update=hostile_fields(inside, text))
            yield name, (attacked,) if "tuple" in shape else attacked
        elif name in ("authors", "spellings"):  # a name has letters, for its address
            yield name, (f"{text} Eve", f"{text} Mallory")
        elif "Literal" in shape or "date" in shape or "int" in shape or "bool" in shape:
            if "dict" in shape:
                yield name, {text: 7, f"{text}2": 8}
        elif "dict" in shape:
            yield name, {text: 7.5}
        elif "tuple" in shape:
            yield name, (text, f"{text}/2")
        elif "str" in shape:
            yield name, text
