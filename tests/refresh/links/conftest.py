"""A web with the links of the toy catalog, and the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog import Catalog
from catalog.checks.links import catalog_urls
from tests.lookup.services import Services
from tests.refresh.links.command import Links
from tests.refresh.links.web import OK, Web, run_web


@pytest.fixture(scope="session")
def shared_web() -> Iterator[Web]:
    with run_web() as web:
        yield web


@pytest.fixture
def web(shared_web: Web) -> Web:
    """A web without pages, names and requests."""
    fresh = Web(shared_web.ca, shared_web.port)
    shared_web.__dict__.update(fresh.__dict__)
    return shared_web


@pytest.fixture
def links(root: Path, services: Services, web: Web, monkeypatch: pytest.MonkeyPatch) -> Links:
    """The command `catalog refresh links` on the toy catalog, whose links all work."""
    (root / "data/links.yml").unlink(missing_ok=True)
    for _, _, url in catalog_urls(Catalog.load(root)):
        web.pages[f"{url}/" if url.count("/") == 2 else url.partition("#")[0]] = OK
    monkeypatch.setattr("catalog.refresh.links.round.make_probe", web.probe)
    return Links(root, services, web=web)
