"""Write the sources of each generator: a checkout of this site, or the same pages as Markdown files.

A Markdown page has the content of this site's page: title, authors, venue, categories, tags, links, BibTeX
and related papers of a paper; the papers of a list by year, page by page, each with its COinS; the tables of
results. What only this site's scripts could use is left out. Links are final URLs, so that no generator has
to resolve them.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import yaml

from catalog import Catalog
from catalog.citing.bibtex import format_bibtex
from catalog.citing.coins import coins_span
from catalog.citing.formats import CATALOG_FORMATS, LIST_FORMATS
from catalog.citing.reference import Reference, references
from catalog.facets.facet import FacetValue
from catalog.facets.facets import FACETS
from catalog.facets.pagination import AllPapers, PaperList, group_by_year
from catalog.html import head
from catalog.records.dataset import Dataset
from catalog.records.repository import repository_id
from catalog.records.schema import Paper, Record
from catalog.site.redirects import render_redirects
from catalog.twins.lists import result_lines
from catalog.twins.sheet import TWIN_NAME, Sheet
from catalog.views.cards import Card, Link, dataset_href, record_links
from catalog.views.page import Page
from catalog.views.results import DatasetResults
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.sites import ROOT, checkout

MARKDOWN_CHARACTER = re.compile(r"([\\`*_{}\[\]<>#|$~])")
FRONT_FOLDERS = ("papers", *(facet.plural for facet in FACETS if facet.plural), "datasets")
"""Folders with a front page."""


def write_checkout(catalog: Catalog, folder: Path, rewrite: bool = False) -> None:
    """Write a checkout with this catalog; with `rewrite`, also rewrite the files of real papers."""
    checkout(folder, ROOT / "data")
    for path in (folder / "data/papers").rglob("*.yml"):
        if path.stem not in catalog.paper:
            path.unlink()
    (folder / "data/refused.yml").unlink()  # made-up arXiv IDs may be among those refused
    for path in (folder / "data/results").glob("*.yml"):
        if path.stem not in catalog.results:
            path.unlink()
    for dataset in catalog.datasets.values():
        if dataset.paper and dataset.paper not in catalog.paper:
            _write_file(folder / dataset.file, _record_yaml(dataset, without="paper"))
    for name, entries in (("people", catalog.people), ("glossary", catalog.glossary)):
        _write_file(folder / f"data/{name}.yml", "".join(map(_entry_yaml, entries.values())) or "{}")
    linked = {repository_id(url) for record in catalog.records for url in record.links.code}
    for path in (folder / "data/repositories").glob("*.yml"):
        if path.stem not in linked:
            path.unlink()
    for paper in catalog.papers:
        if rewrite or not (folder / paper.file).exists():
            _write_file(folder / paper.file, _record_yaml(paper))


def _entry_yaml(record: Record) -> str:
    """Return an entry of a vocabulary."""
    data = record.model_dump(mode="json", exclude_defaults=True, warnings=False)
    return yaml.safe_dump({record.id: data}, sort_keys=False, allow_unicode=True, width=1000)


def _record_yaml(record: Paper | Dataset, without: str = "") -> str:
    data = record.model_dump(mode="json", exclude_defaults=True, warnings=False)
    data.pop(without, None)
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)


def write_markdown(views: Views, folder: Path, front: str = "index.md", site: SiteInfo | None = None) -> None:
    """Write the pages as Markdown files.

    Args:
        views: The views of the catalog.
        folder: The folder for the files.
        front: The generator's file name of a folder's front page.
        site: If given, front matter has the metadata of this site's heads.
    """
    for page in views.pages():
        metadata = _render_head(views, page, site) if site else ""
        _write_file(
            folder / page.path, _render_page(page.title, page.description, _page_lines(views, page), metadata)
        )
    for plural in FRONT_FOLDERS:
        _write_file(
            folder / plural / front, _render_page(plural.capitalize(), "", _front_lines(views, plural))
        )
    _write_file(
        folder / "all" / front, _render_page("All papers", "", _all_papers_lines(views, views.all_papers))
    )
    _write_file(
        folder / front,
        _render_page("Home", "", [f"- [{name.capitalize()}]({name}/)" for name in FRONT_FOLDERS]),
    )


def page_files(views: Views) -> set[str]:
    """Return the HTML files that generators make of these pages."""
    hrefs = [*(page.href for page in views.pages()), *(f"{name}/" for name in FRONT_FOLDERS), "all/", ""]
    return {f"{href}index.html" for href in hrefs}


def redirect_files(views: Views) -> set[str]:
    """Return the HTML files of this site that lead from former addresses to its pages."""
    return {path for path, _ in render_redirects(views)}


@cache
def handwritten_page_files() -> frozenset[str]:
    """Return the HTML files of this site's handwritten pages, including the 404 page."""
    docs = ROOT / "docs"
    files = {*docs.rglob("*.md")} - {*docs.glob("templates/**/*")}
    pages = [path.relative_to(docs).with_suffix("") for path in files]
    folders = (page.parent if page.name == "index" else page for page in pages)
    return frozenset({"404.html", *((folder / "index.html").as_posix() for folder in folders)})


