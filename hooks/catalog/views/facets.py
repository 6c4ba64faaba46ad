"""Facets: ways to group papers into lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.views.pagination import PaperList


class FacetLabel(NamedTuple):
    """The name and description of a facet value, and the file that defines them."""

    name: str
    about: str = ""
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class FacetValue(PaperList):
    """A value of a facet, such as the venue SIGGRAPH: a list of papers with its own pages."""

    facet: Facet
    id: str
    label: FacetLabel

    @property
    def href(self) -> str:
        """The href of the list: `venues/siggraph/`."""
        return f"{self.facet.plural}/{self.id}/"


@dataclass(frozen=True)
class Facet:
    """A way to group papers. A new one needs an entry in FACETS and an index page in docs/."""

    name: str
    """The singular, in lowercase: `category`."""
    plural: str
    """The folder of its pages: `categories`. A vocabulary of the catalog, if any, has the same name."""
    value_ids: Callable[[Catalog, Paper], Iterable[str]]
    """Function that returns the IDs of a paper's values."""
    label: Callable[[Catalog, str], FacetLabel]
    """Function that describes a value, given its ID."""
    heading: Callable[[Catalog, str], str] = lambda _catalog, _id: ""
    """Function that returns the heading for a value on the index page."""
    largest_first: bool = False
    """Values with the most papers come first on the index page."""
    is_bulk: bool = False
    """There may be thousands of values, so rendering must be cheap."""
    min_papers: int = 1
    """Papers a value needs to have a page."""

    def values(self, catalog: Catalog) -> tuple[FacetValue, ...]:
        """Return the values with a page, in vocabulary order or, without one, by their newest paper."""
        papers_by_value: dict[str, list[Paper]] = defaultdict(list)
        for id in getattr(catalog, self.plural, ()):
            papers_by_value[id] = []
        for paper in catalog.papers:
            for id in dict.fromkeys(self.value_ids(catalog, paper)):
                papers_by_value[id].append(paper)
        return tuple(
            FacetValue(facet=self, id=id, label=self.label(catalog, id), papers=tuple(papers))
            for id, papers in papers_by_value.items()
            if len(papers) >= self.min_papers
        )


def _category_label(catalog: Catalog, id: str) -> FacetLabel:
    category = catalog.categories[id]
    return FacetLabel(category.name, category.about, category.file)


def _venue_label(catalog: Catalog, id: str) -> FacetLabel:
    venue = catalog.venues[id]
    return FacetLabel(venue.short, venue.about, venue.file)


def _year_label(catalog: Catalog, id: str) -> FacetLabel:
    return FacetLabel(
        id,
        f"Papers from {id} (arXiv year for preprints).",
        "data/papers",
    )


def _tag_label(catalog: Catalog, id: str) -> FacetLabel:
    tag = catalog.tags[id]
    return FacetLabel(tag.name, tag.about, tag.file)


def _author_label(catalog: Catalog, id: str) -> FacetLabel:
    name = catalog.authors[id].name
    return FacetLabel(name, f"Papers by {name}.", "data/people.yml")


VENUE_HEADINGS = {
    "conference": "Conferences",
    "journal": "Journals",
    "workshop": "Workshops",
    "book-series": "Book series",
    "preprint": "Preprints",
}
"""Headings of the venue index by kind of venue, in order."""
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
    Facet("category", "categories", lambda _, paper: paper.categories, _category_label),
    Facet(
        "venue",
        "venues",
        lambda _, paper: [paper.venue_id],
        _venue_label,
        heading=lambda catalog, id: VENUE_HEADINGS[catalog.venues[id].kind],
        largest_first=True,
    ),
    Facet("year", "years", lambda _, paper: [str(paper.display_year)], _year_label),
    Facet(
        "tag",
        "tags",
        lambda _, paper: paper.tags,
        _tag_label,
        heading=lambda catalog, id: TAG_GROUPS[catalog.tags[id].group],
    ),
    Facet(
        "author",
        "authors",
        lambda catalog, paper: filter(None, catalog.author_ids[paper.id]),
        _author_label,
        heading=lambda catalog, id: catalog.authors[id].sort_key[0][:1].upper(),
        is_bulk=True,
        min_papers=2,
    ),
)
"""All facets; each has an index page, and a page for each value."""
FACETS_WITH_FEEDS = ("categories", "tags")
"""Facets with a feed for each value, by plural."""
