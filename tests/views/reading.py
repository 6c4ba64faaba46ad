"""Guides of catalogs of made-up papers, for tests of what newcomers read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalog.records.catalog import Catalog
from catalog.records.schema import Links, Paper
from catalog.records.vocabularies import Source, Tag
from catalog.views.reading import MILESTONE_TAGS, ReadingGuide
from tests.helpers import make_catalog, make_paper
from tests.sites import TOY

CODE = Links(code=("https://code.example/lip",))
TOY_CATALOG = Catalog.load(TOY.parent)
SOURCES = {
    "napkin": {"kind": "person"},
    "choir": {"kind": "list", "url": "https://github.com/Choir/awesome-mouths"},
    "choir-again": {"kind": "list", "url": "https://github.com/choir/awesome-teeth"},
    "solo": {"kind": "list", "url": "https://github.com/solo/awesome-mouths"},
    "hummer": {"kind": "list"},
    "whistler": {"kind": "list"},
    "robot": {"kind": "list", "url": "https://github.com/robot/daily", "automatic": "true"},
    "library": {"kind": "index", "url": "https://library.example"},
}


def guide(*papers: Paper, compared: Mapping[str, int] | None = None, **records: Any) -> ReadingGuide:
    """Return the guide of a catalog with papers, the sources above, and other records."""
    fields: dict[str, Any] = {
        "sources": {id: _source(id, **values) for id, values in SOURCES.items()},
        "tags": {id: _tag(id) for id in MILESTONE_TAGS},
    }
    catalog = replace(make_catalog(*papers), **fields | records)
    return ReadingGuide(catalog, compared or {})


def _source(id: str, **fields: Any) -> Source:
    return Source(id=id, file="", name=id, about="Sings.", **fields)


def _tag(id: str) -> Tag:
    return Tag(id=id, file="", group="technique", name=id.upper(), about="Sings.")


def summarized(id: str, **fields: Any) -> Paper:
    return make_paper(id, summary="Makes a mouth sing.", **fields)
