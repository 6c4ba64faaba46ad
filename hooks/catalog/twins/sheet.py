"""A Markdown twin in the making: links from its place, and lines that several kinds of pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from catalog.facets.facets import FACETS
from catalog.records.dataset import Dataset
from catalog.records.schema import Claim, Paper
from catalog.twins.markdown import escape_text, format_link, format_url
from catalog.utils.github_markdown import table_head, table_row
from catalog.utils.urls import is_safe_url
from catalog.views.cards import Link, links_by_kind, paper_href
from catalog.views.views import Views

TWIN_NAME = "index.md"
"""File name of a twin, beside the `index.html` of its page."""
FOLDERS_WITHOUT_TWINS = (
    *(f"{facet.plural}/" for facet in FACETS if facet.is_bulk and facet.plural),
    "embed/",
)
"""Folders of pages that have no twin; their front pages have one."""


@dataclass(frozen=True)
class Sheet:
    """The place of a twin, and what it is written from."""

    views: Views
    href: str
    """The path of its page from the root of the site: `papers/wav2lip-2020/`."""

    @cached_property
    def root(self) -> str:
        """The path from the twin to the root of the site, such as `../../`."""
        return "../" * self.href.count("/")

    @cached_property
    def _folder(self) -> str:
        """The folder that holds the page, without that of the page itself; blank if it is the root."""
        folder = self.href.rstrip("/").rpartition("/")[0]
        return f"{folder}/" if folder else ""

    def path_to(self, href: str) -> str:
        """Return the relative path to the twin of a page; to the page itself, or a file, without one."""
        target = twin_path(href)
        if target.startswith(self.href):
            return target[len(self.href) :]
        if self._folder and target.startswith(self._folder):
            return f"../{target[len(self._folder) :]}"
        return f"{self.root}{target}"

    def link(self, link: Link) -> str:
        """Render a link, or its name if it has no target."""
        if link.href is None:
            return escape_text(f"{link.name}: {link.title}" if link.kind else link.name)
        return format_link(link.name, link.href if "://" in link.href else self.path_to(link.href))

    def links(self, links: Iterable[Link]) -> str:
        """Render links, separated by commas."""
        return ", ".join(map(self.link, links))

    def to(self, href: str, name: str) -> str:
        """Render a link to a page or file of the site."""
        return format_link(name, self.path_to(href))

    def paper(self, paper: Paper) -> str:
        """Render a link to a paper by the name that people use, with venue and year."""
        return f"{self.to(paper_href(paper), paper.short or paper.title)}, {self.publication(paper)}"

    def publication(self, paper: Paper) -> str:
        """Return venue and year of a paper, and where a preprint is reported to be published."""
        card = self.views.card(paper)
        parts = (f"{card.venue.name} {card.year.name}", card["reported"], paper.status or "")
        return escape_text(", ".join(filter(None, parts)))

    def paper_line(self, paper: Paper) -> str:
        """Return a paper as an item of a list."""
        short = f" ({escape_text(name)})" if (name := self.views.card(paper).short) else ""
        return f"- {self.to(paper_href(paper), paper.title)}{short}, {self.publication(paper)}"


def twin_path(href: str) -> str:
    """Return the path of a page's twin from the root of the site; a link to anything else is unchanged.

    >>> twin_path("results/hdtf/#hallo-hdtf"), twin_path("papers/?year=2020")
    ('results/hdtf/index.md#hallo-hdtf', 'papers/?year=2020')
    """
    path, mark, fragment = href.partition("#")
    is_page = not path or path.endswith("/")
    if not is_page or (path.startswith(FOLDERS_WITHOUT_TWINS) and path not in FOLDERS_WITHOUT_TWINS):
        return href
    return f"{path}{TWIN_NAME}{mark}{fragment}"


def detail_lines(details: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield names and values, which are Markdown, as a list; those without a value are left out."""
    yield from (f"- {name}: {value}" for name, value in details if value)


def section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a section; nothing without lines."""
    if content := list(lines):
        yield from ("", f"## {heading}", "", *content)


def link_details(record: Paper | Dataset) -> Iterator[tuple[str, str]]:
    """Yield the kinds of a record's links, each with its URLs."""
    for name, links in groupby(links_by_kind(record), key=lambda link: link.name):
        yield name, ", ".join(url_text(link.title) for link in links)


def url_text(url: str, name: str = "") -> str:
    """Render a URL as a link with a name, or one that shows it; as text if it is not safe."""
    if not is_safe_url(url):
        return escape_text(url)
    return format_link(name, url) if name else format_url(url)


def table_lines(names: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table whose cells are Markdown, with a blank line before; nothing without rows."""
    if lines := [table_row(row) for row in rows]:
        yield from (*table_head(*names), *lines)


def source_names(views: Views, record: Paper | Dataset) -> str:
    """Return the names of a record's sources; api/v1/sources.json has their addresses."""
    return "; ".join(_source_name(views, id) for id in record.sources)


def _source_name(views: Views, id: str) -> str:
    source = views.catalog.sources.get(id)  # none is an error of the checks
    return escape_text(source.name if source else id)


def source_lines(sheet: Sheet, record: Paper | Dataset) -> Iterator[str]:
    """Yield what each source states of a record, and which statement it follows."""
    for claim in record.claims:
        values = "; ".join(
            f"{name} {_claimed_text(sheet.views, name, value)}"
            for name, value in claim.claimed_values.items()
        )
        yield f"- {_source_name(sheet.views, claim.source)}: {values}{_claim_mark(claim)}"


def _claimed_text(views: Views, name: str, value: object) -> str:
    if name == "venue" and value in views.catalog.venues:
        return escape_text(views.catalog.venues[str(value)].short)
    return escape_text(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))


def _claim_mark(claim: Claim) -> str:
    marks = {"used": claim.taken, "refused": claim.refused, "weak": claim.weak}
    words = ", ".join(word for word, is_set in marks.items() if is_set)
    return f" ({words})" if words else ""
