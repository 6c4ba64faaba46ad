"""Predicates of asked.yml: which papers a query asks for, read without `catalog.queries`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalog import Catalog
from catalog.records.catalog import given_first
from catalog.records.repository import LICENSE_FIELDS, Repository, repository_id
from catalog.records.schema import Paper
from catalog.utils.text import fold
from tests.helpers import load_yaml

FILE = Path(__file__).parent / "asked.yml"
PREDICATE_KEYS = frozenset(
    {"venue", "years", "category", "tags", "dataset", "has", "license", "author", "text", "not"}
)
REPOSITORY_CONTENTS = frozenset({"inference", "training", "evaluation", "weights"})
"""Values of `has` that a repository answers; all others are kinds of links."""


@dataclass(frozen=True)
class AskedQuery:
    """A query as people type it, and what it asks for."""

    query: str
    kind: str
    predicate: Mapping[str, Any]

    def papers(self, catalog: Catalog) -> frozenset[str]:
        """Return the IDs of the papers that the query asks for."""
        return frozenset(paper.id for paper in catalog.papers if _fits(catalog, paper, self.predicate))


def load_asked(path: Path = FILE) -> tuple[AskedQuery, ...]:
    """Load the queries of asked.yml."""
    kinds = load_yaml(path.read_text(encoding="utf-8"))
    return tuple(
        AskedQuery(row.pop("q"), kind, row) for kind, rows in kinds.items() for row in map(dict, rows)
    )


def failures(
    catalog: Catalog, queries: Sequence[AskedQuery], results: Mapping[str, Sequence[str]]
) -> tuple[list[str], list[str]]:
    """Compare ranked IDs with the predicates.

    Returns:
        The queries whose first answer is wrong, and those whose set of answers is, each with the difference.
        Where no paper is asked for, no answer is the right one.
    """
    wrong_first, wrong_set = [], []
    for asked in queries:
        expected, ids = asked.papers(catalog), results[asked.query]
        if ids[0] not in expected if ids else expected:
            wrong_first.append(f"{asked.query!r}: {ids[:1]} is none of {len(expected)}")
        if expected != set(ids):
            more, missing = sorted(set(ids) - expected), sorted(expected - set(ids))
            wrong_set.append(
                f"{asked.query!r}: {len(ids)} for {len(expected)}, more: {len(more)} {more[:2]},"
                f" missing: {len(missing)} {missing[:2]}"
            )
    return wrong_first, wrong_set


def _fits(catalog: Catalog, paper: Paper, predicate: Mapping[str, Any]) -> bool:
    fits_all = all(_fits_key(catalog, paper, key, value) for key, value in predicate.items() if key != "not")
    excluded = predicate.get("not", {})
    return fits_all and not any(_fits_key(catalog, paper, key, value) for key, value in excluded.items())


def _fits_key(catalog: Catalog, paper: Paper, key: str, value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    match key:
        case "venue":
            return paper.venue_id in values
        case "years":
            return any(_is_in_years(paper.display_year, str(years)) for years in values)
        case "category":
            return any(category in paper.categories for category in values)
        case "tags":
            return set(values) <= set(paper.tags)
        case "dataset":
            datasets = paper.datasets
            return set(values) <= {*datasets.train, *datasets.test, *datasets.uses}
        case "has":
            return all(_has(catalog, paper, feature) for feature in values)
        case "license":
            return any(_is_licensed(catalog, repository, value) for repository in _code(catalog, paper))
        case "author":
            authors = {fold(given_first(author)) for author in paper.authors}
            return all(fold(author) in authors for author in values)
        case "text":
            return all(any(word.startswith(fold(part)) for word in _words(paper)) for part in values)
    raise ValueError(f"Unknown key of a predicate: {key}")


def _is_in_years(year: int, years: str) -> bool:
    first, dash, last = years.partition("-")
    return int(first or 0) <= year <= int(last or 9999) if dash else year == int(years)


def _has(catalog: Catalog, paper: Paper, feature: str) -> bool:
    if feature in REPOSITORY_CONTENTS:
        return any(feature in (repository.holds or ()) for repository in _code(catalog, paper))
    return bool(getattr(paper.links, feature))


def _code(catalog: Catalog, paper: Paper) -> Iterator[Repository]:
    """Yield the repositories of a paper's code; a record of a moved one leads to that of the new place."""
    for url in paper.links.code:
        repository = catalog.repositories.get(repository_id(url) or "")
        if repository and repository.moved_to:
            repository = catalog.repositories.get(repository_id(repository.moved_to) or "", repository)
        if repository:
            yield repository


def _is_licensed(catalog: Catalog, repository: Repository, license: str) -> bool:
    if license != "commercial":
        return repository.license == license
    terms: Collection[str] = [id for field in LICENSE_FIELDS if (id := getattr(repository, field))]
    return repository.license is not None and all(catalog.licenses[id].commercial == "yes" for id in terms)


@cache
def _words(paper: Paper) -> frozenset[str]:
    texts = (paper.title, paper.short or "", *paper.aliases, paper.summary or "", *paper.authors)
    return frozenset(word for text in texts for word in fold(text).split())
