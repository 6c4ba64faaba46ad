"""The links to ask for, and where in the records they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.checks.links import catalog_urls
from catalog.documents.problems import KeyPath
from catalog.records.catalog import Catalog
from catalog.records.schema import Record
from catalog.refresh.links.request import can_be_asked
from catalog.refresh.round import Scope
from catalog.utils.urls import identifier_in_url


@dataclass(frozen=True)
class Place:
    """Place of a link in a record."""

    record: Record
    path: KeyPath

    @property
    def name(self) -> str:
        """Path in the file, without positions in lists: `links.project`."""
        is_own_file = self.record.file.endswith(f"/{self.record.id}.yml")
        path = self.path if is_own_file else (self.record.id, *self.path)
        return ".".join(step for step in path if isinstance(step, str))

    def line_with(self, url: str) -> str:
        """Return the line of the record with another URL: `project: https://toys.example/`."""
        *others, last = self.path
        if isinstance(last, str):
            return f"{last}: {url}"
        siblings = self.record
        for step in others:
            siblings = getattr(siblings, str(step))
        return f"{others[-1]}: {url}" if others and len(siblings) == 1 else f"- {url}"  # type: ignore[arg-type]


@dataclass(frozen=True)
class Targets:
    """Links of the records in the scope of a run."""

    places: Mapping[str, tuple[Place, ...]]
    """Places by URL."""
    unchecked: int
    """Links that are never asked: without https, or at an unusual port."""
    all_urls: frozenset[str]
    """Links of all records that may be asked."""


def find_targets(scope: Scope) -> Targets:
    """Return the links to ask for; the round `audit` asks for arXiv IDs and DOIs of papers."""
    audited = _audited_ids(scope.catalog)
    places: dict[str, tuple[Place, ...]] = {}
    all_urls, unchecked = set(), set()
    for record, path, url in catalog_urls(scope.catalog):
        field, value = identifier_in_url(url) or ("", "")
        if (field, value.lower()) in audited:
            continue
        is_included = scope.includes(record.file)
        if not can_be_asked(url):
            unchecked |= {url} if is_included else set()
            continue
        all_urls.add(url)
        if is_included:
            places[url] = (*places.get(url, ()), Place(record, path))
    return Targets(places, len(unchecked), frozenset(all_urls))


def _audited_ids(catalog: Catalog) -> set[tuple[str, str]]:
    ids = ((field, getattr(paper, field)) for paper in catalog.papers for field in ("arxiv", "doi"))
    return {(field, value.lower()) for field, value in ids if value}
