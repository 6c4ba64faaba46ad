"""The entries of FACETS, and what an entry may be."""

from __future__ import annotations

import pytest

from catalog import Catalog
from catalog.facets.facet import Facet, FacetLabel, Filter
from catalog.facets.facets import FACETS
from catalog.search.filters import render_filters
from catalog.views.views import Views
from tests.helpers import ROOT


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT)


def test_each_folder_and_each_key_belongs_to_one_facet() -> None:
    folders = [facet.plural for facet in FACETS if facet.plural]
    keys = [key for facet in FACETS for key in (facet.name, *(facet.filter.keys if facet.filter else ()))]
    assert len(set(folders)) == len(folders)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("name", "keys"), [("head-count", ()), ("Count", ()), ("count", ("head count",))])
def test_a_key_that_cannot_be_typed_is_refused(name: str, keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="must consist of lowercase letters"):
        Facet(name, "counts", lambda _, paper: [], lambda _, id: FacetLabel(id), filter=Filter(keys=keys))


def test_the_values_of_a_part_are_those_of_the_whole(catalog: Catalog) -> None:
    views = Views(catalog)
    assert views.facet_values["inputs"], "no paper has an input"
    for id, value in views.facet_values["inputs"].items():
        assert value is views.facet_values["tags"][id]
        assert catalog.tags[id].group == "driver"
    assert len({value.href for value in views.lists}) == len(list(views.lists))


def test_the_index_holds_the_values_of_a_part_once(catalog: Catalog) -> None:
    filters = {filter["name"]: filter for filter in render_filters(catalog)}
    assert list(filters) == [facet.name for facet in FACETS if facet.filter]
    tags = [row[0] for row in filters["tag"]["values"]]
    assert [tags[position] for position in filters["input"]["values"]] == list(
        Views(catalog).facet_values["inputs"]
    )
    assert "rows" not in filters["input"]


def test_the_filter_of_venues_begins_with_the_largest(catalog: Catalog) -> None:
    venues = next(filter for filter in render_filters(catalog) if filter["name"] == "venue")["values"]
    views = Views(catalog)
    sizes = [views.facet_values["venues"][id].size for id, *_ in venues]
    assert sizes == sorted(sizes, reverse=True)
