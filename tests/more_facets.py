"""MkDocs with two more facets: one of a group of tags, and one with pages of its own.

Run in a checkout, with the arguments of mkdocs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from catalog.facets import definitions
from catalog.facets.facet import Facet, FacetLabel
from tests.sites import ROOT, BuiltSite, build, run_engine

TRACK = Facet(
    "track",
    "tracks",
    lambda _, paper: [paper.track] if paper.track else [],
    lambda _, id: FacetLabel(id.capitalize(), f"Papers of the {id} track.", "data/papers"),
    has_feeds=True,
)
FACETS = (definitions.tag_group_facet("trait", "traits", group="property"), TRACK)
FRONT_PAGE = """\
---
render_macros: true
search: {exclude: true}
---

# Front page

Papers by this facet.

{{ show("catalog/facet.html", plural=%r) }}
"""


def build_site_with_more_facets(root: Path, **env: str) -> BuiltSite:
    """Build the site of a checkout with these facets and their front pages."""
    settings = (root / "mkdocs.yml").read_text("utf-8")
    for facet in FACETS:
        page = root / f"docs/{facet.plural}/index.md"
        page.parent.mkdir()
        page.write_text(FRONT_PAGE % facet.plural, "utf-8")
        settings = settings.replace(
            "nav:", f"nav:\n  - {facet.plural.capitalize()}: {facet.plural}/index.md", 1
        )
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    runner = (sys.executable, "-m", "tests.more_facets")
    return build(root, runner, PYTHONPATH=os.pathsep.join([str(root / "hooks"), str(ROOT)]), **env)


if __name__ == "__main__":
    definitions.PAPER_FACETS += FACETS  # before any other module imports them
    run_engine()
