"""The facts that /compare/ loads: those of the records, in words, and nothing for what nobody states."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Any

import pytest

from catalog import Catalog
from catalog.records.repository import Repository, Speed
from catalog.records.schema import Links, Paper
from catalog.records.vocabularies import Venue
from catalog.search.comparison import GROUPS, comparison_index, repository_name
from catalog.views.cards import archive_url
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.sites import TOY, BuiltSite, checkout

MAX_BYTES = 33
"""Compressed bytes a paper: 40 KB at 1,182 papers."""
URLS = ["https://github.com/toys/one", "https://github.com/toys/two"]
ARXIV = Venue(
    id="arxiv", file="data/venues.yml", name="arXiv", short="arXiv", kind="preprint", about="Preprints."
)
READ = {"checked": "2022-02-03"}


def facts(index: Mapping[str, Any], position: int) -> dict[str, list[Any]]:
    """Return the values of a paper, by the name of the row."""
    rows = [*index["publication"], *(row for group in index["groups"] for row in group["rows"])]
    return {row["name"]: row["cells"][position] for row in rows if position in row["cells"]}


def facts_of(paper: Paper, *repositories: Repository) -> dict[str, list[Any]]:
    """Return the values of the only paper of a catalog."""
    by_id = {one.id: one for one in repositories}
    catalog = Catalog(papers=(paper,), repositories=by_id, venues={ARXIV.id: ARXIV})
    return facts(comparison_index(Views(catalog)), 0)


def paper_with_code(*urls: str) -> Paper:
    return make_paper(categories=(), links=Links.model_construct(code=urls))


def make_repository(url: str, **fields: Any) -> Repository:
    id = repository_name(url).replace("/", "--")
    return Repository.model_validate(
        {"id": id, "file": f"data/repositories/{id}.yml", "url": url, "read": READ} | fields
    )


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog.load(checkout(tmp_path_factory.mktemp("toy"), TOY))


def test_every_fact_of_a_record_is_there(toy: Catalog) -> None:
    index = comparison_index(Views(toy))
    positions = {paper.id: position for position, paper in enumerate(toy.papers)}
    source = "https://github.com/Toys/Louder/blob/10bdde4/README.md"
    assert facts(index, positions["same-but-louder-2023"]) == {
        "Track": ["highlight"],
        "Repository": [
            ("toys/louder", "https://github.com/toys/louder"),
            "archived",
            ("moved to Toys/Loudest", "https://github.com/Toys/Loudest"),
        ],
        "Contains": ["inference", "training", "weights"],
        "License": [("Handshake License 1.0", "https://toys.example/handshake"), "Not for Sale (README)"],
        "Commercial use": ["unclear"],
        "License note": ['The README asks for "no sales & no refunds".'],
        "Weights": [("toys.example (dead since March 2026)", archive_url("https://toys.example/weights"))],
        "License of weights": ["No license"],
        "Speed": [("12.5 fps, 32x32, Toaster 9000", source)],
        "GPU memory": [("0.5 GB for training, Toaster 9000", source), ("0.25 GB for inference", source)],
    }
    assert facts(index, positions["meow2lip-2020"]) == {
        "Trained on": [("SQUEAK", "datasets/squeak-2020/")],
        "Evaluated on": [("SQUEAK", "datasets/squeak-2020/"), ("Blink & Wink", "datasets/blink/")],
        "Repository": [
            ("code.example", "https://code.example/meow"),
            ("code.example", "https://code.example/meow-again"),
        ],
    }
    assert facts(index, positions["silent-stone-2017"]) == {"Status": ["withdrawn"]}
    assert facts(index, positions["head-that-would-not-2022"]) == {"Reported as": ["ToyCon 2022"]}
    assert facts(index, positions["very-long-2021"]) == {}


def test_facts_about_several_repositories_name_them() -> None:
    repositories = (
        make_repository(URLS[0], holds=["demo"], speed=[{"fps": "1200", "source": URLS[0]}]),
        make_repository(URLS[1], holds=[], memory=[{"gb": "24", "note": "at least", "source": URLS[1]}]),
    )
    values = facts_of(paper_with_code(*URLS), *repositories)
    assert values["Contains"] == ["demo (toys/one)", "nothing to run (toys/two)"]
    assert values["Speed"] == [("1,200 fps (toys/one)", URLS[0])]
    assert values["GPU memory"] == [("24 GB (at least) (toys/two)", URLS[1])]


def test_unknown_contents_are_left_out() -> None:
    values = facts_of(paper_with_code(URLS[0]), make_repository(URLS[0]))
    assert list(values) == ["Repository"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/x", "https://a@evil.example/"])
def test_a_dangerous_url_is_no_link(url: str) -> None:
    assert not facts_of(paper_with_code(url))
    speed = Speed.model_construct(fps=1.0, gpu=None, resolution=None, note=None, source=url)
    unsafe = {"weights": (url,), "moved_to": url, "speed": (speed,)}
    repository = make_repository(URLS[0]).model_copy(update=unsafe)
    values = facts_of(paper_with_code(URLS[0]), repository)
    links = [value for cell in values.values() for value in cell if not isinstance(value, str)]
    assert links == [("toys/one", URLS[0])]


def test_tables_have_the_scores_of_papers_as_printed(toy: Catalog) -> None:
    (table,) = comparison_index(Views(toy))["tables"]
    positions = {paper.id: position for position, paper in enumerate(toy.papers)}
    meow, louder = positions["meow2lip-2020"], positions["same-but-louder-2023"]
    assert table["rows"] == [
        [meow, "", "7.10", "0.5", ""],
        [louder, "", "9.25", "0.50", "12"],
        [louder, "even louder", "9.25", "2.125", "40"],
    ]


def test_rows_have_names_of_their_own() -> None:
    names = [row.name for rows in GROUPS.values() for row in rows]
    assert len(set(names)) == len(names)


def test_it_is_small(site: BuiltSite) -> None:
    content = (site.output / "search/compare.json").read_bytes()
    papers = len(Catalog.load(site.root).papers)
    assert len(gzip.compress(content, 9, mtime=0)) <= 1000 + MAX_BYTES * papers
