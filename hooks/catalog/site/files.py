"""The files of the site that are no pages: what programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from rjsmin import jsmin

from catalog.citing.exports import export_files
from catalog.history.changes import load_history
from catalog.history.feeds import feed_files
from catalog.history.news import News
from catalog.search.index import cards_index, others_index, people_index, search_index
from catalog.search.sections import Section
from catalog.site.browser_rules import rules_file
from catalog.site.bundles import bundle_scripts
from catalog.site.opensearch import opensearch
from catalog.site.redirects import redirect_files
from catalog.utils.urls import site_path
from catalog.views.api import api_files
from catalog.views.coverage import measure_coverage, tasks_json
from catalog.views.views import Views

SCRIPT_FOLDERS = ("site", "search", "cite", "add")
"""The folders of scripts in docs/assets/."""
MAX_ADDITIONS = 100
"""Papers that the home page can tell of as new."""


def site_files(
    views: Views, docs: Path, sections: Iterable[Section], name: str, about: str, address: str
) -> Iterator[tuple[str, str]]:
    """Each file's path and text, for a site of some name, description and absolute address.

    `sections` are those of hand-written pages; `docs` is the folder of their sources.
    They come one by one, since those of a large catalog are large together.
    """
    made = _named_texts(views, docs, sections, name, about, address)
    yield from ((site_path(path), text) for path, text in made)


def _named_texts(
    views: Views, docs: Path, sections: Iterable[Section], name: str, about: str, address: str
) -> Iterator[tuple[str, str]]:
    """The same, before anybody has looked where the paths lead."""
    yield from {
        "search/index.json": search_index(views),
        "search/people.json": people_index(views),
        "search/cards.json": cards_index(views),
        "search/others.json": others_index(views, sections),
        "opensearch.xml": opensearch(name, about, address),
        "home/added.json": recent_additions(views),
        "data/health.json": tasks_json(measure_coverage(views.catalog)),
        "add/rules.json": rules_file(views.catalog),
        **dict(feed_files(News(views, load_history(docs.parent)), name, address)),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n",
        **scripts(docs),
    }.items()
    yield from export_files(views)
    yield from api_files(views)
    yield from redirect_files(views)


def recent_additions(views: Views) -> str:
    """What came into the catalog last: id, title and day, for the reader who comes back."""
    known = [paper for paper in views.catalog.papers if paper.added]
    known.sort(key=lambda paper: str(paper.added), reverse=True)
    rows = [[paper.id, paper.title, str(paper.added)] for paper in known[:MAX_ADDITIONS]]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def scripts(docs: Path) -> dict[str, str]:
    """The scripts, in bundles and without comments: those are for who reads the sources, and half the bytes.

    Each module is there alone, too, for who tries it; pages ask for bundles only.
    """
    assets = docs / "assets"
    found = sorted(path for folder in SCRIPT_FOLDERS for path in (assets / folder).glob("*.js"))
    sources = {path.relative_to(assets).with_suffix("").as_posix(): path.read_text("utf-8") for path in found}
    made = sources | dict(bundle_scripts(sources))
    return {f"assets/{name}.js": f"{jsmin(text)}\n" for name, text in made.items()}
