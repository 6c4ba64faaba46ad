"""Pages that were removed: which URL a key of gone.yml stands for, and whether it is in use again."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from catalog.facets.facet import Facet
from catalog.facets.facets import FACETS
from catalog.records.catalog import Catalog, once
from catalog.records.ids import PAPER_ID, RECORD_ID
from catalog.utils.urls import ARXIV_ID

PAGED_FACETS = {facet.plural: facet for facet in FACETS if facet.has_pages}
"""Facets whose values have pages, by the folder of these pages."""


def removed_href(key: str) -> str:
    """Return the href that a key of gone.yml stands for; blank if it stands for none.

    `wav2lip-2020` is a paper, and `lrs2` a dataset; other keys name the folder: `arxiv/2008.10010`.
    """
    folder, slash, id = key.partition("/")
    if not slash:
        folder, id = ("papers" if PAPER_ID.fullmatch(key) else "datasets"), key
    is_known = folder in ("papers", "datasets", "arxiv") or folder in PAGED_FACETS
    pattern = ARXIV_ID if folder == "arxiv" else RECORD_ID
    return f"{folder}/{id}/" if is_known and pattern.fullmatch(id) else ""


def removed_key(href: str) -> str:
    """Return the shortest key of gone.yml that stands for a href."""
    key = href.rstrip("/")
    id = key.partition("/")[2]
    return id if removed_href(id) == href else key


def is_in_use(catalog: Catalog, href: str) -> bool:
    """Return whether a record, a list or an arXiv ID of the catalog has a href."""
    folder, _, id = href.rstrip("/").partition("/")
    match folder:
        case "papers":
            return id in catalog.paper
        case "datasets":
            return id in catalog.datasets
        case "arxiv":
            return any(paper.arxiv == id for paper in catalog.papers)
        case _ if facet := PAGED_FACETS.get(folder):
            return _paper_counts(catalog, facet)[id] >= facet.min_papers
    return False


@once
def _paper_counts(catalog: Catalog, facet: Facet) -> Counter[str]:
    """Return the number of papers with each value of a facet, by its ID."""
    values = (dict.fromkeys(facet.value_ids(catalog, paper)) for paper in catalog.papers)
    return Counter(chain.from_iterable(values))
