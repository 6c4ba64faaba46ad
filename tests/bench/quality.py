"""Ask every search engine the judged queries, and evaluate their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import click

from catalog import Catalog
from catalog.utils.text import fold
from tests.bench.measure import SearchBenchmark
from tests.search.asked import AskedQuery, load_asked
from tests.search.quality import HERE as QUERIES
from tests.search.quality import Query, evaluate, load, public

HELD_OUT_SET = "held out"
ASKED_SET = "asked"
"""Questions whose answers are tested by a condition on the records; no answer may be the right one."""
ONE_PAPER_KINDS = {"name", "name-typo", "name-split", "name-joined", "repository", "link-slug"}
ONE_PAPER_KINDS |= {"half-title", "word-order", "phrase", "stopwords"}
"""Kinds of queries that mean one particular paper."""


def measure_quality(
    bench: SearchBenchmark, catalog: Catalog, engine: str, real_papers: int, held_out: bool
) -> Iterator[dict[str, Any]]:
    """Yield the quality of an engine's answers with a catalog, for each set of queries."""
    papers = len(catalog.papers)
    for name, queries in query_sets(catalog, real_papers, held_out):
        results = bench.search(engine, papers, [query.query for query in queries])
        answers = {query.query: paper_ids(catalog, ids) for query, ids in zip(queries, results, strict=True)}
        measured = evaluate(answers, queries, may_be_empty=name == ASKED_SET)
        figures = {key: round(getattr(measured, key), 3) for key in ("hit1", "hit5", "mrr")}
        text = ", ".join(f"{key} {value:.3f}" for key, value in figures.items())
        missed = ", ".join(query.query for query in measured.failures)
        if name == HELD_OUT_SET:
            missed = "not shown"
        click.echo(f"{engine:10} {papers:7,} papers, {name}: {text}; missed: {missed or 'none'}", err=True)
        if name == ASKED_SET:
            click.echo(
                f"{engine:10} {papers:7,} papers, {name}: {_shares_by_kind(answers, queries)}", err=True
            )
        yield {"papers": papers, "engine": engine, "set": name, "queries": len(queries)} | figures


def query_sets(catalog: Catalog, real_papers: int, held_out: bool) -> Iterator[tuple[str, tuple[Query, ...]]]:
    """Yield the sets of queries that make sense for a catalog.

    All queries are for the real catalog, with `real_papers` papers. A smaller catalog gets the public ones,
    whose answers are known in any catalog. A larger one gets those for one particular paper, because nobody
    judged its synthetic papers; even then, synthetic papers with every word of the query in their title or
    names are accepted.
    """
    if len(catalog.papers) < real_papers:
        yield "public", tuple(query for query in public(catalog) if query.accepted)
        return
    files = {"public": "public_real.yml", "own": "real.yml"}
    if held_out:
        files[HELD_OUT_SET] = "heldout.yml"
    is_judged = len(catalog.papers) == real_papers
    for name, file in files.items():
        queries = [query for query in load(QUERIES / file) if query.accepted]
        one_paper = (query for query in queries if query.kind in ONE_PAPER_KINDS)
        yield (
            name,
            tuple(queries if is_judged else (accept_synthetic_papers(query, catalog) for query in one_paper)),
        )
    if is_judged:
        yield ASKED_SET, tuple(judge(asked, catalog) for asked in load_asked())


def judge(asked: AskedQuery, catalog: Catalog) -> Query:
    """Return a question with the papers that meet its condition."""
    accepted = tuple(sorted(asked.papers(catalog)))
    return Query(asked.query, asked.kind, accepted, "Their records meet the condition of the question.")


def accept_synthetic_papers(query: Query, catalog: Catalog) -> Query:
    """Return a query that also accepts every paper with all its words in title or names."""
    words = set(fold(query.query).split())
    candidates = ((paper.id, (paper.title, paper.short or "", *paper.aliases)) for paper in catalog.papers)
    matches = (id for id, texts in candidates if words <= set(fold(" ".join(texts)).split()))
    return replace(query, accepted=tuple(dict.fromkeys((*query.accepted, *matches))))


def paper_ids(catalog: Catalog, results: Iterable[str | int]) -> list[str]:
    """Return the ids of papers that an engine returned as ids or as rows of the catalog."""
    return [result if isinstance(result, str) else catalog.papers[result].id for result in results]


def _shares_by_kind(answers: dict[str, list[str]], queries: Iterable[Query]) -> str:
    """Return how many first answers are right, by kind of question."""
    counts, right = Counter[str](), Counter[str]()
    for query in queries:
        counts[query.kind] += 1
        right[query.kind] += evaluate(answers, [query], may_be_empty=True).hit1 == 1
    return ", ".join(f"{kind} {right[kind]}/{count}" for kind, count in counts.items())
