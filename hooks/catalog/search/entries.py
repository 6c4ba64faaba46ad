"""What the search finds besides papers: lists, datasets, metrics and pages, by all their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from catalog.documents.problems import format_count
from catalog.views.cards import dataset_href
from catalog.views.facets import FACETS
from catalog.views.views import Views


class SearchEntry(NamedTuple):
    """Something else than a paper that the search finds."""

    kind: str
    """What it is: a list, dataset, metric or page."""
    title: str
    href: str
    """The address, from the root of the site."""
    about: str
    """What results say of it."""
    text: str = ""
    """What else it is found by."""


def search_entries(views: Views) -> Iterator[SearchEntry]:
    """Lists of papers, datasets and metrics, by all their names."""
    for plural in (*(facet.plural for facet in FACETS), "papers", "datasets"):
        yield SearchEntry("page", plural.capitalize(), f"{plural}/", "")
    for facet in FACETS:
        vocabulary = getattr(views.catalog, facet.plural, {})
        for entry in views.facet_values[facet.plural].values():
            record = vocabulary.get(entry.id)
            about = f"{facet.name.capitalize()}, {format_count(entry.size, 'paper')}"
            yield SearchEntry("list", entry.label.name, entry.href, about, _all_names(record))
    for dataset in views.catalog.datasets.values():
        about = f"Dataset, {dataset.year}" if dataset.year else "Dataset"
        yield SearchEntry("dataset", dataset.name, dataset_href(dataset), about, _all_names(dataset))
    for metric in views.catalog.metrics.values():
        about = metric.full or "Metric"
        yield SearchEntry("metric", metric.name, f"metrics/#{metric.id}", about, _all_names(metric))


def _all_names(record: object) -> str:
    """Everything that a record is called, whatever kind it is."""
    return ", ".join((getattr(record, "name", ""), *getattr(record, "aliases", ())))
