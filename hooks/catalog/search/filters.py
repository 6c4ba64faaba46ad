"""The filters of /papers/ in the search index: which values each facet has, and which papers have them.

docs/assets/search/facet.js decodes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, groupby
from typing import Any

from catalog.facets.facet import Facet, Filter
from catalog.facets.facets import FACETS
from catalog.facets.grammar import UNDERSTOOD_FACETS, facet_names
from catalog.records.catalog import Catalog
from catalog.search.packing import pack_rows


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
    if facet.part_of:
        own_ids = set(facet.ids(catalog))
        all_ids = _sort_ids(catalog, facet.part_of, _ids_by_paper(catalog, facet.part_of))
        own_positions = [position for position, id in enumerate(all_ids) if id in own_ids]
        return {"of": facet.part_of.name, "values": own_positions}
    ids_by_paper = _ids_by_paper(catalog, facet)
    ids = _sort_ids(catalog, facet, ids_by_paper)
    positions = {id: position for position, id in enumerate(ids)}
    packing, rows = pack_rows([[positions[id] for id in paper_ids] for paper_ids in ids_by_paper])
    values: dict[str, Any] = {"values": [_value_row(facet, filter, catalog, id) for id in ids]}
    if filter.is_grouped:
        groups = groupby(ids, partial(facet.heading, catalog))
        values["headings"] = [(heading, len(list(group))) for heading, group in groups]
    return values | {"packing": packing, "rows": rows}


def _ids_by_paper(catalog: Catalog, facet: Facet) -> list[list[str]]:
    return [list(dict.fromkeys(facet.value_ids(catalog, paper))) for paper in catalog.papers]


def _sort_ids(catalog: Catalog, facet: Facet, ids_by_paper: Iterable[Iterable[str]]) -> list[str]:
    """Return the IDs of all values that papers have, in the order of the facet's front page."""
    counts = Counter(chain.from_iterable(ids_by_paper))
    ids = list(dict.fromkeys([*(id for id in facet.ids(catalog) if id in counts), *counts]))
    if facet.largest_first:
        ids.sort(key=counts.__getitem__, reverse=True)
    if facet.filter and facet.filter.is_grouped:
        headings = list(dict.fromkeys(facet.heading(catalog, id) for id in ids))
        ids.sort(key=lambda id: headings.index(facet.heading(catalog, id)))
    return ids


def _value_row(facet: Facet, filter: Filter, catalog: Catalog, id: str) -> list[str]:
    label = facet.label(catalog, id)
    aliases = label.aliases if filter.matches_aliases else ()
    row = [id, label.name if label.name != id else "", label.full_name, *aliases]
    while not row[-1]:
        row.pop()
    return row
