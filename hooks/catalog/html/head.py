"""What a page says of itself to programs, in its head: reference managers, search engines, previews.

How Zotero reads the page of a paper decides the names and their order; tests/html/zotero.py has its rules. A
preprint has no venue, or it would be taken for an article; the address of the paper goes before that of
the page; and no page of a paper names the site, which would be taken for the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlsplit

from markupsafe import escape

from catalog.citing.coins import family_first
from catalog.citing.names import Name
from catalog.citing.reference import Reference
from catalog.html import jsonld
from catalog.html.jsonld import Data, Site
from catalog.records.schema import Dataset, Paper
from catalog.utils.urls import is_safe
from catalog.views.facets import FOLLOWED, Entry
from catalog.views.page import Page
from catalog.views.views import Views

CARD = (1200, 630)
"""Width and height of the pictures that previews show: docs/assets/cards/, one for each kind of page."""


@dataclass(frozen=True)
class Head:
    """What a page tells programs; see `html`."""

    title: str
    about: str
    url: str
    kind: str
    """The kind of page, by the name of its picture."""
    citation: tuple[tuple[str, str], ...] = ()
    """Names and contents of `meta` elements."""
    data: Data = field(default_factory=dict)
    """JSON-LD."""
    feed: Entry | None = None
    """The list that one can follow by a feed of its own."""


def html(head: Head, site: Site, base: str) -> str:
    """The head as HTML, for a page from which the root of the site is `base`.

    No template, since nobody sees it: it would take longer than what is in it.
    """
    width, height = CARD
    kind = "article" if head.kind in ("paper", "dataset") else "website"
    graph = {
        "type": kind,
        "title": head.title,
        "description": head.about,
        "url": head.url,
        "image": f"{site.url}assets/cards/{head.kind}.png",
        "image:width": str(width),
        "image:height": str(height),
        "image:alt": f"{site.name} logo: a talking face",
    }
    lines = [f'<meta property="og:{name}" content="{escape(text)}">' for name, text in graph.items()]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    if head.feed:
        title, path = f"{site.name}: {head.feed.label.name}", f"{base}feeds/{head.feed.href.rstrip('/')}"
        lines += (
            f'<link rel="alternate" type="{type}" title="{escape(title)}" href="{escape(path)}.{suffix}">'
            for type, suffix in (("application/atom+xml", "xml"), ("application/feed+json", "json"))
        )
    lines += (f'<meta name="{escape(name)}" content="{escape(text)}">' for name, text in head.citation)
    if head.data:
        lines.append(f'<script type="application/ld+json">{jsonld.script(head.data)}</script>')
    return "".join(f"      {line}\n" for line in lines)


def head(
    views: Views,
    cited: Callable[[str], Sequence[Reference]],
    days: Mapping[str, date],
    site: Site,
    href: str,
    title: str,
    about: str,
    page: Page | None,
) -> Head:
    """The head of a page, which may be one of ours or a hand-written one.

    `cited` gives the references of a paper by its id, the published one first; for `days` see `last_changes`.
    """
    url = site.url + href
    match page.subject if page else None:
        case Paper() as paper:
            reference, tags = cited(paper.id)[0], tuple(tag.name for tag in views.card(paper).tags)
            data = jsonld.paper(site, paper, reference, tags)
            return Head(paper.title, about, url, "paper", tuple(citation(paper, reference)), data)
        case Dataset() as dataset:
            data = jsonld.dataset(site, views.catalog, dataset, about)
            return Head(dataset.name, about, url, "dataset", data=data)
        case Entry() as entry:
            of = f", {entry.said}" if entry.said else ""
            name = f"{entry.facet.name.capitalize()}: {entry.label.name}{of}"
            feed = entry if entry.facet.plural in FOLLOWED else None
            return Head(name, about, url, "list", data=jsonld.entry(site, entry, name, about), feed=feed)
    if not href:
        return Head(site.name, site.about, url, "site", data=jsonld.home(site))
    if href == "data/":
        data = jsonld.whole(site, views.catalog, str(changed(views, days, page) or ""))
        return Head(title, about, url, "dataset", data=data)
    return Head(title, about, url, "site")


def citation(paper: Paper, reference: Reference) -> Iterator[tuple[str, str]]:
    """The `citation_*` elements of Highwire Press, which Google Scholar and Zotero read."""
    yield "citation_title", reference.title
    for name in reference.authors:
        yield "citation_author", _author(name, alone=len(reference.authors) == 1)
    if reference.year:
        yield "citation_publication_date", str(reference.year)
    match reference.kind:
        case "preprint":
            yield "z:itemType", "preprint"
        case "journal":
            yield "citation_journal_title", reference.container
        case "book-series":
            yield "citation_inbook_title", reference.container
        case _:
            # Zotero's title of the proceedings; the name of the conference has to follow it.
            yield "citation_inbook_title", reference.container
            yield "citation_conference_title", reference.container
    links = (
        ("citation_firstpage", reference.first_page),
        ("citation_lastpage", reference.last_page),
        ("citation_doi", reference.doi),
        ("citation_arxiv_id", paper.arxiv),
        ("citation_pdf_url", pdf(paper)),
        ("citation_abstract_html_url", reference.link),
        ("citation_public_url", reference.link),
    )
    yield from ((name, value) for name, value in links if value)


def _author(name: Name, alone: bool) -> str:
    """A name, family first. Zotero takes a single `Two Words, Two Words` for two people without the sign."""
    written = family_first(name)
    family, comma, given = written.partition(", ")
    return f"{written};" if alone and comma and " " in family and " " in given else written


def pdf(paper: Paper) -> str | None:
    """Where the paper's text can be had as a PDF: a link that ends so, or arXiv's."""
    found = [url for url in paper.links.paper if urlsplit(url).path.lower().endswith(".pdf")]
    if paper.arxiv:
        found.append(f"https://arxiv.org/pdf/{quote(paper.arxiv)}")
    return next(filter(is_safe, found), None)


def changed(views: Views, days: Mapping[str, date], page: Page | None) -> date | None:
    """When the facts that a page shows last changed, or None; for `days` see `last_changes`."""
    match page.subject if page else None:
        case Entry() as entry:
            shown: Sequence[Paper | Dataset] = entry.shown
        case Paper() | Dataset() as record:
            shown = (record,)
        case _:
            shown = views.catalog.records
    return max(filter(None, [days.get(record.file) for record in shown]), default=None)


def last_changes(records: Iterable[Paper | Dataset], papers: Mapping[str, date]) -> dict[str, date]:
    """The day on which each record came or last changed, by its file, as far as it or the history tells.

    `papers` has the days that the history tells, by the papers' ids.
    """
    found = {}
    for record in records:
        told = papers.get(record.id) if isinstance(record, Paper) else None
        if known := [day for day in (record.added, told) if day]:
            found[record.file] = max(known)
    return found
