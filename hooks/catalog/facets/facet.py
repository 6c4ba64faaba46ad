"""The parts of a facet: its values, their labels, and its filter. `facets/facets.py` lists all facets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple
from urllib.parse import quote_plus

from catalog.facets.pagination import PaperList
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper

MIN_EXPORTED = 20
"""Papers of a list with export files. The browser makes those of shorter lists from the shards in `cite/`."""
KEPT_EXPORTS: frozenset[str] = frozenset()
"""Hrefs of lists that keep their files though they became shorter: reviews name them."""


class FacetLabel(NamedTuple):
    """The names and description of a facet value, and the file that defines them."""

    name: str
    about: str = ""
    file: str = ""
    full_name: str = ""
    """The name written out, if it differs."""
    aliases: tuple[str, ...] = ()
    """Other names that search finds."""
    query: str = ""
    """The query for its papers in the paper browser, if the facet has no filter there."""


@dataclass(frozen=True, kw_only=True)
class FacetValue(PaperList):
    """A value of a facet, such as the venue SIGGRAPH: a list of papers with its own pages."""

    facet: Facet
    id: str
    label: FacetLabel

    @property
    def href(self) -> str:
        """The href of the list: `venues/siggraph/`."""
        return f"{self.facet.folder}/{self.id}/"

    @property
    def has_exports(self) -> bool:
        """True if the list has export files; if not, the browser makes them of the papers on its only page.

        Most lists of bulk facets are short, so that none has files but those with several pages.
        """
        is_long = self.size >= MIN_EXPORTED and not self.facet.is_bulk
        return is_long or self.page_count > 1 or self.href in KEPT_EXPORTS

    @property
    def browse_href(self) -> str:
        """The href of the same papers in the paper browser: `papers/?venue=siggraph`."""
        if self.facet.filter:
            return f"papers/?{self.facet.name}={self.id}"
        return f"papers/?q={quote_plus(self.label.query)}"

    @property
    def feed_path(self) -> str:
        """The path of its feed, without suffix: `feeds/tags/audio`."""
        return f"feeds/{self.facet.folder}/{self.id}"

    @property
    def embed_href(self) -> str:
        """The href of its page for other sites, if it has one: `embed/tags/audio/`."""
        return f"embed/{self.facet.folder}/{self.id}/"


@dataclass(frozen=True)
class Filter:
    """The filter of a facet on /papers/. Its key in URLs and queries is the name of the facet."""

    label: str = ""
    """The heading in the filter panel; blank for the name of the facet."""
    keys: tuple[str, ...] = ()
    """Other keys that can be typed: `in` for `in:survey`."""
    any_of: bool = False
    """A paper needs any of the chosen values, not all of them."""
    is_grouped: bool = False
    """Values are under the headings of the facet's front page."""
    score: int = 2
    """The score, from 0 to 4, of a paper with a value whose name a query mentions."""
    matches_aliases: bool = True
    """Queries can mention a value by its ID or an alias as well."""
    leads: tuple[str, ...] = ()
    """Words that may stand before a name in a query: `with` in `with code`."""
    tails: tuple[str, ...] = ()
    """Words that may stand after a name: `available` in `code available`."""
    needs_lead: Literal["", "every word", "ordinary words"] = ""
    """Names in queries that are text without such a word: every name of one word, or those that are ordinary
    words in titles and summaries, or names of papers rather than of what many papers share."""
    beside: tuple[str, ...] = ()
    """Those of them that need none beside another filter: `nerf code`."""


@dataclass(frozen=True)
class Facet:
    """A way to group papers. A new one needs an entry in FACETS and a front page in docs/.

    Raises:
        ValueError: if its name or another key of its filter cannot be typed in a query.
    """

    name: str
    """The singular, in lowercase letters: `category`."""
    plural: str
    """The folder of its front page, and of the pages of its values: `categories`. Blank if it has none."""
    value_ids: Callable[[Catalog, Paper], Iterable[str]]
    """Function that returns the IDs of a paper's values."""
    label: Callable[[Catalog, str], FacetLabel]
    """Function that describes a value, given its ID."""
    ids: Callable[[Catalog], Iterable[str]] = lambda _catalog: ()
    """Function that returns the IDs of a vocabulary, in order. Other values follow, by their newest paper."""
    heading: Callable[[Catalog, str], str] = lambda _catalog, _id: ""
    """Function that returns the heading for a value on the front page."""
    largest_first: bool = False
    """Values with the most papers come first on the front page."""
    shows_descriptions: bool = True
    """The front page describes each value; without descriptions, it is set in columns."""
    has_feeds: bool = False
    """Each value has a feed of new papers."""
    has_embeds: bool = False
    """Each value has a page that other sites can embed."""
    is_bulk: bool = False
    """There may be thousands of values, so rendering must be cheap."""
    min_papers: int = 1
    """Papers a value needs to have a page."""
    filter: Filter | None = Filter()
    """Its filter on /papers/, if any."""
    part_of: Facet | None = None
    """The facet whose values, some of them, are the values of this one. Their pages are there."""
    knows: Callable[[Catalog, Paper, str], bool] = lambda _catalog, _paper, _id: True
    """Function that tells whether sources say if a paper has a value, by its ID; else nobody can judge."""
    record_folder: str = ""
    """The folder with the pages of its values, if the values are records with pages: `datasets`."""

    def __post_init__(self) -> None:
        for key in (self.name, *(self.filter.keys if self.filter else ())):
            if not re.fullmatch("[a-z]+", key):
                raise ValueError(f"{key!r} must consist of lowercase letters, as in `input:audio`")

    @property
    def has_pages(self) -> bool:
        """True if its values have pages and search entries of their own."""
        return bool(self.plural) and self.part_of is None

    @property
    def folder(self) -> str:
        """The folder with the pages of its values; blank if they have none."""
        return self.part_of.folder if self.part_of else self.plural or self.record_folder

    @property
    def feed_folder(self) -> str:
        """The folder of the feeds of its values in feeds/; blank if they have none."""
        return self.folder if (self.part_of or self).has_feeds else ""

    def values(self, catalog: Catalog) -> tuple[FacetValue, ...]:
        """Return the values with a page, in vocabulary order or, without one, by their newest paper."""
        papers_by_value: dict[str, list[Paper]] = defaultdict(list, {id: [] for id in self.ids(catalog)})
        for paper in catalog.papers:
            for id in dict.fromkeys(self.value_ids(catalog, paper)):
                papers_by_value[id].append(paper)
        return tuple(
            FacetValue(facet=self, id=id, label=self.label(catalog, id), papers=tuple(papers))
            for id, papers in papers_by_value.items()
            if len(papers) >= self.min_papers
        )
