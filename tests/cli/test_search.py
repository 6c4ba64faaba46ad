"""The command `catalog search`: papers to stdout, their description to stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog import Catalog
from catalog.citing.exports import render_exports
from catalog.cli.main import main
from catalog.views.views import Views
from tests.helpers import TOY_PAPER, make_checkout
from tests.sites import TOY

ROOT = TOY.parent


def run(*words: str, root: Path = ROOT) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), "search", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_line_for_each_paper() -> None:
    result = run("meow2lip")
    assert result.exit_code == 0
    title = "Meow Is All You Need: Speech to Whisker Generation In the Wild"
    assert result.stdout == f"{title} (ToyCon 2020) https://doi.org/10.5555/toys.2020.1\n"
    assert result.stderr == "1 paper\n"


def test_filters_and_notices_are_described() -> None:
    result = run("wihsker toycon")
    assert result.stderr.splitlines() == [
        "Filters: venue ToyCon",
        "No results for “wihsker”. Showing “whisker” instead.",
        "1 paper",
    ]


@pytest.mark.parametrize("name", ["bib", "ris", "csl", "csv", "json"])
def test_all_papers_are_the_file_of_the_site(name: str) -> None:
    files = dict(render_exports(Views(Catalog.load(ROOT))))
    suffix = "csl.json" if name == "csl" else name
    assert run("", "--format", name).stdout == files[f"data/papers.{suffix}"]


def test_a_limit() -> None:
    result = run("since 2020", "--limit", "2", "--format", "ids")
    papers = [paper for paper in Catalog.load(ROOT).papers if paper.display_year >= 2020]
    assert result.stdout.splitlines() == [paper.id for paper in papers[:2]]
    assert result.stderr.splitlines()[-1] == f"2 of {len(papers)} papers"


@pytest.mark.parametrize("name", ["text", "bib", "json", "markdown", "ids"])
def test_no_paper_is_status_1(name: str) -> None:
    result = run("zzzzzz", "--format", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No papers match “zzzzzz”.\n"


def test_a_missing_paper_can_be_added() -> None:
    result = run("https://arxiv.org/abs/2608.01234")
    assert (
        result.stderr.splitlines()[-1]
        == "Missing a paper? Add it: catalog add https://arxiv.org/abs/2608.01234"
    )


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in run("venue:\x1b[31m").stderr


def test_a_catalog_with_errors_is_not_searched(tmp_path: Path) -> None:
    root = make_checkout(tmp_path, {TOY_PAPER: {"edit": {"\nvenue: jest\n": "\nvenue: jesting\n"}}})
    result = run("lips", root=root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "records name 'jesting', which does not exist. Run `catalog check`." in result.stderr


def test_json_is_json() -> None:
    papers = json.loads(run("meow2lip", "--format", "json").stdout)
    assert papers[0]["id"] == "meow2lip-2020"
