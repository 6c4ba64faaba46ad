"""The files of the site that are no pages: what programs read."""

from __future__ import annotations

from catalog.index import cards_index, people_index, search_index
from catalog.opensearch import opensearch
from catalog.views import Views


def site_files(views: Views, name: str, about: str, address: str) -> dict[str, str]:
    """Each file's text by its path, for a site of some name, description and absolute address."""
    return {
        "search/index.json": search_index(views),
        "search/people.json": people_index(views),
        "search/cards.json": cards_index(views),
        "opensearch.xml": opensearch(name, about, address),
    }
