"""Asks every service for one paper, in order; what one of them tells may be what the next is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from catalog.documents.problems import quote
from catalog.lookup import arxiv, crossref, dblp, openalex
from catalog.lookup.answer import Answer, answered
from catalog.lookup.client import Client
from catalog.lookup.link import LinkFacts
from catalog.lookup.match import Profile, alike, contradicts, families
from catalog.lookup.normalize import NAMES
from catalog.lookup.transport import Failure, Unknown
from catalog.lookup.work import Match, ServiceRecord

LABELS = {"arxiv": "the arXiv id", "doi": "the DOI", "title": "the title"}
ROUNDS = 2
"""A DOI that DBLP finds for a title is asked for in the second round."""


class Question(NamedTuple):
    """What a service can be asked for."""

    source: str
    by: str
    """The field that must be known."""
    ask: Callable[[Client, str], list[ServiceRecord]]


QUESTIONS = (
    Question("arxiv", "arxiv", arxiv.by_number),
    Question("crossref", "doi", crossref.by_doi),
    Question("dblp", "title", dblp.by_title),
    Question("openalex", "doi", openalex.by_doi),
    Question("openalex", "arxiv", openalex.by_number),
)


def look_up(client: Client, told: LinkFacts, spellings: Mapping[str, str] | None = None) -> Answer:
    """What the services say of the paper that a link tells of.

    Nothing that they answer, or fail to answer, is raised.

    Args:
        client: Whoever asks.
        told: What the link tells.
        spellings: The catalog's spellings of venues, so that two names of one venue are no disagreement.
    """
    hunt = Hunt(client, told)
    hunt.run()
    return answered(told, hunt.matches, hunt.numbers, hunt.remarks, hunt.failures, spellings or {})


class Hunt:
    """One search, as far as it has come."""

    def __init__(self, client: Client, told: LinkFacts) -> None:
        self.client = client
        self.told = told
        self.numbers = {
            field: (value, True) for field, value in (("arxiv", told.arxiv), ("doi", told.doi)) if value
        }
        """arXiv id and DOI, and whether each is sure: told by the link, or found by a number that is."""
        self.matches: list[Match] = []
        self.remarks: list[str] = []
        self.failures: list[str] = []

    def run(self) -> None:
        """Ask each service once, as soon as there is something to ask for."""
        asked: set[str] = set()
        for question in QUESTIONS * ROUNDS:
            value = self._value(question.by)
            if value and question.source not in asked:
                asked.add(question.source)
                self._ask(question, value)
        if not asked:
            self.remarks.append("The link tells neither number nor title, so nobody could be asked.")

    def _value(self, by: str) -> str | None:
        if by == "title":
            return next(iter(self._profile().titles), None)
        return self.numbers[by][0] if by in self.numbers else None

    def _profile(self) -> Profile:
        """What is known by now."""
        found = [match.record for match in self.matches]
        dated = next((one for one in found if one.year), None)
        titles = (*(one.title for one in found), self.told.title)
        names = frozenset[str]().union(*(families(one.authors) for one in found))
        first = families([self.told.family or ""])
        if self.told.year:
            year, is_preprint = self.told.year, bool(self.told.arxiv)
        else:
            year, is_preprint = (dated.year or 0, dated.is_preprint) if dated else (0, False)
        return Profile(tuple(filter(None, titles)), names or first, year or None, is_preprint)

    def _ask(self, question: Question, value: str) -> None:
        name = NAMES[question.source]
        try:
            found = question.ask(self.client, value)
        except Unknown:
            self.remarks.append(f"{name} does not know {LABELS[question.by]} {quote(value)}.")
            return
        except Failure as failure:
            self.failures.append(f"{name} {failure}.")
            return
        if question.by == "title":
            self._choose(name, found)
        for one in found if question.by != "title" else ():
            self._check(name, question.by, one)

    def _check(self, name: str, by: str, found: ServiceRecord) -> None:
        """Take what was found by a number, unless it is plainly about another paper."""
        value, sure = self.numbers[by]
        known = self._profile()
        if contradicts(found, known) or (not sure and not alike(found, known)):
            called = quote(found.title) if found.title else "another paper"
            self.remarks.append(f"{name} says that {LABELS[by]} {value} is {called}; it was left out.")
            if not (by == "arxiv" and self.told.arxiv) and not (by == "doi" and self.told.doi):
                del self.numbers[by]
            return
        self._take(found, sure)

    def _choose(self, name: str, found: list[ServiceRecord]) -> None:
        """Take those found by title that have one of our numbers, or title, authors and year of the paper."""
        before, known = len(self.matches), self._profile()
        for one in found:
            agreed = [sure for field, sure in self._agreeing(one)]
            if not contradicts(one, known) and True in agreed:
                self._take(one, True)
            elif (agreed or not self._disagreeing(one)) and alike(one, known):
                self._take(one, False)
            elif alike(one, known) and self._disagreeing(one) == ["doi"]:
                where = f"{one.venue or 'an unnamed venue'} {one.year}"
                self.remarks.append(f"{name} lists the title under another DOI, too: {one.doi}, {where}.")
        if len(self.matches) == before:
            self.remarks.append(f"{name} lists nothing under this title that is surely this paper.")

    def _agreeing(self, found: ServiceRecord) -> list[tuple[str, bool]]:
        """Which of our numbers it has, and whether they are sure."""
        return [
            (field, sure)
            for field, (value, sure) in self.numbers.items()
            if value.lower() == (getattr(found, field) or "").lower()
        ]

    def _disagreeing(self, found: ServiceRecord) -> list[str]:
        """For which of our numbers it has another."""
        return [
            field
            for field, (value, _) in self.numbers.items()
            if getattr(found, field) and value.lower() != getattr(found, field).lower()
        ]

    def _take(self, found: ServiceRecord, sure: bool) -> None:
        self.matches.append(Match(found, sure))
        for field, value in (("arxiv", found.arxiv), ("doi", found.doi)):
            # OpenAlex joins preprint and publication by likeness, so its second number is only likely.
            if value:
                self.numbers.setdefault(field, (value, sure and found.source != "openalex"))
