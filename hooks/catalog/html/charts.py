"""Bar charts as SVG with links, and as a table. In Python: a page of thousands has one, with many numbers."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from catalog.documents.problems import format_count
from catalog.html.links import BASE
from catalog.html.plots import Bar, Column, Plot, bars


def chart(timeline: Sequence[Bar], caption: str, current: int | None = None) -> Markup:
    """Papers per year, the current year marked; nothing, where there is nothing to compare."""
    if len(timeline) < 2 or sum(bar.papers for bar in timeline) < 3:
        return Markup("")
    plot, said = bars(timeline), escape(caption)
    size = f'width="{plot.width}" height="{plot.height}"'
    columns = "".join(_column(plot, column, column.bar.year == current) for column in plot.columns)
    rows = "".join(f"<tr><td>{bar.year}</td><td>{bar.papers}</td></tr>\n" for bar in timeline if bar.papers)
    return Markup(f"""<figure class="chart">
<svg viewBox="0 0 {plot.width} {plot.height}" {size} role="group" aria-label="{said}">
<title>{said}</title>
<path class="chart__base" d="M0 {plot.baseline}.5H{plot.width - 6}"/>
{columns}</svg>
<figcaption>
<details class="fold">
<summary>{said} (table)</summary>
<table>
<thead><tr><th scope="col">Year</th><th scope="col">Papers</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</details>
</figcaption>
</figure>
""")


def _column(plot: Plot, column: Column, current: bool) -> str:
    """A year with its bar, which leads to its papers, and its label; either may be missing."""
    bar, middle = column.bar, column.x + column.width / 2
    drawn = ""
    if bar.href:
        href = f"{'' if bar.href.startswith('#') else BASE}{escape(bar.href)}"
        marked = ' aria-current="page"' if current else ""
        place = f'x="{column.x}" y="{column.y}" width="{column.width}" height="{column.height}"'
        drawn = f"""<a href="{href}" aria-label="{bar.year}: {format_count(bar.papers, "paper")}"{marked}>
<rect class="chart__hit" x="{column.x}" y="0" width="{column.width}" height="{plot.baseline}"/>
<rect class="chart__bar" {place} rx="1.5"/>
<text class="chart__count" x="{middle}" y="{column.y - 4}">{bar.papers}</text>
</a>
"""
    if column.label:
        drawn += f'<text class="chart__year" x="{middle}" y="{plot.height - 4}">{column.label}</text>\n'
    return drawn
