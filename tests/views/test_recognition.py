"""Points that papers get from lists, datasets, reports and code, and the papers to read by these points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.result import Result, Row
from catalog.records.schema import Claim, Links, PaperDatasets
from catalog.views.reading import MAX_PAPERS, MAX_PER_CATEGORY, ReadingGuide, Recognition, count_reports
from tests.helpers import ROOT, make_catalog, make_paper
from tests.properties import examples
from tests.views.reading import CODE, TOY_CATALOG, guide, summarized


def ids(items: Sequence[Recognition]) -> list[str]:
    return [item.paper.id for item in items]


def test_toys_are_compared_with_one_another() -> None:
    assert count_reports(TOY_CATALOG) == {"meow2lip-2020": 2}


@pytest.mark.parametrize(
    ("sources", "claims", "lists"),
    [
        (("napkin", "library"), (), 0),
        (("choir", "solo"), (), 2),
        (("choir", "choir-again"), (), 1),  # of one owner
        (("hummer", "whistler"), (), 2),  # no page, so their own
        (("robot", "choir"), (), 1),
        (("napkin",), ("solo", "napkin"), 1),
        (("solo",), ("solo", "choir"), 2),
        (("nobody",), (), 0),
    ],
)
def test_lists_of_different_owners_count(
    sources: tuple[str, ...], claims: tuple[str, ...], lists: int
) -> None:
    statements = tuple(Claim(source=source, title="Lip Service") for source in claims)
    paper = summarized("lip-2020", sources=sources, claims=statements)
    assert [item.lists for item in guide(paper).first_papers] == [lists]


def test_other_papers_that_use_any_dataset_of_a_paper_count_once() -> None:
    def dataset(id: str, paper: str | None) -> Dataset:
        return Dataset.model_construct(id=id, file="", name=id, paper=paper)

    maker = summarized("maker-2019", datasets=PaperDatasets(train=("hums",)))
    users = [
        make_paper("both-2020", datasets=PaperDatasets(train=("hums",), test=("hums", "sighs"))),
        make_paper("one-2020", datasets=PaperDatasets(uses=("sighs",))),
        make_paper("other-2020", datasets=PaperDatasets(uses=("coughs", "unknown"))),
    ]
    datasets = [dataset("hums", "maker-2019"), dataset("sighs", "maker-2019"), dataset("coughs", None)]
    reading = guide(maker, *users, datasets={item.id: item for item in datasets})
    assert [item.dataset_papers for item in reading.first_papers] == [2]


def test_reports_of_others_count_once_for_all_their_tables() -> None:
    def result(id: str, methods: Sequence[str], **origin: str) -> Result:
        rows = tuple(Row(method=method) for method in methods)
        fields: dict[str, Any] = {"reported_by": None, "by": None, "source": "https://github.com/a/b"}
        return Result.model_construct(id=id, file="", rows=rows, **fields | origin)

    results = [
        result("own", ["lip-2020", "lip-2020", "hum-2021"], reported_by="lip-2020"),
        result("hum-1", ["lip-2020", "lip-2020"], reported_by="hum-2021"),
        result("hum-2", ["lip-2020", "Ground truth"], reported_by="hum-2021"),
        result("issue-1", ["lip-2020"], by="https://github.com/a/b/issues/1"),
        result("issue-2", ["lip-2020"], by="https://github.com/a/b/issues/2"),
        result("page", ["hum-2021", "unknown-2020"]),
    ]
    catalog = make_catalog(make_paper("lip-2020"), make_paper("hum-2021"))
    catalog = replace(catalog, results={item.id: item for item in results})
    assert count_reports(catalog) == {"lip-2020": 3, "hum-2021": 2}


@pytest.mark.parametrize(
    ("counts", "code", "points", "reasons"),
    [
        ((0, 0, 0), False, 0, ()),
        ((0, 0, 0), True, 1, ("code",)),
        ((1, 1, 1), False, 3, ("named by 1 list", "data used by 1 other paper", "compared with in 1 report")),
        ((0, 10, 0), False, 1, ("data used by 10 other papers",)),
        ((6, 11, 0), True, 9, ("named by 6 lists", "data used by 11 other papers", "code")),
        ((0, 0, 2), False, 2, ("compared with in 2 reports",)),
    ],
)
def test_each_part_of_the_score_is_shown(
    counts: tuple[int, int, int], code: bool, points: int, reasons: tuple[str, ...]
) -> None:
    item = Recognition(make_paper(links=CODE if code else Links()), *counts)
    assert (item.points, item.reasons, item.references) == (points, reasons, sum(counts))


def test_only_papers_with_a_summary_that_were_not_withdrawn_are_to_be_read() -> None:
    papers = [make_paper("a-2020"), summarized("b-2020"), summarized("c-2020", status="withdrawn")]
    assert ids(guide(*papers).first_papers) == ["b-2020"]


def test_newer_papers_come_first_among_equals() -> None:
    papers = [summarized("old-2019", year=2019), summarized("new-2021", year=2021)]
    assert ids(guide(*papers).first_papers) == ["new-2021", "old-2019"]
    assert ids(guide(*papers, compared={"old-2019": 1}).first_papers) == ["old-2019", "new-2021"]


def test_the_real_papers_have_the_points_that_a_count_from_the_other_side_gives() -> None:
    """Go through lists and datasets, and count their papers, instead of through papers."""
    catalog = Catalog.load(ROOT)
    points: Counter[str] = Counter(paper.id for paper in catalog.papers if paper.links.code)
    named: set[tuple[str, str]] = set()
    for source in catalog.sources.values():
        if source.kind == "list" and not source.automatic:
            owner = (source.url or "").removeprefix("https://github.com/").partition("/")[0].lower()
            for paper in catalog.papers:
                statements = [*paper.sources, *(claim.source for claim in paper.claims)]
                named |= {(owner, paper.id)} if source.id in statements else set()
    points.update(id for _, id in named)
    for maker in {dataset.paper for dataset in catalog.datasets.values() if dataset.paper}:
        made = {dataset.id for dataset in catalog.datasets.values() if dataset.paper == maker}
        uses = [
            {*paper.datasets.train, *paper.datasets.test, *paper.datasets.uses}
            for paper in catalog.papers
            if paper.id != maker
        ]
        points[maker] += ceil(sum(bool(made & used) for used in uses) / 10)
    chosen = ReadingGuide(catalog).first_papers
    assert len(chosen) == MAX_PAPERS
    assert {item.paper.id: item.points for item in chosen} == {
        item.paper.id: points[item.paper.id] for item in chosen
    }
    most = max(points[paper.id] for paper in catalog.papers if paper.summary)
    assert chosen[0].points == most


CATEGORIES = ("mumbling", "singing", "humming", "sighing", "coughing", "survey")


@examples
@given(st.lists(st.tuples(st.permutations(CATEGORIES), st.integers(0, 5)), max_size=30))
def test_the_papers_to_read_are_those_with_most_points_that_fit(
    drawn: list[tuple[list[str], int]],
) -> None:
    papers = [
        summarized(f"paper{n}-2020", categories=tuple(categories[:2]), year=2020)
        for n, (categories, _) in enumerate(drawn)
    ]
    compared = {f"paper{n}-2020": points for n, (_, points) in enumerate(drawn)}
    chosen = guide(*papers, compared=compared).first_papers
    sizes = Counter(item.paper.categories[0] for item in chosen)
    left = [paper for paper in papers if paper.id not in ids(chosen)]
    surveys = [paper for paper in papers if "survey" in paper.categories]
    assert [item.points for item in chosen] == sorted((item.points for item in chosen), reverse=True)
    assert max(sizes.values(), default=0) <= MAX_PER_CATEGORY
    assert len(chosen) <= MAX_PAPERS
    if surveys:
        best = max(compared[paper.id] for paper in surveys)
        assert best in {item.points for item in chosen if "survey" in item.paper.categories}
    for paper in left:  # those of its category have as many points, or there was no place
        rivals = [item.points for item in chosen if item.paper.categories[0] == paper.categories[0]]
        if len(chosen) < MAX_PAPERS:
            assert len(rivals) == MAX_PER_CATEGORY
        elif len(rivals) < MAX_PER_CATEGORY:
            others = [item.points for item in chosen if "survey" not in item.paper.categories]
            assert compared[paper.id] <= min(others, default=5)
