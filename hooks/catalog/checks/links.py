"""Where a record leads."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.registry import Finding, check
from catalog.model import Catalog
from catalog.problems import Severity, quote
from catalog.schema import Record
from catalog.source import Path
from catalog.urls import derived


def _urls(catalog: Catalog) -> Iterator[tuple[Record, Path, str]]:
    """Every address of the catalog, with its place."""
    for record in catalog.records:
        for path, url in record.links.placed:
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
    """A link uses https wherever the site answers to it."""
    for record, path, url in _urls(catalog):
        if url.startswith("http:"):
            yield Finding(record, path, f"{quote(url)} is not encrypted", f"Try https{url[4:]}")


@check("derived-link")
def derived_link(catalog: Catalog) -> Iterator[Finding]:
    """The arXiv and DOI links of a paper follow from `arxiv` and `doi`; they do not stand in `links`."""
    for paper in catalog.papers:
        for path, url in paper.links.placed:
            if known := derived(url):
                hint = f'Write {known[0]}: "{known[1]}" instead'
                yield Finding(paper, path, f"{quote(url)} follows from {known[0]}", hint)


@check("repeated-link")
def repeated_link(catalog: Catalog) -> Iterator[Finding]:
    """A record has each link once."""
    for record in catalog.records:
        seen: dict[str, str] = {}
        for path, url in record.links.placed:
            if url.rstrip("/") in seen:
                message = f"{quote(url)} is already the {seen[url.rstrip('/')]} link"
                yield Finding(record, path, message, "Keep one")
            seen[url.rstrip("/")] = path[1]


@check("no-link", Severity.WARNING)
def no_link(catalog: Catalog) -> Iterator[Finding]:
    """A record leads somewhere: a link, an arXiv id or a DOI."""
    for record in catalog.records:
        written = catalog.documents[record.file].data
        if not any(written.get(key) for key in ("links", "arxiv", "doi")):
            yield Finding(record, (), f"{quote(record.id)} cannot be reached", "Add a link, if there is one")
