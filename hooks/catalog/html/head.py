"""Metadata in a page's head for reference managers, search engines and link previews.

Names and order of the `citation_*` elements follow what Zotero reads; tests/html/zotero.py has its rules. A
preprint has no venue, because Zotero would take it for an article; the paper's URL precedes the page's; and
no paper page names the site, which Zotero would take for the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import quote, urlsplit

from catalog.citing.coins import family_first
from catalog.citing.names import Name
from catalog.citing.reference import Reference
from catalog.facets.facet import FacetValue
from catalog.html import jsonld, signposting
from catalog.html.jsonld import JsonLd
from catalog.html.links import escape
from catalog.html.signposting import TypedLink
from catalog.records.dataset import Dataset
from catalog.records.result import Result
from catalog.records.schema import Paper
from catalog.twins.sheet import TWIN_NAME
from catalog.utils.urls import is_safe_url
from catalog.views.page import Page
from catalog.views.results import DatasetResults
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views

CARD_SIZE = (1200, 630)
"""Width and height in pixels of the preview images in docs/assets/cards/."""


@dataclass(frozen=True)
class PageHead:
    """The metadata of a page."""

    title: str
    description: str
    url: str
    kind: Literal["paper", "dataset", "list", "site"]
    """Name of the preview image."""
    citation_metas: tuple[tuple[str, str], ...] = ()
    """Names and contents of the `citation_*` elements."""
    json_ld: JsonLd = field(default_factory=dict)
    feed: FacetValue | None = None
    """The list whose feed the page links to."""
    links: tuple[TypedLink, ...] = ()
    """Links for programs; see `signposting`."""


def render_head(head: PageHead, site: SiteInfo, root: str, *, has_twin: bool) -> str:
    """Render a head. Without a template, which would take longer than building its data.

    The preview has the properties that Open Graph requires, and a text for the image; services show the
    description of the page with it. Source: https://ogp.me/

    Args:
        head: The metadata of the page.
        site: The site.
        root: Path from the page to the site root, such as `../../`.
        has_twin: True if a Markdown twin lies beside the page.
    """
    kind = "article" if head.kind in ("paper", "dataset") else "website"
    graph = {
        "type": kind,
        "title": head.title,
        "url": head.url,
        "image": f"{site.url}assets/cards/{head.kind}.png",
        "image:alt": f"{site.name} logo: a talking face",
    }
    lines = [f'<meta property="og:{name}" content="{escape(text)}">' for name, text in graph.items()]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    if has_twin:
        lines.append(f'<link rel="alternate" type="text/markdown" href="{TWIN_NAME}">')
    if head.feed:
        title, path = f"{site.name}: {head.feed.label.name}", f"{root}{head.feed.feed_path}"
        lines += (
            f'<link rel="alternate" type="{type}" title="{escape(title)}" href="{escape(path)}.{suffix}">'
            for type, suffix in (("application/atom+xml", "xml"), ("application/feed+json", "json"))
        )
    lines += (_render_link(link, root) for link in head.links)
    lines += (f'<meta name="{escape(name)}" content="{escape(text)}">' for name, text in head.citation_metas)
    if head.json_ld:
        lines.append(f'<script type="application/ld+json">{jsonld.script_text(head.json_ld)}</script>')
    return "\n".join([*lines, ""])


def _render_link(link: TypedLink, root: str) -> str:
    href = link.href if is_safe_url(link.href) else f"{root}{link.href}"
    media_type = f' type="{link.media_type}"' if link.media_type else ""
    return f'<link rel="{link.rel}"{media_type} href="{escape(href)}">'


def page_head(
    views: Views,
    references_of: Callable[[str], Sequence[Reference]],
    change_dates: Mapping[str, date],
    site: SiteInfo,
    href: str,
    title: str,
    description: str,
    page: Page | None,
) -> PageHead:
    """Return the metadata of a page.

    Args:
        views: The views of the catalog.
        references_of: Citations of a paper, by its id; the published one first.
        change_dates: See `last_change_dates`.
        site: The site.
        href: Path of the page from the site root, such as `papers/wav2lip-2020/`.
        title: Title of the page, if it is not about a record or list.
        description: One sentence about the page.
        page: The generated page; None for a hand-written one.
    """
    url = site.url + href
    match page.subject if page else None:
        case Paper() as paper:
            reference, tags = references_of(paper.id)[0], tuple(tag.name for tag in views.card(paper).tags)
            orcid_urls, pdf = signposting.author_orcid_urls(views.catalog, paper), pdf_url(paper)
            json_ld = jsonld.paper_json_ld(site, paper, reference, tags, orcid_urls, pdf)
            citation = tuple(citation_metas(paper, reference))
            links = tuple(signposting.paper_links(paper, reference, orcid_urls, pdf))
            return PageHead(paper.title, description, url, "paper", citation, json_ld, links=links)
        case Dataset() as dataset:
            json_ld = jsonld.dataset_json_ld(site, views.catalog, dataset, description)
            links = tuple(signposting.dataset_links(views.catalog, dataset))
            return PageHead(dataset.name, description, url, "dataset", json_ld=json_ld, links=links)
        case FacetValue() as value:
            page_label = f", {value.page_label}" if value.page_label else ""
            name = f"{value.facet.name.capitalize()}: {value.label.name}{page_label}"
            json_ld = jsonld.list_json_ld(site, value, name, description)
            feed = value if value.facet.has_feeds else None
            return PageHead(name, description, url, "list", json_ld=json_ld, feed=feed)
        case DatasetResults() as results:
            return PageHead(f"Results on {results.dataset.name}", description, url, "list")
    if not href:
        return PageHead(site.name, site.description, url, "site", json_ld=jsonld.site_json_ld(site))
    if href == "data/":
        changed = page_change_date(views, change_dates, page)
        json_ld = jsonld.catalog_json_ld(site, views.catalog, str(changed or ""))
        links = tuple(signposting.catalog_links())
        return PageHead(title, description, url, "dataset", json_ld=json_ld, links=links)
    return PageHead(title, description, url, "site")


def citation_metas(paper: Paper, reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the `citation_*` elements of Highwire Press, which Google Scholar and Zotero read."""
    yield "citation_title", reference.title
    for name in reference.authors:
        yield "citation_author", _format_author(name, alone=len(reference.authors) == 1)
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
            # Zotero reads the first as the title of the proceedings; the conference has to follow.
            yield "citation_inbook_title", reference.container
            yield "citation_conference_title", reference.container
    links = (
        ("citation_firstpage", reference.first_page),
        ("citation_lastpage", reference.last_page),
        ("citation_doi", reference.doi),
        ("citation_arxiv_id", paper.arxiv),
        ("citation_pdf_url", pdf_url(paper)),
        ("citation_abstract_html_url", reference.link),
        ("citation_public_url", reference.link),
    )
    yield from ((name, value) for name, value in links if value)


