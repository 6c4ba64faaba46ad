"""The content of the site as data: pages, cards and lists. Templates decide how they look.

`pages` depends on the catalog only, so any site generator can write the pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from catalog.facets.definitions import VENUE_HEADINGS
from catalog.facets.facet import FacetValue
from catalog.facets.facets import FACETS
from catalog.facets.features import code_feature_names
from catalog.facets.pagination import AllPapers
from catalog.records.catalog import Catalog, given_first
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.records.vocabularies import Metric, Venue
from catalog.utils.text import fold
from catalog.views.cards import Card, Link, card_links, dataset_href, paper_href, visible_short_name, web_link
from catalog.views.page import Page, list_page
from catalog.views.publication import derived_texts
from catalog.views.related import RelatedPapers
from catalog.views.result_tables import results_href
from catalog.views.results import ReportedResults

MAX_INDEX_VALUES = 1500
"""Values on a facet's front page: those with the most papers. Search and papers lead to the others."""


class Views:
    """The views of one catalog; each is computed once."""

    def __init__(self, catalog: Catalog, abstracts: Mapping[str, str] | None = None) -> None:
        self.catalog = catalog
        self.abstracts = abstracts or {}
        """Abstracts by the ID of the paper, as far as the build has them."""
        self.all_papers = AllPapers(papers=catalog.papers)
        self.facets = {facet.plural: facet for facet in FACETS if facet.plural}
        """Facets that have a front page, by plural."""
        self.facet_values = self._find_facet_values()
        """Facet values that have a page, by the facet's plural and their ID."""
        self.related = RelatedPapers(catalog, self.results.comparisons)
        self._cards: dict[str, Card] = {}

    def _find_facet_values(self) -> dict[str, dict[str, FacetValue]]:
        values = {
            plural: {value.id: value for value in facet.values(self.catalog)}
            for plural, facet in self.facets.items()
            if facet.has_pages
        }
        for plural, facet in self.facets.items():
            if facet.part_of:
                whole = values[facet.part_of.plural]
                values[plural] = {id: whole[id] for id in facet.ids(self.catalog) if id in whole}
        return values

    @property
    def lists(self) -> Iterator[FacetValue]:
        """Every list of papers that has pages, and perhaps exports and a feed."""
        for plural, facet in self.facets.items():
            if facet.has_pages:
                yield from self.facet_values[plural].values()

    @cached_property
    def lists_with_feeds(self) -> Sequence[FacetValue]:
        """Every list of papers that has a feed, in the order of the facets."""
        facets = [facet for facet in FACETS if facet.has_feeds]
        values = (
            self.facet_values[facet.plural].values() if facet.has_pages else facet.values(self.catalog)
            for facet in facets
        )
        return tuple(chain.from_iterable(values))

    @cached_property
    def lists_to_embed(self) -> Sequence[FacetValue]:
        """Every list of papers that other sites can embed, in the order of the facets."""
        return tuple(value for value in self.lists if value.facet.has_embeds)

    @cached_property
    def dataset_lists(self) -> Mapping[str, FacetValue]:
        """The papers that use a dataset, by its ID."""
        return {value.id: value for value in self.lists_with_feeds if value.facet.record_folder}

    @cached_property
    def _datasets_by_paper(self) -> dict[str, list[Dataset]]:
        """The datasets by the ID of the paper that introduces them."""
        datasets: dict[str, list[Dataset]] = defaultdict(list)
        for dataset in self.catalog.datasets.values():
            datasets[dataset.paper or ""].append(dataset)
        return datasets

    @cached_property
    def results(self) -> ReportedResults:
        """The reported results."""
        return ReportedResults(self.catalog)

    def pages(self) -> Sequence[Page]:
        """Return every generated page of the site."""
        return self._pages

    @cached_property
    def _pages(self) -> Sequence[Page]:
        return (*map(self._paper_page, self.catalog.papers), *self._other_pages())

    def find_page(self, href: str) -> Page | None:
        """Return the generated page at a href, without making the pages of all papers."""
        if paper := self.catalog.paper.get(href.removeprefix("papers/").rstrip("/")):
            page = self._paper_page(paper)
            if page.href == href:
                return page
        return next((page for page in self._other_pages() if page.href == href), None)

    def _paper_page(self, paper: Paper) -> Page:
        card = self.card(paper)
        names = ", ".join(author.name for author in card.authors)
        parts = (paper.title, names, f"{card.venue.name} {card.year.name}")
        about = paper.summary or ". ".join(filter(None, parts))
        return Page(paper_href(paper), "paper", paper.title, about, paper.file, paper)

    def _other_pages(self) -> Iterator[Page]:
        for dataset in self.catalog.datasets.values():
            about = f"{dataset.name} dataset: size, license, access, and sources."
            yield Page(dataset_href(dataset), "dataset", dataset.name, about, dataset.file, dataset)
        for value in self.lists:
            name, about, file, *_ = value.label
            yield list_page(value, "list", name, about, file)
            for later_page in value.later_pages():
                yield list_page(later_page, "list", name, about, file)
        for results in self.results.by_dataset.values():
            name = results.dataset.name
            about = f"Reported results on {name}, each table as its report states it, with sources."
            href, file = results_href(results.dataset.id), "data/results"
            yield Page(
                href, "results", f"Results on {name}", about, file, results, style="assets/results.css"
            )
        about = "Plain list of all papers, newest first."
        for papers_page in self.all_papers.later_pages():  # docs/all.md is the first page
            yield list_page(papers_page, "all", "All papers", about, "data/papers")

    def card(self, paper: Paper) -> Card:
        """Return the card of a paper."""
        if paper.id not in self._cards:
            self._cards[paper.id] = self._build_card(paper)
        return self._cards[paper.id]

    def _build_card(self, paper: Paper) -> Card:
        venue = self.catalog.venues.get(paper.venue_id)
        return Card(
            record=paper,
            title=Link(paper.title, paper_href(paper)),
            short=visible_short_name(paper),
            authors=tuple(self._author_link(paper, name) for name in paper.authors),
            venue=Link(
                venue.short if venue else paper.venue_id,
                self._value_href("venues", paper.venue_id),
                title=venue.name if venue else "",
            ),
            year=Link(str(paper.display_year), self._value_href("years", str(paper.display_year))),
            tags=tuple(Link(self.catalog.tags[id].name, self._value_href("tags", id)) for id in paper.tags),
            links=tuple(card_links(paper)),
            offers=" · ".join(code_feature_names(self.catalog, paper)),
            texts=derived_texts(self.catalog, paper),
        )

    def _author_link(self, paper: Paper, name: str) -> Link:
        id = self.catalog.author_id(name, paper.id)
        return Link(given_first(name), self._value_href("authors", id))

    def _value_href(self, plural: str, id: str) -> str | None:
        value = self.facet_values[plural].get(id)
        return value.href if value else None

    def index_groups(
        self, plural: str, limit: int = MAX_INDEX_VALUES
    ) -> tuple[tuple[str, tuple[FacetValue, ...]], ...]:
        """Return the values on a facet's front page, as pairs of a heading and its values."""
        facet, values = self.facets[plural], list(self.facet_values[plural].values())
        if len(values) > limit:
            largest = {value.id for value in sorted(values, key=lambda value: -value.size)[:limit]}
            values = [value for value in values if value.id in largest]
        if facet.largest_first:
            values.sort(key=lambda value: -value.size)
        groups: dict[str, list[FacetValue]] = defaultdict(list)
        for value in values:
            groups[facet.heading(self.catalog, value.id)].append(value)
        headings = [name for name in VENUE_HEADINGS.values() if name in groups] or list(groups)
        return tuple((heading, tuple(groups[heading])) for heading in headings)

    def venue_link(self, id: str) -> Link:
        """Return a link to a venue, without href if it has no papers."""
        venue = self.catalog.venues[id]
        return Link(venue.short, self._value_href("venues", id), title=venue.name)

    def source_link(self, id: str) -> Link:
        """Return a link to the website of a source, without href if it has none."""
        source = self.catalog.sources[id]
        return web_link(source.name, source.url) if source.url else Link(source.name)

    def source_links(self, record: Paper | Dataset) -> tuple[Link, ...]:
        """Return links to the sources of a record."""
        return tuple(self.source_link(id) for id in record.sources)

    def year_href(self, year: int) -> str | None:
        """Return the href of a year's page, if there is one."""
        return self._value_href("years", str(year))

    def workshops_of(self, venue: Venue) -> tuple[FacetValue, ...]:
        """Return the workshops of a venue that have papers."""
        venues = self.facet_values["venues"].values()
        return tuple(value for value in venues if self.catalog.venues[value.id].parent == venue.id)

    def dataset_link(self, id: str) -> Link:
        """Return a link to a dataset, without href if there is no such record."""
        dataset = self.catalog.datasets.get(id)
        return Link(dataset.name, dataset_href(dataset)) if dataset else Link(id)

    def datasets_by_name(self) -> tuple[Dataset, ...]:
        """Return all datasets, sorted by name."""
        return tuple(sorted(self.catalog.datasets.values(), key=lambda dataset: fold(dataset.name)))

    def metrics_by_group(self) -> tuple[tuple[str, tuple[Metric, ...]], ...]:
        """Return pairs of a group, such as lip sync, and its metrics."""
        groups: dict[str, list[Metric]] = defaultdict(list)
        for metric in self.catalog.metrics.values():
            groups[metric.group].append(metric)
        return tuple((group, tuple(metrics)) for group, metrics in groups.items())

    @cached_property
    def papers_by_dataset(self) -> Mapping[tuple[str, str], Sequence[Paper]]:
        """Papers by the ID of a dataset and the use that they make of it: `("lrs2", "train")`."""
        papers: dict[tuple[str, str], list[Paper]] = defaultdict(list)
        for paper in self.catalog.papers:
            for (_, use, _), id in paper.datasets.paths_and_ids:
                papers[id, use].append(paper)
        return papers

    def datasets_introduced_by(self, paper: Paper) -> tuple[Dataset, ...]:
        """Return the datasets a paper introduces."""
        return tuple(self._datasets_by_paper.get(paper.id, ()))
