"""Tables of reported results: columns, rows and best scores, each within one report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.records.catalog import Catalog
from catalog.records.result import Result, Row
from catalog.records.vocabularies import Metric
from catalog.views.cards import Link, paper_href, show_state, web_link

KIND_NAMES = {
    "authors": "measured by its authors",
    "third-party": "measured by a third party",
    "re-measured": "measured again by a user",
}
"""Descriptions of who reports, by the kind of a result."""
ARROWS = {"higher": "↑", "lower": "↓", "zero": "→ 0"}
"""Signs for the direction of better scores."""
BETTER = {"higher": "higher is better", "lower": "lower is better", "zero": "closer to zero is better"}


@dataclass(frozen=True)
class Column:
    """A metric of a table."""

    metric: Metric
    direction: str
    """Direction of better scores: higher, lower or zero."""
    unit: str = ""
    decimals: int = 0
    """Most decimals of its scores, which the others are aligned with."""

    @property
    def arrow(self) -> str:
        """Sign for the direction."""
        return ARROWS[self.direction]

    @property
    def better(self) -> str:
        """Direction in words."""
        return BETTER[self.direction]


@dataclass(frozen=True)
class Cell:
    """A score in a table."""

    text: str
    """The number as the report prints it; blank without one."""
    is_best: bool = False
    """True for the best score of its column, if there are several to compare."""
    missing_decimals: int = 0
    """Decimals that other scores of the column have and this one lacks."""


@dataclass(frozen=True)
class TableRow:
    """The scores of a method, in the order of the columns."""

    method: Link
    variant: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table of one report."""

    result: Result
    reporter: Link
    source: Link
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    """Methods."""
    references: tuple[TableRow, ...]
    """Real videos and other ground truth."""

    @property
    def href(self) -> str:
        """Path of the table from the root of the site."""
        return f"{results_href(self.result.dataset)}#{self.result.id}"

    @property
    def reporter_id(self) -> str:
        """ID or URL of whoever reports it."""
        return self.result.reported_by or self.result.by or ""

    @property
    def kind(self) -> str:
        """Words for who measured."""
        return KIND_NAMES[self.result.kind]


def results_href(dataset_id: str) -> str:
    """Return the href of the results on a dataset."""
    return f"results/{dataset_id}/"


def best_scores(result: Result, metric: str, direction: str) -> frozenset[Decimal]:
    """Return the best score of a column, if it has scores of several methods; ground truth does not count."""
    scores = [row.scores[metric] for row in result.rows if metric in row.scores and not row.reference]
    if len(scores) < 2:
        return frozenset()
    key = {"higher": lambda score: -score, "lower": lambda score: score, "zero": abs}[direction]
    best = min(map(key, scores))
    return frozenset(score for score in scores if key(score) == best)


def build_table(catalog: Catalog, result: Result) -> Table:
    """Return the table of a result."""
    columns = tuple(_columns(catalog, result))
    best = {column.metric.id: best_scores(result, column.metric.id, column.direction) for column in columns}
    rows = [(row, _build_row(catalog, row, columns, best)) for row in result.rows]
    return Table(
        result=result,
        reporter=_reporter_link(catalog, result),
        source=web_link("source", result.source),
        columns=columns,
        rows=tuple(shown for row, shown in rows if not row.reference),
        references=tuple(shown for row, shown in rows if row.reference),
    )


def _reporter_link(catalog: Catalog, result: Result) -> Link:
    if result.reported_by:
        return _method_link(catalog, result.reported_by)
    by = result.by or ""
    return show_state(web_link(by.partition("://")[2].rstrip("/"), by), catalog.links)


def _columns(catalog: Catalog, result: Result) -> Iterator[Column]:
    for id in result.metrics:
        metric = catalog.metrics.get(id)
        direction = result.directions.get(id) or (metric.direction if metric else None)
        if metric and direction:  # else an error of the checks
            decimals = max((_decimals(row.scores[id]) for row in result.rows if id in row.scores), default=0)
            yield Column(metric, direction, result.units.get(id, ""), decimals)


def _build_row(
    catalog: Catalog, row: Row, columns: Sequence[Column], best: Mapping[str, frozenset[Decimal]]
) -> TableRow:
    cells = []
    for column in columns:
        score = row.scores.get(column.metric.id)
        if score is None:
            cells.append(Cell(""))
            continue
        is_best = score in best[column.metric.id] and not row.reference
        cells.append(Cell(f"{score:f}", is_best, column.decimals - _decimals(score)))
    return TableRow(_method_link(catalog, row.method), row.variant or "", tuple(cells))


def _method_link(catalog: Catalog, method: str) -> Link:
    paper = catalog.paper.get(method)
    return Link(paper.short or paper.title, paper_href(paper), title=paper.title) if paper else Link(method)


def _decimals(score: Decimal) -> int:
    return max(0, -int(score.as_tuple().exponent))
