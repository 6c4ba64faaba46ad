"""Texts, queries and tables of the search benchmark, and its page with this site's search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from catalog import Catalog
from catalog.views.views import Views
from tests.bench import indexes
from tests.bench.catalogs import make_catalog
from tests.bench.measure import LAYER_KB, SearchBenchmark
from tests.bench.quality import judge, query_sets
from tests.bench.report.search import cost_tables, layer_table
from tests.bench.results import EngineCost, SearchResults
from tests.bench.search import summarize
from tests.bench.server import serve_folders
from tests.helpers import ROOT, make_paper, real_catalog
from tests.search.asked import AskedQuery

SIZE = 60


def make_cost(engine: str, kb: float, **figures: object) -> EngineCost:
    """Return a cost of which only the bytes matter."""
    others = ("requests", "first_ms", "key_ms", "key_p95_ms", "keys", "typing_requests", "heap_mb", "build_s")
    costs = dict.fromkeys(others, 1) | {
        "papers": 100,
        "engine": engine,
        "kb": kb,
        "typing_kb": 0,
        "rounds": 1,
    }
    return EngineCost.model_validate(costs | figures)


def make_results(*costs: EngineCost) -> SearchResults:
    """Return results without quality."""
    texts = dict.fromkeys(("date", "system", "python", "chromium"), "Toy")
    return SearchResults.model_validate(
        texts | {"cores": 2, "slowed": 4, "engines": {"lunr": "Lunr"}, "costs": costs, "quality": ()}
    )


RESULTS = make_results(
    make_cost("ours", 60, layer_kb={"people": 15, "summaries": 25}, complete_ms=9),
    make_cost("lunr", 150, complete_ms=9),
)


@pytest.fixture(scope="module")
def papers() -> list[indexes.SearchPaper]:
    return indexes.make_entries(Views(make_catalog(ROOT, SIZE)))


def test_peers_get_the_texts_of_the_site(tmp_path: Path, papers: list[indexes.SearchPaper]) -> None:
    views = Views(make_catalog(ROOT, SIZE))
    indexes.write_minisearch_index(views, tmp_path)
    indexes.write_lunr_index(views, tmp_path)
    columns = json.loads((tmp_path / "catalog.json").read_text("utf-8"))
    docs = json.loads((tmp_path / "search_index.json").read_text("utf-8"))["docs"]
    assert columns["summaries"].split("\n") == [paper.summary for paper in papers]
    assert any(paper.summary for paper in papers)
    for paper, doc in zip(papers, docs, strict=True):
        record = paper.record
        content = indexes.pagefind_record(paper)["content"]
        assert all(text in content for text in (record.title, *paper.names, *paper.authors, paper.summary))
        assert paper.summary in doc["summary"]
        venue = views.catalog.venues[record.venue_id]
        for text in (
            venue.short,
            venue.name,
            *venue.aliases,
            *(views.catalog.tags[id].name for id in record.tags),
        ):
            assert f" {text} " in f" {doc['text']} "
            assert f" {text} " in f" {content} "


def test_values_of_the_compact_file_are_listed_once(papers: list[indexes.SearchPaper]) -> None:
    for name in ("venue", "tag", "dataset", "has", "license"):
        lists = indexes.encode_lists([paper.values[name] for paper in papers])
        names = [line.split("\t")[0] for line in str(lists["names"]).split("\n")]
        assert len(names) == len(set(names))
        decoded = [[names[number] for number in row] for row in lists["rows"]]  # type: ignore[attr-defined]
        assert decoded == [paper.value_names(name) for paper in papers]


def test_synthetic_papers_have_summaries_and_datasets_as_often_as_real_ones() -> None:
    real = real_catalog()
    larger = make_catalog(ROOT, 2 * len(real.papers))
    synthetic = [paper for paper in larger.papers if paper.id not in real.paper]
    for has in (lambda paper: paper.summary, lambda paper: any(paper.datasets.paths_and_ids)):
        share, real_share = (
            sum(map(bool, map(has, group))) / len(real.papers) for group in (synthetic, real.papers)
        )
        assert share == pytest.approx(real_share, abs=0.1)


def test_questions_are_asked_of_the_real_catalog_only() -> None:
    real_papers = len(real_catalog().papers)
    sets = {
        size: {name for name, _ in query_sets(make_catalog(ROOT, size), real_papers, held_out=False)}
        for size in (SIZE, real_papers, real_papers + 10)
    }
    assert sets == {
        SIZE: {"public"},
        real_papers: {"public", "own", "asked"},
        real_papers + 10: {"public", "own"},
    }


def test_a_question_accepts_the_papers_that_meet_its_condition() -> None:
    catalog = Catalog(papers=(make_paper("a-2021", year=2021), make_paper("b-2020", year=2020)))
    assert judge(AskedQuery("2021", "year", {"years": 2021}), catalog).accepted == ("a-2021",)
    assert judge(AskedQuery("2022", "year", {"years": 2022}), catalog).accepted == ()


def test_layers_of_several_rounds_are_summarized_by_name() -> None:
    rounds = [{"kb": kb, f"{LAYER_KB}people": 2 * kb} for kb in (1.0, 2.0, 4.0)]
    assert summarize(rounds) == {"kb": 2.0, "layer_kb": {"people": 4.0}}


def test_the_total_counts_every_layer() -> None:
    tables = {table.name: table for table in cost_tables(RESULTS)}
    rows = {
        name: [(row.value, row.note) for row in tables[f"Download, {name}"].groups[0][1]]
        for name in ("first result", "everything")
    }
    assert rows["first result"] == [("60\u00a0KB", ""), ("150\u00a0KB", "2.5x")]
    assert rows["everything"] == [("100\u00a0KB", ""), ("150\u00a0KB", "1.5x")]
    [(papers, layers)] = layer_table(RESULTS).groups
    assert papers == 100
    assert [(row.name, row.value, row.note) for row in layers] == [
        ("First result", "60\u00a0KB", "60%"),
        ("Authors", "15\u00a0KB", "15%"),
        ("Summaries", "25\u00a0KB", "25%"),
    ]


def test_what_was_not_measured_is_not_shown() -> None:
    results = make_results(make_cost("ours", 60))
    assert "All texts" not in {table.name for table in cost_tables(results)}
    assert layer_table(results).groups == ()


def test_the_page_measures_and_asks_this_search(browser: Browser, tmp_path: Path) -> None:
    catalog = make_catalog(ROOT, SIZE)
    indexes.write_site_index(Views(catalog), tmp_path / f"{SIZE}/ours")
    folders = {"bench": Path(indexes.__file__).parent, "data": tmp_path}
    titles = [paper.title for paper in catalog.papers[:5]]
    with serve_folders(folders) as (url, traffic):
        bench = SearchBenchmark(browser, url, traffic, max_seconds=0.5)
        costs = bench.measure_costs("ours", SIZE)
        answers = bench.search("ours", SIZE, [f'"{title}"' for title in titles])
    assert [ids[0] for ids in answers] == [paper.id for paper in catalog.papers[:5]]
    assert costs["kb"] > costs[f"{LAYER_KB}people"] > 0
    assert costs[f"{LAYER_KB}summaries"] > 0
    assert costs["complete_ms"] > costs["first_ms"] > 0
    assert costs["typing_kb"] == 0  # every layer is loaded before
    assert costs["keys"] > 0
