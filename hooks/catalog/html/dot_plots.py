"""Dot plots of scores that several reporters state, as SVG with a line a reporter and as a table."""

from __future__ import annotations

from markupsafe import Markup

from catalog.html.links import escape, render_link
from catalog.views.results import Disagreement

WIDTH, LABEL_WIDTH, NUMBER_WIDTH = 440, 150, 52
"""Width of the plot, and of that, of names at the left and of numbers at the right. Units of the view box."""
LINE_HEIGHT = 22
MAX_LABEL = 24
"""Characters of a name that fit beside the line."""

HEAD = "".join(f'<th scope="col">{name}</th>' for name in ("Reported by", "How", "Score", "In"))


def render_dot_plot(case: Disagreement) -> Markup:
    """Render the scores that several reporters state for one method, with a table."""
    scores = [float(score) for score, _ in case.scores]
    low, high = min(0, *scores), max(0, *scores)  # from zero, so that distances are in proportion
    start, end = LABEL_WIDTH, WIDTH - NUMBER_WIDTH
    scale = (end - start - 16) / (high - low) if high > low else 0
    title = describe(case)
    lines = []
    for index, (score, table) in enumerate(case.scores):
        y = index * LINE_HEIGHT + LINE_HEIGHT // 2
        x = round(start + 8 + (float(score) - low) * scale, 1)
        lines.append(f"""<g><title>{escape(table.reporter.name)}: {score:f}</title>
<text class="dots__name" x="{start - 8}" y="{y + 4}">{escape(_shorten(table.reporter.name))}</text>
<path class="dots__line" d="M{start} {y}H{end}"/>
<circle class="dots__dot" cx="{x}" cy="{y}" r="4"/>
<text class="dots__score" x="{WIDTH}" y="{y + 4}">{score:f}</text></g>
""")
    rows = "".join(
        f"<tr><td>{render_link(table.reporter)}</td><td>{escape(table.kind)}</td>"
        f'<td class="number">{score:f}</td><td><a href="#{escape(table.result.id)}">table</a></td></tr>\n'
        for score, table in case.scores
    )
    height = LINE_HEIGHT * len(lines)
    return Markup(f"""<figure class="chart dots">
<svg viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-label="{escape(title)}">
{"".join(lines)}</svg>
<figcaption>
<details class="fold">
<summary>{escape(title)} (table)</summary>
<table>
<thead><tr>{HEAD}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</details>
</figcaption>
</figure>
""")


def describe(case: Disagreement) -> str:
    """Describe what several reporters state: `LSE-C of Wav2Lip (higher is better)`."""
    variant = f" ({case.variant})" if case.variant else ""
    unit = f" in {case.column.unit}" if case.column.unit else ""
    return f"{case.column.metric.name}{unit} of {case.method.name}{variant}, {case.column.better}"


def _shorten(name: str) -> str:
    return name if len(name) <= MAX_LABEL else f"{name[: MAX_LABEL - 1]}…"
