"""Writes the golden files anew from the toy catalog: for a person to read before they are committed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog.citing.formats import FORMATS
from catalog.load import load
from catalog.views import Views

ROOT = Path(__file__).parents[1] / "toy"
GOLDEN = Path(__file__).parent / "golden"


def golden() -> Iterator[tuple[str, str]]:
    """Each golden file's name and text: the whole toy catalog in each format."""
    views = Views(load(ROOT)[0])
    for format in FORMATS:
        papers = views.catalog.papers
        yield f"papers.{format.suffix}", format.joined(format.fragment(views, paper) for paper in papers)


if __name__ == "__main__":
    for name, text in golden():
        (GOLDEN / name).write_text(text, encoding="utf-8")
