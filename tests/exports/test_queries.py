"""The queries on /data/sqlite/ answer what the library answers about the catalog of this checkout."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from catalog import Catalog, Paper
from catalog.exports.database import Database
from catalog.exports.project import Project
from catalog.exports.queries import read_queries
from catalog.facets.code import code_of
from catalog.utils.text import fold
from catalog.views.api import api_records
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.exports.reading import open_database
from tests.sites import ROOT, BuiltSite

pytestmark = pytest.mark.data

QUERIES = {query.path.rpartition("/")[2].removesuffix(".sql"): query for query in read_queries(ROOT / "docs")}
MAX_SIZE = 4_000
"""Bytes a paper."""
Rows = list[tuple[Any, ...]]
ApiRecords = Mapping[str, Mapping[str, Any]]


@cache
def views() -> Views:
    return Views(Catalog.load(ROOT))


@cache
def database() -> Database:
    return Database(views(), Project(ROOT, SiteInfo()))


@cache
def api(name: str) -> ApiRecords:
    """The records of the API by ID, newest papers first."""
    return {record["id"]: record for record in api_records(views(), name)}


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with open_database(database().content) as connection:
        yield connection


def answer(connection: sqlite3.Connection, name: str) -> Rows:
    """Return the rows of a query."""
    return [tuple(row) for row in connection.execute(QUERIES[name].sql)]


def codes(paper: Mapping[str, Any]) -> Any:
    """The repositories of a paper, as the pages show them."""
    return code_of(views().catalog, views().catalog.paper[paper["id"]])


def test_it_is_small() -> None:
    content = Database(views(), Project(ROOT, SiteInfo())).content
    assert len(content) < MAX_SIZE * len(views().catalog.papers)


def test_each_query_has_a_test() -> None:
    tested = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}
    assert len(QUERIES) == 10
    assert QUERIES.keys() <= tested


def test_code_for_training(connection: sqlite3.Connection) -> None:
    expected = []
    for paper in api("papers").values():
        if (paper.get("venue"), paper.get("year")) == ("cvpr", 2025):
            for code in codes(paper):
                use = {terms.license.commercial for terms in code.terms if terms.subject != "weights"}
                if code.license_name and use == {"yes"} and "training" in (code.repository.holds or ()):
                    row = paper["id"], paper["title"], code.repository.url, code.license_name
                    expected.append(row)
    assert sorted(answer(connection, "code-for-training")) == sorted(expected) != []


def test_evaluation_datasets(connection: sqlite3.Connection) -> None:
    papers = Counter(
        id for paper in api("papers").values() for id in {*paper.get("datasets", {}).get("test", ())}
    )
    expected = [(api("datasets")[id]["name"], count) for id, count in papers.items()]
    assert answer(connection, "evaluation-datasets") == sorted(expected, key=lambda row: (-row[1], row[0]))
    assert expected


def test_venues_by_year(connection: sqlite3.Connection) -> None:
    papers = Counter((paper.get("venue"), paper.get("year")) for paper in api("papers").values())
    expected = [
        (api("venues")[venue]["short"], year, count)
        for (venue, year), count in papers.items()
        if venue and year and api("venues")[venue]["kind"] != "preprint"
    ]
    rows = answer(connection, "venues-by-year")
    assert sorted(rows) == sorted(expected) != []
    assert rows == sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def test_compared_on_hdtf(connection: sqlite3.Connection) -> None:
    expected = [
        (result.id, row.method, row.variant, f"{row.scores['fid']:f}")
        for result in views().catalog.results.values()
        for row in result.rows
        if result.dataset == "hdtf" and "fid" in row.scores and not row.reference
    ]
    rows = answer(connection, "compared-on-hdtf")
    assert Counter(rows) == Counter(expected) != Counter()
    assert rows == sorted(rows, key=lambda row: (row[0], float(row[3])))


def test_reported_preprints(connection: sqlite3.Connection) -> None:
    expected = [
        (
            paper.id,
            paper.title,
            api("venues")[str(claim.venue)]["short"],
            claim.year,
            api("sources")[claim.source]["name"],
        )
        for paper in views().catalog.papers
        for claim in paper.reporting_claims
    ]
    assert answer(connection, "reported-preprints") == expected != []


def test_frequent_authors(connection: sqlite3.Connection) -> None:
    expected = []
    for author in api("authors").values():
        papers = [views().catalog.paper[id] for id in dict.fromkeys(author["papers"])]
        years = [paper.display_year for paper in papers if paper.display_year]
        expected.append((-len(papers), author["id"], author["name"], min(years), max(years)))
    first = [(name, -count, start, end) for count, _, name, start, end in sorted(expected)[:50]]
    assert answer(connection, "frequent-authors") == first


def test_real_time_splatting(connection: sqlite3.Connection) -> None:
    expected = [
        (paper["id"], paper["title"], views().catalog.paper[paper["id"]].display_year)
        for paper in api("papers").values()
        if {"3dgs", "real-time"} <= {*paper.get("tags", ())}
        and any("weights" in (code.repository.holds or ()) for code in codes(paper))
    ]
    assert answer(connection, "real-time-splatting") == expected != []


def words(paper: Paper) -> list[str]:
    texts = (paper.title, paper.short or "", paper.summary or "", *paper.authors)
    return re.findall(r"\w+", fold(" ".join(texts)).replace("-", " "))


def test_full_text(connection: sqlite3.Connection) -> None:
    expected = {
        paper.id
        for paper in views().catalog.papers
        if all(any(word.startswith(stem) for word in words(paper)) for stem in ("diffus", "emot"))
    }
    rows = answer(connection, "full-text")
    assert {row[0] for row in rows} == expected != set()
    assert len(rows) == len(expected)
    assert {"diffusion", "emotion"} & {*words(views().catalog.paper[rows[0][0]])}


def test_scores_of_several_reports(connection: sqlite3.Connection) -> None:
    expected: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for case in views().results.disagreements:
        scores = [float(score) for score, _ in case.scores]
        result = case.scores[0][1].result
        key = (result.dataset, result.subset or "", case.variant, case.column.metric.id)
        reporters = {table.reporter_id for _, table in case.scores}
        expected[key].append((min(scores), max(scores), len(reporters)))
    actual = defaultdict(list)
    for dataset, subset, _, variant, metric, *numbers in answer(connection, "scores-of-several-reports"):
        actual[dataset, subset or "", variant or "", metric].append(tuple(numbers))
    assert (
        {key: sorted(rows) for key, rows in actual.items()}
        == {key: sorted(rows) for key, rows in expected.items()}
        != {}
    )


def test_open_datasets(connection: sqlite3.Connection) -> None:
    papers: dict[str, set[str]] = defaultdict(set)
    for paper in api("papers").values():
        for ids in paper.get("datasets", {}).values():
            for id in ids:
                papers[id].add(paper["id"])
    expected = []
    for dataset in api("datasets").values():
        if dataset.get("access") == "open":
            hours = dataset.get("hours")
            whole = None if isinstance(hours, dict) else hours
            row = (
                dataset["name"],
                dataset.get("year"),
                dataset.get("license"),
                whole,
                len(papers[dataset["id"]]),
            )
            expected.append(row)
    assert answer(connection, "open-datasets") == sorted(expected, key=lambda row: (-row[4], row[0]))
    assert expected


def test_the_page_shows_each_query_and_each_table(toy_site: BuiltSite) -> None:
    page = toy_site.pages["data/sqlite/"]
    assert [block.raw_text for block in page.select("pre")][1:] == [query.sql for query in QUERIES.values()]
    links = [(heading.text, heading.select_one("a")["href"]) for heading in page.select("h3")]
    assert links == [(query.title, f"../../{query.path}") for query in QUERIES.values()]
    assert all(query.path in toy_site.files for query in QUERIES.values())
    content = (toy_site.output / "catalog.sqlite").read_bytes()
    with open_database(content) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    tables = {row["name"] for row in names if not row["name"].startswith("paper_search_")}
    assert {row.select("code")[0].text for row in page.select("tr")[1:]} == tables
    assert f"{len(content) / 1e6:.1f} MB" in page.select_one("p.facts").text
