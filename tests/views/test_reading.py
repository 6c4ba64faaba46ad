"""Reading for newcomers: milestones, surveys, the glossary, and their page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalog.records.schema import Links, Paper
from catalog.views.reading import (
    MAX_PER_CATEGORY,
    MIN_REFERENCES,
    PAPERS_PER_POINT,
    ReadingGuide,
    page_href,
)
from tests.helpers import ROOT, make_paper
from tests.sites import BuiltSite
from tests.views.reading import CODE, TOY_CATALOG, guide


def test_the_toys_are_read_by_rule() -> None:
    reading = ReadingGuide(TOY_CATALOG)
    assert [(item.paper.id, item.points, item.reasons) for item in reading.first_papers] == [
        ("meow2lip-2020", 2, ("named by 1 list", "code"))
    ]
    assert (reading.milestones, reading.surveys) == ((), ())
    compared = ReadingGuide(TOY_CATALOG, {"squeak-spotting-2018": 1, "meow2lip-2020": 9})
    assert [
        (milestone.first, milestone.recognition.paper.id, [(tag.id, size) for tag, size in milestone.tags])
        for milestone in compared.milestones
    ] == [(date(2018, 12, 31), "squeak-spotting-2018", [("audio", 5)])]
    assert compared.first_papers[0].reasons == ("named by 1 list", "compared with in 9 reports", "code")


def first_of(*papers: Paper) -> list[tuple[str, date, list[str]]]:
    compared = {paper.id: MIN_REFERENCES for paper in papers if "unknown" not in paper.id}
    return [
        (milestone.recognition.paper.id, milestone.first, [tag.id for tag, _ in milestone.tags])
        for milestone in guide(*papers, compared=compared).milestones
    ]


def singing(id: str, *tags: str, **fields: Any) -> Paper:
    return make_paper(id, tags=tags, **{"links": CODE, "year": int(id[-4:])} | fields)


def test_a_milestone_is_the_earliest_paper_with_code_and_references() -> None:
    papers = [
        singing("withdrawn-2016", "nerf", status="withdrawn"),
        singing("unknown-2017", "nerf"),
        singing("closed-2018", "nerf", links=Links()),
        singing("other-2018", "mouth"),
        singing("first-2019", "nerf"),
        singing("second-2020", "nerf"),
    ]
    assert first_of(*papers) == [("first-2019", date(2019, 12, 31), ["nerf"])]
    [milestone] = guide(*papers, compared={"first-2019": 2}).milestones
    assert [size for _, size in milestone.tags] == [5]


def test_a_paper_can_be_the_first_with_several_tags_and_milestones_are_in_order() -> None:
    papers = [singing("late-2021", "gan"), singing("early-2019", "streaming", "nerf", "3dgs")]
    assert first_of(*papers) == [
        ("early-2019", date(2019, 12, 31), ["nerf", "3dgs", "streaming"]),
        ("late-2021", date(2021, 12, 31), ["gan"]),
    ]


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"submitted": date(2019, 4, 5), "arxiv": "1904.00001"}, date(2019, 4, 5)),
        ({"arxiv": "1904.00001"}, date(2019, 4, 1)),
        ({}, date(2020, 12, 31)),
        ({"arxiv": "2201.00001"}, date(2020, 12, 31)),  # on arXiv only after the conference
        ({"year": None, "arxiv": "2003.00001"}, date(2020, 3, 1)),
    ],
)
def test_a_paper_dates_from_its_first_version(fields: dict[str, Any], first: date) -> None:
    assert first_of(singing("lip-2020", "gan", **fields)) == [("lip-2020", first, ["gan"])]


def test_surveys_are_listed_newest_first() -> None:
    papers = [
        make_paper("a-2019", categories=("mumbling", "survey"), year=2019),
        make_paper("b-2021", categories=("survey",), year=2021),
        make_paper("c-2020", year=2020),
    ]
    assert [paper.id for paper in guide(*papers).surveys] == ["b-2021", "a-2019"]


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("tags/audio", "tags/audio/"),
        ("tags/noise", None),
        ("papers/meow2lip-2020", "papers/meow2lip-2020/"),
        ("datasets/blink", "datasets/blink/"),
        ("metrics/giggle", "metrics/#giggle"),
        ("metrics/sob", None),
        ("inputs", "inputs/"),
        ("outputs", None),
        ("papers/?q=WHISKER+meow", "papers/?q=WHISKER+meow"),
        ("papers/?q=whisker%20meow", "papers/?q=whisker+meow"),
        ("papers/?q=levers", "papers/?q=levers"),  # in a summary
        ("papers/?q=whisker+trombone", None),
        ("papers/?q=", None),
        ("papers/?q=%22%3E", None),
        ("papers/?tag=audio", None),
        ("https://toys.example/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_an_address_leads_to_a_page_or_to_a_search_that_finds_papers(address: str, href: str | None) -> None:
    assert page_href(TOY_CATALOG, address) == href


def test_terms_are_grouped_and_lead_to_pages() -> None:
    groups = [
        (heading, [(term.id, link.href) for term, link in terms])
        for heading, terms in ReadingGuide(TOY_CATALOG).glossary
    ]
    assert groups == [
        ("Tasks", [("mumbling", "tags/audio/")]),
        ("Representations", [("whisker", "papers/?q=whisker+generation")]),
        ("Evaluation", [("giggle-test", "metrics/#giggle")]),
    ]


def test_the_page_shows_terms_and_papers(toy_site: BuiltSite) -> None:
    page = toy_site.pages["start/"]
    assert page.texts(".glossary__entry")[0] == (
        "mumbling Speech with < 5 sounds per word. Also: muttering & murmuring."
    )
    assert page.texts(".timeline__year") == ["2020"]
    assert page.texts(".timeline__tags") == ["Audio-driven 5 papers"]
    [paper] = page.select(".reading")
    assert paper.texts("p") == [
        "Meow Is All You Need: Speech to Whisker Generation In the Wild Meow2Lip",
        TOY_CATALOG.paper["meow2lip-2020"].summary,
        "ToyCon 20204 pointsnamed by 1 listcompared with in 2 reportscodeThings that talk",
    ]


def test_the_rule_on_the_page_is_the_rule() -> None:
    template = (ROOT / "docs/templates/catalog/start.html").read_text("utf-8")
    assert (MAX_PER_CATEGORY, MIN_REFERENCES, PAPERS_PER_POINT) == (2, 2, 10)
    for words in ("At most two papers of a main category", "at least two references", "every ten papers"):
        assert words in template
