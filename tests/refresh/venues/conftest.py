"""Services that have the toy catalog's preprints, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog import Catalog
from tests.lookup.services import Services
from tests.refresh.venues.command import Venues
from tests.refresh.venues.library import Library

SOURCES = """
{id}:
  name: {id}
  url: https://toys.example/{id}
  kind: index
  about: Hums when asked.
"""
HUM = """# yaml-language-server: $schema=../../schema/paper.schema.json
title: "Hum2Face: Faces from Humming at Dinner"
short: Hum2Face
authors: [Kasper Cheese, Ann Alder]
# Nobody knows where it was shown.
venue: arxiv
year: 2024
categories: [talking-objects]
arxiv: "2404.00007"
links:
  {links}
sources: [toy-list]
"""


@pytest.fixture
def root(root: Path) -> Path:
    """The toy catalog, with the services as sources and one more preprint."""
    sources = root / "data/sources.yml"
    ids = ("arxiv", "dblp", "crossref", "openreview", "openalex", "cvf-openaccess")
    text = sources.read_text("utf-8") + "".join(SOURCES.format(id=id) for id in ids)
    sources.write_text(text, "utf-8")
    (root / "data/papers/2024").mkdir()
    paper = HUM.format(links="project: https://toys.example/hum")
    (root / "data/papers/2024/hum2face-2024.yml").write_text(paper, "utf-8")
    return root


@pytest.fixture
def library(root: Path, services: Services) -> Library:
    """Services that have the preprints of the toy catalog, and no publication of one."""
    library = Library.of(paper for paper in Catalog.load(root).papers if paper.venue_id == "arxiv")
    library.serve(services)
    return library


@pytest.fixture
def venues(root: Path, services: Services, library: Library, monkeypatch: pytest.MonkeyPatch) -> Venues:
    """The command `catalog refresh venues`, with a key for OpenAlex."""
    venues = Venues(root, services, {"tokens": {"openalex": "hum"}})
    venues.use_stand_ins(monkeypatch)
    return venues
