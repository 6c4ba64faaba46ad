"""Write the golden page of a toy list for other sites; read the diff before committing."""

from __future__ import annotations

from pathlib import Path

from catalog import Catalog
from catalog.html.renderer import Renderer
from catalog.site.embeds import render_embeds
from catalog.views.views import Views
from tests.sites import ROOT, TOY
from tests.twins.golden import INFO

GOLDEN = Path(__file__).parent / "golden/embed.html"
GOLDEN_PATH = "embed/tags/audio/index.html"
"""Path of the golden page in the site."""


def make_renderer(catalog: Catalog) -> Renderer:
    """Return a renderer of a catalog's pages, with links that start with the path of the site."""
    renderer = Renderer(Views(catalog), ROOT / "docs/templates", INFO)
    renderer.absolute_root = "/fork/of/it/"
    return renderer


if __name__ == "__main__":
    toy = make_renderer(Catalog.load(TOY.parent))
    GOLDEN.write_text(dict(render_embeds(toy))[GOLDEN_PATH], "utf-8")
