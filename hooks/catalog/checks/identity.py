"""What makes a record itself: its id, and the ids the world gave it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from catalog.checks.registry import Finding, check
from catalog.documents.problems import quote
from catalog.records.catalog import Catalog
from catalog.records.ids import ENTRY_ID, MAX_ID, PAPER_ID
from catalog.records.schema import Paper, Record
from catalog.utils.text import slug
from catalog.utils.urls import RESERVED


def _all(catalog: Catalog) -> Iterator[tuple[str, Iterable[Record]]]:
    """Every kind of record whose id stands in an address."""
    yield "papers", catalog.papers
    for kind in ("datasets", "metrics", "venues", "categories", "tags", "sources", "people"):
        yield kind, getattr(catalog, kind).values()


@check("id-pattern")
def id_pattern(catalog: Catalog) -> Iterator[Finding]:
    """An id is lower-case words joined by hyphens, at most 60 characters; that of a paper ends in a year."""
    for kind, records in _all(catalog):
        pattern = PAPER_ID if kind == "papers" else ENTRY_ID
        for record in records:
            if not pattern.fullmatch(record.id) or len(record.id) > MAX_ID:
                message = f"{quote(record.id)} is not an id"
                hint = "Write lower-case words joined by hyphens, like acm-mm"
                if isinstance(record, Paper):
                    year = record.id[-4:] if record.id[-4:].isdigit() else str(record.shown_year or "2020")
                    name = slug(record.id.removesuffix(year))[: MAX_ID - 5].strip("-") or "name"
                    hint = f"Rename the file, perhaps to {name}-{year}.yml"
                yield Finding(record, (), message, hint)


@check("id-folder")
def id_folder(catalog: Catalog) -> Iterator[Finding]:
    """A paper stands in the folder of the year in its id."""
    for paper in catalog.papers:
        folder, year = paper.file.split("/")[-2], paper.id[-4:]
        if PAPER_ID.fullmatch(paper.id) and folder != year:
            message = f"{quote(paper.id)} stands in the folder {folder}"
            yield Finding(paper, (), message, f"Move it to data/papers/{year}/{paper.id}.yml")


@check("id-collision")
def id_collision(catalog: Catalog) -> Iterator[Finding]:
    """No two ids of a kind are equal but for case or Unicode form; some systems take them for one file."""
    for _, records in _all(catalog):
        seen: dict[str, Record] = {}
        for record in records:
            key = unicodedata.normalize("NFKC", record.id).casefold()
            first = seen.setdefault(key, record)
            if first is not record:
                yield Finding(
                    record,
                    (),
                    f"The id {quote(record.id)} collides with {quote(first.id)}",
                    "Rename one",
                )


@check("reserved-id")
def reserved_id(catalog: Catalog) -> Iterator[Finding]:
    """An id is none of the names that the site or an operating system uses itself."""
    for _, records in _all(catalog):
        for record in records:
            if record.id.lower() in RESERVED:
                yield Finding(record, (), f"{quote(record.id)} is reserved", "Choose another name")


@check("reused-id")
def reused_id(catalog: Catalog) -> Iterator[Finding]:
    """An id that was given up, in `replaces` or gone.yml, is not used again."""
    owners: dict[str, Paper] = {}
    for paper in catalog.papers:
        for at, old in enumerate(paper.replaces):
            owner = owners.setdefault(old, paper)
            if old in catalog.paper or old in catalog.gone or owner is not paper:
                yield Finding(
                    paper,
                    ("replaces", at),
                    f"{quote(old)} is in use",
                    "An address leads to one place",
                )
    for id, gone in catalog.gone.items():
        if id in catalog.paper or id in catalog.datasets:
            yield Finding(gone, (), f"{quote(id)} is in the catalog", "Take it out of gone.yml")


def _twice(papers: Iterable[Paper], field: str, name: str) -> Iterator[Finding]:
    seen: dict[str, Paper] = {}
    for paper in reversed(list(papers)):
        value = getattr(paper, field)
        first = seen.setdefault(value.lower(), paper) if value else paper
        if first is not paper:
            message = f"{first.file} has the {name} {quote(value)} too"
            yield Finding(paper, (field,), message, "Make one record of them, or correct the id")


@check("duplicate-arxiv")
def duplicate_arxiv(catalog: Catalog) -> Iterator[Finding]:
    """No two papers have the same arXiv id."""
    yield from _twice(catalog.papers, "arxiv", "arXiv id")


@check("duplicate-doi")
def duplicate_doi(catalog: Catalog) -> Iterator[Finding]:
    """No two papers have the same DOI."""
    yield from _twice(catalog.papers, "doi", "DOI")
