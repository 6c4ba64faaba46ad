"""Ask every service for one paper, in order; an ID from one reply may be the query for the next service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalog.documents.problems import quote
from catalog.lookup import arxiv, crossref, dblp, openalex
from catalog.lookup.answer import Answer, Identifier, Match, ServiceRecord
from catalog.lookup.client import Client
from catalog.lookup.combine import combine
from catalog.lookup.link import LinkFacts
from catalog.lookup.match import (
    MIN_MATCH_PERCENT,
    KnownWork,
    family_names,
    is_likely_match,
    is_other_work,
    title_similarity,
)
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.transport import NotKnownError, ServiceError
from catalog.utils.urls import arxiv_year

FIELD_LABELS = {"arxiv": "arXiv ID", "doi": "DOI", "title": "title"}
MAX_ROUNDS = 2
"""The second round asks for a DOI that DBLP found by title in the first."""


class Query(NamedTuple):
    """One way to ask one service."""

    source: str
    field: str
    """Field to ask for: `arxiv`, `doi` or `title`."""
    fetch: Callable[[Client, str], list[ServiceRecord]]


QUERIES = (
    Query("arxiv", "arxiv", arxiv.fetch_by_arxiv_id),
    Query("crossref", "doi", crossref.fetch_by_doi),
    Query("dblp", "title", dblp.search_by_title),
    Query("openalex", "doi", openalex.fetch_by_doi),
    Query("openalex", "arxiv", openalex.fetch_by_arxiv_id),
)


def look_up(client: Client, link_facts: LinkFacts, spellings: Mapping[str, str] | None = None) -> Answer:
    """Ask arXiv, Crossref, DBLP and OpenAlex for a paper and combine their records.

    Never raises for what a service answers or fails to answer; see `Answer.failures`.

    Args:
        client: Client for the services.
        link_facts: Facts that the paper's link states; see `link.parse_link`.
        spellings: Venue IDs by folded spelling, so that two names of one venue do not conflict.
    """
    resolver = Resolver(client, link_facts)
    resolver.resolve()
    return combine(
        link_facts,
        resolver.matches,
        resolver.identifiers,
        resolver.doubts,
        resolver.failures,
        spellings or {},
    )


def find_by_title(client: Client, title: str) -> tuple[LinkFacts | None, tuple[str, ...]]:
    """Find the link of a paper by its title on arXiv, else on DBLP.

    Returns:
        Its arXiv ID or DOI, if all records with this title have the same authors; and sentences on services
        that could not be asked.
    """
    failures: list[str] = []
    for source, search in (("arxiv", arxiv.search_by_title), ("dblp", dblp.search_by_title)):
        try:
            records = search(client, title)
        except NotKnownError:
            continue
        except ServiceError as error:
            failures.append(f"{SERVICE_NAMES[source]} {error}.")
            continue
        same = [record for record in records if title_similarity(record.title, [title]) >= MIN_MATCH_PERCENT]
        ids = {"arxiv": "", "doi": ""}
        for record in same:
            ids = {"arxiv": ids["arxiv"] or record.arxiv or "", "doi": ids["doi"] or record.doi or ""}
        if any(ids.values()) and len({family_names(record.authors) for record in same}) == 1:
            year = arxiv_year(ids["arxiv"])
            return LinkFacts(ids["arxiv"] or None, ids["doi"] or None, year=year, source=source), tuple(
                failures
            )
    return None, tuple(failures)


class Resolver:
    """State of one search."""

    def __init__(self, client: Client, link_facts: LinkFacts) -> None:
        self.client = client
        self.link_facts = link_facts
        self.identifiers = {
            field: Identifier(value, is_certain=True)
            for field, value in (("arxiv", link_facts.arxiv), ("doi", link_facts.doi))
            if value
        }
        self.matches: list[Match] = []
        self.doubts: list[str] = []
        self.failures: list[str] = []

    def resolve(self) -> None:
        """Query each service once, as soon as there is something to query for."""
        queried: set[str] = set()
        for query in QUERIES * MAX_ROUNDS:
            value = self._query_value(query.field)
            if value and query.source not in queried:
                queried.add(query.source)
                self._run_query(query, value)
        if not queried:
            self.doubts.append("The link contains no ID or title to look up.")

    def _query_value(self, field: str) -> str | None:
        if field == "title":
            return next(iter(self._known_work().titles), None)
        return self.identifiers[field].value if field in self.identifiers else None

    def _known_work(self) -> KnownWork:
        """Return what the link and the matches so far state."""
        records = [match.record for match in self.matches]
        dated = next((record for record in records if record.year), None)
        titles = (*(record.title for record in records), self.link_facts.title)
        names = frozenset[str]().union(*(family_names(record.authors) for record in records))
        first_author = family_names([self.link_facts.family or ""])
        if self.link_facts.year:
            year, is_preprint = self.link_facts.year, bool(self.link_facts.arxiv)
        else:
            year, is_preprint = (dated.year or 0, dated.is_preprint) if dated else (0, False)
        return KnownWork(tuple(filter(None, titles)), names or first_author, year or None, is_preprint)

    def _run_query(self, query: Query, value: str) -> None:
        name = SERVICE_NAMES[query.source]
        try:
            records = query.fetch(self.client, value)
        except NotKnownError:
            self.doubts.append(f"{name} has no record for the {FIELD_LABELS[query.field]} {quote(value)}.")
            return
        except ServiceError as error:
            self.failures.append(f"{name} {error}.")
            return
        if query.field == "title":
            self._accept_by_title(name, records)
        for record in records if query.field != "title" else ():
            self._accept_by_id(name, query.field, record)

    def _accept_by_id(self, name: str, field: str, record: ServiceRecord) -> None:
        """Accept a record that was fetched by ID, unless it is clearly another paper."""
        value, is_certain = self.identifiers[field]
        work = self._known_work()
        if is_other_work(record, work) or (not is_certain and not is_likely_match(record, work)):
            title = quote(record.title) if record.title else "another paper"
            self.doubts.append(
                f"{name} lists the {FIELD_LABELS[field]} {value} as {title}, so it was ignored."
            )
            if not getattr(self.link_facts, field):
                del self.identifiers[field]
            return
        self._accept(record, is_certain)

    def _accept_by_title(self, name: str, records: list[ServiceRecord]) -> None:
        """Accept records that share an ID with the paper, or its title, authors and year."""
        count_before, work = len(self.matches), self._known_work()
        for record in records:
            shared = self._shared_identifiers(record)
            conflicting = self._conflicting_fields(record)
            if not is_other_work(record, work) and any(identifier.is_certain for identifier in shared):
                self._accept(record, True)
            elif (shared or not conflicting) and is_likely_match(record, work):
                self._accept(record, False)
            elif is_likely_match(record, work) and conflicting == ["doi"]:
                venue = f"{record.venue or 'unknown venue'} {record.year}"
                self.doubts.append(f"{name} also lists the title under another DOI: {record.doi}, {venue}.")
        if len(self.matches) == count_before:
            self.doubts.append(f"{name} has no confirmed match for the title.")

    def _shared_identifiers(self, record: ServiceRecord) -> list[Identifier]:
        """Return the paper's identifiers that the record has, too."""
        return [
            identifier
            for field, identifier in self.identifiers.items()
            if identifier.value.lower() == (getattr(record, field) or "").lower()
        ]

    def _conflicting_fields(self, record: ServiceRecord) -> list[str]:
        """Return the fields in which the record has another identifier than the paper."""
        return [
            field
            for field, identifier in self.identifiers.items()
            if getattr(record, field) and identifier.value.lower() != getattr(record, field).lower()
        ]

    def _accept(self, record: ServiceRecord, is_certain: bool) -> None:
        self.matches.append(Match(record, is_certain))
        for field, value in (("arxiv", record.arxiv), ("doi", record.doi)):
            # OpenAlex merges preprints and publications by similarity, so its second ID is only likely.
            if value:
                identifier = Identifier(value, is_certain and record.source != "openalex")
                self.identifiers.setdefault(field, identifier)
