"""The queries of asked.yml are complete, and their predicates name what the catalog knows."""

from __future__ import annotations

from collections import Counter

import pytest

from catalog import Catalog
from tests.helpers import ROOT, make_catalog, make_paper
from tests.search.asked import PREDICATE_KEYS, AskedQuery, failures, load_asked

QUERIES_OF_A_KIND = 30
MAX_EMPTY = 5
"""Queries for which no answer is the right one, such as a conference in a year without one."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT)


def test_queries_are_complete() -> None:
    queries = load_asked()
    assert set(Counter(asked.kind for asked in queries).values()) == {QUERIES_OF_A_KIND}
    assert len({asked.query for asked in queries}) == 5 * QUERIES_OF_A_KIND
    for asked in queries:
        assert set() < asked.predicate.keys() <= PREDICATE_KEYS, asked


def test_predicates_name_known_values(catalog: Catalog) -> None:
    known = {
        "venue": catalog.venues,
        "category": catalog.categories,
        "tags": catalog.tags,
        "dataset": catalog.datasets,
    }
    for asked in load_asked():
        for key, value in (*asked.predicate.items(), *asked.predicate.get("not", {}).items()):
            values = value if isinstance(value, list) else [value]
            assert key not in known or set(values) <= known[key].keys(), asked


def test_nearly_every_query_has_papers(catalog: Catalog) -> None:
    empty = [asked.query for asked in load_asked() if not asked.papers(catalog)]
    assert len(empty) <= MAX_EMPTY, empty


def test_predicates() -> None:
    catalog = make_catalog(
        make_paper("a-2024", title="Talking heads", venue="cvpr", year=2024, tags=("gan",)),
        make_paper("b-2022", title="A talking face", venue="cvpr", year=2022),
    )

    def ids(**predicate: object) -> set[str]:
        return set(AskedQuery("", "", predicate).papers(catalog))

    assert ids(venue=["cvpr", "iccv"], years="2023-") == {"a-2024"}
    assert ids(years="-2022") == {"b-2022"}
    assert ids(text=["talk", "head"]) == {"a-2024"}
    assert ids(**{"not": {"tags": "gan"}}) == {"b-2022"}
    assert ids(has="code") == set()


def test_no_answer_is_right_where_nothing_is_asked_for() -> None:
    catalog = make_catalog(make_paper("a-2024", title="A"))
    asked = (AskedQuery("gan", "tag", {"tags": "gan"}),)
    assert failures(catalog, asked, {"gan": []}) == ([], [])
    wrong_first, wrong_set = failures(catalog, asked, {"gan": ["a-2024"]})
    assert len(wrong_first) == len(wrong_set) == 1
