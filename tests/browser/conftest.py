"""A toy site whose catalog has the sources and venues that links state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lookup.links import FACTS
from tests.server import serve_site
from tests.sites import EPOCH, FORK, TOY, BuiltSite, build, build_once, checkout


@pytest.fixture(scope="session")
def add_site(shared_folder: Path) -> BuiltSite:
    """The toy site with every source and venue of links but one."""

    def build_site(root: Path) -> BuiltSite:
        add_sources_and_venues(checkout(root, TOY))
        return build(root, SOURCE_DATE_EPOCH=EPOCH, **FORK)

    return build_once(shared_folder, "add", build_site)


def add_sources_and_venues(root: Path) -> None:
    """Add the sources and venues that links state to a catalog."""
    sources = sorted({str(facts["source"]) for facts in FACTS.values()})
    with (root / "data/sources.yml").open("a", encoding="utf-8") as file:
        for id in sources:
            file.write(f"{id}:\n  name: The {id}\n  kind: web\n  about: States the facts of links.\n")
    venues = root / "data/venues.yml"
    text = venues.read_text("utf-8")
    text = text.replace("[TOYCON]", "[TOYCON, CVPR, ICCV, ECCV, ACL]")
    venues.write_text(text.replace("parent: toycon\n", "parent: toycon\n  aliases: [CVPRW]\n"), "utf-8")


@pytest.fixture(scope="session")
def add_url(add_site: BuiltSite) -> Iterator[str]:
    """The URL of that site."""
    with serve_site(add_site) as url:
        yield url
