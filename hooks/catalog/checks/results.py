"""Rules about reported results."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.checks.check import Finding, check
from catalog.checks.references import UNKNOWN_NAME, find_unknown_names, names_in_list
from catalog.documents.problems import KeyPath, Remove, quote
from catalog.records.catalog import Catalog
from catalog.records.result import Result

METRIC_FIELDS = ("units", "directions", "implementations")
"""Fields with a value for some of the metrics."""


@check("unknown-metric", **UNKNOWN_NAME)
def unknown_metric(catalog: Catalog) -> Iterator[Finding]:
    """Metrics of results are IDs from metrics.yml."""
    yield from find_unknown_names(catalog.results, names_in_list("metrics"), catalog.metrics, "metric")


@check(
    "result-reporter",
    none=("Nobody reports these results", "Write reported_by: and the ID of the paper, or by: and a URL"),
    both=("These results have two reporters", "Keep reported_by: if a paper reports them, else by:"),
)
def result_reporter(catalog: Catalog) -> Iterator[Finding]:
    """Results are reported by a paper, or else by a person or group with a page."""
    for result in catalog.results.values():
        if bool(result.reported_by) == bool(result.by):
            yield Finding(result, ("by",) if result.by else (), "both" if result.by else "none")


@check(
    "result-scores",
    other=("{metric} is not one of the metrics of this table", "Add it to metrics:, or correct it"),
    none=("No row has a score for {metric}", "Add its scores, or remove it"),
    empty=("This row has no scores", "Add them, such as fid: 16.7, or remove the row"),
    repeated=("{method} has two rows", "Name what differs as variant:, or keep one"),
)
def result_scores(catalog: Catalog) -> Iterator[Finding]:
    """Each row of results has scores for metrics of its table, and each method and variant has one row."""
    for result in catalog.results.values():
        yield from _find_other_metrics(result)
        scored = {metric for row in result.rows for metric in row.scores}
        for index, metric in enumerate(result.metrics):
            if metric not in scored:
                yield Finding(result, ("metrics", index), "none", {"metric": quote(metric)})
        methods: set[tuple[str, str | None]] = set()
        for index, row in enumerate(result.rows):
            if not row.scores:
                yield Finding(result, ("rows", index), "empty")
            if (row.method, row.variant) in methods:
                yield Finding(result, ("rows", index, "method"), "repeated", {"method": quote(row.method)})
            methods.add((row.method, row.variant))


def _find_other_metrics(result: Result) -> Iterator[Finding]:
    """Yield a finding for each value under a name that is not a metric of the table."""
    names: list[KeyPath] = [(field, name) for field in METRIC_FIELDS for name in getattr(result, field)]
    names += [("rows", index, name) for index, row in enumerate(result.rows) for name in row.scores]
    for path in names:
        if path[-1] not in result.metrics:
            yield Finding(result, path, "other", {"metric": quote(str(path[-1]))})


@check(
    "result-direction",
    unknown=(
        "Nothing says which scores for {metric} are better",
        "Write {metric_id}: lower or higher under directions:",
    ),
    same=("{metric} has this direction in metrics.yml", "Remove it here"),
)
def result_direction(catalog: Catalog) -> Iterator[Finding]:
    """The direction of each metric is known: from metrics.yml, or else from the report."""
    for result in catalog.results.values():
        for index, id in enumerate(result.metrics):
            if not (metric := catalog.metrics.get(id)):
                continue
            words = {"metric": quote(metric.name), "metric_id": id}
            if not metric.direction and id not in result.directions:
                yield Finding(result, ("metrics", index), "unknown", words)
            elif metric.direction and metric.direction == result.directions.get(id):
                yield Finding(result, ("directions", id), "same", words, Remove())
