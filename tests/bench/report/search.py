"""Tables of the search benchmark."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.report.tables import Metric, Row, Table, bar_percent, group_by_size
from tests.bench.results import THIS_SITE, EngineQuality, SearchResults

METRICS = (
    Metric(
        "Download",
        "kb",
        "{:,.0f}\u00a0KB".format,
        "What crosses the wire until the first result is there: program, index and all, compressed.",
    ),
    Metric("Requests", "requests", "{:.0f}".format, "How many files that are."),
    Metric(
        "First result",
        "first_ms",
        "{:,.0f}\u00a0ms".format,
        "From the moment the reader wants to search until the first results and counts are laid out.",
    ),
    Metric("A key, typically", "key_ms", "{:,.1f}\u00a0ms".format, "The median time to answer a key."),
    Metric("A key, at worst", "key_p95_ms", "{:,.0f}\u00a0ms".format, "19 of 20 keys take less."),
    Metric(
        "Download while typing",
        "typing_kb",
        "{:,.0f}\u00a0KB".format,
        "What is fetched on top while the ten queries are typed.",
    ),
    Metric("Memory", "heap_mb", "{:,.1f}\u00a0MB".format, "What stays on JavaScript's heap."),
    Metric("Index", "build_s", "{:,.2f}\u00a0s".format, "The time to write the index in a build."),
)
QUERY_SETS = {
    "public": "Public queries, written before this search",
    "own": "Queries of this project, which its search was tuned on",
    "held out": "Held-out queries, which nothing was tuned on",
}


def cost_tables(results: SearchResults) -> Iterator[Table]:
    """Yield one table for each cost metric."""
    for name, field, format, description in METRICS:
        groups = []
        for papers, costs in group_by_size(results.costs):
            values = {cost.engine: float(getattr(cost, field)) for cost in costs}
            rows = (
                Row(
                    _engine_name(results, engine),
                    format(value),
                    "" if engine == THIS_SITE else _format_ratio(value, values.get(THIS_SITE, 0)),
                    bar_percent(value, max(values.values())),
                )
                for engine, value in values.items()
            )
            groups.append((papers, tuple(rows)))
        yield Table(name, description, "To ours", tuple(groups))


def quality_tables(results: SearchResults) -> Iterator[Table]:
    """Yield one table for each set of queries that was asked."""
    for id, name in QUERY_SETS.items():
        measurements = [quality for quality in results.quality if quality.set == id]
        if measurements:
            counts = sorted({quality.queries for quality in measurements}, reverse=True)
            description = (
                f"{' or '.join(map(str, counts))} queries. The share with a right answer in first place."
            )
            groups = tuple(
                (papers, tuple(_quality_row(results, quality) for quality in group))
                for papers, group in group_by_size(measurements)
            )
            yield Table(name, description, "Among the first five; MRR", groups)


def _quality_row(results: SearchResults, quality: EngineQuality) -> Row:
    note = f"{quality.hit5:.0%}; {quality.mrr:.2f}"
    return Row(
        _engine_name(results, quality.engine), f"{quality.hit1:.0%}", note, bar_percent(quality.hit1, 1)
    )


def _engine_name(results: SearchResults, engine: str) -> str:
    return results.engines.get(engine, "This site")


def _format_ratio(value: float, reference: float) -> str:
    """Format how many times the reference a value is; blank without a reference."""
    if not reference:
        return ""
    ratio = value / reference
    return f"{ratio:,.0f}x" if ratio >= 10 else f"{ratio:.1f}x"
