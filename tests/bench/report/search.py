"""Tables of the search benchmark."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.report.tables import Metric, Row, Table, bar_percent, group_by_size
from tests.bench.results import THIS_SITE, EngineCost, EngineQuality, SearchResults

METRICS = (
    Metric(
        "Download, first result",
        "kb",
        "{:,.0f}\u00a0KB".format,
        "Compressed bytes transferred until the first result: program, index, and everything else.",
    ),
    Metric(
        "Download, everything",
        "total_kb",
        "{:,.0f}\u00a0KB".format,
        "Compressed bytes transferred until all texts can be searched and the ten queries are typed.",
    ),
    Metric("Requests", "requests", "{:.0f}".format, "Number of files transferred until the first result."),
    Metric(
        "First result",
        "first_ms",
        "{:,.0f}\u00a0ms".format,
        "Time from the start of a search until the first results and counts are laid out.",
    ),
    Metric(
        "All texts",
        "complete_ms",
        "{:,.0f}\u00a0ms".format,
        "Time from the start of a search until all texts can be searched.",
    ),
    Metric(
        "Keystroke, median",
        "key_ms",
        "{:,.1f}\u00a0ms".format,
        "Median time from a keystroke to its results, with all texts.",
    ),
    Metric(
        "Keystroke, 95th percentile", "key_p95_ms", "{:,.0f}\u00a0ms".format, "19 of 20 keystrokes take less."
    ),
    Metric("Memory", "heap_mb", "{:,.1f}\u00a0MB".format, "JavaScript heap after garbage collection."),
    Metric("Index", "build_s", "{:,.2f}\u00a0s".format, "Time to write the index during a build."),
)
LAYER_NAMES = {"people": "Authors", "summaries": "Summaries"}
"""Names of the texts that this site loads after the first result."""
QUERY_SETS = {
    "asked": "Questions that the records answer",
    "public": "Public queries, written before this search engine",
    "own": "This project’s queries, on which its search was tuned",
    "held out": "Held-out queries, not used for tuning",
}


def cost_tables(results: SearchResults) -> Iterator[Table]:
    """Yield one table for each cost metric that was measured."""
    for name, field, format, description in METRICS:
        if not any(getattr(cost, field) for cost in results.costs):
            continue
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
        yield Table(name, description, "Ratio", tuple(groups))


def layer_table(results: SearchResults) -> Table:
    """Return what this site's search transfers for the first result and for each layer after it."""
    groups = tuple(
        (papers, tuple(_layer_rows(costs[0])))
        for papers, costs in group_by_size(cost for cost in results.costs if cost.engine == THIS_SITE)
        if costs[0].layer_kb
    )
    description = "Compressed bytes of what this site loads one after the other."
    return Table("Layers of this site’s search", description, "Share", groups)


def _layer_rows(cost: EngineCost) -> Iterator[Row]:
    layers = {"First result": cost.kb} | {LAYER_NAMES[name]: kb for name, kb in cost.layer_kb.items()}
    total = sum(layers.values())
    for name, kb in layers.items():
        yield Row(name, f"{kb:,.0f}\u00a0KB", f"{kb / total:.0%}", bar_percent(kb, max(layers.values())))


def quality_tables(results: SearchResults) -> Iterator[Table]:
    """Yield one table for each set of queries that was asked."""
    for id, name in QUERY_SETS.items():
        measurements = [quality for quality in results.quality if quality.set == id]
        if measurements:
            counts = sorted({quality.queries for quality in measurements}, reverse=True)
            when = ", depending on the number of papers" if len(counts) > 1 else ""
            numbers = " or ".join(map(str, counts))
            description = f"{numbers} queries{when}. Share with a right answer in first place."
            groups = tuple(
                (papers, tuple(_quality_row(results, quality) for quality in group))
                for papers, group in group_by_size(measurements)
            )
            yield Table(name, description, "In the top five; MRR", groups)


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
