"""Tables of the build benchmark, and their extrapolation to a catalog of 100,000 papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tests.bench.report.tables import Metric, Row, Table, bar_percent, group_by_size
from tests.bench.results import PAGES_ONLY, THIS_SITE, BuildResults

EXTRAPOLATED_PAPERS = 100_000
GITHUB_PAGES_MB = 1000
"""Size limit of a published site.

Source: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
"""
METRICS = (
    Metric(
        "Time",
        "cpu_s",
        "{:,.2f}\u00a0s".format,
        "CPU time of all cores and processes.",
    ),
    Metric("Memory", "memory_mb", "{:,.0f}\u00a0MB".format, "Peak memory of the largest process."),
    Metric("Pages", "pages", "{:,.0f}".format, "Number of pages written."),
    Metric("Bytes per page", "page_kb", "{:,.1f}\u00a0KB".format, "Mean size of a page."),
    Metric("Files", "files", "{:,.0f}".format, "Number of files written, including pages."),
    Metric("Bytes", "mb", "{:,.1f}\u00a0MB".format, "Total size, uncompressed."),
)


class SizeShare(NamedTuple):
    """The size of all files of one kind."""

    name: str
    measured_mb: float
    """In the largest catalog measured."""
    kb_per_paper: float
    """Added by one more paper."""
    extrapolated_mb: float
    """With `EXTRAPOLATED_PAPERS`."""


class Extrapolation(NamedTuple):
    """The site with `EXTRAPOLATED_PAPERS`.

    Each further paper is assumed to add as much as it did between the two largest catalogs measured.
    """

    measured_papers: int
    """Size of the largest catalog measured."""
    kinds: tuple[SizeShare, ...]
    """Largest first."""
    files: float
    cpu_s: float
    memory_mb: float

    @property
    def measured_mb(self) -> float:
        """Size of the largest site measured."""
        return sum(kind.measured_mb for kind in self.kinds)

    @property
    def kb_per_paper(self) -> float:
        """Size added by one more paper."""
        return sum(kind.kb_per_paper for kind in self.kinds)

    @property
    def extrapolated_mb(self) -> float:
        """Size of the extrapolated site."""
        return sum(kind.extrapolated_mb for kind in self.kinds)

    @property
    def github_pages_papers(self) -> int:
        """Number of papers, rounded down to thousands, that GitHub Pages has room for."""
        room_kb = (GITHUB_PAGES_MB - self.measured_mb) * 1000
        return int((self.measured_papers + room_kb / self.kb_per_paper) / 1000) * 1000


def cost_tables(results: BuildResults) -> Iterator[Table]:
    """Yield one table for each metric."""
    for name, field, format, description in METRICS:
        groups = []
        for papers, runs in group_by_size(results.runs):
            values = {run.builder: value for run in runs if (value := float(getattr(run, field)))}
            reference = values.get(PAGES_ONLY, 0)
            rows = (
                row._replace(note=_format_ratio(value, reference))
                for row, value in zip(
                    _rows(((results.builders[id], value) for id, value in values.items()), format),
                    values.values(),
                    strict=True,
                )
            )
            groups.append((papers, tuple(rows)))
        yield Table(name, description, "Ratio", tuple(groups))


def growth_table(results: BuildResults) -> Table | None:
    """Return how many times as long the largest catalog takes as the second largest."""
    sizes = sorted({run.papers for run in results.runs})
    if len(sizes) < 2:
        return None
    second, largest = sizes[-2:]
    cpu_s = {(run.papers, run.builder): run.cpu_s for run in results.runs}
    ratios = (
        (name, cpu_s[largest, id] / cpu_s[second, id])
        for id, name in results.builders.items()
        if (largest, id) in cpu_s and (second, id) in cpu_s
    )
    description = (
        f"Time for {largest:,} papers divided by the time for {second:,}; "
        f"{largest // second} would be proportional."
    )
    return Table("Growth", description, "", ((largest, tuple(_rows(ratios, "{:.1f}x".format))),))


def stage_table(results: BuildResults) -> Table:
    """Return where this site's full build spends its time."""
    groups = tuple(
        (run.papers, tuple(_rows(run.stages.items(), "{:,.2f}\u00a0s".format, run.cpu_s)))
        for run in results.runs_of(THIS_SITE)
        if run.stages
    )
    return Table(
        "Stages of this site’s build", "CPU time of each stage when everything is built.", "Share", groups
    )


def extrapolate(results: BuildResults) -> Extrapolation | None:
    """Extrapolate the full build; None unless two catalog sizes were measured."""
    runs = results.runs_of(THIS_SITE)[-2:]
    if len(runs) < 2:
        return None
    second, largest = runs
    added_papers = largest.papers - second.papers
    missing_papers = EXTRAPOLATED_PAPERS - largest.papers
    kinds = []
    for name, (_, size) in largest.kinds.items():
        per_paper = (size - second.kinds.get(name, (0, 0))[1]) / added_papers
        kinds.append(SizeShare(name, size / 1e6, per_paper / 1e3, (size + per_paper * missing_papers) / 1e6))

    def total(before: float, after: float) -> float:
        return after + (after - before) / added_papers * missing_papers

    return Extrapolation(
        largest.papers,
        tuple(sorted(kinds, key=lambda kind: -kind.extrapolated_mb)),
        files=total(second.files, largest.files),
        cpu_s=total(second.cpu_s, largest.cpu_s),
        memory_mb=total(second.memory_mb, largest.memory_mb),
    )


def _rows(
    values: Iterable[tuple[str, float]], format: Callable[[float], str], total: float = 0
) -> Iterator[Row]:
    """Yield rows with bars in proportion; the notes are shares of the total, if there is one."""
    pairs = list(values)
    maximum = max((value for _, value in pairs), default=0)
    for name, value in pairs:
        yield Row(name, format(value), f"{value / total:.0%}" if total else "", bar_percent(value, maximum))


def _format_ratio(value: float, reference: float) -> str:
    """Format how many times the reference a value is; blank for the reference itself."""
    if not reference or value == reference:
        return ""
    ratio = value / reference
    return f"{ratio:.1f}x" if ratio >= 1 else f"{ratio:.2f}x"
