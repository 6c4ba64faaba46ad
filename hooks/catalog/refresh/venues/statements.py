"""Statements on where a paper was published, by the links of its record, its authors, and the services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.importing.fact_file import FactKind
from catalog.importing.fact_merge import KIND_RANKS
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.link import InvalidLinkError, parse_link
from catalog.records.schema import Paper
from catalog.refresh.venues.comments import Reading, read_comment, read_reference
from catalog.refresh.venues.matching import is_page_of
from catalog.refresh.venues.names import NOWHERE, Publication, VenueNames
from catalog.refresh.venues.replies import Replies
from catalog.refresh.venues.services import list_records
from catalog.utils.urls import arxiv_url, doi_url

PROCEEDINGS_SITES = frozenset(["cvf-openaccess", "ecva", "neurips", "isca"])
"""Sites of proceedings whose URLs state venue and year."""
KINDS: dict[str, FactKind] = {
    "dblp": "proceedings",
    "crossref": "proceedings",
    "openreview": "proceedings",
    "openalex": "statement",
}
"""Strength of the services. DBLP copies the tables of contents of proceedings and journals, at Crossref their
publisher registers each paper, and at OpenReview the conference records its decisions: each is the list of a
venue. OpenAlex merges metadata of others by machine, which confirms another source, but no venue alone."""
PUBLISHED_KINDS = {
    "crossref": frozenset(["proceedings-article", "journal-article", "book-chapter"]),
    "dblp": frozenset(
        ["Conference and Workshop Papers", "Journal Articles", "Parts in Books or Collections"]
    ),
}
"""Types of works that are published papers; volumes such as those of ECCV have chapters.
Sources: https://api.crossref.org/types and https://dblp.org/faq/16154937.html"""
EDITIONS = {"iccv": 1, "iccvw": 1, "eccv": 0, "eccvw": 0}
"""Remainder of the years of conferences that are held every other year, divided by 2."""


@dataclass(frozen=True)
class Statement:
    """Statement of one source about one paper."""

    source: str
    """ID in sources.yml."""
    kind: FactKind
    raw: str
    """The words of the source."""
    url: str
    publication: Publication = NOWHERE
    pages: str = ""
    doi: str = ""
    doubt: str = ""
    """Why a person has to read it."""
    unknown_name: str = ""
    """Venue that the catalog does not have."""


def list_statements(paper: Paper, replies: Replies, names: VenueNames) -> list[Statement]:
    """Return what is said about the publication of a paper, in an order that no reply changes."""
    statements = list(_read_links(paper, names))
    for record in list_records(paper, replies):
        if record.source == "arxiv":
            statements += _read_authors(paper, record, names)
        elif statement := _read_record(record, names):
            statements.append(statement)
    return [
        _doubt_edition(statement, names)
        for statement in sorted(set(statements), key=_order)
        if statement.publication.venue or statement.doubt or statement.unknown_name
    ]


def _order(statement: Statement) -> tuple[int, str, str, str, str]:
    rank = KIND_RANKS[statement.kind]
    return rank, statement.source, statement.raw, statement.url, statement.doi


def _read_links(paper: Paper, names: VenueNames) -> Iterator[Statement]:
    """Yield the statements of URLs in the record; they need no request."""
    for kind, url in paper.links.kinds_and_urls:
        try:
            facts = parse_link(url)
        except InvalidLinkError:
            continue
        if kind == "paper" and facts.source in PROCEEDINGS_SITES and facts.venue and facts.year:
            if facts.title and not is_page_of(facts.title, facts.family or "", paper):
                continue
            id = names.read(facts.venue).venue
            unknown_name = "" if id else facts.venue
            raw = f"{facts.venue} {facts.year}"
            yield Statement(
                facts.source, "proceedings", raw, url, Publication(id, facts.year), unknown_name=unknown_name
            )


def _read_authors(paper: Paper, record: ServiceRecord, names: VenueNames) -> Iterator[Statement]:
    """Yield what the authors write on arXiv: a comment and a journal reference."""
    for text, read in ((record.comment, read_comment), (record.journal_ref, read_reference)):
        reading: Reading = read(text, names)
        yield Statement(
            "arxiv",
            "authors",
            text,
            arxiv_url(paper.arxiv or ""),
            reading.publication,
            doubt=reading.doubt,
            unknown_name=reading.unknown_name,
        )


def _read_record(record: ServiceRecord, names: VenueNames) -> Statement | None:
    """Return the statement of a service; None for preprints and works that are no papers."""
    kinds = PUBLISHED_KINDS.get(record.source)
    if record.is_preprint or not record.venue or (kinds and record.kind and record.kind not in kinds):
        return None
    publication = names.read(record.venue)
    year = record.year
    if publication.year and year and abs(publication.year - year) <= 1:
        year = publication.year  # that of the conference, not of its printing
    track = record.track or publication.track
    known = Publication(publication.venue, year, None if track == "poster" else track)
    return Statement(
        record.source,
        KINDS[record.source],
        f"{record.venue} {record.year or ''}".strip(),
        record.page or (doi_url(record.doi) if record.doi else ""),
        known,
        record.pages or "",
        record.doi or "",
        unknown_name="" if known.venue else record.venue,
    )


def _doubt_edition(statement: Statement, names: VenueNames) -> Statement:
    """Doubt a conference in a year in which it was not held."""
    venue, year, _ = statement.publication
    if venue and year and year % 2 != EDITIONS.get(venue, year % 2) and not statement.doubt:
        return replace(statement, doubt=f"names {names.venues[venue].short} {year}, which was not held")
    return statement
