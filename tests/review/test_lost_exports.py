"""Export files do not disappear when a list becomes short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.facets.facet import MIN_EXPORTED
from catalog.records.catalog import Catalog, newest_first
from catalog.review.lost_pages import find_lost_pages
from tests.helpers import make_paper
from tests.sites import TOY


def make_catalog(earlier: int) -> Catalog:
    """Return a catalog of as many papers as a list with files has; some are of an earlier year."""
    years = [2019] * earlier + [2020] * (MIN_EXPORTED - earlier)
    toy = Catalog.load(TOY.parent)
    place = {"categories": (next(iter(toy.categories)),), "venue": next(iter(toy.venues))}
    papers = (make_paper(f"hum-{number}-2020", year=year, **place) for number, year in enumerate(years))
    other = make_paper("hush-2019", year=2019, **place)
    return replace(toy, papers=newest_first((*papers, other)), people={}, questions={})


def test_a_list_that_becomes_short_keeps_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = find_lost_pages(make_catalog(0), make_catalog(1))
    assert problem.message == "'years/2020/' became so short that its published exports would disappear"
    assert problem.hint == "Add 'years/2020/' to KEPT_EXPORTS in hooks/catalog/facets/facet.py"
    monkeypatch.setattr("catalog.facets.facet.KEPT_EXPORTS", frozenset({"years/2020/"}))
    assert not list(find_lost_pages(make_catalog(0), make_catalog(1)))


def test_a_list_that_is_gone_is_a_lost_page() -> None:
    (problem,) = find_lost_pages(make_catalog(0), make_catalog(MIN_EXPORTED))
    assert (
        problem.message
        == "'years/2020/' was published and would disappear, with 3 files such as years/2020/papers.bib"
    )
