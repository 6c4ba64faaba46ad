"""Regenerate the golden files from the toy catalog; read the diff before committing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog import Catalog
from catalog.citing.exports import citation_fragments
from catalog.citing.formats import FORMATS

ROOT = Path(__file__).parents[1] / "toy"
GOLDEN = Path(__file__).parent / "golden"


def golden() -> Iterator[tuple[str, str]]:
    """Yield the name and text of each golden file: the whole toy catalog in each format."""
    catalog = Catalog.load(ROOT)
    fragments_by_paper = [citation_fragments(catalog, paper) for paper in catalog.papers]
    for format in FORMATS:
        yield f"papers.{format.suffix}", format.join(fragments[format.id] for fragments in fragments_by_paper)


if __name__ == "__main__":
    for name, text in golden():
        (GOLDEN / name).write_text(text, encoding="utf-8")
