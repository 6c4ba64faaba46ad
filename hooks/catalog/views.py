"""What the site shows: facets, pages and cards, as data. Templates decide how they look.

`pages` is a pure function of the catalog: whatever generator fills a folder with them, the list is here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlsplit

from catalog.model import Catalog, given_first
from catalog.schema import Dataset, Metric, Paper, Venue
from catalog.text import fold
from catalog.urls import arxiv_url, doi_url, is_safe

SHOWN_AUTHORS = 3
"""Authors on a card before `et al.`"""


class Label(NamedTuple):
    """How an entry of a facet is called and explained, and where that stands."""

    name: str
    about: str = ""
    file: str = ""


@dataclass(frozen=True)
class Entry:
    """One value of a facet, with its papers: a list page of its own."""

    facet: Facet
    id: str
    label: Label
    papers: tuple[Paper, ...]
    """Newest first."""

    @property
    def href(self) -> str:
        """The address, from the root of the site."""
        return f"{self.facet.plural}/{self.id}/"

    @property
    def size(self) -> int:
        """The number of papers."""
        return len(self.papers)


@dataclass(frozen=True)
class Facet:
    """One way to divide the papers. A new one is one line in FACETS, and its front page in docs/."""

    name: str
    plural: str
    """The folder of its pages, and the attribute of the catalog that explains its entries."""
    keys: Callable[[Catalog, Paper], Iterable[str]]
    """The entries to which a paper belongs."""
    label: Callable[[Catalog, str], Label]
    group: Callable[[Catalog, str], str] = lambda _catalog, _id: ""
    """The heading under which the front page shows an entry."""
    largest_first: bool = False
    """Whether the front page puts entries with many papers first, rather than in their own order."""
    at_least: int = 1
    """Papers that an entry needs for a page of its own."""

    def entries(self, catalog: Catalog) -> tuple[Entry, ...]:
        """The entries with a page: in the order of their vocabulary, or as they come, newest first."""
        papers: dict[str, list[Paper]] = defaultdict(list)
        for id in getattr(catalog, self.plural, ()):
            papers[id] = []
        for paper in catalog.papers:
            for id in dict.fromkeys(self.keys(catalog, paper)):
                papers[id].append(paper)
        return tuple(
            Entry(self, id, self.label(catalog, id), tuple(theirs))
            for id, theirs in papers.items()
            if len(theirs) >= self.at_least
        )


def _category(catalog: Catalog, id: str) -> Label:
    category = catalog.categories[id]
    return Label(category.name, category.about, category.file)


def _venue(catalog: Catalog, id: str) -> Label:
    venue = catalog.venues[id]
    return Label(venue.short, venue.about, venue.file)


def _year(catalog: Catalog, id: str) -> Label:
    return Label(id, f"Papers of {id}, by the year of the venue or, for preprints, of the arXiv id.", "data/papers")


def _tag(catalog: Catalog, id: str) -> Label:
    tag = catalog.tags[id]
    return Label(tag.name, tag.about, tag.file)


def _author(catalog: Catalog, id: str) -> Label:
    name = catalog.authors[id].name
    return Label(name, f"Papers of {name} in this catalog.", "data/people.yml")


VENUE_KINDS = {
    "conference": "Conferences",
    "journal": "Journals",
    "workshop": "Workshops",
    "book-series": "Book series",
    "preprint": "Preprints",
}
"""The headings of the venues' front page."""

FACETS = (
    Facet("category", "categories", lambda _, paper: paper.categories, _category),
    Facet(
        "venue",
        "venues",
        lambda _, paper: [paper.venue_id],
        _venue,
        group=lambda catalog, id: VENUE_KINDS[catalog.venues[id].kind],
        largest_first=True,
    ),
    Facet("year", "years", lambda _, paper: [str(paper.shown_year)], _year),
    Facet(
        "tag",
        "tags",
        lambda _, paper: paper.tags,
        _tag,
        group=lambda catalog, id: catalog.tags[id].group.capitalize(),
    ),
    Facet(
        "author",
        "authors",
        lambda catalog, paper: [catalog.author_id(name, paper.id) for name in paper.authors],
        _author,
        group=lambda catalog, id: catalog.authors[id].sort_key[0][:1].upper(),
        at_least=2,
    ),
)
"""Every way to divide the papers; each has a front page and a page for each entry."""


