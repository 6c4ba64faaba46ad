"""Where and when a paper was published, as text; of a preprint also where it is reported to be published."""

from __future__ import annotations

from datetime import date

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper


def publication_text(catalog: Catalog, venue: str, year: int | None) -> str:
    """Return a venue and a year: `ACM MM 2022`."""
    short = catalog.venues[venue].short if venue in catalog.venues else venue
    return f"{short} {year}" if year else short


def reported_publication(catalog: Catalog, paper: Paper) -> str:
    """Return where a source says that a preprint was published, or nothing."""
    claim = paper.reported_claim
    return publication_text(catalog, claim.venue or "", claim.year) if claim else ""


def derived_texts(catalog: Catalog, paper: Paper) -> dict[str, str]:
    """Return the texts of a paper's card that are no field; see `cards.DERIVED_TEXTS`."""
    texts = {}
    if reported := reported_publication(catalog, paper):
        texts["reported"] = f"reported as {reported}"
    if paper.submitted and paper.venue_id == "arxiv":
        texts["date"] = format_date(paper.submitted)
    return texts


def format_date(day: date) -> str:
    """Return a date as people write it.

    >>> format_date(date(2026, 4, 27))
    'Apr 27, 2026'
    """
    return f"{day:%b} {day.day}, {day.year}"
