"""The search of the site in Python: papers by text and filters, in the order in which /papers/ shows them.

The modules beside it do what those of the same name in docs/assets/search/ do in the browser, with the same
texts (`columns.py`); tests/browser/test_engine.py compares the answers of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from catalog.facets.findings import join_words
from catalog.facets.grammar import make_grammar, other_names
from catalog.queries.grammar import Clause, Filter
from catalog.queries.query import Query, excluded_words, parse_query
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.search.columns import Columns
from catalog.search.facets import apply_filters, filter_label, suggest_value
from catalog.search.notice import ranking_notice
from catalog.search.postings import abstract_postings, paper_postings, people_postings, summary_postings
from catalog.search.rank import Ranking, rank, rank_with_abstracts

if TYPE_CHECKING:
    from catalog.search.pasted import Pasted


@dataclass(frozen=True)
class UnknownFilter:
    """A filter whose value does not exist."""

    filter: Filter
    suggestion: str
    """The most similar name, or nothing."""

    @property
    def notice(self) -> str:
        """The notice for the reader."""
        unknown = f"Unknown {self.filter.key} filter: \u201c{self.filter.value}\u201d."
        return f"{unknown} Did you mean {self.suggestion}?" if self.suggestion else unknown


@dataclass(frozen=True)
class SearchResult:
    """The answer to a query."""

    papers: tuple[Paper, ...]
    """Best first; newest first if the query has only filters."""
    filters: tuple[Filter, ...] = ()
    """The filters of the query, typed or understood."""
    labels: tuple[str, ...] = ()
    """The filters as readers see them: `venue CVPR`, `has code`."""
    unknown_filters: tuple[UnknownFilter, ...] = ()
    link: str = ""
    """The link or identifier of a paper in the query, which then is all that counts of it."""
    notice: str = ""
    """The notice about words that papers lack, or have in another spelling."""

    @property
    def notices(self) -> tuple[str, ...]:
        """All notices for the reader."""
        return tuple(filter(None, (*(unknown.notice for unknown in self.unknown_filters), self.notice)))


class FilteredRanking(NamedTuple):
    """A ranking after filters."""

    ranking: Ranking
    rows: Sequence[int]
    """Those of its papers that pass."""
    unknown: Sequence[Filter] = ()
    """Filters whose value does not exist."""


class SearchEngine:
    """The search of the site.

    Args:
        catalog: The catalog.
        abstracts: Abstracts by the IDs of papers, in which words are searched that are nowhere else.

    >>> from pathlib import Path
    >>> engine = SearchEngine(Catalog.load(Path(".")))
    >>> [paper.id for paper in engine.search("wav2lip").papers][:1]
    ['wav2lip-2020']
    """

    def __init__(self, catalog: Catalog, abstracts: Mapping[str, str] | None = None) -> None:
        self.catalog = catalog
        self.grammar = make_grammar(catalog)
        self.columns = Columns(catalog)
        postings = (paper_postings, people_postings, summary_postings)
        self._layers = [make_postings(self.columns) for make_postings in postings]
        self._abstracts = abstract_postings(self.columns, abstracts) if abstracts else None
        self._other_names = frozenset(other_names(catalog))

    def search(self, text: str) -> SearchResult:
        """Return the papers that a query asks for. Any text is a query."""
        query = parse_query(text, self.grammar)
        pasted = self._find_pasted(query)
        if pasted and pasted.rows is not None:
            query = replace(query, filters=())
            found = FilteredRanking(Ranking(pasted.rows), pasted.rows)
        else:
            found = self._find(query)
        labels = tuple(self._labels(query)) if query.filters else ()
        is_empty = not found.rows and not found.unknown
        return SearchResult(
            papers=tuple(self.catalog.papers[row] for row in _sort(found.rows, query)),
            filters=query.filters,
            labels=labels,
            unknown_filters=tuple(
                UnknownFilter(filter, suggest_value(self.columns, filter)) for filter in found.unknown
            ),
            link=pasted.link if pasted else "",
            notice=_empty_notice((*labels, *_texts(query)))
            if is_empty
            else ranking_notice(found.ranking, found.rows, self._layers),
        )

    def _find(self, query: Query) -> FilteredRanking:
        """Rank and filter papers, with abstracts if nothing else has all words."""
        found = self._apply_filters(query, rank(self.columns, self._layers, query, self._is_name))
        is_answer = (found.ranking.mode == "all" and found.rows) or found.unknown
        if is_answer or not query.words or not self._abstracts:
            return found
        ranking = rank_with_abstracts(self.columns, self._layers, self._abstracts, query)
        found_in_abstracts = self._apply_filters(query, ranking)
        return found_in_abstracts if found_in_abstracts.rows else found

    def _apply_filters(self, query: Query, ranking: Ranking) -> FilteredRanking:
        return FilteredRanking(
            ranking, *apply_filters(self.columns, self._layers, ranking.rows, query.filters)
        )

    def _find_pasted(self, query: Query) -> Pasted | None:
        """Return the papers of the link in a query, if it has one."""
        if not query.may_have_link:
            return None
        from catalog.search.pasted import find_pasted  # few queries need its modules

        return find_pasted(query.text, self.catalog)

    def _labels(self, query: Query) -> Iterator[str]:
        """Yield the labels of filters; that of an excluded word names it as it is typed."""
        for clause in query.clauses:
            yield from (filter_label(self.columns, filter) for filter in _clause_filters(clause))

    def _is_name(self, word: str) -> bool:
        """Return whether a word is a name that the grammar knows, which is never a misspelled word."""
        return word in self._other_names or any(word in facet.ids for facet in self.grammar.facets)


def _sort(rows: Sequence[int], query: Query) -> Sequence[int]:
    """Sort rows newest first, unless words rank them."""
    return rows if query.words or query.phrases else sorted(rows)


def _clause_filters(clause: Clause) -> Iterator[Filter]:
    """Yield the filters of a clause; an excluded word may have several parts, but is one filter."""
    yield from clause.filters
    if not clause.filters and next(excluded_words(clause), None):
        yield Filter("word", clause.text[1:].replace('"', ""), excluded=True)


def _texts(query: Query) -> Iterator[str]:
    """Yield the words and phrases of a query in quotes."""
    words = " ".join(word.text for word in query.words)
    for text in (words, *map(" ".join, query.phrases)):
        if text:
            yield f"\u201c{text}\u201d"


def _empty_notice(required: Sequence[str]) -> str:
    """Return the notice that no paper has some filters and words together."""
    return f"No papers match {join_words(required)}." if required else "No papers match."