def _format_author(name: Name, alone: bool) -> str:
    """Format a name, family first. Zotero would read a single `Two Words, Two Words` as two people."""
    text = family_first(name)
    family, comma, given_names = text.partition(", ")
    return f"{text};" if alone and comma and " " in family and " " in given_names else text


def pdf_url(paper: Paper) -> str | None:
    """Return the URL of the paper's PDF: a link that ends in `.pdf`, or arXiv's."""
    urls = [url for url in paper.links.paper if urlsplit(url).path.lower().endswith(".pdf")]
    if paper.arxiv:
        urls.append(f"https://arxiv.org/pdf/{quote(paper.arxiv)}")
    return next(filter(is_safe_url, urls), None)


def page_change_date(views: Views, change_dates: Mapping[str, date], page: Page | None) -> date | None:
    """Return when the records on a page last changed; of the whole catalog for a page of any other kind.

    Args:
        views: The views of the catalog.
        change_dates: See `last_change_dates`.
        page: The generated page; None for a hand-written one.
    """
    match page.subject if page else None:
        case FacetValue() as value:
            records: Sequence[Paper | Dataset | Result] = value.page_papers
        case DatasetResults() as results:
            records = [table.result for table in results.tables]
        case Paper() | Dataset() as record:
            records = (record,)
        case _:
            records = (*views.catalog.records, *views.catalog.results.values())
    return max(filter(None, [change_dates.get(record.file) for record in records]), default=None)


def last_change_dates(
    records: Iterable[Paper | Dataset | Result], history_dates: Mapping[str, date]
) -> dict[str, date]:
    """Return when each record was added or last changed, by its file; records without a date are left out.

    Args:
        records: Papers, datasets and results; the last change of results is when they were checked.
        history_dates: Last changes according to git, by paper id.
    """
    dates = {}
    for record in records:
        changed = history_dates.get(record.id) if isinstance(record, Paper) else None
        added = record.checked if isinstance(record, Result) else record.added
        if record_dates := [date for date in (added, changed) if date]:
            dates[record.file] = max(record_dates)
    return dates
