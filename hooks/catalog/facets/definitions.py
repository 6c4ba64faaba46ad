"""The facets of papers: ways to group them into lists, and to filter them on /papers/."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.facets.code import code_of
from catalog.facets.facet import Facet, FacetLabel, Filter
from catalog.facets.features import (
    FEATURE_LEADS,
    FEATURE_NAMES,
    FEATURE_TAILS,
    FEATURES,
    MEMORY_SIZES,
    features_of,
    knows_feature,
    memory_sizes,
)
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper


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
    typed = name.replace('"', " ")
    about = f"Papers under the name {name}."
    return FacetLabel(name, about, "data/people.yml", query=f'author:"{typed}"')


def _memory_label(_catalog: Catalog, id: str) -> FacetLabel:
    aliases = (f"{id} GB", f"{id} GB GPU", f"{id} GB VRAM", f"{id} GB memory", f"{id}G")
    return FacetLabel(f"{id} GB or less", aliases=aliases)


def _dataset_label(catalog: Catalog, id: str) -> FacetLabel:
    dataset = catalog.datasets.get(id)
    return FacetLabel(dataset.name, aliases=dataset.aliases) if dataset else FacetLabel(id)


def _license_label(catalog: Catalog, id: str) -> FacetLabel:
    license = catalog.licenses[id]
    family = id.rpartition("-")[0]  # "cc-by-nc" of "cc-by-nc-4.0"
    aliases = (id, family) if family and family not in catalog.licenses else (id,)
    return FacetLabel(license.name, license.about, license.file, aliases=aliases)


def _code_licenses(catalog: Catalog, paper: Paper) -> Iterator[str]:
    for code in code_of(catalog, paper):
        yield from (terms.license.id for terms in code.terms if terms.subject == "code")


DATASET_LEADS = (
    *("on", "using", "uses", "use", "used", "with", "dataset"),
    *("on the", "using the", "uses the", "use the", "with the", "the"),
    *("trained on", "tested on", "evaluated on", "benchmarked on", "training on", "results on"),
    *("that use", "that uses"),
)
"""Words before the name of a dataset in a query."""
DATASET_TAILS = ("dataset", "datasets", "data", "corpus", "database", "benchmark")
"""Words after the name of a dataset in a query."""
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
    has_embeds=True,
    knows=lambda _catalog, paper, _id: bool(paper.summary or paper.tags),
    filter=Filter("Tags", is_grouped=True, score=3, leads=("with", "using", "via", "based on")),
)


def tag_group_facet(name: str, plural: str, group: str) -> Facet:
    """Return the facet of a group of tags. Its front page, if any, and its filter lead to their pages."""
    return Facet(
        name,
        plural,
        lambda catalog, paper: [id for id in paper.tags if catalog.tags[id].group == group],
        _tag_label,
        ids=lambda catalog: [id for id, tag in catalog.tags.items() if tag.group == group],
        knows=TAG.knows,
        part_of=TAG,
    )


PAPER_FACETS: tuple[Facet, ...] = (
    Facet(
        "category",
        "categories",
        lambda _, paper: paper.categories,
        _category_label,
        ids=lambda catalog: catalog.categories,
        has_feeds=True,
        has_embeds=True,
        filter=Filter(keys=("in",), any_of=True, matches_aliases=False),
    ),
    tag_group_facet("input", "inputs", group="driver"),
    tag_group_facet("technique", "", group="technique"),
    tag_group_facet("output", "", group="output"),
    tag_group_facet("task", "", group="task"),
    TAG,
    Facet(
        "has",
        "",
        features_of,
        lambda _, id: FacetLabel(FEATURE_NAMES.get(id, id), aliases=FEATURES[id]),
        ids=lambda _: FEATURES,
        knows=knows_feature,
        filter=Filter(
            score=0,
            leads=FEATURE_LEADS,
            tails=FEATURE_TAILS,
            needs_lead="every word",
            beside=("code", "github", "weights", "checkpoint", "demo"),
        ),
    ),
    Facet(
        "license",
        "",
        lambda catalog, paper: dict.fromkeys(_code_licenses(catalog, paper)),
        _license_label,
        ids=lambda catalog: catalog.licenses,
        filter=Filter(
            "License of code",
            score=0,
            leads=("under", "under the"),
            tails=("license", "licence", "licensed"),
            needs_lead="every word",
        ),
    ),
    Facet(
        "memory",
        "",
        memory_sizes,
        _memory_label,
        ids=lambda _: MEMORY_SIZES,
        knows=lambda catalog, paper, _: not paper.links.code or bool(memory_sizes(catalog, paper)),
        filter=Filter(
            "Memory to run",
            score=0,
            leads=("under", "within", "on", "in", "less than", "at most", "up to", "below", "fits in"),
            tails=("gpu", "vram", "memory", "of memory", "of vram", "card"),
        ),
    ),
    Facet(
        "dataset",
        "",
        lambda _, paper: dict.fromkeys(id for _, id in paper.datasets.paths_and_ids),
        _dataset_label,
        ids=lambda catalog: catalog.datasets,
        largest_first=True,
        has_feeds=True,
        knows=lambda _catalog, paper, _id: any(paper.datasets.paths_and_ids),
        record_folder="datasets",
        filter=Filter(score=0, leads=DATASET_LEADS, tails=DATASET_TAILS, needs_lead="ordinary words"),
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
        has_feeds=True,
        filter=Filter(
            any_of=True,
            score=4,
            leads=("at", "in", "from"),
            tails=("preprint", "preprints", "conference", "proceedings", "journal"),
            needs_lead="ordinary words",
        ),
    ),
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
"""All facets but that of questions, in the order of the filter panel."""
