"""Where a record leads."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.registry import Finding, check
from catalog.documents.problems import Fix, KeyPath, Move, Remove, Severity, quote
from catalog.records.catalog import Catalog
from catalog.records.schema import Record
from catalog.utils.urls import ARXIV_ID, DOI, identifier_in_url

LINK_NAMES = {"arxiv": "an arXiv link", "doi": "a DOI link"}


def _all_urls(catalog: Catalog) -> Iterator[tuple[Record, KeyPath, str]]:
    """Every address of the catalog, with its place."""
    for record in catalog.records:
        for path, url in record.links.paths_and_urls:
            yield record, path, url
    for records in (catalog.datasets, catalog.metrics):
        for described in records.values():
            for at, fact in enumerate(described.facts):
                yield described, ("facts", at, "source"), fact.source
    for entries in (catalog.venues, catalog.sources, catalog.people):
        for entry in entries.values():
            if entry.url:
                yield entry, ("url",), entry.url


@check("insecure-url", Severity.WARNING)
def insecure_url(catalog: Catalog) -> Iterator[Finding]:
    """Links use https wherever the site supports it."""
    for record, path, url in _all_urls(catalog):
        if url.startswith("http:"):
            yield Finding(record, path, f"{quote(url)} is not encrypted", f"Try https{url[4:]}")


@check("derived-link")
def derived_link(catalog: Catalog) -> Iterator[Finding]:
    """arXiv and DOI links are derived from `arxiv` and `doi`, so `links` does not repeat them."""
    owners = {
        (field, value.lower()): paper
        for paper in reversed(catalog.papers)
        for field, value in (("arxiv", paper.arxiv), ("doi", paper.doi))
        if value
    }
    for paper in catalog.papers:
        written = catalog.documents[paper.file].data
        for path, url in paper.links.paths_and_urls:
            if known := identifier_in_url(url):
                hint, fix = _suggest_field(*known, written.get(known[0]))
                owner = owners.get((known[0], known[1].lower()), paper)
                if owner is not paper:
                    hint, fix = f"It leads to {owner.file}; if that is the same paper, merge the records", None
                message = f"{quote(url)} is {LINK_NAMES[known[0]]}"
                yield Finding(paper, path, message, hint, fix)


def _suggest_field(field: str, value: str, written: object) -> tuple[str, Fix | None]:
    """What to do about a link to an arXiv id or DOI, by what the record has in that field."""
    if not (ARXIV_ID if field == "arxiv" else DOI).fullmatch(value):
        return f"{quote(value)} is not {'an arXiv ID' if field == 'arxiv' else 'a DOI'}; check the link", None
    if written is None:
        return f'Write {field}: "{value}" instead', Move((field,), value)
    if isinstance(written, str) and written.strip().lower() == value.lower():
        return f"Remove it; it is derived from {field}", Move((field,), value)
    return f"The record has {field}: {quote(str(written))}; keep only the correct one", None


@check("repeated-link")
def repeated_link(catalog: Catalog) -> Iterator[Finding]:
    """A record lists each link once."""
    for record in catalog.records:
        seen: dict[str, str] = {}
        for path, url in record.links.paths_and_urls:
            if url.rstrip("/") in seen:
                kind = seen[url.rstrip("/")]
                message = f"{quote(url)} is already the {kind} link"
                yield Finding(record, path, message, "Keep only one", Remove() if kind == path[1] else None)
            seen.setdefault(url.rstrip("/"), path[1])


@check("no-link", Severity.WARNING)
def no_link(catalog: Catalog) -> Iterator[Finding]:
    """A record has at least one link, arXiv ID or DOI."""
    for record in catalog.records:
        written = catalog.documents[record.file].data
        if not any(written.get(key) for key in ("links", "arxiv", "doi")):
            yield Finding(record, (), f"{quote(record.id)} has no link", "Add one if you know it")
