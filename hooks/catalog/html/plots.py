"""Plots: papers to numbers, and numbers to the geometry that templates draw as SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Bar(NamedTuple):
    """One year of a timeline."""

    year: int
    papers: int
    href: str | None


class Column(NamedTuple):
    """A bar with its place in the drawing; units are those of the view box."""

    bar: Bar
    x: float
    y: float
    width: float
    height: float
    label: str
    """The year under the bar; empty where it would collide with its neighbours'."""


class Plot(NamedTuple):
    """A bar chart, ready to draw."""

    width: int
    height: int
    baseline: int
    columns: tuple[Column, ...]


def timeline(counts: Mapping[int, int], href: Callable[[int], str | None]) -> tuple[Bar, ...]:
    """How many papers each year has, from the first to the last, empty years included."""
    years = range(min(counts), max(counts) + 1) if counts else range(0)
    return tuple(Bar(year, counts.get(year, 0), href(year) if year in counts else None) for year in years)


HEIGHT, TOP, FOOT = 96, 14, 18
"""The drawing: room above the bars for counts, and below for years."""
NARROW, WIDE = 20, 44
"""The least and the most room of one bar."""
WIDTH = 440
"""The width that many bars share."""


def bars(timeline: Sequence[Bar]) -> Plot:
    """A chart with one bar a year: the highest fills the height, and no more bars than years."""
    step = max(NARROW, min(WIDE, WIDTH // max(len(timeline), 1)))
    highest = max((bar.papers for bar in timeline), default=0)
    baseline = HEIGHT - FOOT
    every = -(-34 // step)  # a label of four digits is about 34 wide
    columns = []
    for at, bar in enumerate(timeline):
        height = round((baseline - TOP) * bar.papers / highest, 1) if bar.papers else 0
        label = str(bar.year) if (len(timeline) - 1 - at) % every == 0 else ""
        x = at * step + step * 0.15
        columns.append(Column(bar, round(x, 1), baseline - height, round(step * 0.7, 1), height, label))
    return Plot(max(step * len(timeline), 1) + 6, HEIGHT, baseline, tuple(columns))
