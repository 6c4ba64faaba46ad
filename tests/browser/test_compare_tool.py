"""The tool `compare` of assistants has the rows and values of /compare/."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser

from catalog import Catalog
from catalog.tools.comparison import Comparison
from catalog.views.views import Views
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.sites import BuiltSite

COMPARE = """async (selections) => {
    const {openEngine} = await import("./assets/search/engine.js");
    const {compareRows, loadDetails} = await import("./assets/compare/comparison.js");
    const base = new URL(".", location);
    const [{index}, details] = [await openEngine(base), await loadDetails(base)];
    return selections.map((ids) => {
        const {groups} = compareRows(index, details, ids.map((id) => index.row(id)), base);
        return groups.map(({name, rows}) =>
            [name, rows.map((row) => [row.name, row.cells.map((values) => values.map(({name}) => name))])]);
    });
}"""


def names(value: str | tuple[str, str]) -> str:
    return value if isinstance(value, str) else value[0]


def compare(comparison: Comparison, catalog: Catalog, ids: list[str]) -> list[Any]:
    """Return groups as the browser does."""
    groups = comparison.groups([catalog.paper[id] for id in ids])
    return [
        [
            group["name"],
            [
                [row["name"], [[names(value) for value in row["values"].get(id, ())] for id in ids]]
                for row in group["rows"]
            ],
        ]
        for group in groups
    ]


@pytest.mark.parametrize("name", rest_in_gates(["toy", "real"]))
def test_papers_are_compared_as_in_the_browser(
    name: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(f"{name}_site")
    catalog = Catalog.load(site.root)
    selections = list(choose_papers(catalog))
    with visit(browser, request.getfixturevalue(f"{name}_url")) as session:
        answers = session.go("").evaluate(COMPARE, selections)
        assert not session.errors
    comparison = Comparison(Views(catalog))
    assert answers == [compare(comparison, catalog, ids) for ids in selections]
    assert any(name.startswith("Results on") for groups in answers for name, _ in groups)


def choose_papers(catalog: Catalog) -> Iterator[list[str]]:
    """Yield IDs of papers to compare: any, and those with results in the same table."""
    ids, random = [paper.id for paper in catalog.papers], Random(1)
    yield from (random.sample(ids, size) for size in (2, 3, 6) for _ in range(20))
    for result in catalog.results.values():
        methods = sorted({row.method for row in result.rows} & {*ids})
        if len(methods) > 1:
            yield random.sample(methods, min(len(methods), 6))
