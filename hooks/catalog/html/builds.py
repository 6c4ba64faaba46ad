"""The results of the build benchmark, as tables for its pages; tests/bench/build.py writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from catalog.html.benchmarks import Measure, Row, Table

OURS = "ours"
PAGES = "pages"
"""Our own build without what other generators have no part in."""
FAR = 100_000
"""The size to which is extrapolated."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(_Shape):
    """What building a catalog of one size costs one generator."""

    papers: int
    builder: str
    cpu_s: float
    """Of all processes and cores together."""
    memory_mb: float
    """Of the largest process; 0, if it was not measured."""
    pages: int
    """Files in HTML, without redirects."""
    pages_mb: float
    files: int
    mb: float
    rounds: int
    """How often it was measured; the figures are medians."""
    stages: Mapping[str, float]
    """Seconds of the processor by stage, for our own builds."""
    kinds: Mapping[str, tuple[int, int]]
    """Files and bytes by what they are for."""

    @property
    def page_kb(self) -> float:
        """What a page holds, on the average."""
        return 1000 * self.pages_mb / self.pages if self.pages else 0


class Results(_Shape):
    """The whole file."""

    date: str
    commit: str
    cores: int
    processor: str
    system: str
    python: str
    builders: Mapping[str, str]
    """The names and versions of the generators."""
    runs: tuple[Run, ...]
    saved: Mapping[int, float] = {}
    """Seconds from saving a record until `mkdocs serve` shows it, by the number of papers."""

    def of(self, builder: str) -> tuple[Run, ...]:
        """The runs of one generator, smallest catalog first."""
        return tuple(run for run in self.runs if run.builder == builder)


MEASURES = (
    Measure(
        "Time",
        "cpu_s",
        "{:,.2f}\u00a0s".format,
        "Seconds of the processor, all cores and processes together, from start to end.",
    ),
    Measure(
        "Memory", "memory_mb", "{:,.0f}\u00a0MB".format, "The most that its largest process held at once."
    ),
    Measure("Pages", "pages", "{:,.0f}".format, "How many pages it writes."),
    Measure("Bytes a page", "page_kb", "{:,.1f}\u00a0KB".format, "How much each holds, on the average."),
    Measure("Files", "files", "{:,.0f}".format, "How many files it writes, pages among them."),
    Measure("Bytes", "mb", "{:,.1f}\u00a0MB".format, "How much these hold, before any compression."),
)


class Part(NamedTuple):
    """What one kind of file takes."""

    name: str
    now: float
    """Megabytes at the largest size that was measured."""
    each: float
    """Kilobytes that one more paper brings."""
    far: float
    """Megabytes at `FAR` papers, if it goes on like this."""


def read(path: Path) -> Results | None:
    """The results, if there are any."""
    return Results.model_validate_json(path.read_bytes()) if path.exists() else None


def tables(results: Results) -> Iterator[Table]:
    """A table for each measure."""
    for name, field, show, about in MEASURES:
        groups = []
        for papers, runs in groupby(results.runs, key=lambda run: run.papers):
            values = {run.builder: value for run in runs if (value := float(getattr(run, field)))}
            rows = _rows(((results.builders[id], value) for id, value in values.items()), show)
            base = values.get(PAGES, 0)
            notes = (_times(value, base) for value in values.values())
            groups.append(
                (papers, tuple(row._replace(note=note) for row, note in zip(rows, notes, strict=True)))
            )
        yield Table(name, about, "To our pages", tuple(groups))


def growth(results: Results) -> Table | None:
    """How many times as long the largest catalog takes as the one before it."""
    sizes = sorted({run.papers for run in results.runs})
    if len(sizes) < 2:
        return None
    before, last = sizes[-2:]
    cpu = {(run.papers, run.builder): run.cpu_s for run in results.runs}
    pairs = (
        (name, cpu[last, id] / cpu[before, id])
        for id, name in results.builders.items()
        if (last, id) in cpu and (before, id) in cpu
    )
    about = (
        f"How many times as long {last:,} papers take as {before:,}; {last // before} would be in proportion."
    )
    return Table("Growth", about, "", ((last, tuple(_rows(pairs, "{:.1f}x".format))),))


def stages(results: Results) -> Table:
    """Where our own build with everything spends its time."""
    groups = tuple(
        (run.papers, tuple(_rows(run.stages.items(), "{:,.2f}\u00a0s".format, run.cpu_s)))
        for run in results.of(OURS)
        if run.stages
    )
    return Table("Our stages", "Seconds of the processor by stage, everything on.", "Share", groups)


def parts(results: Results) -> tuple[Part, ...]:
    """What our site takes by kind of file, and would take; the largest first.

    One more paper is taken to bring what it brought between the two largest catalogs that were measured.
    """
    runs = results.of(OURS)[-2:]
    if len(runs) < 2:
        return ()
    few, many = runs
    found = []
    for kind, (_, size) in many.kinds.items():
        each = (size - few.kinds.get(kind, (0, 0))[1]) / (many.papers - few.papers)
        found.append(Part(kind, size / 1e6, each / 1e3, (size + each * (FAR - many.papers)) / 1e6))
    return tuple(sorted(found, key=lambda part: -part.far))


def far(results: Results, field: str) -> float:
    """What a figure of our build would be with `FAR` papers, reckoned in the same way."""
    few, many = results.of(OURS)[-2:]
    before, now = float(getattr(few, field)), float(getattr(many, field))
    return now + (now - before) / (many.papers - few.papers) * (FAR - many.papers)


def _rows(
    values: Iterable[tuple[str, float]], show: Callable[[float], str], whole: float = 0
) -> Iterator[Row]:
    """Rows with bars as long as their values; the note is the share of a whole, if there is one."""
    pairs = list(values)
    most = max((value for _, value in pairs), default=0) or 1
    for name, value in pairs:
        yield Row(name, show(value), f"{value / whole:.0%}" if whole else "", round(100 * value / most, 1))


def _times(value: float, base: float) -> str:
    """How many times as much as our pages."""
    if not base or value == base:
        return ""
    times = value / base
    return f"{times:.1f}x" if times >= 1 else f"{times:.2f}x"
