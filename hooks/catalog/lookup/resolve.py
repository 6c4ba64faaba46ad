"""Asks every service for one paper, in order; what one of them tells may be what the next is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalog.documents.problems import quote
from catalog.lookup import arxiv, crossref, dblp, openalex
from catalog.lookup.answer import Answer, combine
from catalog.lookup.client import Client
from catalog.lookup.link import LinkFacts
from catalog.lookup.match import KnownWork, is_likely_match, is_other_work, family_names
from catalog.lookup.normalize import SERVICE_NAMES
from catalog.lookup.transport import ServiceError, NotKnownError
from catalog.lookup.work import Match, ServiceRecord

FIELD_LABELS = {"arxiv": "the arXiv id", "doi": "the DOI", "title": "the title"}
ROUNDS = 2
"""A DOI that DBLP finds for a title is asked for in the second round."""


class Query(NamedTuple):
    """What a service can be asked for."""

    source: str
    field: str
    """The field that must be known."""
    fetch: Callable[[Client, str], list[ServiceRecord]]


QUERIES = (
    Query("arxiv", "arxiv", arxiv.fetch_by_arxiv_id),
    Query("crossref", "doi", crossref.fetch_by_doi),
    Query("dblp", "title", dblp.search_by_title),
    Query("openalex", "doi", openalex.fetch_by_doi),
    Query("openalex", "arxiv", openalex.fetch_by_arxiv_id),
)


def look_up(client: Client, link_facts: LinkFacts, spellings: Mapping[str, str] | None = None) -> Answer:
    """What the services say of the paper that a link tells of.

    Nothing that they answer, or fail to answer, is raised.

    Args:
        client: Whoever asks.
        told: What the link tells.
        spellings: The catalog's spellings of venues, so that two names of one venue are no disagreement.
    """
    hunt = Resolver(client, link_facts)
    hunt.resolve()
    return combine(link_facts, hunt.matches, hunt.identifiers, hunt.doubts, hunt.failures, spellings or {})


class Resolver:
    """One search, as far as it has come."""

    def __init__(self, client: Client, link_facts: LinkFacts) -> None:
        self.client = client
        self.link_facts = link_facts
        self.identifiers = {
            field: (value, True) for field, value in (("arxiv", link_facts.arxiv), ("doi", link_facts.doi)) if value
        }
        """arXiv id and DOI, and whether each is sure: told by the link, or found by a number that is."""
        self.matches: list[Match] = []
        self.doubts: list[str] = []
        self.failures: list[str] = []

    def resolve(self) -> None:
        """Ask each service once, as soon as there is something to ask for."""
        asked: set[str] = set()
        for question in QUERIES * ROUNDS:
            value = self._query_value(question.field)
            if value and question.source not in asked:
                asked.add(question.source)
                self._run_query(question, value)
        if not asked:
            self.doubts.append("The link tells neither number nor title, so nobody could be asked.")

    def _query_value(self, by: str) -> str | None:
        if by == "title":
            return next(iter(self._known_work().titles), None)
        return self.identifiers[by][0] if by in self.identifiers else None

    def _known_work(self) -> KnownWork:
        """What is known by now."""
        found = [match.record for match in self.matches]
        dated = next((one for one in found if one.year), None)
        titles = (*(one.title for one in found), self.link_facts.title)
        names = frozenset[str]().union(*(family_names(one.authors) for one in found))
        first = family_names([self.link_facts.family or ""])
        if self.link_facts.year:
            year, is_preprint = self.link_facts.year, bool(self.link_facts.arxiv)
        else:
            year, is_preprint = (dated.year or 0, dated.is_preprint) if dated else (0, False)
        return KnownWork(tuple(filter(None, titles)), names or first, year or None, is_preprint)

    def _run_query(self, question: Query, value: str) -> None:
        name = SERVICE_NAMES[question.source]
        try:
            found = question.fetch(self.client, value)
        except NotKnownError:
            self.doubts.append(f"{name} does not know {FIELD_LABELS[question.field]} {quote(value)}.")
            return
        except ServiceError as failure:
            self.failures.append(f"{name} {failure}.")
            return
        if question.field == "title":
            self._accept_by_title(name, found)
        for one in found if question.field != "title" else ():
            self._accept_by_id(name, question.field, one)

    def _accept_by_id(self, name: str, by: str, found: ServiceRecord) -> None:
        """Take what was found by a number, unless it is plainly about another paper."""
        value, sure = self.identifiers[by]
        known = self._known_work()
        if is_other_work(found, known) or (not sure and not is_likely_match(found, known)):
            called = quote(found.title) if found.title else "another paper"
            self.doubts.append(f"{name} says that {FIELD_LABELS[by]} {value} is {called}; it was left out.")
            if not (by == "arxiv" and self.link_facts.arxiv) and not (by == "doi" and self.link_facts.doi):
                del self.identifiers[by]
            return
        self._accept(found, sure)

    def _accept_by_title(self, name: str, found: list[ServiceRecord]) -> None:
        """Take those found by title that have one of our numbers, or title, authors and year of the paper."""
        before, known = len(self.matches), self._known_work()
        for one in found:
            agreed = [sure for field, sure in self._shared_identifiers(one)]
            if not is_other_work(one, known) and True in agreed:
                self._accept(one, True)
            elif (agreed or not self._conflicting_fields(one)) and is_likely_match(one, known):
                self._accept(one, False)
            elif is_likely_match(one, known) and self._conflicting_fields(one) == ["doi"]:
                where = f"{one.venue or 'an unnamed venue'} {one.year}"
                self.doubts.append(f"{name} lists the title under another DOI, too: {one.doi}, {where}.")
        if len(self.matches) == before:
            self.doubts.append(f"{name} lists nothing under this title that is surely this paper.")

    def _shared_identifiers(self, found: ServiceRecord) -> list[tuple[str, bool]]:
        """Which of our numbers it has, and whether they are sure."""
        return [
            (field, sure)
            for field, (value, sure) in self.identifiers.items()
            if value.lower() == (getattr(found, field) or "").lower()
        ]

    def _conflicting_fields(self, found: ServiceRecord) -> list[str]:
        """For which of our numbers it has another."""
        return [
            field
            for field, (value, _) in self.identifiers.items()
            if getattr(found, field) and value.lower() != getattr(found, field).lower()
        ]

    def _accept(self, found: ServiceRecord, sure: bool) -> None:
        self.matches.append(Match(found, sure))
        for field, value in (("arxiv", found.arxiv), ("doi", found.doi)):
            # OpenAlex joins preprint and publication by likeness, so its second number is only likely.
            if value:
                self.identifiers.setdefault(field, (value, sure and found.source != "openalex"))
