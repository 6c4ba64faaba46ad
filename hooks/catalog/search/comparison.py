"""Facts for /compare/ that the search index lacks; docs/assets/compare/groups.js decodes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from catalog.facets.code import Code, code_of
from catalog.records.repository import REPOSITORY_URL, Memory, Speed, repository_id
from catalog.records.schema import Paper
from catalog.utils.urls import is_safe_url
from catalog.views.cards import Link, host_link, show_state, web_link
from catalog.views.publication import reported_publication
from catalog.views.result_tables import Column
from catalog.views.views import Views

PERMISSIONS = {"yes": "allowed", "no": "not allowed", "unclear": "unclear"}
"""Words for the permission of commercial use."""
LICENSE_NOTES: Mapping[str, str] = {"README": " (README)", "parts": " (parts by others)"}
"""Notes on licenses that are not those of the code as a whole."""


@dataclass(frozen=True)
class Subject:
    """A paper to compare."""

    views: Views
    paper: Paper
    codes: tuple[Code, ...]
    """Facts about its repositories."""


@dataclass(frozen=True)
class Row:
    """A row of the comparison: a fact about each paper."""

    name: str
    values: Callable[[Subject], Iterable[Link]]
    kind: Literal["terms", "texts", "links"] = "texts"
    """Terms, which papers can have in common, so that these are marked; other texts; or links to files."""


def comparison_index(views: Views) -> dict[str, Any]:
    """Return rows about the publication, groups of further rows, and tables of results.

    Each row has the values of papers by their positions in the index: texts, or pairs of a text and its href.
    """
    catalog = views.catalog
    subjects = [Subject(views, paper, code_of(catalog, paper)) for paper in catalog.papers]
    groups = ((name, [_render_row(row, subjects) for row in rows]) for name, rows in GROUPS.items())
    return {
        "publication": [_render_row(row, subjects) for row in PUBLICATION],
        "groups": [{"name": name, "rows": rows} for name, rows in groups],
        "tables": list(_result_tables(views)),
    }


def _result_tables(views: Views) -> Iterator[dict[str, Any]]:
    """Yield the tables with results of several papers.

    Their `metrics` are names, and their `rows` lists of a paper's position in the index, the variant of its
    method, and a score or a blank for each metric.
    """
    positions = {paper.id: position for position, paper in enumerate(views.catalog.papers)}
    for table in views.results.tables.values():
        methods = [row.method for row in table.result.rows if not row.reference]
        rows = [
            [positions[method], row.variant, *(cell.text for cell in row.cells)]
            for method, row in zip(methods, table.rows, strict=True)
            if method in positions
        ]
        if len({position for position, *_ in rows}) > 1:
            dataset = views.catalog.datasets[table.result.dataset].name
            name = f"{dataset}, {table.result.subset}" if table.result.subset else dataset
            yield {
                "name": f"Results on {name}, reported by {table.reporter.name}",
                "href": table.href,
                "metrics": [_metric_name(column) for column in table.columns],
                "rows": rows,
            }


def _metric_name(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.metric.name}{unit} {column.arrow}"


def _render_row(row: Row, subjects: Iterable[Subject]) -> dict[str, Any]:
    values = (
        [_render_value(show_state(value, subject.views.catalog.links)) for value in row.values(subject)]
        for subject in subjects
    )
    cells = {position: cell for position, cell in enumerate(values) if cell}
    return {"name": row.name, "kind": row.kind, "cells": cells}


def _render_value(value: Link) -> str | tuple[str, str]:
    name = f"{value.name} ({value.note})" if value.note else value.name
    return (name, value.href) if value.href else name


def repository_name(url: str) -> str:
    """Return owner and name of a repository, or the host of any other URL.

    >>> repository_name("https://github.com/Rudrabha/Wav2Lip"), repository_name("https://toys.example/code")
    ('Rudrabha/Wav2Lip', 'toys.example')
    """
    match = REPOSITORY_URL.fullmatch(url)
    return "/".join(match.groups()) if match else urlsplit(url).hostname or url


def _texts(find: Callable[[Subject], str | None]) -> Callable[[Subject], Iterable[Link]]:
    return lambda subject: map(Link, filter(None, [find(subject)]))


def _use_of_datasets(use: str) -> Callable[[Subject], Iterable[Link]]:
    return lambda subject: map(subject.views.dataset_link, getattr(subject.paper.datasets, use))


def _fact_of_code(find: Callable[[Code], Iterable[Link]]) -> Callable[[Subject], Iterator[Link]]:
    """Return a function from papers to a fact about their code; of several repositories, each is named."""

    def values(subject: Subject) -> Iterator[Link]:
        for code in subject.codes:
            note = f" ({repository_name(code.repository.url)})" if len(subject.codes) > 1 else ""
            for value in find(code):
                yield value._replace(name=f"{value.name}{note}")

    return values


def _repositories(subject: Subject) -> Iterator[Link]:
    """Yield every code link, and what became of its repository."""
    repositories = {code.repository.id: code.repository for code in subject.codes}
    for url in filter(is_safe_url, subject.paper.links.code):
        yield web_link(repository_name(url), url)
        repository = repositories.get(repository_id(url) or "")
        if repository and repository.archived:
            yield Link("archived")
        if repository and repository.moved_to:
            yield web_link(f"moved to {repository_name(repository.moved_to)}", repository.moved_to)


def _contents(code: Code) -> Iterable[Link]:
    holds = code.repository.holds
    return map(Link, ("nothing to run",) if holds == () else holds or ())


def _licenses(code: Code) -> Iterator[Link]:
    for terms in code.terms:
        if terms.subject != "weights":
            name = f"{terms.license.name}{LICENSE_NOTES.get(terms.subject, '')}"
            yield web_link(name, terms.license.url) if terms.license.url else Link(name)


def _commercial_use(code: Code) -> Iterator[Link]:
    if code.commercial_use:
        yield Link(PERMISSIONS[code.commercial_use])


def _license_note(code: Code) -> Iterator[Link]:
    if code.repository.license_note:
        yield Link(code.repository.license_note)


def _weights(code: Code) -> Iterable[Link]:
    return map(host_link, code.repository.weights)


def _weights_license(code: Code) -> Iterator[Link]:
    return (Link(terms.license.name) for terms in code.terms if terms.subject == "weights")


def _speeds(code: Code) -> Iterator[Link]:
    return (web_link(_format_speed(speed), speed.source) for speed in code.repository.speed)


def _memories(code: Code) -> Iterator[Link]:
    return (web_link(_format_memory(memory), memory.source) for memory in code.repository.memory)


def _format_speed(speed: Speed) -> str:
    parts = (f"{speed.fps:,g} fps", speed.resolution, speed.gpu)
    return _add_note(", ".join(filter(None, parts)), speed.note)


def _format_memory(memory: Memory) -> str:
    task = f" for {memory.task}" if memory.task else ""
    return _add_note(", ".join(filter(None, (f"{memory.gb:,g} GB{task}", memory.gpu))), memory.note)


def _add_note(text: str, note: str | None) -> str:
    return f"{text} ({note})" if note else text


PUBLICATION = (
    Row("Reported as", _texts(lambda subject: reported_publication(subject.views.catalog, subject.paper))),
    Row("Track", _texts(lambda subject: subject.paper.track), "terms"),
    Row("Status", _texts(lambda subject: subject.paper.status), "terms"),
)
"""Rows that follow venue and year, which the index has."""
GROUPS: Mapping[str, tuple[Row, ...]] = {
    "Data": (
        Row("Trained on", _use_of_datasets("train"), "terms"),
        Row("Evaluated on", _use_of_datasets("test"), "terms"),
        Row("Uses", _use_of_datasets("uses"), "terms"),
    ),
    "Code": (
        Row("Repository", _repositories, "links"),
        Row("Contains", _fact_of_code(_contents), "terms"),
        Row("License", _fact_of_code(_licenses), "terms"),
        Row("Commercial use", _fact_of_code(_commercial_use), "terms"),
        Row("License note", _fact_of_code(_license_note)),
        Row("Weights", _fact_of_code(_weights), "links"),
        Row("License of weights", _fact_of_code(_weights_license), "terms"),
        Row("Speed", _fact_of_code(_speeds)),
        Row("GPU memory", _fact_of_code(_memories)),
    ),
}
"""Rows by the heading of their group."""
