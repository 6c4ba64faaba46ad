"""Judgment of the statements about one paper: facts to merge, or a case for a person.

Sources of proceedings and authors that agree are facts. If they disagree, if one of them can be read in two
ways, or if a curator refused the venue before, nobody but a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.documents.problems import Location
from catalog.importing.fact_file import Fact
from catalog.importing.venue_merge import STRONG_KINDS
from catalog.lookup.services import SERVICE_NAMES
from catalog.records.schema import Claim, Paper
from catalog.refresh.venues.names import VenueNames
from catalog.refresh.venues.statements import Statement

DOI_SOURCES = ("crossref", "dblp")
"""Sources of DOIs, the better first."""


@dataclass(frozen=True)
class Judgment:
    """Judgment of the statements about a paper."""

    paper: Paper
    statements: tuple[Statement, ...]
    """Statements that count."""
    facts: tuple[Fact, ...] = ()
    reason: str = ""
    """Why a person has to decide; a sentence without a stop."""
    refused: tuple[tuple[Statement, Claim], ...] = field(default=())
    """Statements of a venue and year that a curator turned down, with the refused claim."""


def judge(paper: Paper, statements: Sequence[Statement], names: VenueNames) -> Judgment:
    """Return what follows from the statements about a paper.

    A venue and year that a curator refused is not proposed again, whoever states it: the curator has seen
    more than a service. It is only listed, and proposed again once the refused claim is deleted.
    """
    refused = [
        (statement, claim)
        for statement in statements
        if (claim := _find_refused(paper, statement)) is not None
    ]
    left = [statement for statement in statements if statement not in {statement for statement, _ in refused}]
    left = _drop_printing_journals(left, names)
    reason = _find_reason(paper, left, names)
    facts = () if reason else tuple(_list_facts(paper, left, names))
    return Judgment(paper, tuple(left), facts, reason, tuple(refused))


def _find_refused(paper: Paper, statement: Statement) -> Claim | None:
    """Return the refused claim of the same venue and year."""
    venue, year, _ = statement.publication
    if not venue:
        return None
    refused = (claim for claim in paper.claims if claim.refused and claim.venue == venue)
    return next((claim for claim in refused if claim.year in (None, year)), None)


def _drop_printing_journals(statements: Sequence[Statement], names: VenueNames) -> list[Statement]:
    """Leave out the journal that prints the papers of a conference, if the conference is stated, too."""
    venues = {statement.publication.venue for statement in statements} - {None}
    return [
        statement
        for statement in statements
        if not any(
            statement.publication.venue and names.is_printed_in(venue or "", statement.publication.venue)
            for venue in venues
        )
    ]


def _find_reason(paper: Paper, statements: Sequence[Statement], names: VenueNames) -> str:
    """Return why a person has to decide; blank if nobody has to."""
    for statement in statements:
        source = SERVICE_NAMES.get(statement.source, statement.source)
        if statement.doubt and not _is_settled(paper, statement, len(statements) == 1, names):
            return f"{source} {statement.doubt}"
        venue = statement.publication.venue
        if venue and statement.kind != "authors" and names.prints_conferences(venue):
            short = names.venues[venue].short
            return f"{source} names {short}, which prints papers of conferences, too"
    strong = [statement for statement in statements if statement.kind in STRONG_KINDS]
    venues = {statement.publication.venue for statement in strong} - {None}
    if len(venues) > 1:
        return "The sources name several venues"
    if any(names.venues[venue or ""].kind == "journal" for venue in venues):
        strong = [
            statement for statement in strong if statement.kind == "proceedings"
        ]  # authors guess the issue
    if len({statement.publication.year for statement in strong if statement.publication.venue} - {None}) > 1:
        return "The sources name several years"
    return ""


def _is_settled(paper: Paper, statement: Statement, is_only: bool, names: VenueNames) -> bool:
    """Return whether a doubtful statement needs no person (any more).

    It names no venue and nobody else does, or the record has a claim of each venue that it names.
    """
    named = {mention.venue for mention in names.find(statement.raw)}
    claimed = {claim.venue for claim in paper.claims if claim.source == statement.source}
    return named <= claimed if named else is_only


def _list_facts(paper: Paper, statements: Sequence[Statement], names: VenueNames) -> list[Fact]:
    """Return the statements as facts; one without a year only if no other source knows it."""
    known = [statement for statement in statements if statement.publication.venue]
    dated = {statement.publication.venue for statement in known if statement.publication.year}
    doi = _choose_doi(paper, known)
    facts = []
    for statement in known:
        venue, year, track = statement.publication
        if year or venue not in dated:
            values = {"venue": venue, "year": str(year or ""), "track": track or "", "pages": statement.pages}
            if doi and statement is doi:
                values["doi"] = statement.doi
            values = {name: value for name, value in values.items() if value}
            facts.append(Fact(Location(paper.file), paper.id, statement.source, statement.kind, values))
    return facts


def _choose_doi(paper: Paper, statements: Sequence[Statement]) -> Statement | None:
    """Return the statement whose DOI the record should take; None if it has one, or keeps its venue."""
    if paper.doi or any(claim.taken and claim.venue for claim in paper.claims):
        return None
    candidates = [statement for statement in statements if statement.doi and statement.source in DOI_SOURCES]
    return min(candidates, key=lambda statement: DOI_SOURCES.index(statement.source), default=None)
