"""Regenerate the golden files from the toy catalog; read the diff before committing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from catalog import Catalog
from catalog.html.renderer import Renderer
from catalog.site.build import render_files
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.sites import FORK, ROOT, TOY

SIZE = re.compile(r"\([\d.]+ [KM]B\)")
"""Size of a file, which any other change of the site may change."""
GOLDEN = Path(__file__).parent / "golden"
INFO = SiteInfo("Toys", "Papers by toys & others.", FORK["SITE_URL"], FORK["REPO_URL"])
TWINS = {
    "paper.md": "papers/meow2lip-2020/index.md",
    "paper-with-code.md": "papers/same-but-louder-2023/index.md",
    "dataset.md": "datasets/squeak-2020/index.md",
    "list.md": "tags/audio/index.md",
    "venue.md": "venues/toyconw/index.md",
    "results.md": "results/squeak-2020/index.md",
    "metrics.md": "metrics/index.md",
    "llms.txt": "llms.txt",
    "llms-full.txt": "llms-full.txt",
}
"""Paths of the files in the site, by the names of the golden files."""


@cache
def toy_files() -> dict[str, str]:
    """Return the files of the toy site that are no pages, by their paths."""
    renderer = Renderer(Views(Catalog.load(TOY.parent)), ROOT / "docs/templates", INFO)
    return {path: text for path, text in render_files(renderer, ROOT) if isinstance(text, str)}


def golden() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each golden file."""
    files = toy_files()
    yield from ((name, SIZE.sub("(size)", files[path])) for name, path in TWINS.items())


if __name__ == "__main__":
    for name, text in golden():
        (GOLDEN / name).write_text(text, encoding="utf-8")
