"""Writes the golden files anew from the toy catalog: for a person to read before they are committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog import Catalog
from catalog.citing.exports import citation_fragments
from catalog.citing.formats import FORMATS

ROOT = Path(__file__).parents[1] / "toy"
GOLDEN = Path(__file__).parent / "golden"


def golden() -> Iterator[tuple[str, str]]:
    """Each golden file's name and text: the whole toy catalog in each format."""
    catalog = Catalog.load(ROOT)
    made = [citation_fragments(catalog, paper) for paper in catalog.papers]
    for format in FORMATS:
        yield f"papers.{format.suffix}", format.join(theirs[format.id] for theirs in made)


if __name__ == "__main__":
    for name, text in golden():
        (GOLDEN / name).write_text(text, encoding="utf-8")
