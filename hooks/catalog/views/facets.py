"""Facets: ways to group papers into lists, and to filter them on /papers/."""

from __future__ import annotations

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.views.facet import Facet, FacetLabel, Filter


def _category_label(catalog: Catalog, id: str) -> FacetLabel:
    category = catalog.categories[id]
    return FacetLabel(category.name, category.about, category.file, aliases=category.aliases)


def _venue_label(catalog: Catalog, id: str) -> FacetLabel:
    venue = catalog.venues[id]
    return FacetLabel(venue.short, venue.about, venue.file, venue.name, venue.aliases)


def _year_label(_catalog: Catalog, id: str) -> FacetLabel:
    return FacetLabel(id, f"Papers from {id} (arXiv year for preprints).", "data/papers")


def _tag_label(catalog: Catalog, id: str) -> FacetLabel:
    tag = catalog.tags[id]
    return FacetLabel(tag.name, tag.about, tag.file, aliases=tag.aliases)


def _author_label(catalog: Catalog, id: str) -> FacetLabel:
    name = catalog.authors[id].name
    return FacetLabel(name, f"Papers under the name {name}.", "data/people.yml")


def _features(_catalog: Catalog, paper: Paper) -> list[str]:
    """Return which of FEATURES a paper has; arXiv and DOI are links to the paper."""
    kinds = {kind for kind, _ in paper.links.kinds_and_urls}
    if paper.authors:
        kinds.add("authors")
    if paper.arxiv or paper.doi:
        kinds.add("paper")
    return [feature for feature in FEATURES if feature in kinds]


FEATURES = ("authors", "code", "project", "demo", "video", "dataset", "paper")
"""Features of papers to filter by, in order."""
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

TAG = Facet(
    "tag",
    "tags",
    lambda _, paper: paper.tags,
    _tag_label,
    ids=lambda catalog: catalog.tags,
    heading=lambda catalog, id: TAG_GROUPS[catalog.tags[id].group],
    has_feeds=True,
    filter=Filter("Tags", is_grouped=True, score=3),
)


def tag_group_facet(name: str, plural: str, group: str) -> Facet:
    """Return the facet of a group of tags. Its front page and its filter lead to the pages of the tags."""
    return Facet(
        name,
        plural,
        lambda catalog, paper: [id for id in paper.tags if catalog.tags[id].group == group],
        _tag_label,
        ids=lambda catalog: [id for id, tag in catalog.tags.items() if tag.group == group],
        part_of=TAG,
    )


FACETS: tuple[Facet, ...] = (
    Facet(
        "category",
        "categories",
        lambda _, paper: paper.categories,
        _category_label,
        ids=lambda catalog: catalog.categories,
        has_feeds=True,
        filter=Filter(keys=("in",), any_of=True, matches_aliases=False),
    ),
    Facet(
        "year",
        "years",
        lambda _, paper: [str(paper.display_year)],
        _year_label,
        shows_descriptions=False,
        filter=Filter(any_of=True, score=4),
    ),
    Facet(
        "venue",
        "venues",
        lambda _, paper: [paper.venue_id],
        _venue_label,
        ids=lambda catalog: catalog.venues,
        heading=lambda catalog, id: VENUE_HEADINGS[catalog.venues[id].kind],
        largest_first=True,
        filter=Filter(any_of=True, score=4),
    ),
    Facet(
        "has",
        "",
        _features,
        lambda _, id: FacetLabel(id),
        ids=lambda _: FEATURES,
        filter=Filter(score=0),
    ),
    tag_group_facet("input", "inputs", group="driver"),
    TAG,
    Facet(
        "author",
        "authors",
        lambda catalog, paper: filter(None, catalog.author_ids[paper.id]),
        _author_label,
        ids=lambda catalog: catalog.authors,
        heading=lambda catalog, id: catalog.authors[id].sort_key[0][:1].upper(),
        shows_descriptions=False,
        is_bulk=True,
        min_papers=2,
        filter=None,  # people are typed, as in `author:thies`: there are too many for a panel
    ),
)
"""All facets, in the order of the filter panel."""
