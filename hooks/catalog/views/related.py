"""Papers related to another: those by its authors, and those from its venue and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import islice

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper

MAX_RELATED_PAPERS = 5
"""Papers of the same authors, or of the same venue, on the page of a paper."""


class RelatedPapers:
    """The related papers of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def by_authors(self, paper: Paper) -> tuple[Paper, ...]:
        """Return other papers by any of its authors, newest first."""
        rows = {
            row
            for author_id in self._catalog.author_ids[paper.id]
            for row in self._newest_rows_by_author.get(author_id, ())
        }
        return _without(paper, (self._catalog.papers[row] for row in sorted(rows)))

    def at_venue(self, paper: Paper) -> tuple[Paper, ...]:
        """Return other papers from the same venue and year."""
        return _without(paper, self._papers_by_venue_and_year[paper.venue_id, paper.display_year])

    @cached_property
    def _newest_rows_by_author(self) -> dict[str, tuple[int, ...]]:
        """The newest papers of each author, by author ID, as positions in `Catalog.papers`."""
        rows = {paper.id: row for row, paper in enumerate(self._catalog.papers)}
        return {
            author.id: tuple(rows[paper.id] for paper in author.papers[: MAX_RELATED_PAPERS + 1])
            for author in self._catalog.authors.values()
        }

    @cached_property
    def _papers_by_venue_and_year(self) -> dict[tuple[str, int], list[Paper]]:
        papers: dict[tuple[str, int], list[Paper]] = defaultdict(list)
        for paper in self._catalog.papers:
            papers[paper.venue_id, paper.display_year].append(paper)
        return papers


def _without(paper: Paper, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    return tuple(islice((other for other in papers if other.id != paper.id), MAX_RELATED_PAPERS))
