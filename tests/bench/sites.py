"""What each generator builds its site from: our checkout, or the same pages as Markdown files.

A Markdown page says what ours says: a paper's title, authors, venue, categories, tags, links, BibTeX and
related papers, a list's papers by year, page by page, each with what reference managers read. What only our
scripts could use is left out. Links are written as the addresses they lead to, so that no generator has to
look them up.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

import yaml

from catalog import Catalog
from catalog.citing.bibtex import format_bibtex
from catalog.citing.coins import format_coins
from catalog.citing.formats import FORMATS
from catalog.citing.reference import Reference, references
from catalog.html import head as machines
from catalog.records.schema import Dataset, Paper
from catalog.views.cards import Card, Link, dataset_href, record_links
from catalog.views.facets import FACETS, FacetValue
from catalog.views.page import Page
from catalog.views.pagination import AllPapers, PaperList
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views, group_by_year
from tests.sites import ROOT, checkout

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~])")
FRONTS = ("papers", *(facet.plural for facet in FACETS), "datasets")
"""The folders that have a front page."""


def ours(catalog: Catalog, folder: Path, anew: bool = False) -> None:
    """A checkout with this catalog. Files of the real papers stay as they are, or are written `anew`."""
    checkout(folder, ROOT / "data")
    for path in (folder / "data/papers").rglob("*.yml"):
        if path.stem not in catalog.paper:
            path.unlink()
    for dataset in catalog.datasets.values():
        if dataset.paper and dataset.paper not in catalog.paper:
            _write(folder / dataset.file, _yaml(dataset, without="paper"))
    for paper in catalog.papers:
        if anew or not (folder / paper.file).exists():
            _write(folder / paper.file, _yaml(paper))


def _yaml(record: Paper | Dataset, without: str = "") -> str:
    known = record.model_dump(mode="json", exclude_defaults=True, warnings=False)
    known.pop(without, None)
    return yaml.safe_dump(known, sort_keys=False, allow_unicode=True, width=1000)


def markdown(views: Views, folder: Path, front: str = "index.md", site: SiteInfo | None = None) -> None:
    """The same pages as Markdown files; `front` is what the generator calls the page of a folder.

    For a `site`, their front matter has what our pages tell programs in their heads.
    """
    for page in views.pages():
        head = _head(views, page, site) if site else ""
        _write(folder / page.path, _page(page.title, page.description, _body(views, page), head))
    for plural in FRONTS:
        _write(folder / plural / front, _page(plural.capitalize(), "", _front(views, plural)))
    _write(folder / "all" / front, _page("All papers", "", _everything(views, views.all_papers)))
    _write(folder / front, _page("Home", "", [f"- [{name.capitalize()}]({name}/)" for name in FRONTS]))


def addresses(views: Views) -> set[str]:
    """The files that `markdown` becomes, in the built site."""
    hrefs = [*(page.href for page in views.pages()), *(f"{name}/" for name in FRONTS), "all/", ""]
    return {f"{href}index.html" for href in hrefs}


@cache
def by_hand() -> frozenset[str]:
    """The files of our hand-written pages in the built site; the page for what is not found is one, too."""
    docs = ROOT / "docs"
    files = {*docs.rglob("*.md")} - {*docs.glob("templates/**/*")}
    pages = [path.relative_to(docs).with_suffix("") for path in files]
    places = (page.parent if page.name == "index" else page for page in pages)
    return frozenset({"404.html", *((place / "index.html").as_posix() for place in places)})


def _page(title: str, about: str, lines: Iterable[str], head: str = "") -> str:
    meta = {"title": title, "description": about} | ({"head": head} if head else {})
    front = "".join(f"{name}: {json.dumps(text)}\n" for name, text in meta.items())
    return "\n".join([f"---\n{front}---\n", f"# {_plain(title)}", "", *lines, ""])


def _head(views: Views, page: Page, site: SiteInfo) -> str:
    def cited(id: str) -> Sequence[Reference]:
        return references(views.catalog, views.catalog.paper[id])

    head = machines.page_head(views, cited, {}, site, page.href, page.title, page.description, page)
    return machines.render_head(head, site, "../" * page.href.count("/"))


def _body(views: Views, page: Page) -> Iterator[str]:
    match page.subject:
        case Paper() as paper:
            yield from _paper(views, paper)
        case FacetValue() as entry:
            base = "../" * entry.page_href.count("/")
            downloads = (
                Link(one.name, f"{entry.href}papers.{one.suffix}") for one in FORMATS if one.is_listed
            )
            yield from (_plain(entry.label.about), "", ", ".join(_link(link, base) for link in downloads), "")
            yield from (*_by_year(views, entry.page_papers, base), *_numbered(entry))
        case AllPapers() as everything:
            yield from _everything(views, everything)
        case Dataset() as dataset:
            yield " · ".join(_link(link) for link in record_links(dataset))
            yield ""
            yield from (f"- {_plain(fact.states)}" for fact in dataset.facts)


def _paper(views: Views, paper: Paper) -> Iterator[str]:
    card = views.card(paper)
    yield from (", ".join(map(_link, card.authors)), "")
    yield from (f"{_link(card.venue)} {_link(card.year)}", "")
    yield from (" · ".join(map(_link, record_links(paper))), "")
    categories = (views.facet_values["categories"][id] for id in paper.categories)
    yield from ("Categories: " + ", ".join(_link(Link(e.label.name, e.href)) for e in categories), "")
    yield from ("Tags: " + " ".join(map(_link, card.tags)), "")
    yield from ([f"Added: {paper.added}", ""] if paper.added else [])
    yield from (f"Sources: {', '.join(map(_link, views.source_links(paper)))}", "")
    yield from ("```", format_bibtex(references(views.catalog, paper)[0]), "```", "")
    for name, papers in (
        ("More by these authors", views.same_author_papers(paper)),
        ("More from this venue", views.same_venue_papers(paper)),
    ):
        if papers:
            yield from (f"## {name}", "", *(_line(views.card(other), "../../") for other in papers), "")


def _everything(views: Views, part: AllPapers) -> Iterator[str]:
    base = "../" * part.page_href.count("/")
    for year, papers in group_by_year(part.page_papers):
        yield from (f"## {year}", "", *(_line(views.card(paper), base) for paper in papers), "")
    yield from _numbered(part)


def _front(views: Views, plural: str) -> Iterator[str]:
    if plural == "papers":
        yield from _by_year(views, views.catalog.papers[:100], "../")
    elif plural == "datasets":
        yield from (
            f"- {_link(Link(one.name, dataset_href(one)), '../')}" for one in views.datasets_by_name()
        )
    else:
        for heading, entries in views.index_groups(plural):
            yield from ([f"## {_plain(heading)}", ""] if heading else [])
            yield from (f"- {_link(Link(e.label.name, e.href), '../')} ({e.size})" for e in entries)
            yield ""


def _by_year(views: Views, papers: Sequence[Paper], base: str) -> Iterator[str]:
    for year, theirs in group_by_year(papers):
        yield from (f"## {year}", "", *(_entry(views, paper, base) for paper in theirs), "")


def _numbered(list: PaperList) -> Iterator[str]:
    """The way to the other parts of a list."""
    base = "../" * list.page_href.count("/")
    if list.page_count > 1:
        yield " ".join(
            f"[{number}](<{base}{list.numbered_href(number)}>)" for number in list.pager_numbers if number
        )


def _entry(views: Views, paper: Paper, base: str) -> str:
    """What a card shows, as an item of a list, and what reference managers find in it."""
    card = views.card(paper)
    shown = [Link(card.paper.title, card.href), *card.first_authors, card.venue, card.year, *card.tags]
    written = ", ".join(_link(link, base) for link in (*shown, *card.links))
    return f"- {_coins(views, paper.id)} {written}"


@cache
def _coins(views: Views, id: str) -> str:
    told = escape(format_coins(references(views.catalog, views.catalog.paper[id])[0]))
    plain = SPECIAL.sub(lambda found: f"&#{ord(found[0])};", told)  # no backslash helps in an attribute
    return f'<span class="Z3988" title="{plain}" aria-hidden="true"></span>'


def _line(card: Card, base: str) -> str:
    """A paper where it is not what the page is about."""
    some = f"{card.authors[0].name}{' et al.' if len(card.authors) > 1 else ''}, " if card.authors else ""
    where = _plain(f"{some}{card.venue.name} {card.year.name}")
    return f"- {_link(Link(card.paper.title, card.href), base)}. {where}"


def _link(link: Link, base: str = "../../") -> str:
    if not link.href:
        return _plain(link.name)
    return f"[{_plain(link.name)}](<{link.href if ':' in link.href else base + link.href}>)"


def _plain(text: str) -> str:
    """A text in which nothing is Markdown."""
    return SPECIAL.sub(r"\\\1", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def fresh(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
