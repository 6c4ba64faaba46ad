"""Rules about links, and every link that records hold, found by the type of its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from inspect import isclass
from itertools import chain
from typing import Any, get_args, get_origin, get_type_hints

from catalog.checks.check import Finding, check
from catalog.documents.problems import KeyPath, Move, Remove, Severity, quote
from catalog.documents.wording import Phrase, describe_type
from catalog.records.catalog import Catalog
from catalog.records.files import RECORD_FOLDERS
from catalog.records.schema import Paper, Record, StrictModel
from catalog.records.types import Url
from catalog.records.vocabularies import VOCABULARIES
from catalog.utils.paper_urls import find_paper_page
from catalog.utils.text import fold
from catalog.utils.urls import ARXIV_ID, DOI, identifier_in_url, is_safe_url

LINK_NAMES = {"arxiv": Phrase.ARXIV_LINK, "doi": Phrase.DOI_LINK}
PROCEEDINGS_SOURCES = ("cvf-openaccess", "ecva")
"""Sources whose URLs name venue and year: IDs in sources.yml."""
IDENTIFIER_NAMES = {"arxiv": Phrase.ARXIV, "doi": Phrase.DOI}
KINDS = [kind for kind in (*RECORD_FOLDERS, *VOCABULARIES) if kind not in ("papers", "links")]
"""Kinds of records besides papers, without what is known about links."""


Finder = Callable[[Any, KeyPath], Iterator[tuple[KeyPath, str]]]
"""Yields the links in a value, with their paths below its own."""


def catalog_urls(catalog: Catalog) -> Iterator[tuple[Record, KeyPath, str]]:
    """Yield every link of a catalog, with its record and its path in there."""
    others = chain.from_iterable(getattr(catalog, kind).values() for kind in KINDS)
    for record in chain(catalog.papers, others):
        for path, url in _find_in_model(record, ()):
            yield record, path, url


def _find_in_model(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, StrictModel):
        for name, find in _finders(type(value)):
            if inner := getattr(value, name):
                yield from find(inner, (*path, name))


@cache
def _finders(model: type[StrictModel]) -> list[tuple[str, Finder]]:
    """Return the fields of a model that may hold links."""
    hints = get_type_hints(model, include_extras=True)
    return [(name, find) for name in model.model_fields if (find := _make_finder(hints[name]))]


def _make_finder(hint: Any) -> Finder | None:
    """Return a function that finds links in values of a type; None if they hold none."""
    if hint == Url:
        return lambda value, path: iter([(path, value)])
    if isclass(hint) and issubclass(hint, StrictModel):
        return _find_in_model if _finders(hint) else None
    find = next(filter(None, map(_make_finder, get_args(hint))), None)
    if find and get_origin(hint) is tuple:
        return lambda value, path: chain.from_iterable(
            find(item, (*path, at)) for at, item in enumerate(value)
        )
    if find and get_origin(hint) is dict:
        return lambda value, path: chain.from_iterable(
            find(item, (*path, key)) for key, item in value.items()
        )
    return find


@check("insecure-url", Severity.WARNING, http=("{url} is not encrypted", "Try {https_url}"))
def insecure_url(catalog: Catalog) -> Iterator[Finding]:
    """Links use https wherever the site supports it."""
    for record, path, url in catalog_urls(catalog):
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


@check(
    "link-state",
    key=("{url} is not a complete https:// URL", "Write the URL as the record has it"),
    no_target=("{url} has moved, but the entry does not say where", "Write to: with its new URL"),
    target=("{url} has not moved, but the entry has a new URL", "Remove to:, or write state: moved"),
    order=("{url} was seen on {seen}, after {since}", "Correct the dates"),
)
def link_state(catalog: Catalog) -> Iterator[Finding]:
    """Keys of links.yml are https URLs; moved links have a new URL, and none was seen after it was lost."""
    for link in catalog.links.values():
        words = {"url": quote(link.id)}
        if not _can_be_asked(link.id):
            yield Finding(link, (), "key", words)
        if link.state == "moved" and not link.to:
            yield Finding(link, ("state",), "no_target", words)
        if link.state != "moved" and link.to:
            yield Finding(link, ("to",), "target", words)
        if link.seen and link.seen > link.since:
            yield Finding(link, ("seen",), "order", words | {"seen": link.seen, "since": link.since})


@check("unknown-link", Severity.WARNING, unknown=("No record has the link {url}", "Remove the entry"))
def unknown_link(catalog: Catalog) -> Iterator[Finding]:
    """Each entry of links.yml is about a link of a record."""
    urls = {url for _, _, url in catalog_urls(catalog)} if catalog.links else set()
    for link in catalog.links.values():
        if _can_be_asked(link.id) and link.id not in urls and not catalog.unread_ids:
            yield Finding(link, (), "unknown", {"url": quote(link.id)}, Remove())


def _can_be_asked(url: str) -> bool:
    return url.startswith("https://") and is_safe_url(url)
