"""The static API: every record as JSON, in lists and each paper alone, with the JSON Schema of each kind.

The documentation on /data/ is made from the same models: `RECORDS` is what there is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from catalog.records.as_json import record_as_json
from catalog.records.catalog import Catalog
from catalog.records.json_schema import record_schema
from catalog.records.schema import Dataset, Paper, Record
from catalog.records.types import Id, Text, Url
from catalog.records.vocabularies import Category, Metric, Source, Tag, Venue
from catalog.views.cards import dataset_href, paper_href
from catalog.views.views import Views

FOLDER = "api/v1/"


class Person(Record):
    """Somebody who wrote a paper of the catalog."""

    name: Text
    """The form that pages show, given name first."""
    spellings: tuple[Text, ...] = ()
    """Other forms, as records write them."""
    papers: tuple[Id, ...]
    """The ids of the papers, newest first."""
    url: Url | None = None
    """The home page."""
    orcid: Text | None = None
    """The ORCID id."""


RECORDS: Mapping[str, type[Record]] = {
    "papers": Paper,
    "datasets": Dataset,
    "metrics": Metric,
    "venues": Venue,
    "categories": Category,
    "tags": Tag,
    "authors": Person,
    "sources": Source,
}
"""The lists, and the shape of what each holds."""

VOCABULARIES = {
    "venue": "venues",
    "parent": "venues",
    "proceedings": "venues",
    "categories": "categories",
    "tags": "tags",
    "source": "sources",
    "sources": "sources",
}
"""The list in which each field's values are ids."""


def api_files(views: Views) -> Iterator[tuple[str, str]]:
    """The files with their paths."""
    for kind, shape in (("paper", Paper), ("dataset", Dataset)):
        yield f"schema/{kind}.schema.json", _text(named_schema(views.catalog, shape))
    for name, model in RECORDS.items():
        found = list(records(views, name))
        lines = ",\n".join(map(_json, found))
        yield f"{FOLDER}{name}.json", f"[\n{lines}\n]\n"
        yield f"{FOLDER}schema/{name}.schema.json", _text(api_schema(views.catalog, model))
        if name == "papers":
            yield from ((f"{FOLDER}papers/{paper['id']}.json", f"{_json(paper)}\n") for paper in found)


def records(views: Views, name: str) -> Iterator[dict[str, Any]]:
    """Everything that one of the lists holds."""
    catalog = views.catalog
    href: Mapping[str, Callable[[Any], str | None]] = {
        "papers": paper_href,
        "datasets": dataset_href,
        "metrics": lambda metric: f"metrics/#{metric.id}",
        "sources": lambda _: None,
    }
    found: Iterable[Record]
    match name:
        case "papers":
            found = catalog.papers
        case "authors":
            found = people(catalog)
        case _:
            found = getattr(catalog, name).values()
    for record in found:
        entry = views.entries[name].get(record.id) if name in views.entries else None
        yield record_as_json(record, entry.href if entry else href.get(name, lambda _: None)(record))


def people(catalog: Catalog) -> tuple[Person, ...]:
    """The authors, with what people.yml adds to them."""
    return tuple(
        Person.model_construct(
            id=author.id,
            name=author.name,
            spellings=known.spellings if known else (),
            papers=tuple(paper.id for paper in author.papers),
            url=known.url if known else None,
            orcid=known.orcid if known else None,
        )
        for author in catalog.authors.values()
        for known in (catalog.people.get(author.id),)
    )


def named_schema(catalog: Catalog, model: type[Record]) -> dict[str, Any]:
    """The JSON Schema of a record with the ids that there are, as editors complete them."""
    found = record_schema(model)
    for shape in (found, *found.get("$defs", {}).values()):
        for name, value in shape.get("properties", {}).items():
            if name in VOCABULARIES:
                _only(value, list(getattr(catalog, VOCABULARIES[name])))
    return found


def api_schema(catalog: Catalog, model: type[Record]) -> dict[str, Any]:
    """The same for a record as the API gives it: with its own id and address."""
    found = named_schema(catalog, model)
    own = {
        "id": {"type": "string", "description": "The name of the record, which never changes."},
        "href": {
            "type": "string",
            "description": "Its page, from the root of the site; absent, if it has none.",
        },
    }
    return found | {"properties": own | found["properties"], "required": ["id", *found["required"]]}


def _only(value: dict[str, Any], ids: list[str]) -> None:
    """Allow some ids only, in a field that holds one of them or a list; an address is neither."""
    text = value.get("items", value)
    if text.get("type") == "string" and "format" not in text:
        text["enum"] = ids


def _text(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