@dataclass(frozen=True)
class Page:
    """One generated page."""

    href: str
    """The address, from the root of the site: `papers/wav2lip-2020/`."""
    kind: str
    """The template that shows it: paper, dataset or list."""
    title: str
    section: str
    """The part of the site it belongs to: the first word of the address."""
    source: str
    """The file it comes from, relative to the checkout."""
    subject: Paper | Dataset | Entry
    many: bool = False
    """Whether there are thousands of its kind, so that each has to be cheap."""


@dataclass(frozen=True)
class Link:
    """A name, and where it leads: an address of the site from its root, or of the web."""

    name: str
    href: str | None = None
    """None, if there is nothing to lead to, or it must not be followed."""
    kind: str = ""
    title: str = ""


@dataclass(frozen=True)
class Card:
    """What every list shows of a paper."""

    paper: Paper
    href: str
    authors: tuple[Link, ...]
    venue: Link
    year: Link
    tags: tuple[Link, ...]
    links: tuple[Link, ...]

    @property
    def short_authors(self) -> tuple[Link, ...]:
        """The authors before `et al.`; never all but one."""
        return self.authors if len(self.authors) <= SHOWN_AUTHORS + 1 else self.authors[:SHOWN_AUTHORS]


class Bar(NamedTuple):
    """One year of a timeline."""

    year: int
    count: int
    href: str | None


class SearchEntry(NamedTuple):
    """What the search finds a page by."""

    href: str
    title: str
    text: str


class Views:
    """The views of one catalog; each is computed once a build."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.entries = {facet.plural: {e.id: e for e in facet.entries(catalog)} for facet in FACETS}
        self._cards = {paper.id: self._card(paper) for paper in catalog.papers}

    def pages(self) -> Iterator[Page]:
        """Every generated page of the site."""
        for paper in self.catalog.papers:
            yield Page(paper_href(paper), "paper", paper.title, "papers", paper.file, paper, many=True)
        for dataset in self.catalog.datasets.values():
            yield Page(dataset_href(dataset), "dataset", dataset.name, "datasets", dataset.file, dataset, many=True)
        for plural, entries in self.entries.items():
            for entry in entries.values():
                many = plural == "authors"
                yield Page(entry.href, "list", entry.label.name, plural, entry.label.file, entry, many)

    def card(self, paper: Paper) -> Card:
        """What a list shows of a paper."""
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
            year=Link(str(paper.shown_year), self._href("years", str(paper.shown_year))),
            tags=tuple(Link(self.catalog.tags[id].name, self._href("tags", id)) for id in paper.tags),
            links=tuple(_short_links(paper)),
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
        """The entries of a facet's front page under their headings, in the order of VENUE_KINDS or as they come."""
        groups: dict[str, list[Entry]] = defaultdict(list)
        entries = list(self.entries[plural].values())
        if entries and entries[0].facet.largest_first:
            entries.sort(key=lambda entry: -entry.size)
        for entry in entries:
            groups[entry.facet.group(self.catalog, entry.id)].append(entry)
        headings = [name for name in VENUE_KINDS.values() if name in groups] or list(groups)
        return tuple((heading, tuple(groups[heading])) for heading in headings)

    def venue_link(self, id: str) -> Link:
        """A venue by its short name, with a page if papers of it are here."""
        return Link(self.catalog.venues[id].short, self._href("venues", id), title=self.catalog.venues[id].name)

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

    def same_place(self, paper: Paper, most: int = 5) -> tuple[Paper, ...]:
        """Other papers of the same venue and year."""
        entry = self.entries["venues"][paper.venue_id]
        others = (other for other in entry.papers if other.shown_year == paper.shown_year)
        return _others(paper, others, most)

    def same_authors(self, paper: Paper, most: int = 5) -> tuple[Paper, ...]:
        """Other papers of its authors, newest first."""
        ids = (self.catalog.author_id(name, paper.id) for name in paper.authors)
        theirs = {other.id for id in ids for other in self.catalog.authors[id].papers}
        return _others(paper, (other for other in self.catalog.papers if other.id in theirs), most)

    def search_entries(self) -> Iterator[SearchEntry]:
        """Papers by title, names and authors; datasets and metrics by name."""
        for paper in self.catalog.papers:
            card = self.card(paper)
            short = self.short_of(paper)
            names = [*paper.aliases, *(author.name for author in card.authors), card.venue.name, card.year.name]
            yield SearchEntry(card.href, f"{short}: {paper.title}" if short else paper.title, ", ".join(names))
        for dataset in self.catalog.datasets.values():
            yield SearchEntry(dataset_href(dataset), dataset.name, ", ".join(("Dataset", *dataset.aliases)))
        for metric in self.catalog.metrics.values():
            yield SearchEntry(f"metrics/#{metric.id}", metric.name, ", ".join((metric.full or "", *metric.aliases)))

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
        return tuple(dataset for dataset in self.catalog.datasets.values() if dataset.paper == paper.id)


