"""Reported results by dataset, metric and paper. Nothing is ranked across reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.result import Result
from catalog.records.schema import Paper
from catalog.records.vocabularies import Metric
from catalog.utils.text import fold
from catalog.views.cards import Link
from catalog.views.result_tables import Column, Table, TableRow, build_table, results_href

Key = tuple[str | None, ...]
"""Properties that scores must share to be compared."""


@dataclass(frozen=True)
class DatasetResults:
    """All tables on one dataset."""

    dataset: Dataset
    tables: tuple[Table, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """Metrics of the tables, the most frequent first."""
        counts = Counter(column.metric.id for table in self.tables for column in table.columns)
        metrics = {column.metric.id: column.metric for table in self.tables for column in table.columns}
        return tuple(metrics[id] for id, _ in counts.most_common())

    @property
    def method_count(self) -> int:
        """Number of methods with a score."""
        return len({row.method.name for table in self.tables for row in table.rows})


@dataclass(frozen=True)
class Disagreement:
    """Scores of one method on one dataset that several reporters state, the lowest first."""

    method: Link
    variant: str
    column: Column
    scores: tuple[tuple[Decimal, Table], ...]

    @property
    def differs(self) -> bool:
        """True if not all reporters state the same score."""
        return self.scores[0][0] != self.scores[-1][0]


@dataclass(frozen=True)
class PaperScores:
    """The scores of a paper's method in one table."""

    table: Table
    row: TableRow
    dataset: Link

    MAX_SCORES: ClassVar = 5
    """Scores that the page of the paper shows."""

    @property
    def _scores(self) -> list[str]:
        cells = zip(self.table.columns, self.row.cells, strict=True)
        return [
            f"{column.metric.name} {column.arrow} {cell.text} {column.unit}".strip()
            for column, cell in cells
            if cell.text
        ]

    @property
    def shown_scores(self) -> list[str]:
        """The first scores, each with metric and unit."""
        return self._scores[: self.MAX_SCORES]

    @property
    def hidden_count(self) -> int:
        """Number of the other scores."""
        return max(0, len(self._scores) - self.MAX_SCORES)


class ReportedResults:
    """The reported results of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        results = (result for result in catalog.results.values() if result.dataset in catalog.datasets)
        self.tables = {result.id: build_table(catalog, result) for result in sorted(results, key=self._order)}
        """Tables by the ID of their record: those of papers first, newest first."""

    def _order(self, result: Result) -> tuple[bool, tuple[object, ...], str]:
        paper = self._catalog.paper.get(result.reported_by or "")
        year, (digits, number), _ = paper.sort_key if paper else (0, (0, ""), "")
        return paper is None, (-year, -digits, [-ord(character) for character in number]), result.id

    @cached_property
    def by_dataset(self) -> Mapping[str, DatasetResults]:
        """Results by the ID of their dataset, sorted by its name."""
        tables: dict[str, list[Table]] = defaultdict(list)
        for table in self.tables.values():
            tables[table.result.dataset].append(table)
        datasets = sorted((self._catalog.datasets[id] for id in tables), key=lambda item: fold(item.name))
        return {
            dataset.id: DatasetResults(
                dataset, tuple(tables[dataset.id]), tuple(_find_disagreements(tables[dataset.id]))
            )
            for dataset in datasets
        }

    @cached_property
    def by_metric(self) -> Mapping[str, Mapping[str, Sequence[Table]]]:
        """Tables by the IDs of a metric and of a dataset, in the orders of metrics.yml and of the index."""
        tables: dict[str, dict[str, list[Table]]] = {id: {} for id in self._catalog.metrics}
        for dataset, results in self.by_dataset.items():
            for table in results.tables:
                for column in table.columns:
                    tables[column.metric.id].setdefault(dataset, []).append(table)
        return {id: by_dataset for id, by_dataset in tables.items() if by_dataset}

    @property
    def comparisons(self) -> Mapping[tuple[str, str], int]:
        """Numbers of reports that have both papers of a pair, by their IDs."""
        return {
            (id, other): reports
            for id, others in self.compared_papers.items()
            for other, reports in others.items()
            if id < other
        }

    def metric_uses(self, id: str) -> Sequence[Table]:
        """Return the tables that say how they measured a metric: a protocol or an implementation."""
        tables = [table for tables in self.by_metric.get(id, {}).values() for table in tables]
        return [table for table in tables if table.result.protocol or id in table.result.implementations]

    @cached_property
    def disagreements(self) -> Sequence[Disagreement]:
        """Scores that several reporters state, in the order of their datasets."""
        return [case for results in self.by_dataset.values() for case in results.disagreements]

    @property
    def score_count(self) -> int:
        """Number of scores in all tables."""
        return sum(len(row.scores) for table in self.tables.values() for row in table.result.rows)

    def of_paper(self, paper: Paper) -> Sequence[PaperScores]:
        """Return the scores of a paper's method."""
        return self._scores_by_paper.get(paper.id, ())

    @cached_property
    def _scores_by_paper(self) -> Mapping[str, Sequence[PaperScores]]:
        scores: dict[str, list[PaperScores]] = defaultdict(list)
        for table in self.tables.values():
            dataset = self._catalog.datasets[table.result.dataset]
            link = Link(dataset.name, results_href(dataset.id))
            methods = [row for row in table.result.rows if not row.reference]
            for row, shown in zip(methods, table.rows, strict=True):
                scores[row.method].append(PaperScores(table, shown, link))
        return scores

    @cached_property
    def compared_papers(self) -> Mapping[str, Mapping[str, int]]:
        """Papers in the same tables as a paper, by its ID, each with the number of reports that have both."""
        reporters: dict[tuple[str, str], set[str]] = defaultdict(set)
        for table in self.tables.values():
            ids = dict.fromkeys(row.method for row in table.result.rows if row.method in self._catalog.paper)
            for id in ids:
                for other in ids:
                    if other != id:
                        reporters[id, other].add(table.reporter_id)
        compared: dict[str, dict[str, int]] = defaultdict(dict)
        for (id, other), sources in sorted(reporters.items(), key=lambda item: -len(item[1])):
            compared[id][other] = len(sources)
        return compared


def _find_disagreements(tables: Sequence[Table]) -> Iterator[Disagreement]:
    """Yield the scores that several reporters state for a method, subset, metric and unit."""
    scores: dict[Key, list[tuple[Decimal, Table]]] = defaultdict(list)
    rows: dict[Key, tuple[TableRow, Column]] = {}
    for table in tables:
        methods = [row for row in table.result.rows if not row.reference]
        for row, shown in zip(methods, table.rows, strict=True):
            for column in table.columns:
                if (score := row.scores.get(column.metric.id)) is not None:
                    key: Key = (row.method, row.variant, table.result.subset)
                    key += (column.metric.id, column.unit, column.direction)
                    scores[key].append((score, table))
                    rows.setdefault(key, (shown, column))
    for key, reports in scores.items():
        if len({table.reporter_id for _, table in reports}) > 1:
            shown, column = rows[key]
            in_order = sorted(reports, key=lambda report: (report[0], report[1].result.id))
            yield Disagreement(shown.method, shown.variant, column, tuple(in_order))
