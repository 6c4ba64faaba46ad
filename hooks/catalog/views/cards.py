"""Cards of papers and datasets, and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit

from catalog.documents.problems import format_count
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.records.vocabularies import LinkState
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_url, doi_url, is_safe_url

ARCHIVE_URL = "https://web.archive.org/web/"
"""Archive of web pages; digits of a time and an address follow, and the nearest copy is shown."""
SLOT = re.compile(r"\{(\w+)\}")
"""Place of a value in a rendered sample card; docs/assets/search/card.js finds it with the same pattern."""


class Link(NamedTuple):
    """A link to a page of the site or to the web."""

    name: str
    href: str | None = None
    """The path from the root of the site, or a URL; None if there is no target or it is not safe."""
    kind: str = ""
    title: str = ""
    note: str = ""
    """State of its page, if that is gone: `last seen March 2025`."""


DERIVED_TEXTS = ("reported", "date")
"""Texts of cards that are no field: the reported venue of a preprint, and the date of its submission."""

FIELDS = Paper.model_fields.keys() | Dataset.model_fields.keys()


@dataclass(frozen=True)
class Card:
    """A paper or dataset in a list, as docs/templates/catalog/card.html shows it.

    The browser makes the same values as plain objects; see docs/assets/search/card.js.
    """

    record: Paper | Dataset
    title: Link
    short: str
    """The short name, unless the title contains it."""
    authors: tuple[Link, ...]
    venue: Link
    year: Link
    tags: tuple[Link, ...]
    links: tuple[Link, ...]
    offers: str = ""
    """Features of its code: `training code · weights`."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Texts derived from the record, by the names in `DERIVED_TEXTS`; absent if there is nothing to say."""

    MAX_AUTHORS: ClassVar = 3
    """Authors before `et al.`"""

    @property
    def id(self) -> str:
        """The ID of the record."""
        return self.record.id

    @property
    def first_authors(self) -> tuple[Link, ...]:
        """The authors before `et al.`, which never stands for just one author."""
        return self.authors if len(self.authors) <= self.MAX_AUTHORS + 1 else self.authors[: self.MAX_AUTHORS]

    @property
    def et_al(self) -> str:
        """The text after the first authors."""
        return ", et al." if len(self.first_authors) < len(self.authors) else ""

    def __getitem__(self, name: str) -> str:
        """Return a derived text, or any other field of the record as text: templates write `card.track`.

        Raises:
            KeyError: if neither papers nor datasets have the field.
        """
        if name in DERIVED_TEXTS:
            return self.texts.get(name, "")
        if name not in FIELDS:
            raise KeyError(name)
        return field_text(getattr(self.record, name, None))


class SampleCard(Card):
    """A card whose values are their names in braces, such as `{title}`.

    Rendered with card.html, it is the template that the browser fills. Links lead to the root of the site.
    Lists have two items, which show what stands between them.
    """

    @property
    def et_al(self) -> str:  # noqa: D102
        return "{et_al}"

    def __getitem__(self, name: str) -> str:
        super().__getitem__(name)
        return f"{{{name}}}"


def sample_card() -> SampleCard:
    """Return the sample card."""
    title, author, venue, year, tag, link = (
        Link(f"{{{name}}}", "./") for name in ("title", "authors", "venue", "year", "tags", "links")
    )
    return SampleCard(
        record=Paper.model_construct(id="{id}"),
        title=title,
        short="{short}",
        authors=(author, author),
        venue=venue._replace(title="{venue}"),
        year=year,
        tags=(tag, tag),
        links=(link, link),
        offers="{offers}",
    )


def shown_fields(html: str) -> tuple[str, ...]:
    """Return the fields of records that a rendered sample card shows besides the attributes of `Card`."""
    sample = sample_card()
    return tuple(name for name in dict.fromkeys(SLOT.findall(html)) if not hasattr(sample, name))


def visible_short_name(paper: Paper) -> str:
    """Return the short name; nothing if the title contains it, as `A²-LLM: An Avatar` contains `A2-LLM`."""
    return paper.short if paper.short and fold(paper.short) not in fold(paper.title) else ""


def dataset_card(dataset: Dataset) -> Card:
    """Return the card of a dataset."""
    tags = (*dataset.kind, format_count(len(dataset.facts), "fact"))
    return Card(
        record=dataset,
        title=Link(dataset.name, dataset_href(dataset)),
        short="",
        authors=(),
        venue=Link("Dataset"),
        year=Link(str(dataset.year or "")),
        tags=tuple(map(Link, tags)),
        links=tuple(card_links(dataset)),
    )


def field_text(value: object) -> str:
    """Return the value of a field as text, for cards and tables.

    >>> field_text(("GFE", "Griffin-Lim")), field_text(2020), field_text(None)
    ('GFE; Griffin-Lim', '2020', '')

    Raises:
        TypeError: if the value is neither text, number or date, nor a list of them.
    """
    if isinstance(value, tuple):
        return "; ".join(map(field_text, value))
    if value is None or isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, str | int | float | date):
        return str(value)
    raise TypeError(f"{value!r} has parts, so it cannot be shown as one text")


def paper_href(paper: Paper) -> str:
    """Return the href of a paper's page: `papers/wav2lip-2020/`."""
    return f"papers/{paper.id}/"


def dataset_href(dataset: Dataset) -> str:
    """Return the href of a dataset's page: `datasets/mead/`."""
    return f"datasets/{dataset.id}/"


def card_links(record: Paper | Dataset) -> Iterator[Link]:
    """Yield the first link of each kind, named after its kind."""
    kinds: set[str] = set()
    for link in links_by_kind(record):
        if link.kind not in kinds:
            kinds.add(link.kind)
            yield link._replace(name=link.kind.capitalize())


def record_links(record: Paper | Dataset) -> Iterator[Link]:
    """Yield all links for the page of a record; links of the same name get the end of their URL as well."""
    links = list(links_by_kind(record))
    names = [link.name for link in links]
    for link in links:
        url_end = link.title.rstrip("/").rpartition("/")[2]
        yield link._replace(name=f"{link.name}: {url_end}") if names.count(link.name) > 1 else link


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


def show_state(link: Link, states: Mapping[str, LinkState]) -> Link:
    """Return a link as readers can use it: to an archive if its page is gone, to the new address if it moved.

    Args:
        link: A link; its title is the address in the record.
        states: What is known about links, by URL; see `Catalog.links`.
    """
    url = link.href or ""
    match states.get(url):
        case LinkState(state="dead", seen=seen, since=since):
            note = f"last seen {seen:%B %Y}" if seen else f"dead since {since:%B %Y}"
            return link._replace(href=archive_url(url, seen), note=note)
        case LinkState(state="moved", to=str(to)) if is_safe_url(to):
            return link._replace(href=to)
    return link


def archive_url(url: str, seen: date | None = None) -> str:
    """Return the URL of an archived page: the copy nearest to the month it was last seen, or the newest."""
    return f"{ARCHIVE_URL}{f'{seen:%Y%m}' if seen else '2'}/{url}"


def host_link(url: str) -> Link:
    """Return a link named after its host."""
    return web_link((urlsplit(url).hostname or url) if is_safe_url(url) else "Source", url, "source")