def _render_page(title: str, description: str, lines: Iterable[str], metadata: str = "") -> str:
    meta = {"title": title, "description": description} | ({"head": metadata} if metadata else {})
    front_matter = "".join(f"{name}: {json.dumps(text)}\n" for name, text in meta.items())
    return "\n".join([f"---\n{front_matter}---\n", f"# {_escape_markdown(title)}", "", *lines, ""])


def _render_head(views: Views, page: Page, site: SiteInfo) -> str:
    def references_of(id: str) -> Sequence[Reference]:
        return references(views.catalog, views.catalog.paper[id])

    metadata = head.page_head(views, references_of, {}, site, page.href, page.title, page.description, page)
    return head.render_head(metadata, site, "../" * page.href.count("/"), has_twin=False)


def _page_lines(views: Views, page: Page) -> Iterator[str]:
    match page.subject:
        case Paper() as paper:
            yield from _paper_lines(views, paper)
        case FacetValue() as value:
            base = "../" * value.page_href.count("/")
            folder = value.href if value.has_exports else "data/"
            downloads = (
                Link(
                    format.name,
                    f"{folder if format in LIST_FORMATS else 'data/'}papers.{format.suffix}",
                )
                for format in CATALOG_FORMATS
            )
            yield from (
                _escape_markdown(value.label.about),
                "",
                ", ".join(_format_link(link, base) for link in downloads),
                "",
            )
            yield from (*_papers_by_year_lines(views, value.page_papers, base), *_pagination_lines(value))
        case AllPapers() as papers:
            yield from _all_papers_lines(views, papers)
        case Dataset() as dataset:
            yield " · ".join(_format_link(link) for link in record_links(dataset))
            yield ""
            yield from (f"- {_escape_markdown(fact.states)}" for fact in dataset.facts)
        case DatasetResults() as results:
            lines = result_lines(Sheet(views, page.href), results)  # a heading first, as on every page
            yield from (line.replace(f"/{TWIN_NAME}", "/") for line in islice(lines, 1, None))


