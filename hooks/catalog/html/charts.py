"""Bar charts of papers per year, as SVG with links and as a table.

Rendered in Python, because thousands of pages have one and templates are slower with many numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from catalog.documents.problems import format_count
from catalog.html.links import ROOT_PLACEHOLDER, escape

HEIGHT, TOP, BOTTOM = 96, 14, 18
"""Height of the chart; of that, above the bars for counts and below them for years. Units of the view box."""
MIN_STEP, MAX_STEP = 20, 44
"""Width of a bar with the space around it."""
WIDTH = 440
"""Width that many bars share."""
LABEL_WIDTH = 34
"""Width of a four-digit year with some space."""
MAX_BARS = 16
"""Of more years, the earliest share a bar, so that labels stay legible on phones."""
MIN_YEARS, MIN_PAPERS = 2, 3
"""Smallest timeline with something to compare."""


class Bar(NamedTuple):
    """One year of a timeline."""

    year: int
    papers: int
    href: str | None
    is_earliest: bool = False
    """True if it is for that year and all before it."""


class BarLayout(NamedTuple):
    """A bar with its position, in units of the view box."""

    bar: Bar
    x: float
    y: float
    width: float
    height: float
    label: str
    """The year below the bar; blank if it would overlap the next label."""


class ChartLayout(NamedTuple):
    """A bar chart, ready to draw."""

    width: int
    height: int
    baseline: int
    bars: tuple[BarLayout, ...]


def build_timeline(counts: Mapping[int, int], href_of: Callable[[int], str | None]) -> tuple[Bar, ...]:
    """Return a bar for each year from the first to the last, including years without papers.

    Args:
        counts: Number of papers by year.
        href_of: The page or anchor of a year with papers, if it has one.
    """
    years = range(min(counts), max(counts) + 1) if counts else range(0)
    return tuple(Bar(year, counts.get(year, 0), href_of(year) if year in counts else None) for year in years)


def join_earliest(timeline: Sequence[Bar]) -> Sequence[Bar]:
    """Return at most `MAX_BARS` bars: the first is for all years before the others, and for its own.

    It links to a place in a list, where the years before follow, but not to the page of one year.
    """
    if len(timeline) <= MAX_BARS:
        return timeline
    earliest, rest = timeline[: 1 - MAX_BARS], timeline[1 - MAX_BARS :]
    href = next((bar.href for bar in reversed(earliest) if bar.href and "#" in bar.href), None)
    return (Bar(earliest[-1].year, sum(bar.papers for bar in earliest), href, is_earliest=True), *rest)


def layout_bars(timeline: Sequence[Bar]) -> ChartLayout:
    """Lay out one bar a year; the highest fills the height."""
    step = max(MIN_STEP, min(MAX_STEP, WIDTH // max(len(timeline), 1)))
    max_papers = max((bar.papers for bar in timeline), default=0)
    baseline = HEIGHT - BOTTOM
    labeled_every = -(-LABEL_WIDTH // step)
    bars = []
    for index, bar in enumerate(timeline):
        height = round((baseline - TOP) * bar.papers / max_papers, 1) if bar.papers else 0
        is_labeled = (len(timeline) - 1 - index) % labeled_every == 0
        if index == 1 and timeline[0].is_earliest:
            is_labeled = False  # that of the first bar takes its place
        label = f"≤{bar.year}" if bar.is_earliest else str(bar.year) if is_labeled else ""
        x = index * step + step * 0.15
        bars.append(BarLayout(bar, round(x, 1), baseline - height, round(step * 0.7, 1), height, label))
    return ChartLayout(max(step * len(timeline), 1) + 6, HEIGHT, baseline, tuple(bars))


def render_chart(timeline: Sequence[Bar], caption: str, current_year: int | None = None) -> Markup:
    """Render a timeline with the current year marked; blank if there is too little to compare."""
    if len(timeline) < MIN_YEARS or sum(bar.papers for bar in timeline) < MIN_PAPERS:
        return Markup("")
    chart, title = layout_bars(join_earliest(timeline)), escape(caption)
    size = f'width="{chart.width}" height="{chart.height}"'
    bars = "".join(_render_bar(chart, bar, bar.bar.year == current_year) for bar in chart.bars)
    rows = "".join(f"<tr><td>{bar.year}</td><td>{bar.papers}</td></tr>\n" for bar in timeline if bar.papers)
    return Markup(f"""<figure class="chart">
<svg viewBox="0 0 {chart.width} {chart.height}" {size} role="group" aria-label="{title}">
<title>{title}</title>
<path class="chart__base" d="M0 {chart.baseline}.5H{chart.width - 6}"/>
{bars}</svg>
<figcaption>
<details class="fold">
<summary>{title} (table)</summary>
<table>
<thead><tr><th scope="col">Year</th><th scope="col">Papers</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</details>
</figcaption>
</figure>
""")


def _render_bar(chart: ChartLayout, layout: BarLayout, is_current: bool) -> str:
    """Render a year's bar with a link to its papers, if it has one, and its label, if it has one."""
    bar, middle = layout.bar, layout.x + layout.width / 2
    years = f"{bar.year} or earlier" if bar.is_earliest else str(bar.year)
    label = f"{years}: {format_count(bar.papers, 'paper')}"
    position = f'x="{layout.x}" y="{layout.y}" width="{layout.width}" height="{layout.height}"'
    shape = f"""<rect class="chart__bar" {position} rx="1.5"/>
<text class="chart__count" x="{middle}" y="{layout.y - 4}">{bar.papers}</text>
"""
    html = f"<g><title>{label}</title>\n{shape}</g>\n" if bar.papers else ""
    if bar.href:
        href = f"{'' if bar.href.startswith('#') else ROOT_PLACEHOLDER}{escape(bar.href)}"
        current = ' aria-current="page"' if is_current else ""
        html = f"""<a href="{href}" aria-label="{label}"{current}>
<rect class="chart__hit" x="{layout.x}" y="0" width="{layout.width}" height="{chart.baseline}"/>
{shape}</a>
"""
    if layout.label:
        html += f'<text class="chart__year" x="{middle}" y="{chart.height - 4}">{layout.label}</text>\n'
    return html
