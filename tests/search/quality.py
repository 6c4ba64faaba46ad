"""Relevance judgments: queries with the papers that satisfy them, and the metrics hit@1, hit@5 and MRR.

`public.json` gives its answers as substrings of titles, so it fits any catalog; `public_real.yml` judges the
same queries on the real catalog. Tune on `real.yml` only; `heldout.yml` is for the final check.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog import Catalog
from tests.helpers import load_yaml

HERE = Path(__file__).parent
VISIBLE_RESULTS = 5
"""Results that a reader sees at once."""


@dataclass(frozen=True)
class Query:
    """A query and its relevant papers."""

    query: str
    kind: str
    """The difficulty that it tests."""
    accepted: tuple[str, ...]
    """The ids of all relevant papers, in no order; empty if there are none."""
    why: str
    """The reason why these papers are relevant and no others."""


@dataclass(frozen=True)
class Quality:
    """Metrics over all queries with relevant papers."""

    hit1: float
    """The share of queries whose first result is relevant."""
    hit5: float
    """The share of queries with a relevant result among the first five."""
    mrr: float
    """Mean reciprocal rank of the first relevant result; 0 where there is none."""
    failures: tuple[Query, ...]
    """The queries without a relevant result among the first five."""


def load(path: Path) -> tuple[Query, ...]:
    """Load the queries of a YAML file."""
    rows = load_yaml(path.read_text(encoding="utf-8"))
    return tuple(Query(row["query"], row["kind"], tuple(row["accepted"]), row["why"]) for row in rows)


def public(catalog: Catalog) -> tuple[Query, ...]:
    """Return the queries of public.json; papers with any of the substrings in their title are relevant."""
    rows = json.loads((HERE / "public.json").read_text(encoding="utf-8"))
    return tuple(
        Query(
            query,
            kind,
            _papers_with_title(catalog, substrings),
            "Its title contains text that the query asks for.",
        )
        for query, substrings, kind in rows
    )


def evaluate(
    results: Mapping[str, Sequence[str]], queries: Iterable[Query], *, may_be_empty: bool = False
) -> Quality:
    """Evaluate a search by its ranked ids for each query.

    Queries without relevant papers do not count, because an empty result would reward a broken search; with
    `may_be_empty` they do, and no answer is the right one.
    """
    judged = [query for query in queries if query.accepted or may_be_empty]
    ranks = {query: _rank(results[query.query], query.accepted) for query in judged}
    if not ranks:
        raise ValueError("None of these queries has relevant papers")
    return Quality(
        hit1=sum(rank == 1 for rank in ranks.values()) / len(ranks),
        hit5=sum(0 < rank <= VISIBLE_RESULTS for rank in ranks.values()) / len(ranks),
        mrr=sum(1 / rank for rank in ranks.values() if rank) / len(ranks),
        failures=tuple(query for query, rank in ranks.items() if not 0 < rank <= VISIBLE_RESULTS),
    )


def _papers_with_title(catalog: Catalog, substrings: Iterable[str]) -> tuple[str, ...]:
    folded = [text.casefold() for text in substrings]
    return tuple(p.id for p in catalog.papers if any(text in p.title.casefold() for text in folded))


def _rank(ids: Sequence[str], accepted: Sequence[str]) -> int:
    """Return the rank of the first accepted id, counted from 1; 0 if there is none.

    If no id is accepted, an empty result has rank 1.
    """
    if not accepted:
        return int(not ids)
    return next((rank for rank, id in enumerate(ids, 1) if id in accepted), 0)
