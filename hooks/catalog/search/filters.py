"""The filters of /papers/: which values each facet has, and which papers have them.

docs/assets/search/facet.js decodes them from the search index. Until that is loaded, the page has those that
show at first: docs/assets/search/panel.js takes these elements over, and adds the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

from catalog.facets.facet import Facet, Filter
from catalog.facets.facets import FACETS
from catalog.facets.grammar import UNDERSTOOD_FACETS, facet_names
from catalog.records.catalog import Catalog
from catalog.search.packing import pack_rows

OPEN_FACETS = 3
"""Facets that are unfolded at first; the others show their name only."""
MAX_VALUES = 10
"""Longer lists of values are cut."""
CUT_VALUES = 8
"""Length of a list that is cut."""


class FilterValue(NamedTuple):
    """A value of a filter, such as a venue, with its names."""

    id: str
    name: str
    full_name: str = ""
    aliases: tuple[str, ...] = ()
    """Other names that search finds."""

    @property
    def all_names(self) -> tuple[str, ...]:
        """ID and names; some may be blank."""
        return (self.id, self.name, self.full_name, *self.aliases)


def render_filters(catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Yield the filter of each facet as JSON values, in the order of the panel.

    Each has the properties of `Filter` that are not false, the folder of its `feeds` if it has any, and

    - `values`: lists of the ID, the name if it differs, the full name and aliases, without trailing blanks
    - `packing` and `rows`: the positions of each paper's values; see `pack_rows`
    - `headings`: pairs of a heading and the number of values under it, if the panel shows headings

    A part of a facet has `of`, the name of that facet, and as `values` the positions of its values there. The
    filter of years has no values: the browser derives them from the years of the papers.
    """
    for facet in FACETS:
        if facet.filter:
            yield _describe(catalog, facet, facet.filter) | _render_values(catalog, facet, facet.filter)


def _describe(catalog: Catalog, facet: Facet, filter: Filter) -> dict[str, Any]:
    properties = {
        "name": facet.name,
        "label": filter.label or facet.name.capitalize(),
        "keys": filter.keys,
        "any": filter.any_of,
        "feeds": facet.feed_folder,
    }
    if facet.name in UNDERSTOOD_FACETS:
        names = facet_names(catalog, facet)
        properties |= {"leads": names.leads, "tails": names.tails}
        properties |= {"led": sorted(names.led), "beside": sorted(names.beside)}
    if not facet.part_of:  # a query finds the values of a part in the whole
        properties |= {"score": filter.score, "synonyms": filter.score and filter.matches_aliases}
    return {key: value for key, value in properties.items() if value}


def _render_values(catalog: Catalog, facet: Facet, filter: Filter) -> dict[str, Any]:
    if facet.name == "year":
        return {}
    ids = ids_by_paper(catalog, facet.part_of or facet)
    values = list_values(catalog, facet, ids)
    positions = {value.id: at for at, value in enumerate(list_values(catalog, facet.part_of or facet, ids))}
    if facet.part_of:
        return {"of": facet.part_of.name, "values": [positions[value.id] for value in values]}
    packing, rows = pack_rows([[positions[id] for id in paper_ids] for paper_ids in ids])
    rendered: dict[str, Any] = {"values": list(map(_value_row, values))}
    if filter.is_grouped:
        groups = groupby(values, lambda value: facet.heading(catalog, value.id))
        rendered["headings"] = [(heading, len(list(group))) for heading, group in groups]
    return rendered | {"packing": packing, "rows": rows}


def ids_by_paper(catalog: Catalog, facet: Facet) -> list[list[str]]:
    """Return the IDs of each paper's values."""
    return [list(dict.fromkeys(facet.value_ids(catalog, paper))) for paper in catalog.papers]