def _paper_lines(views: Views, paper: Paper) -> Iterator[str]:
    card = views.card(paper)
    yield from (", ".join(map(_format_link, card.authors)), "")
    yield from (f"{_format_link(card.venue)} {_format_link(card.year)}", "")
    yield from (" · ".join(map(_format_link, record_links(paper))), "")
    categories = (views.facet_values["categories"][id] for id in paper.categories)
    yield from (
        "Categories: " + ", ".join(_format_link(Link(value.label.name, value.href)) for value in categories),
        "",
    )
    yield from ("Tags: " + " ".join(map(_format_link, card.tags)), "")
    yield from ([f"Added: {paper.added}", ""] if paper.added else [])
    yield from (f"Sources: {', '.join(map(_format_link, views.source_links(paper)))}", "")
    yield from ("```", format_bibtex(references(views.catalog, paper)[0]), "```", "")
    if related := views.related.of(paper):
        items = (
            f"{_line_item(views.card(other), '../../')} {_escape_markdown(reason)}"
            for other, reason in related
        )
        yield from ("## Related papers", "", *items, "")
    if others := views.related.by_authors(paper):
        items = (_line_item(views.card(other), "../../") for other in others)
        yield from ("## More by these authors", "", *items, "")


def _all_papers_lines(views: Views, all_papers: AllPapers) -> Iterator[str]:
    base = "../" * all_papers.page_href.count("/")
    for year, papers in group_by_year(all_papers.page_papers):
        yield from (f"## {year}", "", *(_line_item(views.card(paper), base) for paper in papers), "")
    yield from _pagination_lines(all_papers)


def _front_lines(views: Views, plural: str) -> Iterator[str]:
    if plural == "papers":
        yield from _papers_by_year_lines(views, views.catalog.papers[:50], "../")
    elif plural == "datasets":
        yield from (
            f"- {_format_link(Link(dataset.name, dataset_href(dataset)), '../')}"
            for dataset in views.datasets_by_name()
        )
    else:
        for heading, values in views.index_groups(plural):
            yield from ([f"## {_escape_markdown(heading)}", ""] if heading else [])
            yield from (
                f"- {_format_link(Link(value.label.name, value.href), '../')} ({value.size})"
                for value in values
            )
            yield ""


def _papers_by_year_lines(views: Views, papers: Sequence[Paper], base: str) -> Iterator[str]:
    for year, group in group_by_year(papers):
        yield from (f"## {year}", "", *(_card_item(views, paper, base) for paper in group), "")


def _pagination_lines(list: PaperList) -> Iterator[str]:
    """Yield the links to the other pages of a list."""
    base = "../" * list.page_href.count("/")
    if list.page_count > 1:
        yield " ".join(
            f"[{number}](<{base}{list.numbered_href(number)}>)" for number in list.pager_numbers if number
        )


def _card_item(views: Views, paper: Paper, base: str) -> str:
    """Return the content of a card and its COinS as a list item."""
    card = views.card(paper)
    links = [card.title, *card.first_authors, card.venue, card.year, *card.tags]
    text = ", ".join(_format_link(link, base) for link in (*links, *card.links))
    return f"- {_coins_span(views, paper.id)} {text}"


@cache
def _coins_span(views: Views, id: str) -> str:
    span = coins_span(references(views.catalog, views.catalog.paper[id])[0])
    start, title, end = re.split('(?<=title=")(.*)(?=" hidden)', span)
    # A backslash would not escape Markdown in an attribute.
    return f"{start}{MARKDOWN_CHARACTER.sub(lambda match: f'&#{ord(match[0])};', title)}{end}"


def _line_item(card: Card, base: str) -> str:
    """Return a paper as a short list item."""
    authors = f"{card.authors[0].name}{' et al.' if len(card.authors) > 1 else ''}, " if card.authors else ""
    publication = _escape_markdown(f"{authors}{card.venue.name} {card.year.name}")
    return f"- {_format_link(card.title, base)}. {publication}"


def _format_link(link: Link, base: str = "../../") -> str:
    if not link.href:
        return _escape_markdown(link.name)
    return f"[{_escape_markdown(link.name)}](<{link.href if ':' in link.href else base + link.href}>)"


def _escape_markdown(text: str) -> str:
    """Escape all Markdown."""
    return MARKDOWN_CHARACTER.sub(r"\\\1", text)


def _write_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def empty_folder(folder: Path) -> Path:
    """Empty or create a folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
