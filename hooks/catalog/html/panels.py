"""Geometry of column charts of shares: small multiples, and stacks.

docs/templates/catalog/trends.html draws them. Lengths are in units of the view box.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalog.facets.periods import Period, Series, Share
from catalog.views.trends import Trend

GAP = 6
"""Space between columns."""
WIDTH, HEIGHT = 198, 84
"""Size of a small chart."""
STACK_WIDTH, STACK_HEIGHT = 324, 156
"""Size of a stack without the names of its series."""
MAX_STEP = 36
"""Width of a column with the space around it, if there is room."""
TOP, BOTTOM = 15, 17
"""Height above the columns for numbers, and below them for years."""
NAME_WIDTH = 62
"""Width at the right of a stack for the names of its series."""
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
MIN_NUMBER_HEIGHT = 15
"""Height of a column in a stack with a number inside."""


class Column(NamedTuple):
    """The share of a period, with its position."""

    period: Period
    share: Share
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return round(self.x + self.width / 2, 1)

    @property
    def number(self) -> str:
        """The percentage without its sign."""
        return self.share.percent.removesuffix("%")

    @property
    def has_room(self) -> bool:
        """True if the number fits inside the column."""
        return self.height >= MIN_NUMBER_HEIGHT

    @property
    def label(self) -> str:
        """The year with two digits, as there is no room for four."""
        return f"{'≤' if self.period.is_earliest else APOSTROPHE}{self.period.year % 100:02}"


class Panel(NamedTuple):
    """The columns of a series."""

    series: Series
    columns: tuple[Column, ...]


class Chart(NamedTuple):
    """Panels of one size and scale."""

    width: int
    plot_width: int
    """The width without names at the right."""
    height: int
    baseline: int
    panels: tuple[Panel, ...]


def layout_panels(trend: Trend) -> Chart:
    """Lay out a small chart for each series; the highest column of all fills the height."""
    baseline = HEIGHT - BOTTOM
    bottoms = [baseline] * len(trend.periods)
    highest = max(share.fraction for series in trend.charted for share in series.shares) or 1
    panels = []
    for series in trend.charted:
        heights = [float(share.fraction / highest) * (baseline - TOP) for share in series.shares]
        panels.append(_layout_series(trend, series, WIDTH, heights, bottoms))
    return Chart(WIDTH, WIDTH, HEIGHT, baseline, tuple(panels))


def layout_stack(trend: Trend) -> Chart:
    """Lay out all series in one chart, each on top of the one before."""
    baseline = STACK_HEIGHT - BOTTOM
    bottoms: list[float] = [baseline] * len(trend.periods)
    panels = []
    for series in trend.charted:
        heights = [float(share.fraction) * (baseline - TOP) for share in series.shares]
        panels.append(_layout_series(trend, series, STACK_WIDTH, heights, bottoms))
        bottoms = [bottom - height for bottom, height in zip(bottoms, heights, strict=True)]
    width = round(_step(trend, STACK_WIDTH) * len(trend.periods))
    return Chart(width + NAME_WIDTH, width, STACK_HEIGHT, baseline, tuple(panels))


def _layout_series(
    trend: Trend, series: Series, width: int, heights: Sequence[float], bottoms: Sequence[float]
) -> Panel:
    step = _step(trend, width)
    columns = (
        Column(
            period,
            share,
            x=round(index * step + GAP / 2, 1),
            y=round(bottom - height, 1),
            width=round(step - GAP, 1),
            height=round(height, 1),
        )
        for index, (period, share, height, bottom) in enumerate(
            zip(trend.periods, series.shares, heights, bottoms, strict=True)
        )
    )
    return Panel(series, tuple(columns))


def _step(trend: Trend, width: int) -> float:
    """Return the width of a column with the space around it."""
    return min(width / len(trend.periods), MAX_STEP)
