"""The judged queries are complete and name existing papers; the metrics are computed correctly."""

from __future__ import annotations

from collections import Counter

import pytest

from catalog import Catalog
from tests.helpers import ROOT, make_catalog, make_paper
from tests.search.quality import HERE, Quality, Query, evaluate, load, public

FILES = ("public_real.yml", "real.yml", "heldout.yml")
MAY_BE_EMPTY = "none-ok"
"""The kind of queries that need no relevant papers."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT)


@pytest.mark.data
@pytest.mark.parametrize("file", FILES)
def test_accepted_papers_exist(file: str, catalog: Catalog) -> None:
    unknown = {query.query: set(query.accepted) - catalog.paper.keys() for query in load(HERE / file)}
    assert {query: ids for query, ids in unknown.items() if ids} == {}


@pytest.mark.parametrize("file", FILES)
def test_every_query_has_a_reason_and_answers_named_once(file: str) -> None:
    for query in load(HERE / file):
        assert query.why.endswith("."), query
        assert query.accepted or query.kind == MAY_BE_EMPTY, query
        assert len(set(query.accepted)) == len(query.accepted), query


def test_a_query_is_judged_once() -> None:
    counts = Counter(query.query.casefold() for file in FILES for query in load(HERE / file))
    assert [query for query, count in counts.items() if count > 1] == []


@pytest.mark.data
def test_public_queries_are_judged_on_the_real_catalog() -> None:
    queries = [(query.query, query.kind) for query in public(make_catalog())]
    assert len(queries) == 42
    assert [(query.query, query.kind) for query in load(HERE / "public_real.yml")] == queries


def test_two_fifths_of_the_queries_of_every_kind_are_held_out() -> None:
    tuned, held_out = (
        Counter(query.kind for query in load(HERE / file)) for file in ("real.yml", "heldout.yml")
    )
    assert held_out.keys() == tuned.keys()
    assert held_out.total() / (held_out.total() + tuned.total()) == pytest.approx(0.4, abs=0.05)


def test_public_answers_match_titles_in_any_case() -> None:
    catalog = make_catalog(
        make_paper("a-2020", title="A lip sync EXPERT"), make_paper("b-2020", title="An Expert")
    )
    answers = {query.query: query.accepted for query in public(catalog)}
    assert answers["wav2lip"] == ("a-2020",)
    assert answers["makeittalk"] == ()


def test_metrics_count_the_first_relevant_result() -> None:
    first, third, sixth, never = (Query(name, "name", ("x", "y"), "") for name in "abcd")
    without = Query("e", MAY_BE_EMPTY, (), "")
    results = {"a": "y", "b": "pqx", "c": "pqrstxy", "d": "", "e": "p"}
    score = evaluate(results, (first, third, sixth, never, without))
    assert score == Quality(hit1=1 / 4, hit5=2 / 4, mrr=(1 + 1 / 3 + 1 / 6) / 4, failures=(sixth, never))


def test_no_answer_is_right_if_none_is_accepted_and_that_counts() -> None:
    some, none, wrong = Query("a", "name", ("x",), ""), *(Query(name, "name", (), "") for name in "bc")
    score = evaluate({"a": "x", "b": "", "c": "x"}, (some, none, wrong), may_be_empty=True)
    assert score == Quality(hit1=2 / 3, hit5=2 / 3, mrr=2 / 3, failures=(wrong,))


def test_metrics_need_a_result_for_every_query() -> None:
    with pytest.raises(KeyError):
        evaluate({}, (Query("a", "name", ("x",), ""),))
    with pytest.raises(ValueError, match="None of these queries"):
        evaluate({}, ())
