"""Which lists have export files."""

from __future__ import annotations

import pytest

from catalog.facets.facet import MIN_EXPORTED, FacetLabel, FacetValue
from catalog.facets.facets import FACETS
from catalog.facets.pagination import PaperList
from tests.helpers import make_paper


def make_list(plural: str, size: int) -> FacetValue:
    """Return a list of papers, named hum."""
    (facet,) = (facet for facet in FACETS if facet.plural == plural)
    papers = tuple(make_paper(f"hum-{number}-2020", year=2020) for number in range(size))
    return FacetValue(facet=facet, id="hum", label=FacetLabel("Hum"), papers=papers)


@pytest.mark.parametrize(
    ("plural", "size", "has_exports"),
    [
        ("tags", 1, False),
        ("tags", MIN_EXPORTED - 1, False),
        ("tags", MIN_EXPORTED, True),
        ("authors", MIN_EXPORTED, False),
        ("authors", PaperList.page_size, False),
        ("authors", PaperList.page_size + 1, True),
    ],
)
def test_long_lists_have_files(plural: str, size: int, has_exports: bool) -> None:
    value = make_list(plural, size)
    assert value.has_exports == has_exports
    assert has_exports or value.page_papers == value.papers  # the browser finds all of them


def test_kept_files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.facets.facet.KEPT_EXPORTS", frozenset({"tags/hum/"}))
    assert make_list("tags", MIN_EXPORTED - 1).has_exports
    assert not make_list("venues", MIN_EXPORTED - 1).has_exports
