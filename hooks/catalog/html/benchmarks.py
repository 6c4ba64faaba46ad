"""The results of the search benchmark, as tables for its page; tests/bench/search.py writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

OURS = "ours"
NAME = "This site"


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cost(_Shape):
    """What one engine costs with a catalog of one size."""

    papers: int
    engine: str
    kb: float
    requests: float
    first_ms: float
    key_ms: float
    key_p95_ms: float
    keys: float
    typing_kb: float
    typing_requests: float
    heap_mb: float
    build_s: float
    rounds: int
    """How often it was measured; the figures are medians."""


class Found(_Shape):
    """What one engine finds: shares of the queries of one set."""

    papers: int
    engine: str
    set: str
    queries: int
    hit1: float
    hit5: float
    mrr: float


class Results(_Shape):
    """The whole file."""

    date: str
    cores: int
    system: str
    python: str
    chromium: str
    engines: Mapping[str, str]
    """The peers with their versions."""
    slowed: int
    costs: tuple[Cost, ...]
    quality: tuple[Found, ...]


T = TypeVar("T", Cost, Found)


class Row(NamedTuple):
    """One engine in a table."""

    engine: str
    value: str
    note: str
    share: float
    """The length of the bar, in percent."""


class Table(NamedTuple):
    """One measure: for each size of the catalog, a row for each engine."""

    name: str
    about: str
    note: str
    """The heading of the notes."""
    groups: tuple[tuple[int, tuple[Row, ...]], ...]


class Measure(NamedTuple):
    """One figure of a benchmark, by the field of its results; less is better in each."""

    name: str
    field: str
    show: Callable[[float], str]
    about: str


MEASURES = (
    Measure(
        "Download",
        "kb",
        "{:,.0f}\u00a0KB".format,
        "What crosses the wire until the first result is there: program, index and all, compressed.",
    ),
    Measure("Requests", "requests", "{:.0f}".format, "How many files that are."),
    Measure(
        "First result",
        "first_ms",
        "{:,.0f}\u00a0ms".format,
        "From the moment the reader wants to search until the first results and counts are laid out.",
    ),
    Measure("A key, typically", "key_ms", "{:,.1f}\u00a0ms".format, "The median time to answer a key."),
    Measure(
        "A key, at worst",
        "key_p95_ms",
        "{:,.0f}\u00a0ms".format,
        "19 of 20 keys take less.",
    ),
    Measure(
        "Download while typing",
        "typing_kb",
        "{:,.0f}\u00a0KB".format,
        "What is fetched on top while the ten queries are typed.",
    ),
    Measure("Memory", "heap_mb", "{:,.1f}\u00a0MB".format, "What stays on JavaScript's heap."),
    Measure("Index", "build_s", "{:,.2f}\u00a0s".format, "The time to write the index in a build."),
)
SETS = {
    "public": "Public queries, written before this search",
    "own": "Queries of this project, which its search was tuned on",
    "held out": "Held-out queries, which nothing was tuned on",
}


def read(path: Path) -> Results | None:
    """The results, if there are any."""
    return Results.model_validate_json(path.read_bytes()) if path.exists() else None


def cost_tables(results: Results) -> Iterator[Table]:
    """A table for each measure of cost."""
    for name, field, show, about in MEASURES:
        groups = []
        for papers, costs in _by_size(results.costs):
            values = {cost.engine: float(getattr(cost, field)) for cost in costs}
            highest, own = max(values.values()), values.get(OURS)
            rows = [
                Row(_name(results, id), show(value), _ratio(id, value, own), _percent(value, highest))
                for id, value in values.items()
            ]
            groups.append((papers, tuple(rows)))
        yield Table(name, about, "To ours", tuple(groups))


def quality_tables(results: Results) -> Iterator[Table]:
    """A table for each set of queries."""
    for id, name in SETS.items():
        found = [row for row in results.quality if row.set == id]
        groups = tuple(
            (papers, tuple(_found(results, row) for row in rows)) for papers, rows in _by_size(found)
        )
        if groups:
            asked = " or ".join(str(count) for count in sorted({row.queries for row in found}, reverse=True))
            about = f"{asked} queries. The share with a right answer in first place."
            yield Table(name, about, "Among the first five; MRR", groups)


def _found(results: Results, row: Found) -> Row:
    note = f"{row.hit5:.0%}; {row.mrr:.2f}"
    return Row(_name(results, row.engine), f"{row.hit1:.0%}", note, round(100 * row.hit1, 1))


def _by_size(rows: Iterable[T]) -> Iterator[tuple[int, list[T]]]:
    for papers, theirs in groupby(rows, key=lambda row: row.papers):
        yield papers, list(theirs)


def _name(results: Results, engine: str) -> str:
    return results.engines.get(engine, NAME)


def _ratio(engine: str, value: float, own: float | None) -> str:
    """How many times as much as this site."""
    if engine == OURS or not own:
        return ""
    times = value / own
    return f"{times:,.0f}x" if times >= 10 else f"{times:.1f}x"


def _percent(value: float, highest: float) -> float:
    return round(100 * value / highest, 1) if highest else 0
