"""What a search is measured against: queries with the papers that would content whoever typed them.

`public.json` names its answers by parts of titles, so it fits any catalog. `public_real.yml` judges the same
queries on this catalog. `real.yml` is for tuning a search; `heldout.yml` is for looking at once, afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from catalog import Catalog

HERE = Path(__file__).parent
FIRST = 5
"""How many answers a reader sees at once."""


@dataclass(frozen=True)
class Query:
    """A query and its right answers."""

    query: str
    kind: str
    """What makes it hard."""
    accepted: tuple[str, ...]
    """The ids of all papers that fit, in no order; none, if no paper fits."""
    why: str
    """What makes these papers fit, and no others."""


@dataclass(frozen=True)
class Quality:
    """How good the answers are, over all queries that some paper fits."""

    hit1: float
    """The share of queries whose first answer fits."""
    hit5: float
    """The share of queries with an answer that fits among the first five."""
    mrr: float
    """The mean of 1 / rank of the first answer that fits; 0 where none does."""
    failures: tuple[Query, ...]
    """The queries without an answer that fits among the first five."""


def load(path: Path) -> tuple[Query, ...]:
    """The queries of a YAML file."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(Query(row["query"], row["kind"], tuple(row["accepted"]), row["why"]) for row in rows)


def public(catalog: Catalog) -> tuple[Query, ...]:
    """The queries of public.json, answered by every paper of a catalog with one of the parts in its title."""
    rows = json.loads((HERE / "public.json").read_text(encoding="utf-8"))
    return tuple(
        Query(query, kind, _with_parts(catalog, parts), "Its title contains a part that the query asks for.")
        for query, parts, kind in rows
    )


def quality(answers: Mapping[str, Sequence[str]], queries: Iterable[Query]) -> Quality:
    """How good a search is, by its ranked ids for each query."""
    # A query that no paper fits is left out: "no answer" is right there, and would reward a broken search.
    ranks = {query: _rank(answers[query.query], query.accepted) for query in queries if query.accepted}
    if not ranks:
        raise ValueError("No paper fits any of these queries")
    return Quality(
        hit1=sum(rank == 1 for rank in ranks.values()) / len(ranks),
        hit5=sum(0 < rank <= FIRST for rank in ranks.values()) / len(ranks),
        mrr=sum(1 / rank for rank in ranks.values() if rank) / len(ranks),
        failures=tuple(query for query, rank in ranks.items() if not 0 < rank <= FIRST),
    )


def _with_parts(catalog: Catalog, parts: Iterable[str]) -> tuple[str, ...]:
    folded = [part.casefold() for part in parts]
    return tuple(p.id for p in catalog.papers if any(part in p.title.casefold() for part in folded))


def _rank(answer: Sequence[str], accepted: Sequence[str]) -> int:
    """The place of the first id that is accepted, counted from 1; 0 if there is none."""
    return next((place for place, id in enumerate(answer, 1) if id in accepted), 0)
