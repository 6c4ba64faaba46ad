"""What the site shows: facets, pages and cards, as data. Templates decide how they look.

`pages` is a pure function of the catalog: whatever generator fills a folder with them, the list is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Dataset, Paper
from catalog.records.vocabularies import Metric, Venue
from catalog.utils.gc import gc_paused
from catalog.utils.text import fold
from catalog.views.cards import Card, Link, dataset_href, paper_href, sample_card, short_links, web_link
from catalog.views.facets import FACETS, VENUE_KINDS, Entry
from catalog.views.page import Page
from catalog.views.pagination import Everything

FRONT = 1500
"""Entries that a front page can name. A large catalog has more authors than that: the page names those with
most papers, and the search and the papers lead to all."""

RELATED = 5
"""Other papers of its authors, or of its venue, that the page of a paper names."""


class Views:
    """The views of one catalog; each is computed once a build."""

    sample_card = staticmethod(sample_card)

    @gc_paused()
    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.everything = Everything(papers=catalog.papers)
        self.entries = {facet.plural: {e.id: e for e in facet.entries(catalog)} for facet in FACETS}
        self._cards: dict[str, Card] = {}

    @cached_property
    def _newest(self) -> dict[str, tuple[int, ...]]:
        """The newest papers of each author, by their places in the order of every list."""
        places = {paper.id: at for at, paper in enumerate(self.catalog.papers)}
        return {
            author.id: tuple(places[paper.id] for paper in author.papers[: RELATED + 1])
            for author in self.catalog.authors.values()
        }

    @cached_property
    def _introduced(self) -> dict[str, list[Dataset]]:
        """The datasets by the paper that introduces them."""
        found: dict[str, list[Dataset]] = defaultdict(list)
        for dataset in self.catalog.datasets.values():
            found[dataset.paper or ""].append(dataset)
        return found

    @cached_property
    def _places(self) -> dict[tuple[str, int], list[Paper]]:
        """The papers of each venue and year."""
        found: dict[tuple[str, int], list[Paper]] = defaultdict(list)
        for paper in self.catalog.papers:
            found[paper.venue_id, paper.display_year].append(paper)
        return found

    def pages(self) -> Iterator[Page]:
        """Every generated page of the site."""
        yield from map(self._paper_page, self.catalog.papers)
        yield from self._other_pages()

    def page(self, href: str) -> Page | None:
        """The generated page at an address, without a look at all the papers."""
        if paper := self.catalog.paper.get(href.removeprefix("papers/").rstrip("/")):
            page = self._paper_page(paper)
            if page.href == href:
                return page
        return next((page for page in self._other_pages() if page.href == href), None)

    def _paper_page(self, paper: Paper) -> Page:
        card = self.card(paper)
        names = ", ".join(author.name for author in card.authors)
        about = ". ".join(filter(None, (paper.title, names, f"{card.venue.name} {card.year.name}")))
        return Page(card.href, "paper", paper.title, about, paper.file, paper, many=True)

    def _other_pages(self) -> Iterator[Page]:
        for dataset in self.catalog.datasets.values():
            about = f"{dataset.name} dataset: size, license, access, and sources."
            yield Page(
                dataset_href(dataset), "dataset", dataset.name, about, dataset.file, dataset, many=True
            )
        for facet in FACETS:
            for entry in self.entries[facet.plural].values():
                yield _list(entry, "list", *entry.label, many=facet.many)
                for part in entry.further():
                    yield _list(part, "list", *entry.label, many=True)
        for rest in self.everything.further():  # the first page is written by hand
            yield _list(
                rest, "all", "All papers", "Plain list of all papers, newest first.", "data/papers", many=True
            )

    def card(self, paper: Paper) -> Card:
        """What a list shows of a paper."""
        if paper.id not in self._cards:
            self._cards[paper.id] = self._card(paper)
        return self._cards[paper.id]

    def _card(self, paper: Paper) -> Card:
        venue = self.catalog.venues.get(paper.venue_id)
        return Card(
            paper=paper,
            href=paper_href(paper),
            authors=tuple(self._author(paper, name) for name in paper.authors),
            venue=Link(
                venue.short if venue else paper.venue_id,
                self._href("venues", paper.venue_id),
                title=venue.name if venue else "",
            ),
            year=Link(str(paper.display_year), self._href("years", str(paper.display_year))),
            tags=tuple(Link(self.catalog.tags[id].name, self._href("tags", id)) for id in paper.tags),
            links=tuple(short_links(paper)),
        )

    def short_of(self, paper: Paper) -> str:
        """The name people say, where the title does not say it."""
        return paper.short if paper.short and fold(paper.short) not in fold(paper.title) else ""

    def _author(self, paper: Paper, name: str) -> Link:
        id = self.catalog.author_id(name, paper.id)
        return Link(given_first(name), self._href("authors", id))

    def _href(self, plural: str, id: str) -> str | None:
        entry = self.entries[plural].get(id)
        return entry.href if entry else None

    def front(self, plural: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
        """The entries of a facet's front page under their headings."""
        groups: dict[str, list[Entry]] = defaultdict(list)
        entries = list(self.entries[plural].values())
        if len(entries) > FRONT:
            largest = {entry.id for entry in sorted(entries, key=lambda entry: -entry.size)[:FRONT]}
            entries = [entry for entry in entries if entry.id in largest]
        if entries and entries[0].facet.largest_first:
            entries.sort(key=lambda entry: -entry.size)
        for entry in entries:
            groups[entry.facet.group(self.catalog, entry.id)].append(entry)
        headings = [name for name in VENUE_KINDS.values() if name in groups] or list(groups)
        return tuple((heading, tuple(groups[heading])) for heading in headings)

    def venue_link(self, id: str) -> Link:
        """A venue by its short name, with a page if papers of it are here."""
        return Link(
            self.catalog.venues[id].short,
            self._href("venues", id),
            title=self.catalog.venues[id].name,
        )

    def source_link(self, id: str) -> Link:
        """Somebody who states facts."""
        source = self.catalog.sources[id]
        return web_link(source.name, source.url) if source.url else Link(source.name)

    def sources(self, record: Paper | Dataset) -> tuple[Link, ...]:
        """Who states a record."""
        return tuple(self.source_link(id) for id in record.sources)

    def year_href(self, year: int) -> str | None:
        """The page of a year."""
        return self._href("years", str(year))

    def workshops(self, venue: Venue) -> tuple[Entry, ...]:
        """The workshops of a venue that have papers here."""
        entries = self.entries["venues"].values()
        return tuple(entry for entry in entries if self.catalog.venues[entry.id].parent == venue.id)

    def same_place(self, paper: Paper) -> tuple[Paper, ...]:
        """Other papers of the same venue and year."""
        return _others(paper, self._places[paper.venue_id, paper.display_year])

    def same_authors(self, paper: Paper) -> tuple[Paper, ...]:
        """Other papers of its authors, newest first."""
        theirs = set[int]().union(*(self._newest.get(id, ()) for id in self.catalog.author_ids[paper.id]))
        return _others(paper, (self.catalog.papers[at] for at in sorted(theirs)))

    def datasets(self) -> tuple[Dataset, ...]:
        """All datasets by name."""
        return tuple(sorted(self.catalog.datasets.values(), key=lambda dataset: fold(dataset.name)))

    def metrics(self) -> tuple[tuple[str, tuple[Metric, ...]], ...]:
        """All metrics under what they are about."""
        groups: dict[str, list[Metric]] = defaultdict(list)
        for metric in self.catalog.metrics.values():
            groups[metric.group].append(metric)
        return tuple((group, tuple(metrics)) for group, metrics in groups.items())

    def datasets_of(self, paper: Paper) -> tuple[Dataset, ...]:
        """The datasets that a paper introduces."""
        return tuple(self._introduced.get(paper.id, ()))


def _list(part: Entry | Everything, kind: str, name: str, about: str, file: str, *, many: bool) -> Page:
    """The page of a list, or of a further part of it."""
    title = ", ".join(filter(None, (name, part.said)))
    about = f"{about} {part.said.capitalize()}." if part.said else about
    return Page(part.here, kind, title, about, file, part, many=many)


def _others(paper: Paper, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    return tuple(islice((other for other in papers if other.id != paper.id), RELATED))


def by_year(papers: Sequence[Paper]) -> tuple[tuple[int, tuple[Paper, ...]], ...]:
    """The papers of each year, newest first."""
    years: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers:
        years[paper.display_year].append(paper)
    return tuple((year, tuple(theirs)) for year, theirs in years.items())
