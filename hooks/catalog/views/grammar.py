"""The grammar of queries with the names of a catalog, and the papers that a query's filters leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from catalog.queries.evaluate import matching_papers
from catalog.queries.grammar import Grammar
from catalog.queries.names import FacetNames
from catalog.queries.tokens import compact
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.text import fold
from catalog.views.facet import Facet
from catalog.views.facets import FACETS

FILTER_FACETS = {facet.name: facet for facet in FACETS if facet.filter}
"""Facets with a filter, by its key."""
UNDERSTOOD_FACETS = ("venue", "tag", "category", "has", "dataset")
"""Facets whose names in queries become filters; of two readings of the same length the first counts."""


def make_grammar(catalog: Catalog) -> Grammar:
    """Return the grammar for queries on a catalog."""
    names = (name for paper in catalog.papers for name in (paper.short or "", *paper.aliases, paper.title))
    keys = {"author": "author"}
    for key, facet in FILTER_FACETS.items():
        keys |= dict.fromkeys((key, *(facet.filter.keys if facet.filter else ())), key)
    return Grammar(
        facets=[facet_names(catalog, FILTER_FACETS[key]) for key in UNDERSTOOD_FACETS],
        keys=keys,
        titles=[tuple(fold(paper.title).split()) for paper in catalog.papers],
        names=frozenset(filter(None, map(compact, names))),
    )


def facet_names(catalog: Catalog, facet: Facet) -> FacetNames:
    """Return the names of a facet's values that papers have."""
    ids: dict[str, str] = {}
    used = dict.fromkeys(id for paper in catalog.papers for id in facet.value_ids(catalog, paper))
    for id in dict.fromkeys((*(id for id in facet.ids(catalog) if id in used), *used)):
        label = facet.label(catalog, id)
        aliases = label.aliases if facet.filter and facet.filter.matches_aliases else ()
        for name in (label.name, label.full_name, *aliases):
            if key := compact(name):
                ids.setdefault(key, id)
    leads, needs_lead = (facet.filter.leads, facet.filter.needs_lead) if facet.filter else ((), True)
    return FacetNames(facet.name, ids, leads, needs_lead)


def find_papers(catalog: Catalog, grammar: Grammar, query: str) -> Iterator[Paper]:
    """Yield the papers that pass the filters of a query; its other words are ignored."""

    def values_of(key: str, paper: Paper) -> Collection[str]:
        return list(FILTER_FACETS[key].value_ids(catalog, paper))

    any_of = [key for key, facet in FILTER_FACETS.items() if facet.filter and facet.filter.any_of]
    yield from matching_papers(catalog.papers, grammar.filters(query), values_of, any_of)
