"""A toy site whose catalog knows who states what links tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lookup.links import FACTS
from tests.server import serve_site
from tests.sites import EPOCH, FORK, TOY, BuiltSite, build, checkout


@pytest.fixture(scope="session")
def add_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The toy site, where everything that a link can tell is known but one venue."""
    root = checkout(tmp_path_factory.mktemp("add"), TOY)
    told_to(root)
    return build(root, SOURCE_DATE_EPOCH=EPOCH, **FORK)


def told_to(root: Path) -> None:
    """Let a toy catalog know the sources and venues that links tell."""
    sources = sorted({str(told["source"]) for told in FACTS.values()})
    with (root / "data/sources.yml").open("a", encoding="utf-8") as file:
        for id in sources:
            file.write(f"{id}:\n  name: The {id}\n  kind: web\n  about: States what links tell.\n")
    venues = root / "data/venues.yml"
    text = venues.read_text("utf-8")
    text = text.replace("[TOYCON]", "[TOYCON, CVPR, ICCV, ECCV, ACL]")
    venues.write_text(text.replace("parent: toycon\n", "parent: toycon\n  aliases: [CVPRW]\n"), "utf-8")


@pytest.fixture(scope="session")
def add_url(add_site: BuiltSite) -> Iterator[str]:
    """Where it is served."""
    with serve_site(add_site) as url:
        yield url
