"""Metadata coverage, and the tasks derived from it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog.cli.main import main
from catalog.history.rounds import Run, write_run
from catalog.html.renderer import Renderer
from catalog.views.coverage import FIELD_GETTERS, Coverage, FieldCoverage, measure_coverage, measure_shares
from catalog.views.views import Views
from tests.helpers import ROOT, TOY_ROOT, make_catalog, make_paper

TODAY = date(2026, 5, 15)


def coverage_of(**fields: Any) -> Coverage:
    return Coverage(make_catalog(make_paper(**fields)), TODAY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"short": "LipService"}, "Short name"),
        ({"authors": ("Jane Doe",)}, "Authors"),
        ({"venue": "jest", "year": 2020}, "Published venue"),
        ({"doi": "10.9999/jest"}, "DOI"),
        ({"doi": "10.9999/jest"}, "arXiv ID or DOI"),
        ({"arxiv": "2001.00001"}, "arXiv ID or DOI"),
        ({"arxiv": "2001.00001"}, "Any link"),
        ({"pages": "1-2"}, "Pages"),
        ({"tags": ("jazz",)}, "Tags"),
    ],
)
def test_a_field_counts_where_it_is_set(fields: dict[str, Any], field: str) -> None:
    papers = {row.field: (row.papers, row.total, row.percent) for row in coverage_of(**fields).fields}
    assert papers[field] == (1, 1, 100)
    assert {row.field: row.papers for row in coverage_of().fields}[field] == 0


@pytest.mark.parametrize(
    ("fields", "old"),
    [
        ({"arxiv": "2410.00001"}, True),  # 19 months
        ({"arxiv": "2411.00001"}, False),  # 18 months
        ({"arxiv": "2410.00001", "venue": "jest", "year": 2025}, False),
        ({"venue": "arxiv", "year": 2023}, True),
    ],
)
def test_a_preprint_is_old_after_eighteen_months(fields: dict[str, Any], old: bool) -> None:
    assert bool(coverage_of(**fields).old_preprints) == old


def test_the_oldest_preprint_comes_first() -> None:
    catalog = make_catalog(
        make_paper("new-2024", arxiv="2401.00001"), make_paper("old-2020", arxiv="2001.00001")
    )
    assert [paper.id for paper in Coverage(catalog, TODAY).old_preprints] == ["old-2020", "new-2024"]


def test_what_needs_help_is_listed() -> None:
    lonely = coverage_of()
    assert [len(x) for x in (lonely.single_source, lonely.without_authors, lonely.without_links)] == [1, 1, 1]
    helped = coverage_of(sources=("napkin", "rumor"), authors=("Jane Doe",), doi="10.9999/jest")
    assert [len(x) for x in (helped.single_source, helped.without_authors, helped.without_links)] == [0, 0, 0]


def test_the_date_is_that_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1778803200")
    assert measure_coverage(make_catalog()).today == TODAY


@pytest.mark.parametrize(
    ("papers", "total", "percent"), [(0, 9, 0), (173, 963, 18), (962, 963, 99), (963, 963, 100), (1, 2, 50)]
)
def test_shares_are_rounded_and_100_means_all(papers: int, total: int, percent: int) -> None:
    assert FieldCoverage("Authors", papers, total).percent == percent


def test_an_empty_catalog_divides_by_nothing() -> None:
    assert {row.percent for row in Coverage(make_catalog(), TODAY).fields} == {0}


def test_the_command_prints_every_field() -> None:
    result = CliRunner().invoke(main, ["--root", str(TOY_ROOT), "stats"])
    assert result.exit_code == 0
    assert all(field in result.stdout for field in FIELD_GETTERS)


def test_the_page_shows_the_rounds_of_upkeep(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/templates").symlink_to(ROOT / "docs/templates")

    def render() -> str:
        renderer = Renderer(Views(make_catalog()), tmp_path / "docs/templates")
        return renderer.render_template("catalog/health.html", "health/").html

    assert "does not know when they ran last" in render()
    write_run(tmp_path, "links", Run(date(2026, 11, 22), 3, 1200, 45, 1))
    html = render()
    assert "does not know when they ran last" not in html
    row = html.partition('<time datetime="2026-11-22">')[2].partition("</tr>")[0]
    assert re.findall(r"<td>(.*)</td>", row) == ["3", "45, some services did not answer"]


def test_shares_count_what_has_a_value() -> None:
    papers = make_paper("a-2020", venue="jest", year=2020), make_paper("b-2020", authors=("Jane Doe",))
    shares = {share.id: share.coverage[1:] for share in measure_shares(make_catalog(*papers))}
    assert (shares["venue"], shares["authors"], shares["license"]) == ((1, 2), (1, 2), (0, 0))
