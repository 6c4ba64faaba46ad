"""The draft of a layout for very large catalogs, which docs/about/scale.md describes and measures."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog import Catalog
from catalog.search.columns import Columns
from catalog.search.packing import pack_gaps
from catalog.search.postings import paper_postings, people_postings
from catalog.views.views import Views
from tests.bench import layout, shards
from tests.sites import TOY


@pytest.fixture(scope="module")
def views() -> Views:
    """The views of the toy catalog."""
    return Views(Catalog.load(TOY.parent))


def test_each_term_and_paper_is_in_the_shard_that_a_search_loads(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "PAPERS_PER_SHARD", 3)
    files = {path: json.loads(text) for path, text in shards.render_shards(views)}
    columns = Columns(views.catalog)
    for postings in (paper_postings(columns), people_postings(columns)):
        for term, rows_by_score in postings.rows.items():
            scores = files[shards.term_shard(term)][term]
            for score, rows in rows_by_score.items():
                assert scores[str(score)] == pack_gaps([sorted({*rows})]), term
    for row, paper in enumerate(views.catalog.papers):
        assert files[shards.paper_shard(row)][row % 3][:2] == [paper.id, paper.title]


def test_a_search_loads_the_shards_of_its_words_and_of_the_papers_shown() -> None:
    assert shards.loaded_shards("Lip-Sync, lips", [0, 49, 50]) == {
        "search/terms/6c-69.json",
        "search/terms/73-79.json",
        "search/papers/0.json",
        "search/papers/1.json",
    }
    assert shards.term_shard("../etc") == "search/terms/2e-2e.json"


def test_large_folders_are_divided_by_year_or_first_letters_and_nothing_is_lost(tmp_path: Path) -> None:
    papers = ("blink-2020/index.html", "blush-2020/index.html", "2021/index.html", "yawn-2021.json")
    authors = ("ada-smith/index.html", "adam/index.html", "bo/index.html", "index.html")
    for path in (*(f"papers/{name}" for name in papers), *(f"authors/{name}" for name in authors), "a/b/c"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, "utf-8")
    layout.divide_folders(tmp_path, max_entries=3)
    paths = {path.read_text("utf-8"): path for path in tmp_path.rglob("*") if path.is_file()}
    assert {text: path.relative_to(tmp_path).as_posix() for text, path in paths.items()} == {
        "papers/blink-2020/index.html": "papers/2020/blink-2020/index.html",
        "papers/blush-2020/index.html": "papers/2020/blush-2020/index.html",
        "papers/2021/index.html": "papers/20/2021/index.html",
        "papers/yawn-2021.json": "papers/2021/yawn-2021.json",
        "authors/ada-smith/index.html": "authors/ad/ada-smith/index.html",
        "authors/adam/index.html": "authors/ad/adam/index.html",
        "authors/bo/index.html": "authors/bo/bo/index.html",
        "authors/index.html": "authors/index.html",
        "a/b/c": "a/b/c",
    }


def test_files_folders_and_searches_are_measured(tmp_path: Path) -> None:
    texts = {"papers/a.json": "a" * 3_000, "papers/b.json": "b" * 5_000}
    (tmp_path / "papers").mkdir()
    for path, text in texts.items():
        (tmp_path / path).write_text(text, "utf-8")
    measured = layout.measure_layout(tmp_path, [{*texts}, {"papers/a.json", "papers/missing.json"}])
    zipped = [len(gzip.compress(text.encode(), 9)) / 1e3 for text in texts.values()]
    assert (measured.files, measured.mb, measured.folder, measured.entries) == (2, 0.008, "papers/", 2)
    assert measured.searches_kb == pytest.approx([sum(zipped), zipped[0]])


@pytest.mark.gate
def test_both_layouts_are_built_and_the_draft_is_smaller(tmp_path: Path) -> None:
    result = CliRunner().invoke(layout.main, ["--papers", "100", "--work", str(tmp_path)])
    assert result.exit_code == 0, result.output
    sizes = re.findall(r"([\d.]+) MB in .* loads ([\d.]+) KB", result.output)
    (published_mb, whole_kb), (draft_mb, shards_kb) = ([*map(float, size)] for size in sizes)
    assert draft_mb < published_mb
    assert shards_kb < whole_kb
    assert not [*tmp_path.glob("checkout/site/tags/*/papers.*")]
