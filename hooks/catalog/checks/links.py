"""Rules about links."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.check import Finding, check
from catalog.documents.problems import KeyPath, Move, Remove, Severity, quote
from catalog.documents.wording import Phrase, describe_type
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper, Record
from catalog.utils.paper_urls import find_paper_page
from catalog.utils.text import fold
from catalog.utils.urls import ARXIV_ID, DOI, identifier_in_url

LINK_NAMES = {"arxiv": Phrase.ARXIV_LINK, "doi": Phrase.DOI_LINK}
PROCEEDINGS_SOURCES = ("cvf-openaccess", "ecva")
"""Sources whose URLs name venue and year: IDs in sources.yml."""
IDENTIFIER_NAMES = {"arxiv": Phrase.ARXIV, "doi": Phrase.DOI}


def _all_urls(catalog: Catalog) -> Iterator[tuple[Record, KeyPath, str]]:
    """Yield every URL in the catalog, with its record and path."""
    for record in catalog.records:
        for path, url in record.links.paths_and_urls:
            yield record, path, url
    for repository in catalog.repositories.values():
        yield repository, ("url",), repository.url
        for index, url in enumerate(repository.weights):
            yield repository, ("weights", index), url
    for records_with_facts in (catalog.datasets, catalog.metrics):
        for record_with_facts in records_with_facts.values():
            for index, fact in enumerate(record_with_facts.facts):
                yield record_with_facts, ("facts", index, "source"), fact.source
    for records_with_url in (catalog.venues, catalog.sources, catalog.people):
        for record_with_url in records_with_url.values():
            if record_with_url.url:
                yield record_with_url, ("url",), record_with_url.url


@check("insecure-url", Severity.WARNING, http=("{url} is not encrypted", "Try {https_url}"))
def insecure_url(catalog: Catalog) -> Iterator[Finding]:
    """Links use https wherever the site supports it."""
    for record, path, url in _all_urls(catalog):
        if url.startswith("http:"):
            yield Finding(record, path, "http", {"url": quote(url), "https_url": f"https{url[4:]}"})


@check(
    "derived-link",
    message="{url} is {link}",
    missing='Write {field}: "{value}" instead',
    same="Remove it; it is derived from {field}",
    conflict="The record has {field}: {current}; keep only the correct one",
    other="It leads to {file}; if that is the same paper, merge the records",
    invalid="{quoted_value} is not {identifier}; check the link",
)
def derived_link(catalog: Catalog) -> Iterator[Finding]:
    """Links to arXiv and DOIs are derived from `arxiv` and `doi`, so `links` does not repeat them."""
    owners = {
        (field, value.lower()): paper
        for paper in reversed(catalog.papers)
        for field, value in (("arxiv", paper.arxiv), ("doi", paper.doi))
        if value
    }
    for paper in catalog.papers:
        for path, url in paper.links.paths_and_urls:
            if identifier := identifier_in_url(url):
                field, value = identifier
                owner = owners.get((field, value.lower()), paper)
                yield _derived_link_finding(catalog, paper, path, url, field, value, owner)


def _derived_link_finding(
    catalog: Catalog, paper: Paper, path: KeyPath, url: str, field: str, value: str, owner: Paper
) -> Finding:
    """Return the finding of an arXiv or DOI link; `owner` is the paper with that arXiv ID or DOI."""
    names = {"link": LINK_NAMES[field], "identifier": IDENTIFIER_NAMES[field]}
    words = names | {"url": quote(url), "field": field, "value": value, "quoted_value": quote(value)}
    current = catalog.documents[paper.file].data.get(field)
    if not (ARXIV_ID if field == "arxiv" else DOI).fullmatch(value):
        return Finding(paper, path, "invalid", words)
    if isinstance(current, str) and current.strip().lower() == value.lower():
        return Finding(paper, path, "same", words, Move((field,), value))
    if owner is not paper:
        return Finding(paper, path, "other", words | {"file": owner.file})
    if current is None:
        return Finding(paper, path, "missing", words, Move((field,), value))
    shown = quote(current) if isinstance(current, str) else describe_type(current)
    return Finding(paper, path, "conflict", words | {"current": shown})


@check(
    "other-proceedings",
    Severity.WARNING,
    other=(
        "{url} is in the proceedings of {proceedings}, but the record has {publication}",
        "Correct the link, or venue and year; if another version appeared there, add that as a claim",
    ),
)
def other_proceedings(catalog: Catalog) -> Iterator[Finding]:
    """A link to the proceedings of CVF or ECVA agrees with venue and year of the record, or with a claim."""
    for paper in catalog.papers:
        if not paper.year:
            continue
        statements = [(paper.venue or "arxiv", paper.year)]
        statements += [(claim.venue, claim.year) for claim in paper.claims if claim.venue and claim.year]
        for path, url in paper.links.paths_and_urls:
            page = find_paper_page(url)
            if page is None or page.source not in PROCEEDINGS_SOURCES:
                continue
            venue, year = page.values["venue"], int(page.values["year"])
            venue = catalog.venue_spellings.get(fold(venue), venue)
            if not any(year == date and _is_same_event(catalog, venue, name) for name, date in statements):
                names = {
                    "proceedings": _event_name(catalog, venue, year),
                    "publication": _event_name(catalog, *statements[0]),
                }
                yield Finding(paper, path, "other", {"url": quote(url), **names})


def _is_same_event(catalog: Catalog, first: str, second: str) -> bool:
    """Return True for one venue, and for two workshops of one conference, which share their proceedings."""
    parents = {catalog.venues[id].parent if id in catalog.venues else None for id in (first, second)}
    return first == second or (len(parents) == 1 and None not in parents)


def _event_name(catalog: Catalog, venue: str, year: int) -> str:
    """Return the short name of a venue, and the year: CVPR 2023."""
    return f"{catalog.venues[venue].short if venue in catalog.venues else venue} {year}"


@check("repeated-link", repeated=("{url} is already the {kind} link", "Keep only one"))
def repeated_link(catalog: Catalog) -> Iterator[Finding]:
    """A record lists each link once."""
    for record in catalog.records:
        kinds: dict[str, str] = {}
        for path, url in record.links.paths_and_urls:
            key = url.rstrip("/")
            if key in kinds:
                fix = Remove() if kinds[key] == path[1] else None
                yield Finding(record, path, "repeated", {"url": quote(url), "kind": kinds[key]}, fix)
            kinds.setdefault(key, path[1])


@check("no-link", Severity.WARNING, none=("{id} has no link", "Add one if you know it"))
def no_link(catalog: Catalog) -> Iterator[Finding]:
    """A record has at least one link, arXiv ID, or DOI."""
    for record in catalog.records:
        data = catalog.documents[record.file].data
        if not any(data.get(key) for key in ("links", "arxiv", "doi")):
            yield Finding(record, (), "none", {"id": quote(record.id)})
