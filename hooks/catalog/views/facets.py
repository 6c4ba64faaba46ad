"""Facets: the ways in which papers are divided into lists. A new one is one line in FACETS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.views.pagination import PaperList


class Label(NamedTuple):
    """How an entry of a facet is called and explained, and where that stands."""

    name: str
    about: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry(PaperList):
    """One value of a facet, with its papers: a list with pages of its own."""

    facet: Facet
    id: str
    label: Label

    @property
    def href(self) -> str:
        """The address, from the root of the site."""
        return f"{self.facet.plural}/{self.id}/"


@dataclass(frozen=True)
class Facet:
    """One way to divide the papers. A new one is one line in FACETS, and its front page in docs/."""

    name: str
    plural: str
    """The folder of its pages, and the attribute of the catalog that explains its entries."""
    keys: Callable[[Catalog, Paper], Iterable[str]]
    """The entries to which a paper belongs."""
    label: Callable[[Catalog, str], Label]
    group: Callable[[Catalog, str], str] = lambda _catalog, _id: ""
    """The heading under which the front page shows an entry."""
    largest_first: bool = False
    """Whether the front page puts entries with many papers first, rather than in their own order."""
    many: bool = False
    """Whether it has thousands of entries, so that each page has to be cheap."""
    at_least: int = 1
    """Papers that an entry needs for a page of its own."""

    def entries(self, catalog: Catalog) -> tuple[Entry, ...]:
        """The entries with a page: in the order of their vocabulary, or as they come, newest first."""
        papers: dict[str, list[Paper]] = defaultdict(list)
        for id in getattr(catalog, self.plural, ()):
            papers[id] = []
        for paper in catalog.papers:
            for id in dict.fromkeys(self.keys(catalog, paper)):
                papers[id].append(paper)
        return tuple(
            Entry(facet=self, id=id, label=self.label(catalog, id), papers=tuple(theirs))
            for id, theirs in papers.items()
            if len(theirs) >= self.at_least
        )


def _category(catalog: Catalog, id: str) -> Label:
    category = catalog.categories[id]
    return Label(category.name, category.about, category.file)


def _venue(catalog: Catalog, id: str) -> Label:
    venue = catalog.venues[id]
    return Label(venue.short, venue.about, venue.file)


def _year(catalog: Catalog, id: str) -> Label:
    return Label(
        id,
        f"Papers published in {id}; preprints count by their arXiv year.",
        "data/papers",
    )


def _tag(catalog: Catalog, id: str) -> Label:
    tag = catalog.tags[id]
    return Label(tag.name, tag.about, tag.file)


def _author(catalog: Catalog, id: str) -> Label:
    name = catalog.authors[id].name
    return Label(name, f"Papers by {name}.", "data/people.yml")


VENUE_KINDS = {
    "conference": "Conferences",
    "journal": "Journals",
    "workshop": "Workshops",
    "book-series": "Book series",
    "preprint": "Preprints",
}
"""The headings of the venues' front page."""
TAG_GROUPS = {
    "driver": "Driving signal",
    "output": "Output",
    "identity": "Subject generalization",
    "task": "Task",
    "control": "Control",
    "technique": "Technique",
    "property": "Properties",
}
"""Headings of the tag groups."""

FACETS = (
    Facet("category", "categories", lambda _, paper: paper.categories, _category),
    Facet(
        "venue",
        "venues",
        lambda _, paper: [paper.venue_id],
        _venue,
        group=lambda catalog, id: VENUE_KINDS[catalog.venues[id].kind],
        largest_first=True,
    ),
    Facet("year", "years", lambda _, paper: [str(paper.display_year)], _year),
    Facet(
        "tag",
        "tags",
        lambda _, paper: paper.tags,
        _tag,
        group=lambda catalog, id: TAG_GROUPS[catalog.tags[id].group],
    ),
    Facet(
        "author",
        "authors",
        lambda catalog, paper: filter(None, catalog.author_ids[paper.id]),
        _author,
        group=lambda catalog, id: catalog.authors[id].sort_key[0][:1].upper(),
        many=True,
        at_least=2,
    ),
)
"""Every way to divide the papers; each has a front page and a page for each entry."""
FOLLOWED = ("categories", "tags")
"""The facets whose entries have a feed of their own."""
