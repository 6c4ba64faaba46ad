"""Cards and links: what a list shows of a paper, and where every link leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from catalog.records.schema import Dataset, Paper
from catalog.utils.urls import arxiv_url, doi_url, is_safe

SHOWN_AUTHORS = 3
"""Authors on a card before `et al.`"""


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


def sample_card() -> Card:
    """A card with one of everything, which the browser copies and fills: docs/assets/search/card.js."""
    paper = Paper(
        id="sample",
        file="",
        title="Title",
        short="Name",
        categories=("sample",),
        sources=("sample",),
        track="oral",
        status="withdrawn",
    )
    return Card(
        paper=paper,
        href="papers/",
        authors=(Link("Author", "authors/"),),
        venue=Link("Venue", "venues/", title="Venue in full"),
        year=Link("Year", "years/"),
        tags=(Link("Tag", "tags/"),),
        links=(web_link("Paper", "https://arxiv.org/", "paper"),),
    )


def paper_href(paper: Paper) -> str:
    """The address of a paper's page, from the root of the site."""
    return f"papers/{paper.id}/"


def dataset_href(dataset: Dataset) -> str:
    """The address of a dataset's page, from the root of the site."""
    return f"datasets/{dataset.id}/"


def short_links(paper: Paper) -> Iterator[Link]:
    """One link of each kind, for cards: the first of each, always under the same name."""
    seen: set[str] = set()
    for link in plain_links(paper):
        if link.kind not in seen:
            seen.add(link.kind)
            yield replace(link, name=link.kind.capitalize())


def all_links(record: Paper | Dataset) -> Iterator[Link]:
    """Every link of a record, in the order of every page; several of one kind are told apart."""
    links = list(plain_links(record))
    names = [link.name for link in links]
    for link in links:
        tail = link.title.rstrip("/").rpartition("/")[2]
        yield replace(link, name=f"{link.name}: {tail}") if names.count(link.name) > 1 else link


def plain_links(record: Paper | Dataset) -> Iterator[Link]:
    """The links of a record by their kinds: its own paper links, arXiv and DOI, then the others."""
    papers = [pair for pair in record.links.kinds_and_urls if pair[0] == "paper"]
    for kind, url in papers:
        yield web_link("Paper", url, kind)
    if isinstance(record, Paper):
        if record.arxiv:
            yield web_link("arXiv", arxiv_url(record.arxiv), "paper")
        if record.doi:
            yield web_link("DOI", doi_url(record.doi), "paper")
    for kind, url in record.links.kinds_and_urls[len(papers) :]:
        yield web_link(kind.capitalize(), url, kind)


def web_link(name: str, url: str, kind: str = "") -> Link:
    """A link to the web; it keeps its name and loses its address, if that must not be followed."""
    return Link(name, url if is_safe(url) else None, kind, url)


def cited(url: str) -> Link:
    """A link to a source, named by its host."""
    return web_link((urlsplit(url).hostname or url) if is_safe(url) else "Source", url, "source")
