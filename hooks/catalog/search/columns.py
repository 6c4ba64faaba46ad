"""The searched texts of papers, in columns whose rows are the papers, newest first.

`index.py` encodes them for the browser, which searches them as `engine.py` does here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import urlsplit

from catalog.facets.facet import Facet
from catalog.facets.grammar import FILTER_FACETS
from catalog.queries.fold import compact
from catalog.queries.years import is_in_years, parse_years
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Paper
from catalog.search.filters import FilterValue, ids_by_paper, list_values
from catalog.utils.text import fold
from catalog.utils.urls import is_safe_url

LATIN_WORD = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u2000-\u2bff]*")
"""Matches words that the browser itself can fold to ASCII."""
REPOSITORY_NAME = re.compile(r"[\w-]{3,80}")


@dataclass(frozen=True)
class Column:
    """A facet: its values, and the IDs of those of each paper."""

    facet: Facet
    values: Sequence[FilterValue]
    ids: Sequence[Sequence[str]]

    @property
    def score(self) -> int:
        """The score of a paper with a value that a query mentions; the whole has that of a part."""
        return self.facet.filter.score if self.facet.filter and not self.facet.part_of else 0

    @property
    def is_any_of(self) -> bool:
        """True if papers need any of the chosen values, not all of them."""
        return bool(self.facet.filter and self.facet.filter.any_of)

    @property
    def has_synonyms(self) -> bool:
        """True if queries can mention a value by its ID or an alias as well."""
        return bool(self.facet.filter and self.facet.filter.matches_aliases)

    @property
    def rows_by_id(self) -> Mapping[str, Sequence[int]]:
        """The rows of the papers that have each value."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, ids in enumerate(self.ids):
            for id in ids:
                rows[id].append(row)
        return rows

    def find_ids(self, text: str) -> frozenset[str]:
        """Return the IDs of the values that a text names: by ID, any name, or a range of years."""
        typed = compact(text)
        years = parse_years(text) if self.facet.name == "year" else None
        return frozenset(
            value.id
            for value in self.values
            if typed in map(compact, filter(None, value.all_names))
            or (years and is_in_years(int(value.id), years))
        )


class Columns:
    """The searched texts of a catalog.

    Args:
        catalog: The catalog.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.papers = catalog.papers
        self.titles = [paper.title.split() for paper in self.papers]
        """The words of each title."""
        self.names = [list(map(collapse_spaces, searchable_names(paper))) for paper in self.papers]
        """The names of each paper: the short one, which may be empty, and others."""
        self.authors = [
            [collapse_spaces(given_first(name)) for name in paper.authors] for paper in self.papers
        ]
        """The authors of each paper, given names first."""
        self.romanized = romanize_words(chain.from_iterable(self.titles))
        """Words of titles in other scripts, in Latin letters."""
        self.romanized_people = romanize_words(
            word for names in self.authors for name in names for word in name.split()
        )
        """Those of names of people."""
        self.facets = dict(_facet_columns(catalog))
        """Facets by name."""

    @cached_property
    def people(self) -> Mapping[str, Sequence[int]]:
        """The rows of each author, by name."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, authors in enumerate(self.authors):
            for name in dict.fromkeys(authors):
                rows[name].append(row)
        return rows


def _facet_columns(catalog: Catalog) -> Iterator[tuple[str, Column]]:
    wholes = {
        name: ids_by_paper(catalog, facet) for name, facet in FILTER_FACETS.items() if not facet.part_of
    }
    for name, facet in FILTER_FACETS.items():
        ids = wholes[facet.part_of.name if facet.part_of else name]
        yield name, Column(facet, list_values(catalog, facet, ids), ids)


def searchable_names(paper: Paper) -> Iterator[str]:
    """Yield the short name, which may be empty, aliases, and names of repositories and project pages."""
    yield paper.short or ""
    yield from paper.aliases
    indexed_texts = [_fold_without_spaces(text) for text in (paper.title, paper.short or "", *paper.aliases)]
    for name in _repository_names(paper):
        folded_name = _fold_without_spaces(name)
        if not any(folded_name in text for text in indexed_texts):
            indexed_texts.append(folded_name)
            yield name


def _repository_names(paper: Paper) -> Iterator[str]:
    """Yield the names of a paper's repositories and project pages, from their URLs."""
    for url in filter(is_safe_url, (*paper.links.code, *paper.links.project)):
        parts = urlsplit(url)
        host, _, domain = (parts.hostname or "").partition(".")
        path = [part for part in parts.path.split("/") if part and "index." not in part]
        if domain == "com" and host in ("github", "gitlab"):
            path = path[1:2]
        elif domain in ("github.io", "gitlab.io"):
            path = path or [host]
        if path and REPOSITORY_NAME.fullmatch(name := path[-1].removesuffix(".git")):
            yield name


def _fold_without_spaces(text: str) -> str:
    return fold(text).replace(" ", "")


def romanize_words(words: Iterable[str]) -> dict[str, str]:
    """Return words in other scripts as people type them in Latin letters."""
    return {word: fold(word) for word in words if not LATIN_WORD.fullmatch(word) and fold(word)}


def collapse_spaces(text: str) -> str:
    """Return a text with runs of white space as single spaces."""
    return " ".join(text.split())
