"""The files of the site that are no pages: what programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rjsmin import jsmin

from catalog.api import api_files
from catalog.changes import history
from catalog.citing.exports import export_files
from catalog.feeds import feed_files
from catalog.index import cards_index, others_index, people_index, search_index
from catalog.news import News
from catalog.opensearch import opensearch
from catalog.redirects import redirect_files
from catalog.views import Views

SCRIPTS = "assets/search"


def site_files(
    views: Views, docs: Path, sections: Iterable[Mapping[str, Any]], name: str, about: str, address: str
) -> Iterator[tuple[str, str]]:
    """Each file's path and text, for a site of some name, description and absolute address.

    `sections` are those of hand-written pages (see `others_index`); `docs` is the folder of their sources.
    They come one by one, since those of a large catalog are large together.
    """
    yield from {
        "search/index.json": search_index(views),
        "search/people.json": people_index(views),
        "search/cards.json": cards_index(views),
        "search/others.json": others_index(views, sections),
        "opensearch.xml": opensearch(name, about, address),
        **dict(feed_files(News(views, history(docs.parent)), name, address)),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n",
        **scripts(docs),
    }.items()
    yield from export_files(views)
    yield from api_files(views)
    yield from redirect_files(views)


def scripts(docs: Path) -> dict[str, str]:
    """The search's scripts without comments: these are for who reads the sources, and half of the bytes."""
    found = sorted((docs / SCRIPTS).glob("*.js"))
    return {f"{SCRIPTS}/{path.name}": f"{jsmin(path.read_text('utf-8'))}\n" for path in found}
