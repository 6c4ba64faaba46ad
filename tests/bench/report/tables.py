"""Tables of a benchmark: for each catalog size, one row with a bar for each thing that was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar


class HasPapers(Protocol):
    """A measurement for a catalog of some size."""

    @property
    def papers(self) -> int:
        """Number of papers in the catalog."""


T = TypeVar("T", bound=HasPapers)


class Metric(NamedTuple):
    """One figure of a benchmark; lower is better."""

    name: str
    field: str
    """Attribute of the measurement."""
    format: Callable[[float], str]
    description: str


class Row(NamedTuple):
    """One row of a table."""

    name: str
    value: str
    note: str
    bar_percent: float
    """Length of the bar, relative to the longest one in the table."""


class Table(NamedTuple):
    """One metric, for all sizes and everything that was measured."""

    name: str
    description: str
    note_heading: str
    """Blank for a table without notes."""
    groups: tuple[tuple[int, tuple[Row, ...]], ...]
    """Rows by number of papers."""


def group_by_size(measurements: Iterable[T]) -> Iterator[tuple[int, list[T]]]:
    """Group measurements, which are sorted by size, by the number of papers."""
    for papers, group in groupby(measurements, key=lambda measurement: measurement.papers):
        yield papers, list(group)


def bar_percent(value: float, maximum: float) -> float:
    """Return the length of a bar in percent of the longest one."""
    return round(100 * value / maximum, 1) if maximum else 0
