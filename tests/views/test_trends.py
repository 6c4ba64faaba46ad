"""Trends: expected values on the toy catalog, and the real ones counted in another way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from catalog import Catalog
from catalog.facets import periods
from catalog.facets.grammar import FILTER_FACETS
from catalog.queries.evaluate import matching_papers
from catalog.queries.grammar import Filter
from catalog.records.schema import Paper
from catalog.records.vocabularies import Venue
from catalog.views.trends import MAX_CHARTED, MAX_ROWS, Trend, find_trends
from tests.helpers import ROOT, make_catalog, make_paper
from tests.sites import TOY

JEST = Venue(
    id="jest",
    file="data/venues.yml",
    name="Jest",
    short="Jest",
    kind="journal",
    about="Where jokes are printed.",
)


@cache
def real() -> tuple[Catalog, dict[str, Trend]]:
    catalog = Catalog.load(ROOT)
    return catalog, {trend.id: trend for trend in find_trends(catalog)}


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> dict[str, Trend]:
    """The trends of the toy catalog, of whose years none has ten papers."""
    monkeypatch.setattr(periods, "MIN_PAPERS", 1)
    return {trend.id: trend for trend in find_trends(Catalog.load(TOY.parent))}


def make_catalog_of(*papers: Paper) -> Catalog:
    """Return a catalog of papers at venues."""
    return replace(make_catalog(*papers), venues={"jest": JEST, "arxiv": JEST})


def rows(trend: Trend) -> dict[str, list[int]]:
    """Return the papers by period of each series."""
    return {series.group.name: [share.papers for share in series.shares] for series in trend.series}


def test_the_toys_are_counted(toy: dict[str, Trend]) -> None:
    inputs = toy["inputs"]
    assert [period.label for period in inputs.periods] == ["2018", "2019", "2020", "2021", "2022"]
    assert inputs.totals == (1, 1, 1, 3, 1)
    assert rows(inputs) == {"Audio-driven": [1, 0, 1, 2, 1], "Smell-driven": [0, 1, 0, 1, 0]}
    assert inputs.finding == (
        "From 2019 to 2022, the tag Audio-driven rose from 0% to 100% of papers, "
        "and Smell-driven fell from 100% to 0%."
    )
    assert inputs.basis == "Based on 7 papers with an input tag: 70% of all 10."
    assert rows(toy["publication"]) == {
        "Published": [1, 2, 1, 1, 3, 0],
        "Preprint": [0, 0, 0, 0, 1, 1],
    }
    assert toy["publication"].finding == (
        "Of these papers, 80% are published at a venue and 20% are preprints; in 2022, 100% are preprints."
    )
    assert toy["publication"].basis == "Based on all 10 papers."
    assert rows(toy["venues"]) == {
        "ToyCon": [0, 0, 0, 1, 3],
        "SqueakW": [0, 2, 0, 0, 0],
        "JoT": [1, 0, 1, 0, 0],
    }
    assert toy["venues"].finding == "ToyCon leads with 50% of these papers, and with 100% in 2021."
    assert toy["venues"].basis == "Based on 8 papers published at a venue: 80% of all 10."
    assert rows(toy["code"]) == {
        "Code": [0, 1, 0, 1, 1, 0],
        "Weights": [0, 0, 0, 0, 1, 0],
        "Training code": [0, 0, 0, 0, 1, 0],
        "Commercial use": [0, 0, 0, 0, 0, 0],
    }


def test_too_few_papers_have_no_chart(toy: dict[str, Trend]) -> None:
    assert toy["techniques"].finding == "There are too few papers with a technique tag to compare years."
    assert toy["arxiv-to-venue"].finding == (
        "There are too few published papers with a known arXiv date to compare years."
    )
    for catalog in (make_catalog(), make_catalog_of(make_paper(year=2020, venue="jest"))):
        for trend in find_trends(catalog):
            assert (trend.series, trend.basis, trend.notes) == ((), "", ())
            assert trend.finding.startswith("There are too few ")


@pytest.mark.parametrize(
    ("year", "submitted", "name"),
    [
        (2020, date(2020, 1, 1), "Same year"),
        (2020, date(2020, 12, 31), "Same year"),
        (2020, date(2019, 12, 31), "Year before"),
        (2020, date(2018, 12, 31), "Earlier"),
        (2020, date(2010, 1, 1), "Earlier"),
        (2020, date(2021, 1, 1), "Later"),
        (2020, date(2029, 1, 1), "Later"),
    ],
)
def test_the_year_on_arxiv_is_compared_with_that_of_the_venue(year: int, submitted: date, name: str) -> None:
    papers = [
        make_paper(f"talk{at}-{year + at % 2}", venue="jest", year=year + at % 2, submitted=submitted)
        for at in range(2 * periods.MIN_PAPERS)
    ]
    undated = make_paper("mumble-2020", venue="jest", year=2020)
    preprint = make_paper("draft-2020", venue="arxiv", arxiv="2001.00001", submitted=submitted)
    catalog = make_catalog_of(*papers, undated, preprint)
    trend = {trend.id: trend for trend in find_trends(catalog)}["arxiv-to-venue"]
    assert trend.totals == (periods.MIN_PAPERS, periods.MIN_PAPERS)
    assert rows(trend)[name][0] == periods.MIN_PAPERS
    assert sum(papers[0] for papers in rows(trend).values()) == periods.MIN_PAPERS
    assert trend.basis == "Based on 20 published papers with a known arXiv date: 95% of all 21."


@cache
def records(folder: str) -> list[dict[str, Any]]:
    """Read the files of a folder of the real catalog, without the library."""
    paths = sorted((ROOT / "data" / folder).rglob("*.yml"))
    return [{"id": path.stem, **yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)} for path in paths]


def year_of(record: dict[str, Any]) -> int:
    return int(record.get("year") or f"20{record['arxiv'].rpartition('/')[2][:2]}")


@pytest.mark.data
@pytest.mark.parametrize(
    ("id", "group"),
    [("techniques", "technique"), ("inputs", "driver"), ("outputs", "output"), ("tasks", "task")],
)
def test_shares_of_tags_are_those_in_the_files(id: str, group: str) -> None:
    tags = yaml.load((ROOT / "data/tags.yml").read_text("utf-8"), yaml.CBaseLoader)
    names = {tag: fields["name"] for tag, fields in tags.items() if fields["group"] == group}
    papers: dict[str, Counter[int]] = defaultdict(Counter)
    for record in records("papers"):
        found = names.keys() & set(record.get("tags", ()))
        for name in [*(names[tag] for tag in found), *(["any"] if found else [])]:
            papers[name][year_of(record)] += 1
    trend = real()[1][id]
    assert trend.series
    for name, counts in [("any", trend.totals), *((name, tuple(row)) for name, row in rows(trend).items())]:
        assert counts == tuple(
            sum(number for year, number in papers[name].items() if year in period) for period in trend.periods
        ), name
    shown = sum(trend.totals)
    assert trend.basis.startswith(f"Based on {shown:,} papers with a")
    assert f": {round(100 * shown / len(records('papers')))}% of all" in trend.basis


@pytest.mark.data
def test_code_and_publication_are_those_in_the_files() -> None:
    trends = real()[1]
    repositories = {record["id"]: record for record in records("repositories")}
    papers: dict[str, Counter[int]] = defaultdict(Counter)
    for record in records("papers"):
        code = record.get("links", {}).get("code", [])
        links = [code] if isinstance(code, str) else code
        ids = ["--".join(urlsplit(link).path.split("/")[1:3]).removesuffix(".git").lower() for link in links]
        held = {part for id in ids for part in repositories.get(id, {}).get("holds", ())}
        is_preprint = record.get("venue", "arxiv") == "arxiv"
        names = {"Code"} if links else set()
        names |= {
            name for part, name in (("weights", "Weights"), ("training", "Training code")) if part in held
        }
        for name in (*names, "Preprint" if is_preprint else "Published"):
            papers[name][year_of(record)] += 1
    for trend in (trends["code"], trends["publication"]):
        for name in rows(trend).keys() - {"Commercial use"}:
            assert rows(trend)[name] == [
                sum(number for year, number in papers[name].items() if year in period)
                for period in trend.periods
            ], name


def papers_at(catalog: Catalog, href: str) -> list[str]:
    """Return the IDs of the papers that the paper browser shows at a href."""
    parameters = parse_qs(urlsplit(href).query, strict_parsing=True)
    if ids := parameters.pop("ids", None):
        return [id for id in ids[0].split(",") if id in catalog.paper]
    filters = [
        Filter(key, value.removeprefix("-"), excluded=value.startswith("-"))
        for key, values in parameters.items()
        for value in values
    ]

    def values_of(key: str, paper: Paper) -> Collection[str]:
        return list(FILTER_FACETS[key].value_ids(catalog, paper))

    return [paper.id for paper in matching_papers(catalog.papers, filters, values_of, ["venue", "year"])]


@pytest.mark.data
def test_each_link_leads_to_the_papers_that_it_counts() -> None:
    catalog, trends = real()
    assert len(trends) == 8
    for trend in trends.values():
        shares = [(share, series.group) for series in trend.charted for share in series.shares]
        assert any(share.href for share, _ in shares), trend.id
        for share, group in shares:
            assert bool(share.papers) == bool(share.href) or not group.browse_href
            assert not share.href or len(papers_at(catalog, share.href)) == share.papers, share.href


@pytest.mark.data
def test_parts_of_a_whole_add_up() -> None:
    trends = real()[1]
    for id in ("publication", "arxiv-to-venue"):
        trend = trends[id]
        sums = [sum(column) for column in zip(*rows(trend).values(), strict=True)]
        assert tuple(sums) == trend.totals, id
    for trend in trends.values():
        assert len(trend.charted) <= MAX_CHARTED
        assert len(trend.series) <= MAX_ROWS
        assert all(share.papers <= share.total for series in trend.series for share in series.shares)