def list_values(catalog: Catalog, facet: Facet, ids: Iterable[Iterable[str]]) -> list[FilterValue]:
    """Return the values that papers have, in the order of the facet's front page.

    Those of years are all from the oldest to the newest.

    Args:
        catalog: The catalog.
        facet: The facet.
        ids: The IDs of each paper's values; if the facet is part of another, of that one's.
    """
    counts = Counter(chain.from_iterable(ids))
    if facet.name == "year":
        years = sorted(map(int, counts))
        every_year = map(str, range(years[0], years[-1] + 1) if years else ())
        return [FilterValue(year, year) for year in every_year]
    whole = facet.part_of or facet
    all_ids = _sort_ids(catalog, whole, counts)
    own_ids = set(facet.ids(catalog)) if facet.part_of else counts
    return [_filter_value(catalog, whole, id) for id in all_ids if id in own_ids]


def _sort_ids(catalog: Catalog, facet: Facet, counts: Counter[str]) -> list[str]:
    """Return the IDs of values in the order of the facet's front page."""
    ids = list(dict.fromkeys([*(id for id in facet.ids(catalog) if id in counts), *counts]))
    if facet.largest_first:
        ids.sort(key=counts.__getitem__, reverse=True)
    if facet.filter and facet.filter.is_grouped:
        headings = list(dict.fromkeys(facet.heading(catalog, id) for id in ids))
        ids.sort(key=lambda id: headings.index(facet.heading(catalog, id)))
    return ids


def _filter_value(catalog: Catalog, facet: Facet, id: str) -> FilterValue:
    label = facet.label(catalog, id)
    aliases = label.aliases if facet.filter and facet.filter.matches_aliases else ()
    return FilterValue(id, label.name or id, label.full_name, aliases)


def _value_row(value: FilterValue) -> list[str]:
    name = value.name if value.name != value.id else ""
    row = [value.id, name, value.full_name, *value.aliases]
    while not row[-1]:
        row.pop()
    return row


class PanelValue(NamedTuple):
    """A value, and how many papers have it."""

    label: str
    papers: int


class PanelList(NamedTuple):
    """The values under one heading, those with the most papers first."""

    heading: str
    values: Sequence[PanelValue]

    @property
    def shown(self) -> Sequence[PanelValue]:
        """The values that are shown at first."""
        return self.values if len(self.values) <= MAX_VALUES else self.values[:CUT_VALUES]


class PanelGroup(NamedTuple):
    """A facet in the panel."""

    facet: Facet
    lists: Sequence[PanelList]
    """Its values; none of years, which are bars."""
    is_open: bool

    @property
    def label(self) -> str:
        """The name of the facet, or the heading that its filter has instead."""
        return (self.facet.filter and self.facet.filter.label) or self.facet.name.capitalize()

    @property
    def size(self) -> int:
        """The number of its values."""
        return sum(len(list.values) for list in self.lists)


def filter_panel(catalog: Catalog) -> Sequence[PanelGroup]:
    """Return the facets that have values, in the order of the panel."""
    groups = [
        (facet, list(_panel_lists(catalog, facet)))
        for facet in FACETS
        if facet.filter and (facet.name != "year" or catalog.papers)
    ]
    present = [(facet, lists) for facet, lists in groups if lists or facet.name == "year"]
    return [PanelGroup(facet, lists, at < OPEN_FACETS) for at, (facet, lists) in enumerate(present)]


def _panel_lists(catalog: Catalog, facet: Facet) -> Iterator[PanelList]:
    """Yield the lists of a facet; values of its parts are in their own groups."""
    if facet.name == "year":
        return
    ids = ids_by_paper(catalog, facet.part_of or facet)
    counts = Counter(chain.from_iterable(ids))
    in_parts = {id for part in FACETS if part.filter and part.part_of is facet for id in part.ids(catalog)}
    values = [value for value in list_values(catalog, facet, ids) if value.id not in in_parts]
    is_grouped = not facet.part_of and facet.filter and facet.filter.is_grouped
    label = PanelGroup(facet, (), is_open=False).label
    for heading, group in groupby(
        values, lambda value: facet.heading(catalog, value.id) if is_grouped else label
    ):
        largest = sorted(group, key=lambda value: -counts[value.id])
        yield PanelList(heading, [PanelValue(_label(value), counts[value.id]) for value in largest])


def _label(value: FilterValue) -> str:
    """Return the name of a value, or its ID with a capital letter if that is its name."""
    return value.name if value.name != value.id else value.id[:1].upper() + value.id[1:]
