"""What is cited of a paper."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model import Catalog
from catalog.schema import Paper


@dataclass(frozen=True)
class Reference:
    """One publication of a paper."""

    id: str
    title: str
    authors: tuple[str, ...]
    container: str
    year: int
    arxiv: str
    preprint: bool


def references(catalog: Catalog, paper: Paper) -> tuple[Reference, ...]:
    """The published version first, then the preprint if there is an arXiv id."""
    venue = catalog.venues.get(paper.venue_id)
    name, arxiv = venue.name if venue else paper.venue_id, paper.arxiv or ""
    one = Reference(paper.id, paper.title, paper.authors, name, paper.shown_year, arxiv, False)
    other = Reference(f"{paper.id}-preprint", paper.title, paper.authors, "", paper.shown_year, arxiv, True)
    return (one, other) if arxiv and paper.venue_id != "arxiv" else (one,)
