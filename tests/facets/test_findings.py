"""Sentences on shares: true and grammatical, whatever the numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.facets.findings import (
    describe_change,
    describe_leaders,
    describe_periods,
    describe_whole,
    describe_whole_and_last,
)
from catalog.facets.periods import Group, Period, Series, Share, divide_years
from tests.properties import examples

YEARS = tuple(map(Period, range(2020, 2025)))
EARLIEST = (Period(2019, is_earliest=True), Period(2020))


def make_series(*rows: Sequence[int], total: int = 100) -> list[Series]:
    """Return the series Mouth, Nose, Ear and so on, with papers out of `total` by period."""
    names = ("Mouth", "Nose", "Ear", "Chin")
    predicates = ("have mouths", "noses", "ears", "chins")
    return [
        Series(Group(name, (), predicate=predicate), tuple(Share(papers, total) for papers in row))
        for name, predicate, row in zip(names, predicates, rows, strict=False)
    ]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [(0, 2, 9, 9, 19), (90, 50, 9, 9, 20), (1, 1, 1, 1, 3), (1, 9, 9, 9, 7)],
            "From 2021 to 2024, the tag Mouth rose most, from 2% to 19% of papers, and Nose fell most, "
            "from 50% to 20%.",
        ),
        ([(0, 0, 0, 0, 5)], "From 2021 to 2024, the tag Mouth rose from 0% to 5% of papers."),
        ([(0, 7, 0, 0, 5)], "From 2021 to 2024, the tag Mouth fell from 7% to 5% of papers."),
        (
            [(0, 7, 0, 0, 5), (0, 7, 0, 0, 0)],
            "From 2021 to 2024, the tag Nose fell most, from 7% to 0% of papers.",
        ),
        (
            [(0, 1, 0, 0, 5), (0, 0, 0, 0, 4)],
            "From 2021 to 2024, the tag Mouth rose from 1% to 5% of papers.",
        ),
        ([(9, 1, 5, 5, 1)], "From 2021 to 2024, no tag rose or fell by a full percentage point."),
    ],
)
def test_the_largest_changes_of_three_years(rows: list[tuple[int, ...]], sentence: str) -> None:
    assert describe_change(YEARS, make_series(*rows)) == sentence


def test_changes_since_all_years_before() -> None:
    text = describe_change(EARLIEST, make_series((1, 999), total=1000))
    assert (
        text == "From before 2020 to 2020, the tag Mouth rose from less than 1% to more than 99% of papers."
    )


def test_shares_of_all_years_and_of_the_last() -> None:
    series = make_series((2, 4), (98, 96))
    assert describe_whole(EARLIEST, series) == "Of these papers, 3% have mouths and 97% noses."
    assert describe_whole_and_last(EARLIEST, series) == (
        "Of these papers, 3% have mouths and 97% noses; in 2020, 96% noses."
    )
    three = make_series((2, 4), (98, 96), (0, 0))
    assert describe_whole(EARLIEST, three) == "Of these papers, 3% have mouths, 97% noses, and 0% ears."


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(9, 5), (1, 1)], "Mouth leads with 7% of these papers, and with 5% in 2020."),
        ([(9, 1), (1, 2)], "Mouth leads with 5% of these papers; in 2020, Nose leads with 2%."),
        (
            [(2, 1), (2, 1), (0, 1)],
            "Mouth and Nose each lead with 2% of these papers; "
            "in 2020, Mouth, Nose, and Ear each lead with 1%.",
        ),
    ],
)
def test_leaders_of_all_years_and_of_the_last(rows: list[tuple[int, ...]], sentence: str) -> None:
    assert describe_leaders(EARLIEST, make_series(*rows)) == sentence


@pytest.mark.parametrize(
    ("counts", "sentences"),
    [
        ({2020: 10, 2021: 10}, []),
        ({2002: 1, 2019: 9, 2020: 10}, ["Years before 2020 are combined."]),
        (
            {2002: 1, 2020: 10},
            ["Years before 2020 are left out: together, they have fewer than 10 such papers."],
        ),
        ({2020: 10, 2022: 10}, ["2021 is left out, with fewer than 10 such papers."]),
        (
            {2017: 99, 2019: 1, 2020: 10, 2021: 1},
            ["2018, 2019, and 2021 are left out, with fewer than 10 such papers."],
        ),
    ],
)
def test_years_without_a_share_are_named(counts: dict[int, int], sentences: list[str]) -> None:
    assert list(describe_periods(counts, divide_years(counts))) == sentences


ROWS = st.integers(2, 6).flatmap(
    lambda length: st.lists(st.lists(st.integers(0, 300), min_size=length, max_size=length), min_size=2)
)


@examples
@given(ROWS)
def test_every_sentence_is_one(rows: list[list[int]]) -> None:
    series, periods = make_series(*rows, total=300), tuple(map(Period, range(2020, 2020 + len(rows[0]))))
    for describe in (describe_change, describe_whole, describe_whole_and_last, describe_leaders):
        text = describe(periods, series)
        assert re.fullmatch(r"[A-Z](?:(?!  | [,.;]|<|>|,,|\. ).)*\.", text), text


@examples
@given(ROWS)
def test_what_rose_most_rose_no_less_than_any_other(rows: list[list[int]]) -> None:
    series, periods = make_series(*rows, total=300), tuple(map(Period, range(2020, 2020 + len(rows[0]))))
    before = max(0, len(periods) - 4)
    rises = {each.group.name: each.shares[-1].papers - each.shares[before].papers for each in series}
    text = describe_change(periods, series)
    if match := re.search(r"([A-Z]\w+) rose", text):
        assert rises[match[1]] == max(rises.values()) > 0
    if match := re.search(r"([A-Z]\w+) fell", text):
        assert rises[match[1]] == min(rises.values()) < 0
    if "no tag" in text:
        assert all(abs(rise) < 3 for rise in rises.values()), "a percentage point is three papers"
