"""Rules about links."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.registry import Finding, check
from catalog.documents.problems import Fix, KeyPath, Move, Remove, Severity, quote
from catalog.records.catalog import Catalog
from catalog.records.schema import Record
from catalog.utils.urls import ARXIV_ID, DOI, identifier_in_url

LINK_NAMES = {"arxiv": "an arXiv link", "doi": "a DOI link"}


def _all_urls(catalog: Catalog) -> Iterator[tuple[Record, KeyPath, str]]:
    """Yield every URL in the catalog, with its record and path."""
    for record in catalog.records:
        for path, url in record.links.paths_and_urls:
            yield record, path, url
    for records_with_facts in (catalog.datasets, catalog.metrics):
        for record_with_facts in records_with_facts.values():
            for index, fact in enumerate(record_with_facts.facts):
                yield record_with_facts, ("facts", index, "source"), fact.source
    for records_with_url in (catalog.venues, catalog.sources, catalog.people):
        for record_with_url in records_with_url.values():
            if record_with_url.url:
                yield record_with_url, ("url",), record_with_url.url


@check("insecure-url", Severity.WARNING)
def insecure_url(catalog: Catalog) -> Iterator[Finding]:
    """Links use https wherever the site supports it."""
    for record, path, url in _all_urls(catalog):
        if url.startswith("http:"):
            yield Finding(record, path, f"{quote(url)} is not encrypted", f"Try https{url[4:]}")


@check("derived-link")
def derived_link(catalog: Catalog) -> Iterator[Finding]:
    """Links to arXiv and DOIs are derived from `arxiv` and `doi`, so `links` does not repeat them."""
    owners = {
        (field, value.lower()): paper
        for paper in reversed(catalog.papers)
        for field, value in (("arxiv", paper.arxiv), ("doi", paper.doi))
        if value
    }
    for paper in catalog.papers:
        data = catalog.documents[paper.file].data
        for path, url in paper.links.paths_and_urls:
            if identifier := identifier_in_url(url):
                field, value = identifier
                hint, fix = _suggest_field(field, value, data.get(field))
                owner = owners.get((field, value.lower()), paper)
                if owner is not paper:
                    hint = f"It leads to {owner.file}; if that is the same paper, merge the records"
                    fix = None
                yield Finding(paper, path, f"{quote(url)} is {LINK_NAMES[field]}", hint, fix)


def _suggest_field(field: str, value: str, current: object) -> tuple[str, Fix | None]:
    """Return a hint and a fix for an arXiv or DOI link, given the current value of `field`."""
    if not (ARXIV_ID if field == "arxiv" else DOI).fullmatch(value):
        return f"{quote(value)} is not {'an arXiv ID' if field == 'arxiv' else 'a DOI'}; check the link", None
    if current is None:
        return f'Write {field}: "{value}" instead', Move((field,), value)
    if isinstance(current, str) and current.strip().lower() == value.lower():
        return f"Remove it; it is derived from {field}", Move((field,), value)
    return f"The record has {field}: {quote(str(current))}; keep only the correct one", None


@check("repeated-link")
def repeated_link(catalog: Catalog) -> Iterator[Finding]:
    """A record lists each link once."""
    for record in catalog.records:
        kinds: dict[str, str] = {}
        for path, url in record.links.paths_and_urls:
            key = url.rstrip("/")
            if key in kinds:
                message = f"{quote(url)} is already the {kinds[key]} link"
                fix = Remove() if kinds[key] == path[1] else None
                yield Finding(record, path, message, "Keep only one", fix)
            kinds.setdefault(key, path[1])


@check("no-link", Severity.WARNING)
def no_link(catalog: Catalog) -> Iterator[Finding]:
    """A record has at least one link, arXiv ID or DOI."""
    for record in catalog.records:
        data = catalog.documents[record.file].data
        if not any(data.get(key) for key in ("links", "arxiv", "doi")):
            yield Finding(record, (), f"{quote(record.id)} has no link", "Add one if you know it")
