"""Cards of papers in lists, and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from catalog.records.schema import Dataset, Paper
from catalog.utils.urls import arxiv_url, doi_url, is_safe_url

MAX_CARD_AUTHORS = 3
"""Authors on a card before `et al.`"""


@dataclass(frozen=True)
class Link:
    """A link to a page of the site or to the web."""

    name: str
    href: str | None = None
    """The path from the root of the site, or a URL; None if there is no target or it is not safe."""
    kind: str = ""
    title: str = ""


@dataclass(frozen=True)
class Card:
    """The data of a paper in a list."""

    paper: Paper
    href: str
    authors: tuple[Link, ...]
    venue: Link
    year: Link
    tags: tuple[Link, ...]
    links: tuple[Link, ...]

    @property
    def first_authors(self) -> tuple[Link, ...]:
        """The authors before `et al.`, which never stands for just one author."""
        return self.authors if len(self.authors) <= MAX_CARD_AUTHORS + 1 else self.authors[:MAX_CARD_AUTHORS]


def sample_card() -> Card:
    """Return a card with every element once, for docs/assets/search/card.js to copy and fill."""
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
    """Return the href of a paper's page: `papers/wav2lip-2020/`."""
    return f"papers/{paper.id}/"


def dataset_href(dataset: Dataset) -> str:
    """Return the href of a dataset's page: `datasets/mead/`."""
    return f"datasets/{dataset.id}/"


def card_links(paper: Paper) -> Iterator[Link]:
    """Yield the first link of each kind, named after its kind."""
    kinds: set[str] = set()
    for link in links_by_kind(paper):
        if link.kind not in kinds:
            kinds.add(link.kind)
            yield replace(link, name=link.kind.capitalize())


def record_links(record: Paper | Dataset) -> Iterator[Link]:
    """Yield all links for the page of a record; links of the same name get the end of their URL as well."""
    links = list(links_by_kind(record))
    names = [link.name for link in links]
    for link in links:
        url_end = link.title.rstrip("/").rpartition("/")[2]
        yield replace(link, name=f"{link.name}: {url_end}") if names.count(link.name) > 1 else link


def links_by_kind(record: Paper | Dataset) -> Iterator[Link]:
    """Yield all links of a record, named after their kinds: paper links, then arXiv and DOI, then others."""
    paper_links = [pair for pair in record.links.kinds_and_urls if pair[0] == "paper"]
    for kind, url in paper_links:
        yield web_link("Paper", url, kind)
    if isinstance(record, Paper):
        if record.arxiv:
            yield web_link("arXiv", arxiv_url(record.arxiv), "paper")
        if record.doi:
            yield web_link("DOI", doi_url(record.doi), "paper")
    for kind, url in record.links.kinds_and_urls[len(paper_links) :]:
        yield web_link(kind.capitalize(), url, kind)


def web_link(name: str, url: str, kind: str = "") -> Link:
    """Return a link to the web, without href if the URL is not safe."""
    return Link(name, url if is_safe_url(url) else None, kind, url)


def host_link(url: str) -> Link:
    """Return a link named after its host."""
    return web_link((urlsplit(url).hostname or url) if is_safe_url(url) else "Source", url, "source")