def _others(paper: Paper, papers: Iterable[Paper], most: int) -> tuple[Paper, ...]:
    return tuple(other for other in papers if other.id != paper.id)[:most]


def paper_href(paper: Paper) -> str:
    """The address of a paper's page, from the root of the site."""
    return f"papers/{paper.id}/"


def dataset_href(dataset: Dataset) -> str:
    """The address of a dataset's page, from the root of the site."""
    return f"datasets/{dataset.id}/"


def _short_links(paper: Paper) -> Iterator[Link]:
    """One link of each kind, for cards: the first of each, always under the same name."""
    seen: set[str] = set()
    for link in all_links(paper):
        if link.kind not in seen:
            seen.add(link.kind)
            yield replace(link, name=link.kind.capitalize())


def all_links(record: Paper | Dataset) -> Iterator[Link]:
    """Every link of a record, in the order of every page; arXiv and DOI stand after its own paper links.

    A link that must not be followed keeps its name and loses its address.
    """
    for kind, url in record.links.pairs:
        if kind != "paper":
            break
        yield web_link("Paper", url, "paper")
    if isinstance(record, Paper):
        if record.arxiv:
            yield web_link("arXiv", arxiv_url(record.arxiv), "paper")
        if record.doi:
            yield web_link("DOI", doi_url(record.doi), "paper")
    for kind, url in record.links.pairs:
        if kind != "paper":
            yield web_link(kind.capitalize(), url, kind)


def web_link(name: str, url: str, kind: str = "") -> Link:
    """A link to the web, if the address may be followed."""
    return Link(name, url if is_safe(url) else None, kind, url)


def timeline(papers: Sequence[Paper], href: Callable[[int], str | None]) -> tuple[Bar, ...]:
    """How many papers each year has, from the first to the last, empty years included."""
    counts: dict[int, int] = defaultdict(int)
    for paper in papers:
        counts[paper.shown_year] += 1
    years = range(min(counts), max(counts) + 1) if counts else range(0)
    return tuple(Bar(year, counts[year], href(year) if counts[year] else None) for year in years)


def year_anchor(year: int) -> str:
    """The papers of a year on the same page."""
    return f"#y{year}"


def cited(url: str) -> Link:
    """A link to a source, named by its host."""
    return web_link((urlsplit(url).hostname or url) if is_safe(url) else "Source", url, "source")


def by_year(papers: Sequence[Paper]) -> tuple[tuple[int, tuple[Paper, ...]], ...]:
    """The papers of each year, newest first."""
    years: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers:
        years[paper.shown_year].append(paper)
    return tuple((year, tuple(theirs)) for year, theirs in years.items())
