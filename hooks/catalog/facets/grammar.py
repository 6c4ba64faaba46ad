"""The grammar of queries with the names of a catalog, and the papers that a query's filters leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from catalog.facets.definitions import PAPER_FACETS
from catalog.facets.facet import Facet, Filter
from catalog.queries.evaluate import matching_papers
from catalog.queries.fold import compact, split_words
from catalog.queries.grammar import Filter as QueryFilter
from catalog.queries.grammar import Grammar
from catalog.queries.names import FacetNames
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.text import fold

FILTER_FACETS = {facet.name: facet for facet in PAPER_FACETS if facet.filter}
"""Facets with a filter, by its key."""
UNDERSTOOD_FACETS = ("venue", "tag", "category", "has", "memory", "dataset", "license")
"""Facets whose names in queries become filters; of two readings of the same length the first counts."""

LOWERCASE_WORD = re.compile(r"\b[a-z]+\b", re.ASCII)
MIN_SHARED = 5
"""Papers that use a dataset whose name, which is also that of a paper, more likely asks for it."""


def make_grammar(catalog: Catalog) -> Grammar:
    """Return the grammar for queries on a catalog."""
    names = (name for paper in catalog.papers for name in (paper.short or "", *paper.aliases, paper.title))
    return Grammar(
        facets=[facet_names(catalog, FILTER_FACETS[key]) for key in UNDERSTOOD_FACETS],
        keys=filter_keys(),
        titles=[split_words(paper.title) for paper in catalog.papers],
        names=frozenset(filter(None, map(compact, names))),
    )


def filter_keys() -> dict[str, str]:
    """Return the key of each filter by every name that can be typed."""
    keys = {"author": "author"}
    for key, facet in FILTER_FACETS.items():
        keys |= dict.fromkeys((key, *(facet.filter.keys if facet.filter else ())), key)
    return keys


@cache
def read_filters(query: str) -> tuple[QueryFilter, ...] | None:
    """Return the filters of a query that has nothing but typed filters; None if there is any text."""
    clauses = Grammar(facets=(), keys=filter_keys()).read(query)
    if not all(clause.filters for clause in clauses):
        return None
    return tuple(filter for clause in clauses for filter in clause.filters)


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
    if not facet.filter:
        return FacetNames(facet.name, ids)
    filter = facet.filter
    led = frozenset(_names_to_lead(catalog, facet, filter, ids))
    return FacetNames(
        facet.name, ids, filter.leads, filter.tails, led, frozenset(map(compact, filter.beside))
    )


def _names_to_lead(catalog: Catalog, facet: Facet, filter: Filter, ids: Mapping[str, str]) -> Iterator[str]:
    """Yield the compact names that are text in queries without a word before or after them."""
    if filter.needs_lead == "every word":
        labels = [facet.label(catalog, id) for id in dict.fromkeys(ids.values())]
        names = [name for label in labels for name in (label.name, *label.aliases)]
        yield from {compact(name) for name in names if len(fold(name).split()) == 1}
    elif filter.needs_lead:
        counts = Counter(id for paper in catalog.papers for id in facet.value_ids(catalog, paper))
        papers = {compact(name) for paper in catalog.papers for name in (paper.short or "", *paper.aliases)}
        texts = (text for paper in catalog.papers for text in (paper.title, paper.summary or ""))
        ordinary = {word for text in texts for word in LOWERCASE_WORD.findall(text)}
        for name, id in ids.items():
            if name in ordinary or (name in papers and counts[id] < MIN_SHARED):
                yield name


def other_names(catalog: Catalog) -> list[str]:
    """Return the compact names of metrics and terms, which are no misspelled words of papers."""
    names = [name for metric in catalog.metrics.values() for name in (metric.name, *metric.aliases)]
    names += [name for term in catalog.glossary.values() for name in (term.name, *term.aliases)]
    return sorted(set(map(compact, names)))


def find_papers(catalog: Catalog, grammar: Grammar, query: str) -> Iterator[Paper]:
    """Yield the papers that pass the filters of a query; its other words are ignored."""

    def values_of(key: str, paper: Paper) -> Collection[str]:
        return list(FILTER_FACETS[key].value_ids(catalog, paper))

    any_of = [key for key, facet in FILTER_FACETS.items() if facet.filter and facet.filter.any_of]
    yield from matching_papers(catalog.papers, grammar.filters(query), values_of, any_of)
