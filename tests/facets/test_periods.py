"""Periods of charts: enough papers in each, no year twice, and shares that say how exact they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.facets.periods import (
    MAX_LISTED_IDS,
    MAX_PERIODS,
    MIN_PAPERS,
    Group,
    Period,
    Share,
    count_group,
    divide_years,
)
from tests.helpers import make_paper
from tests.properties import examples

COUNTS = st.dictionaries(st.integers(1990, 2040), st.integers(1, 40), max_size=40)


def labels(counts: dict[int, int]) -> list[str]:
    return [period.label for period in divide_years(counts)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, []),
        ({2020: 9}, []),
        ({2018: 9, 2019: 9}, []),
        ({2020: 10}, ["2020"]),
        ({2019: 9, 2020: 10}, ["2020"]),
        ({2002: 1, 2019: 9, 2020: 10}, ["≤2019", "2020"]),
        ({2002: 10, 2020: 10}, ["2002", "2020"]),
        ({2019: 10, 2020: 9, 2021: 10, 2022: 1}, ["2019", "2021"]),
        (dict.fromkeys(range(2018, 2027), 10), [str(year) for year in range(2018, 2027)]),
        (dict.fromkeys(range(2017, 2027), 10), ["≤2018", *(str(year) for year in range(2019, 2027))]),
        ({2002: 9} | dict.fromkeys(range(2018, 2027), 10), [str(year) for year in range(2018, 2027)]),
    ],
)
def test_early_years_are_combined_and_small_ones_left_out(
    counts: dict[int, int], expected: list[str]
) -> None:
    assert labels(counts) == expected


@examples
@given(COUNTS)
def test_each_period_has_enough_papers_and_no_year_is_in_two(counts: dict[int, int]) -> None:
    periods = divide_years(counts)
    assert len(periods) <= MAX_PERIODS
    assert all(sum(counts[year] for year in counts if year in period) >= MIN_PAPERS for period in periods)
    assert all(before.year < after.year for before, after in pairwise(periods))
    assert not any(period.is_earliest for period in periods[1:])
    for year, papers in counts.items():
        matches = sum(year in period for period in periods)
        assert matches <= 1
        assert matches == 1 or papers < MIN_PAPERS


def test_a_period_is_named_as_it_is_used() -> None:
    year, earliest = Period(2024), Period(2019, is_earliest=True)
    assert (year.label, year.name, year.phrase, year.query) == ("2024", "2024", "in 2024", "year=2024")
    assert (earliest.label, earliest.name, earliest.phrase) == ("≤2019", "before 2020", "before 2020")
    assert earliest.query == "year=..2019"
    assert [1990 in earliest, 2019 in earliest, 2020 in earliest] == [True, True, False]


@pytest.mark.parametrize(
    ("papers", "total", "percent"),
    [(0, 0, "0%"), (0, 9, "0%"), (1, 9, "11%"), (9, 9, "100%"), (1, 201, "<1%"), (200, 201, ">99%")],
)
def test_only_none_is_0_percent_and_only_all_are_100(papers: int, total: int, percent: str) -> None:
    assert Share(papers, total).percent == percent


def test_a_share_in_a_sentence_has_no_signs_of_comparison() -> None:
    assert [Share(1, 201).phrase, Share(200, 201).phrase] == ["less than 1%", "more than 99%"]


def test_a_share_leads_to_its_papers() -> None:
    papers = [make_paper(f"talk{number}-2020", year=2020) for number in range(MAX_LISTED_IDS + 1)]
    old = make_paper("mumble-2001", year=2001)
    periods, totals = (Period(2019, is_earliest=True), Period(2020), Period(2021)), (1, len(papers), 1)

    def hrefs(*papers: object, browse_href: str = "") -> list[str | None]:
        group = Group("Talk", papers, browse_href)  # type: ignore[arg-type]
        return [share.href for share in count_group(group, periods, totals).shares]

    assert hrefs(old, papers[0], browse_href="papers/?tag=talk") == [
        "papers/?tag=talk&year=..2019",
        "papers/?tag=talk&year=2020",
        None,
    ]
    assert hrefs(papers[1], papers[0]) == [None, "papers/?ids=talk1-2020,talk0-2020", None]
    assert hrefs(*papers) == [None, None, None], "too many IDs"
