"""Hits: new papers that are more like those of the catalog than like those it refused, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.refresh.radar.days import Listing
from catalog.refresh.radar.likeness import Likeness, Neighbors
from catalog.refresh.titles import title_key

MIN_SCORE = 2.0
"""Log-odds from which a paper is shown. In the months from 2509 to 2602, each predicted from the others, 88
of 100 papers of the catalog reach it, and 87 of 100 that reach it are of the catalog."""
MAX_REASONS = 3


@dataclass(frozen=True)
class Hit:
    """A paper that may belong in the catalog."""

    listing: Listing
    score: float
    """Log-odds that it belongs in the catalog."""
    words: tuple[str, ...]
    """Words of its title that speak most for it."""
    nearest: Paper | None
    """Paper of the catalog with the most similar title; None if no title shares a word."""


def find_hits(catalog: Catalog, listings: Iterable[Listing]) -> list[Hit]:
    """Return the papers that may belong in the catalog, the most likely first.

    Papers of the catalog and refused ones are left out, whether by arXiv ID or by title.
    """
    refused = [entry.title for entry in catalog.refused.values()]
    likeness = Likeness([paper.title for paper in catalog.papers], refused)
    neighbors = Neighbors(catalog.papers)
    hits = [
        Hit(
            listing,
            score,
            tuple(likeness.find_reasons(listing.title, MAX_REASONS)),
            neighbors.find_nearest(listing.title),
        )
        for listing in _select_new(catalog, listings)
        if (score := likeness.score(listing.title)) >= MIN_SCORE
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.listing.arxiv))


def _select_new(catalog: Catalog, listings: Iterable[Listing]) -> Iterator[Listing]:
    """Yield each paper that nobody has decided on, once."""
    ids = {paper.arxiv for paper in catalog.papers} | catalog.refused.keys()
    titles = [entry.title for entry in catalog.refused.values()]
    titles += [title for paper in catalog.papers for title in (paper.title, *paper.aliases)]
    keys = set(map(title_key, titles)) - {""}
    for listing in listings:
        key = title_key(listing.title)
        if listing.arxiv not in ids and key not in keys:
            ids.add(listing.arxiv)
            keys.add(key or listing.arxiv)
            yield listing
