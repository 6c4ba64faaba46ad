"""Rules about the identity of records: IDs, arXiv IDs and DOIs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from catalog.checks.check import Finding, check
from catalog.documents.problems import quote
from catalog.records.catalog import Catalog
from catalog.records.ids import MAX_ID_LENGTH, PAPER_ID, RECORD_ID
from catalog.records.schema import Paper, Record
from catalog.utils.text import slugify
from catalog.utils.urls import ARXIV_ID, RESERVED_IDS
from catalog.views.removed import is_in_use, removed_href


def _records_by_kind(catalog: Catalog) -> Iterator[tuple[str, Iterable[Record]]]:
    """Yield each kind of record whose IDs are used in URLs, with its records."""
    yield "papers", catalog.papers
    kinds = (
        "datasets",
        "results",
        "metrics",
        "venues",
        "categories",
        "tags",
        "sources",
        "glossary",
        "people",
    )
    for kind in kinds:
        yield kind, getattr(catalog, kind).values()


@check(
    "id-pattern",
    message="{id} is not a valid ID",
    entry="Use lowercase words joined by hyphens, like acm-mm",
    paper="Rename the file, for example to {name}-{year}.yml",
)
def id_pattern(catalog: Catalog) -> Iterator[Finding]:
    """IDs are lowercase words joined by hyphens, at most 60 characters; paper IDs end with a year."""
    for kind, records in _records_by_kind(catalog):
        pattern = PAPER_ID if kind == "papers" else RECORD_ID
        for record in records:
            if not pattern.fullmatch(record.id) or len(record.id) > MAX_ID_LENGTH:
                if not isinstance(record, Paper):
                    yield Finding(record, (), "entry", {"id": quote(record.id)})
                    continue
                end = record.id[-4:]
                year = end if re.fullmatch("[0-9]{4}", end) else str(record.display_year or "2020")
                name = slugify(record.id.removesuffix(year))[: MAX_ID_LENGTH - 5].strip("-") or "name"
                yield Finding(record, (), "paper", {"id": quote(record.id), "name": name, "year": year})


@check("id-folder", folder=("{id} is in the folder {folder}", "Move it to {file}"))
def id_folder(catalog: Catalog) -> Iterator[Finding]:
    """A paper's file is in the folder of the year in its ID."""
    for paper in catalog.papers:
        folder, year = paper.file.split("/")[-2], paper.id[-4:]
        if PAPER_ID.fullmatch(paper.id) and folder != year:
            file = f"data/papers/{year}/{paper.id}.yml"
            yield Finding(paper, (), "folder", {"id": quote(paper.id), "folder": folder, "file": file})


@check("id-collision", collision=("The ID {id} collides with {other}", "Rename one of them"))
def id_collision(catalog: Catalog) -> Iterator[Finding]:
    """IDs of one kind differ by more than case or Unicode form, which some file systems ignore."""
    for _, records in _records_by_kind(catalog):
        records_by_key: dict[str, Record] = {}
        for record in records:
            key = unicodedata.normalize("NFKC", record.id).casefold()
            first = records_by_key.setdefault(key, record)
            if first is not record:
                yield Finding(record, (), "collision", {"id": quote(record.id), "other": quote(first.id)})


@check("reserved-id", reserved=("{id} is a reserved name", "Choose another ID"))
def reserved_id(catalog: Catalog) -> Iterator[Finding]:
    """IDs are not names that the site or an operating system reserves, like index or con."""
    for _, records in _records_by_kind(catalog):
        for record in records:
            if record.id.lower() in RESERVED_IDS:
                yield Finding(record, (), "reserved", {"id": quote(record.id)})


@check(
    "reused-id",
    replaced=("{id} is already in use", "Remove it: an old ID leads to one place only"),
    gone=("{id} is still in use", "Remove it from gone.yml"),
    # The browser, which checks new records, names the new one.
    retired=("{id} is a retired ID: see data/gone.yml", "Choose another ID"),
    earlier=("{id} is an earlier ID of {owner}", "Choose another ID"),
)
def reused_id(catalog: Catalog) -> Iterator[Finding]:
    """A retired ID, listed in `replaces` or gone.yml, is never used again."""
    owners: dict[str, Paper] = {}
    for paper in catalog.papers:
        for index, old_id in enumerate(paper.replaces):
            owner = owners.setdefault(old_id, paper)
            if old_id in catalog.paper or old_id in catalog.gone or owner is not paper:
                yield Finding(paper, ("replaces", index), "replaced", {"id": quote(old_id)})
    for id, gone_record in catalog.gone.items():
        if id in catalog.paper or id in catalog.datasets or is_in_use(catalog, removed_href(id)):
            yield Finding(gone_record, (), "gone", {"id": quote(id)})


@check(
    "gone-key",
    key=(
        "{key} is neither an ID nor the address of a list",
        "Write the ID of a paper or dataset, or an address such as tags/vae or arxiv/2008.10010",
    ),
    target=("{target} is not a page of the site", "Write the address of a page, such as papers/wav2lip-2020"),
)
def gone_key(catalog: Catalog) -> Iterator[Finding]:
    """Keys of gone.yml are IDs, or addresses such as tags/vae; `to` is the address of another page."""
    for key, gone_record in catalog.gone.items():
        if not removed_href(key):
            yield Finding(gone_record, (), "key", {"key": quote(key)})
        target = gone_record.to
        if target and not is_in_use(catalog, f"{target.rstrip('/')}/"):
            yield Finding(gone_record, ("to",), "target", {"target": quote(target)})


@check(
    "refused-paper",
    key=("{key} is not an arXiv ID", "Write it without version, such as 2008.10010"),
    listed=("{key} is refused, and the arXiv ID of {file}", "Remove one of them"),
)
def refused_paper(catalog: Catalog) -> Iterator[Finding]:
    """Keys of refused.yml are arXiv IDs of papers that the catalog does not have."""
    files = {paper.arxiv: paper.file for paper in catalog.papers if paper.arxiv}
    for key, entry in catalog.refused.items():
        if not ARXIV_ID.fullmatch(key):
            yield Finding(entry, (), "key", {"key": quote(key)})
        elif key in files:
            yield Finding(entry, (), "listed", {"key": quote(key), "file": files[key]})


def _duplicates(papers: Iterable[Paper], field: str) -> Iterator[Finding]:
    """Yield a finding for each paper whose field has the value of an older one, in any case of letters."""
    papers_by_value: dict[str, Paper] = {}
    for paper in reversed(list(papers)):
        value = getattr(paper, field)
        first = papers_by_value.setdefault(value.lower(), paper) if value else paper
        if first is not paper:
            yield Finding(paper, (field,), "duplicate", {"file": first.file, "value": quote(value)})


@check(
    "duplicate-arxiv",
    duplicate=(
        "{file} has the same arXiv ID {value}",
        "Merge the two records, or correct the arXiv ID",
    ),
)
def duplicate_arxiv(catalog: Catalog) -> Iterator[Finding]:
    """No two papers have the same arXiv ID."""
    yield from _duplicates(catalog.papers, "arxiv")


@check(
    "duplicate-doi",
    duplicate=("{file} has the same DOI {value}", "Merge the two records, or correct the DOI"),
)
def duplicate_doi(catalog: Catalog) -> Iterator[Finding]:
    """No two papers have the same DOI."""
    yield from _duplicates(catalog.papers, "doi")
