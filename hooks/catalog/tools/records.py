"""Records by the identifiers that readers have: IDs, arXiv IDs, DOIs and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from catalog.documents.wording import find_similar
from catalog.records.as_json import record_as_json
from catalog.records.catalog import Catalog
from catalog.records.repository import repository_id
from catalog.records.schema import Paper
from catalog.search.pasted import find_pasted
from catalog.views.api import RECORD_TYPES, api_records
from catalog.views.cards import paper_href
from catalog.views.views import Views

SUMMARY_FIELDS = (
    *("id", "href", "title", "short", "authors", "venue", "year", "track", "submitted", "status"),
    *("arxiv", "doi", "summary", "tags", "links"),
)
"""Fields of a paper in lists."""
MAX_SHOWN_CHARACTERS = 100
"""Characters of an unknown identifier in a message."""


class RequestError(ValueError):
    """A request cannot be answered; the message says what to do."""


class Records:
    """The records of a catalog by identifier, as the API has them."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.catalog: Catalog = views.catalog

    @cached_property
    def lists(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        """The lists of the API: records by ID."""
        return {
            name: {record["id"]: record for record in api_records(self.views, name)} for name in RECORD_TYPES
        }

    @cached_property
    def _current_ids(self) -> Mapping[str, str]:
        """Current IDs of renamed papers, by former ID."""
        return {former: paper.id for paper in self.catalog.papers for former in paper.replaces}

    def find(self, identifier: str) -> list[dict[str, Any]]:
        """Return the records that an identifier names, each with the name of its list.

        Raises:
            RequestError: There is none.
        """
        found = [{"list": name, "record": record} for name, record in self._iter_records(identifier.strip())]
        if not found:
            raise RequestError(self._describe_unknown(identifier.strip()))
        return found

    def find_paper(self, identifier: str) -> Paper:
        """Return the paper that an identifier names.

        Raises:
            RequestError: There is none, or there are several.
        """
        papers = self._find_papers(identifier.strip())
        if not papers:
            raise RequestError(self._describe_unknown(identifier.strip(), "paper"))
        if len(papers) > 1:
            ids = ", ".join(paper.id for paper in papers)
            raise RequestError(f"{quote_input(identifier)} belongs to several papers. Choose one: {ids}.")
        return papers[0]

    def summarize(self, paper: Paper) -> dict[str, Any]:
        """Return a paper as lists show it: some fields of its record."""
        record = record_as_json(paper, paper_href(paper))
        return {name: record[name] for name in SUMMARY_FIELDS if name in record}

    def _iter_records(self, identifier: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield lists and records: those with this ID, else those of a link."""
        id = identifier.lower()
        named = {name: records[id] for name, records in self.lists.items() if id in records}
        yield from named.items()
        if id in self.catalog.gone:
            yield "gone", record_as_json(self.catalog.gone[id])
        if named:
            return
        if repository := self.lists["repositories"].get(repository_id(identifier) or ""):
            yield "repositories", repository
        for paper in self._find_papers(identifier):
            yield "papers", self.lists["papers"][paper.id]

    def _find_papers(self, identifier: str) -> list[Paper]:
        """Return the paper with an ID, present or former, or those of a link."""
        id = self._current_ids.get(identifier.lower(), identifier.lower())
        if paper := self.catalog.paper.get(id):
            return [paper]
        pasted = find_pasted(identifier, self.catalog)
        return [self.catalog.papers[row] for row in (pasted and pasted.rows) or ()]

    def _describe_unknown(self, identifier: str, kind: str = "record") -> str:
        """Return that an identifier is unknown, and the nearest ID, if it is one with an error."""
        lists = (self.catalog.paper,) if kind == "paper" else self.lists.values()
        similar = find_similar(identifier[:MAX_SHOWN_CHARACTERS], (id for ids in lists for id in ids))
        suggestion = f" Did you mean {similar}?" if similar else ""
        advice = "Give an ID, an arXiv ID, a DOI or a link; the tool search finds papers by words."
        return f"No {kind} of the catalog has the identifier {quote_input(identifier)}.{suggestion} {advice}"


def quote_input(identifier: str) -> str:
    """Return a text of a request for a message: short, printable, in quotes."""
    return ascii(identifier.strip()[:MAX_SHOWN_CHARACTERS])
