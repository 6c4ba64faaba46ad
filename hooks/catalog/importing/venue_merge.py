"""Merge of venue statements into a paper, by the rules of claims.

Proceedings, the authors' own words, or two independent sources take a venue; every other statement becomes a
claim. A venue that a claim marks as taken, and any venue but that of a preprint, stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from catalog.importing.fact_file import Fact
from catalog.utils.urls import arxiv_year
from catalog.writing.draft import RecordData

PREPRINT = "arxiv"
VENUE_FIELDS = ("venue", "year", "track", "pages")
"""Fields of one statement about a publication."""
STRONG_KINDS = ("proceedings", "authors")
"""Kinds of sources that need no second one, the stronger first."""
CONFIRMING_SOURCES = 2
"""Independent lists or indexes that together take a venue."""
Publication = tuple[str, str]
"""Venue ID and year."""


class VenueOutcome(NamedTuple):
    """Outcome of one statement."""

    fact: Fact
    action: str
    """`taken`, `claimed`, `agrees`, `refused` or `skipped`."""


def merge_venues(
    data: RecordData, facts: Sequence[Fact], known_sources: Container[str]
) -> list[VenueOutcome]:
    """Merge the venue statements of facts into the data of a paper, in place.

    Args:
        data: Data of the paper.
        facts: Facts about it that state a venue, in an order that does not depend on that of their files.
        known_sources: IDs of sources; the preprint becomes a claim of arXiv, if that is one.
    """
    outcomes = [VenueOutcome(fact, _refuse(data, fact)) for fact in facts if fact.is_refused]
    open_facts = [fact for fact in facts if not fact.is_refused]
    refused = [fact for fact in open_facts if _is_refused(data, fact)]
    outcomes += [VenueOutcome(fact, "skipped: refused before") for fact in refused]
    open_facts = [fact for fact in open_facts if fact not in refused]
    winner = _find_winner(data, open_facts)
    if winner:
        _take(data, winner, open_facts, keeps_preprint=PREPRINT in known_sources)
    current = (data.get("venue", PREPRINT), str(data.get("year", "")))
    for fact in open_facts:
        if _publication(fact.values) == winner:
            outcomes.append(VenueOutcome(fact, "taken"))
        elif fact.values["venue"] == PREPRINT or _publication(fact.values) == current:
            outcomes.append(VenueOutcome(fact, _fill_details(data, fact)))
        else:
            is_new = add_claim(data, fact.source, _claim_values(fact))
            outcomes.append(VenueOutcome(fact, "claimed" if is_new else "agrees with a claim"))
    return outcomes


def _publication(values: Mapping[str, Any]) -> Publication:
    return str(values.get("venue", "")), str(values.get("year", ""))


def _claim_values(fact: Fact) -> dict[str, Any]:
    values = {name: fact.values[name] for name in VENUE_FIELDS if name in fact.values}
    return values | ({"weak": "true"} if fact.kind == "weak" else {})


def _is_refused(data: RecordData, fact: Fact) -> bool:
    """Return whether a curator turned down the same statement of the same source, perhaps with a year."""
    venue, year = _publication(fact.values)
    return any(
        claim["source"] == fact.source
        and claim.get("venue") == venue
        and year in ("", str(claim.get("year", "")))
        for claim in data.get("claims", ())
        if claim.get("refused")
    )


def _is_same_statement(claim: Mapping[str, Any], fact: Fact) -> bool:
    return claim["source"] == fact.source and _publication(claim) == _publication(fact.values)


def _refuse(data: RecordData, fact: Fact) -> str:
    """Keep a statement that was turned down as a refused claim."""
    for claim in data.get("claims", ()):
        if _is_same_statement(claim, fact):
            if claim.get("refused") or claim.get("taken"):
                return "refused before" if claim.get("refused") else "skipped: its claim is taken"
            claim["refused"] = "true"
            return "refused"
    publication = {name: fact.values[name] for name in ("venue", "year") if name in fact.values}
    add_claim(data, fact.source, publication | {"refused": "true"})
    return "refused"


def _find_winner(data: RecordData, facts: Iterable[Fact]) -> Publication | None:
    """Return the publication that the record of a preprint should take, if the facts agree on one."""
    claims = data.get("claims", ())
    if data.get("venue", PREPRINT) != PREPRINT or any(
        claim.get("taken") and "venue" in claim for claim in claims
    ):
        return None
    published = [fact for fact in facts if fact.values["venue"] != PREPRINT and "year" in fact.values]
    for kind in STRONG_KINDS:
        if candidates := {_publication(fact.values) for fact in published if fact.kind == kind}:
            return candidates.pop() if len(candidates) == 1 else None
    sources: dict[Publication, set[str]] = defaultdict(set)
    for fact in published:
        if fact.kind != "weak":
            sources[_publication(fact.values)].add(fact.source)
    for claim in claims:
        is_open = not (claim.get("refused") or claim.get("weak"))
        if is_open and claim.get("venue", PREPRINT) != PREPRINT and "year" in claim:
            sources[_publication(claim)].add(claim["source"])
    confirmed = [publication for publication, ids in sources.items() if len(ids) >= CONFIRMING_SOURCES]
    return confirmed[0] if len(confirmed) == 1 else None


def _take(data: RecordData, winner: Publication, facts: Sequence[Fact], *, keeps_preprint: bool) -> None:
    """Give the record a venue and its year; the preprint stays as a claim of arXiv."""
    agreeing = [fact for fact in facts if _publication(fact.values) == winner]
    supporting = [fact for fact in agreeing if fact.kind != "weak"]
    if data.get("arxiv") and keeps_preprint:
        year = data.get("year") or arxiv_year(data["arxiv"])
        add_claim(data, "arxiv", {"venue": PREPRINT, "year": str(year)})
    data["venue"], data["year"] = winner
    for fact in supporting:
        for name in ("track", "pages"):
            if name in fact.values:
                data.setdefault(name, fact.values[name])
    for position, fact in enumerate(supporting):
        mark = {} if position else {"taken": "true"}
        agreed = {name: value for name, value in _claim_values(fact).items() if str(data[name]) == str(value)}
        add_claim(data, fact.source, agreed | mark)


def _fill_details(data: RecordData, fact: Fact) -> str:
    """Fill in track and pages from a strong source that agrees on venue and year; return what was done."""
    settled = [claim for claim in data.get("claims", ()) if claim.get("taken") or claim.get("refused")]
    missing = {
        name: fact.values[name]
        for name in ("track", "pages")
        if name in fact.values and name not in data and not any(name in claim for claim in settled)
    }
    if fact.kind not in STRONG_KINDS or fact.values["venue"] == PREPRINT or not missing:
        return "agrees"
    data |= missing
    return "filled"


def add_claim(data: RecordData, source: str, values: Mapping[str, Any]) -> bool:
    """Add a claim unless the source claims that already; return whether the record changed."""
    claim = {"source": source, **values}
    claims = data.get("claims", [])
    if any(claim.items() <= existing.items() for existing in claims):
        return False
    data["claims"] = [*claims, claim]
    return True
