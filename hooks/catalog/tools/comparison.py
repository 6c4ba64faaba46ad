"""Papers side by side, with the rows of /compare/; see docs/assets/compare/groups.js and results.js."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from catalog.facets.definitions import TAG_GROUPS
from catalog.records.schema import Paper
from catalog.search.comparison import comparison_index
from catalog.views.views import Views

MIN_REPORTED_PAPERS = 2
"""Papers with results in a table; one result is no comparison."""

Row = dict[str, Any]
"""A row: its name, and lists of values by the IDs of papers. A value is a text, or a text and its href."""


class Comparison:
    """The facts that papers are compared by, as the browser has them."""

    def __init__(self, views: Views) -> None:
        self.views = views

    @cached_property
    def _index(self) -> Mapping[str, Any]:
        return comparison_index(self.views)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """Positions of papers in the index, by their IDs."""
        return {paper.id: position for position, paper in enumerate(self.views.catalog.papers)}

    def groups(self, papers: Sequence[Paper]) -> list[dict[str, Any]]:
        """Return groups of rows, without those that no paper has a value for."""
        publication = [*self._publication(papers), *self._read_rows(self._index["publication"], papers)]
        groups: list[dict[str, Any]] = [
            {"name": "Publication", "rows": publication},
            {"name": "Method", "rows": self._tags(papers)},
        ]
        for group in self._index["groups"]:
            groups.append({"name": group["name"], "rows": self._read_rows(group["rows"], papers)})
        groups += self._results(papers)
        groups = [{**group, "rows": [row for row in group["rows"] if row["values"]]} for group in groups]
        return [group for group in groups if group["rows"]]

    def _read_rows(self, rows: Sequence[Mapping[str, Any]], papers: Sequence[Paper]) -> list[Row]:
        """Return rows of the index with the values of some papers."""
        positions = {paper.id: self._positions[paper.id] for paper in papers}
        return [
            _make_row(row["name"], {id: row["cells"].get(position) for id, position in positions.items()})
            for row in rows
        ]

    def _publication(self, papers: Sequence[Paper]) -> Iterator[Row]:
        """Yield the rows that the search index has."""
        yield _make_row("Venue", {paper.id: [self.views.card(paper).venue.name] for paper in papers})
        yield _make_row("Year", {paper.id: [str(paper.display_year)] for paper in papers})

    def _tags(self, papers: Sequence[Paper]) -> list[Row]:
        """Return a row for each group of tags."""
        tags = self.views.catalog.tags

        def names(paper: Paper, group: str) -> list[str]:
            return [tag.name for id, tag in tags.items() if id in paper.tags and tag.group == group]

        return [
            _make_row(heading, {paper.id: names(paper, group) for paper in papers})
            for group, heading in TAG_GROUPS.items()
        ]

    def _results(self, papers: Sequence[Paper]) -> Iterator[dict[str, Any]]:
        """Yield the tables with results of several of the papers, with a row for each metric."""
        for table in self._index["tables"]:
            rows = {paper.id: self._read_scores(table["rows"], paper) for paper in papers}
            if sum(map(bool, rows.values())) >= MIN_REPORTED_PAPERS:
                metrics = [
                    _make_row(name, {id: [row[at] for row in own if row[at]] for id, own in rows.items()})
                    for at, name in enumerate(table["metrics"])
                ]
                yield {"name": table["name"], "href": table["href"], "rows": metrics}

    def _read_scores(self, rows: Sequence[Sequence[Any]], paper: Paper) -> list[list[str]]:
        """Return the scores of a paper in a table, with the variants of its method."""
        own = [row[1:] for row in rows if row[0] == self._positions[paper.id]]
        return [
            [f"{score} ({variant})" if score and variant else score for score in scores]
            for variant, *scores in own
        ]


def _make_row(name: str, values: Mapping[str, Sequence[Any] | None]) -> Row:
    """Return a row with the values of the papers that have any."""
    return {"name": name, "values": {id: list(items) for id, items in values.items() if items}}
