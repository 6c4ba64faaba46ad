"""Search entries for lists, datasets, metrics and index pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from catalog.documents.problems import format_count
from catalog.records.dataset import Dataset
from catalog.records.vocabularies import Metric
from catalog.views.cards import dataset_href
from catalog.views.result_tables import results_href
from catalog.views.views import Views


class SearchEntry(NamedTuple):
    """Anything the search finds except a paper."""

    kind: Literal["list", "dataset", "metric", "page"]
    title: str
    href: str
    """The path from the root of the site."""
    about: str
    """The description in search results."""
    text: str = ""
    """Other text to match, such as aliases."""


def search_entries(views: Views) -> Iterator[SearchEntry]:
    """Yield the entries of index pages, lists, datasets and metrics."""
    for plural in (*views.facets, "papers", "datasets", "results"):
        yield SearchEntry("page", plural.capitalize(), f"{plural}/", "")
    for value in views.lists:
        about = f"{value.facet.name.capitalize()}, {format_count(value.size, 'paper')}"
        other_names = ", ".join(filter(None, (value.label.full_name, *value.label.aliases)))
        yield SearchEntry("list", value.label.name, value.href, about, other_names)
    for dataset in views.catalog.datasets.values():
        about = f"Dataset, {dataset.year}" if dataset.year else "Dataset"
        yield SearchEntry("dataset", dataset.name, dataset_href(dataset), about, _all_names(dataset))
    for results in views.results.by_dataset.values():
        about = format_count(len(results.tables), "table")
        title = f"Results on {results.dataset.name}"
        yield SearchEntry("page", title, results_href(results.dataset.id), about, _all_names(results.dataset))
    for metric in views.catalog.metrics.values():
        about = metric.full or "Metric"
        yield SearchEntry("metric", metric.name, f"metrics/#{metric.id}", about, _all_names(metric))


def _all_names(record: Dataset | Metric) -> str:
    """Return the name and aliases of a record."""
    return ", ".join((record.name, *record.aliases))
