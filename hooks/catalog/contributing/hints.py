"""Hints of a contributor about a paper, and the IDs they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.records.catalog import Catalog
from catalog.records.vocabularies import Tag
from catalog.utils.text import fold


@dataclass(frozen=True)
class ContributorHints:
    """Facts that a contributor adds to the link of a paper; blank if they do not."""

    title: str = ""
    venue: str = ""
    """Venue and year as people write them, such as `CVPR 2024`."""
    category: str = ""
    """ID or name in categories.yml."""
    tags: tuple[str, ...] = ()
    """IDs in tags.yml."""
    code: tuple[str, ...] = ()
    """URLs of the code, the authors' own first."""


def find_category(catalog: Catalog, text: str) -> str | None:
    """Return the ID of the category with this ID or name, in any spelling; None if there is none."""
    for category in catalog.categories.values():
        if text and fold(text) in (fold(category.id), fold(category.name)):
            return category.id
    return None


def suggest_tags(catalog: Catalog, title: str) -> Iterator[str]:
    """Yield the IDs of tags whose ID, name or alias is part of a title, as whole words."""
    words = f" {fold(title)} "
    for tag in catalog.tags.values():
        if any(f" {spelling} " in words for spelling in _folded_spellings(tag)):
            yield tag.id


def _folded_spellings(tag: Tag) -> Iterator[str]:
    yield from filter(None, map(fold, (tag.id, tag.name, *tag.aliases)))
