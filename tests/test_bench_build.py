"""Sources, measurements and tables of the build benchmark; measuring itself takes too long here."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from catalog.checks import check_catalog
from catalog.documents.problems import has_errors
from catalog.facets.pagination import AllPapers, PaperList
from catalog.views.views import Views
from tests.bench import sites
from tests.bench.build import BuildBenchmark, median_run
from tests.bench.builders import make_layout
from tests.bench.catalogs import make_catalog
from tests.bench.output import file_kind, file_sizes
from tests.bench.process import measure_command
from tests.bench.report.build import cost_tables, extrapolate, growth_table, stage_table
from tests.bench.results import THIS_SITE, BuildResults, BuildRun, read_build_results
from tests.bench.stages import STAGE_FUNCTIONS, find_function
from tests.helpers import ROOT
from tests.sites import TOY, BuiltSite

HOG = """
import sys, time
data = b"x" * 200_000_000
while time.process_time() < 0.5: pass
open(sys.argv[1], "w").write(str(time.process_time()))
"""
"""Uses 200 MB, and writes its own CPU time."""


def make_run(papers: int, builder: str, cpu_s: float, size: int = 0) -> BuildRun:
    """Return a run of which only some figures matter."""
    kinds = {"exports": (1, size)} if size else {}
    costs: dict[str, Any] = {"memory_mb": 50, "pages": 5, "pages_mb": 0.5, "files": 10, "mb": 1}
    return BuildRun(
        papers=papers, builder=builder, cpu_s=cpu_s, rounds=1, stages={"read": 1}, kinds=kinds, **costs
    )


RESULTS = BuildResults(
    date="2030-01-01",
    commit="abc",
    cores=2,
    processor="Toy",
    system="Toy",
    python="3.11",
    builders={"ours": "This site", "pages": "Its pages", "hugo": "Hugo"},
    runs=(
        make_run(100, "ours", 4, 1_000_000),
        make_run(100, "pages", 2),
        make_run(100, "hugo", 1),
        make_run(1100, "ours", 20, 2_000_000),
        make_run(1100, "pages", 10),
        make_run(1100, "hugo", 12),
    ),
)


def test_the_checkout_is_valid_and_has_exactly_these_papers(tmp_path: Path) -> None:
    generated = make_catalog(ROOT, 60)
    sites.write_checkout(generated, tmp_path)
    loaded, problems = check_catalog(tmp_path)
    assert not has_errors(problems)
    assert loaded.paper == generated.paper
    assert loaded.datasets.keys() == generated.datasets.keys()
    assert loaded.results == generated.results
    assert loaded.glossary.keys() == generated.glossary.keys()
    assert loaded.people.keys() == generated.people.keys()
    assert loaded.authors.keys() == generated.authors.keys()


def test_the_markdown_has_every_page_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PaperList, "page_size", 20)
    monkeypatch.setattr(PaperList, "later_page_size", 20)
    monkeypatch.setattr(AllPapers, "page_size", 20)
    generated = make_catalog(ROOT, 60)
    views = Views(generated)
    sites.write_markdown(views, tmp_path)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert {page.path for page in views.pages()} < files
    pages = {name.removesuffix("index.md").replace(".md", "/") + "index.html" for name in files}
    assert pages == sites.page_files(views)
    parts = [tmp_path / name for name in ("all/index.md", "all/2.md", "all/3.md")]
    papers = [id for path in parts for id in generated.paper if f"/{id}/" in path.read_text("utf-8")]
    assert sorted(papers) == sorted(generated.paper)


def test_peers_get_every_score_of_a_page_of_results(tmp_path: Path) -> None:
    views = Views(check_catalog(TOY.parent)[0])
    sites.write_markdown(views, tmp_path)
    for dataset, results in views.results.by_dataset.items():
        text = (tmp_path / f"results/{dataset}.md").read_text("utf-8")
        assert "index.md" not in text
        assert text.startswith("---\n")
        assert text.count("\n# ") == 1
        for table in results.tables:
            for row in table.result.rows:
                assert all(f"{score:f}" in text for score in row.scores.values()), table.result.id


def test_the_site_has_these_pages_and_the_handwritten_ones(toy_site: BuiltSite) -> None:
    catalog = check_catalog(toy_site.root)[0]
    pages = {f"{href}index.html" if not href.endswith(".html") else href for href in toy_site.pages}
    assert pages == sites.page_files(Views(catalog)) | sites.handwritten_page_files()


def test_extra_or_missing_pages_stop_the_benchmark(tmp_path: Path) -> None:
    bench = BuildBenchmark(tmp_path, {})
    bench.expected[100] = {"index.html", "papers/index.html"}
    bench.redirects[100] = {"authors/jo/index.html"}
    check_pages = partial(bench.check_pages, 100, "Toy")
    pages = {"index.html", "papers/index.html"}
    check_pages(pages | {"404.html", "about/index.html", "authors/jo/index.html", "search.json"})
    with pytest.raises(RuntimeError, match="did not write 1 pages, such as papers"):
        check_pages({"index.html"})
    with pytest.raises(RuntimeError, match="others did not, such as extra"):
        check_pages(pages | {"extra/index.html"})


def test_the_functions_of_stages_still_exist() -> None:
    paths = [path for paths in STAGE_FUNCTIONS.values() for path in paths]
    assert all(callable(getattr(*find_function(path))) for path in paths)
    with pytest.raises(AttributeError, match="load_it no longer exists"):
        find_function("catalog.checks:load_it")


def test_hugo_gets_the_frame_without_its_content(tmp_path: Path) -> None:
    layout = make_layout(tmp_path)
    assert all(f"{{{{ .{name} }}}}" in layout for name in ("Title", "Description", "Permalink", "Content"))
    assert 'class="md-header' in layout
    assert "<h1" not in layout
    assert '="../' not in layout


def test_a_failing_command_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="No such paper"):
        measure_command(
            [sys.executable, "-c", "raise SystemExit('No such paper')"], tmp_path, tmp_path / "report.json"
        )


def test_cpu_time_and_memory_of_a_process_are_measured(tmp_path: Path) -> None:
    ballast = b"y" * 300_000_000  # of the measuring process, which must not count
    small = measure_command([sys.executable, "-S", "-c", ""], tmp_path, tmp_path / "report.json")
    own = tmp_path / "own"
    large = measure_command([sys.executable, "-S", "-c", HOG, str(own)], tmp_path, tmp_path / "report.json")
    assert large.memory_mb - small.memory_mb == pytest.approx(200, abs=20)
    assert small.memory_mb < 100 < len(ballast)
    own_seconds = float(own.read_text())  # without its start and exit
    assert own_seconds - 0.05 < large.cpu_s < 3 * own_seconds


def test_files_are_counted_by_kind(tmp_path: Path) -> None:
    for name in ("papers/wav2lip-2020/index.html", "tags/gan/papers.bib"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("four")
    assert file_sizes(tmp_path) == {"papers/wav2lip-2020/index.html": 4, "tags/gan/papers.bib": 4}
    kinds = {
        "papers/wav2lip-2020/index.html": "paper pages",
        "papers/index.html": "other pages",
        "authors/bo-fan/index.html": "author pages",
        "authors/bo-fan/papers.bib": "exports",
        "arxiv/2008.10010/index.html": "redirects",
        "embed/tags/gan/index.html": "embeds",
        "api/v1/papers.json": "API",
        "sitemap.xml": "other files",
    }
    assert {name: file_kind(name) for name in kinds} == kinds
    assert file_kind("authors/bo-fan/index.html", {"authors/bo-fan/index.html"}) == "redirects"


def test_the_median_of_several_runs_is_used() -> None:
    runs = [make_run(100, "hugo", seconds) for seconds in (9, 2, 3)]
    assert (median_run(runs).cpu_s, median_run(runs).rounds) == (3, 3)


def test_times_are_compared_with_the_pages_only_build_and_between_sizes() -> None:
    time = next(cost_tables(RESULTS))
    notes = {papers: [(row.name, row.note) for row in rows] for papers, rows in time.groups}
    assert notes[100] == [("This site", "2.0x"), ("Its pages", ""), ("Hugo", "0.50x")]
    sizes = next(table for table in cost_tables(RESULTS) if table.name == "Bytes per page")
    assert {row.value for _, rows in sizes.groups for row in rows} == {"100.0\u00a0KB"}
    growth = growth_table(RESULTS)
    assert growth
    assert [row.value for row in growth.groups[0][1]] == ["5.0x", "5.0x", "12.0x"]
    assert [row.note for _, rows in stage_table(RESULTS).groups for row in rows] == ["25%", "5%"]


def test_the_extrapolation_is_linear_in_the_two_largest_sizes() -> None:
    extrapolation = extrapolate(RESULTS)
    assert extrapolation
    [kind] = extrapolation.kinds
    assert (kind.measured_mb, kind.kb_per_paper) == (2, 1)
    assert kind.extrapolated_mb == pytest.approx(2 + 98.9)
    assert extrapolation.cpu_s == pytest.approx(20 + 16 * 98.9)
    assert extrapolation.github_pages_papers == 999_000


def test_the_published_results_are_consistent() -> None:
    results = read_build_results()
    assert {run.builder for run in results.runs} == results.builders.keys()
    assert all(
        0 <= row.bar_percent <= 100
        for table in cost_tables(results)
        for _, rows in table.groups
        for row in rows
    )
    extrapolation = extrapolate(results)
    assert extrapolation
    assert extrapolation.measured_mb == pytest.approx(results.runs_of(THIS_SITE)[-1].mb, rel=0.01)
