"""The static API: each kind of record as one JSON list, each paper on its own, and JSON Schemas.

The documentation on /data/ is generated from the same models, those of `RECORD_TYPES`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from catalog.records.as_json import record_as_json, record_schema
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.files import SCHEMA_NAMES
from catalog.records.repository import Repository
from catalog.records.result import Result
from catalog.records.schema import Paper, Record
from catalog.records.types import Id, Orcid, Text, Url
from catalog.records.vocabularies import Category, License, Metric, Question, Source, Tag, Term, Venue
from catalog.utils.json import compact_json
from catalog.views.cards import dataset_href, paper_href
from catalog.views.result_tables import results_href
from catalog.views.views import Views

API_FOLDER = "api/v1/"


class Author(Record):
    """An author of papers in the catalog."""

    name: Text
    """Name as shown on pages, given name first."""
    spellings: tuple[Text, ...] = ()
    """Other spellings in records."""
    papers: tuple[Id, ...]
    """IDs of the author's papers, newest first."""
    url: Url | None = None
    """The author's home page."""
    orcid: Orcid | None = None
    """The author's ORCID iD."""


RECORD_TYPES: Mapping[str, type[Record]] = {
    "papers": Paper,
    "datasets": Dataset,
    "metrics": Metric,
    "venues": Venue,
    "categories": Category,
    "tags": Tag,
    "authors": Author,
    "sources": Source,
    "repositories": Repository,
    "results": Result,
    "licenses": License,
    "questions": Question,
    "glossary": Term,
}
"""The lists of the API, with the type of their records."""

RECORD_FOLDERS = ("papers",)
"""The lists whose records also have a file of their own; see `record_path`."""

DEPRECATED_FIELDS: Mapping[type[Record], Mapping[str, str]] = {
    Dataset: {"licence": "license"},
    Source: {"licence": "license"},
}
"""Current name of each former field, which v1 still serves with the same value."""

VOCABULARY_OF_FIELD = {
    "venue": "venues",
    "parent": "venues",
    "proceedings": "venues",
    "categories": "categories",
    "tags": "tags",
    "source": "sources",
    "sources": "sources",
    "license": "licenses",
    "readme_license": "licenses",
    "weights_license": "licenses",
    "parts_license": "licenses",
    "train": "datasets",
    "test": "datasets",
    "uses": "datasets",
    "instead": "datasets",
    "dataset": "datasets",
}
"""The list that defines the IDs in a field."""


def render_api(views: Views) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file."""
    for model, kind in SCHEMA_NAMES.items():
        yield f"schema/{kind}.schema.json", _indented_json(schema_with_ids(views.catalog, model))
    for name, record_type in RECORD_TYPES.items():
        lines = {record["id"]: compact_json(record) for record in api_records(views, name)}
        yield f"{API_FOLDER}{name}.json", "".join(["[\n", ",\n".join(lines.values()), "\n]\n"])
        yield f"{API_FOLDER}schema/{name}.schema.json", _indented_json(api_schema(views.catalog, record_type))
        if name in RECORD_FOLDERS:
            yield from ((record_path(name, id), f"{line}\n") for id, line in lines.items())


def record_path(name: str, id: str) -> str:
    """Return the path of the file of one record: `api/v1/papers/wav2lip-2020.json`."""
    return f"{API_FOLDER}{name}/{id}.json"


def api_records(views: Views, name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of the list with a name from `RECORD_TYPES`."""
    catalog = views.catalog
    href_functions: Mapping[str, Callable[[Any], str | None]] = {
        "papers": paper_href,
        "datasets": dataset_href,
        "metrics": lambda metric: f"metrics/#{metric.id}",
        "results": lambda result: f"{results_href(result.dataset)}#{result.id}",
        "glossary": lambda term: f"start/#term-{term.id}",
    }
    get_href = href_functions.get(name, lambda _: None)
    facet_values = views.facet_values.get(name, {})
    records: Iterable[Record]
    match name:
        case "papers":
            records = catalog.papers
        case "authors":
            records = authors(catalog)
        case _:
            records = getattr(catalog, name).values()
    for record in records:
        facet_value = facet_values.get(record.id)
        values = record_as_json(record, facet_value.href if facet_value else get_href(record))
        deprecated = DEPRECATED_FIELDS.get(RECORD_TYPES[name], {})
        yield values | {
            former: values[current] for former, current in deprecated.items() if current in values
        }


def authors(catalog: Catalog) -> Iterator[Author]:
    """Yield the authors, with details from people.yml."""
    for author in catalog.authors.values():
        person = catalog.people.get(author.id)
        yield Author.model_construct(
            id=author.id,
            name=author.name,
            spellings=person.spellings if person else (),
            papers=tuple(paper.id for paper in author.papers),
            url=person.url if person else None,
            orcid=person.orcid if person else None,
        )


def schema_with_ids(catalog: Catalog, model: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema of a record, with the IDs of vocabularies for editors to complete."""
    schema = record_schema(model)
    for shape in (schema, *schema.get("$defs", {}).values()):
        for name, value in shape.get("properties", {}).items():
            if name in VOCABULARY_OF_FIELD:
                _restrict_to_ids(value, list(getattr(catalog, VOCABULARY_OF_FIELD[name])))
    return schema


def api_schema(catalog: Catalog, model: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema of a record in the API, which also has an ID and a href."""
    schema = schema_with_ids(catalog, model)
    api_fields = {
        "id": {"type": "string", "description": "The ID of the record, which never changes."},
        "href": {
            "type": "string",
            "description": "The path of its page from the root of the site; absent if it has none.",
        },
    }
    properties = schema["properties"]
    deprecated = {
        former: properties[current]
        | {"description": f"Former name of `{current}`, with the same value.", "deprecated": True}
        for former, current in DEPRECATED_FIELDS.get(model, {}).items()
    }
    return schema | {
        "properties": api_fields | properties | deprecated,
        "required": ["id", *schema["required"]],
    }


def _restrict_to_ids(value: dict[str, Any], ids: list[str]) -> None:
    """Restrict the value of a field, or the items of a list, to IDs; leave URLs and prose alone."""
    text = value.get("items", value)
    if text.get("type") == "string" and not text.keys() & {"format", "maxLength"}:
        text["enum"] = ids


def _indented_json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
