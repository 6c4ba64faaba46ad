"""Rows of long tables: which are in the page, and that the file has the others as they would be there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from catalog import Catalog
from catalog.html import table_rows
from catalog.html.renderer import Renderer
from catalog.html.table_rows import newest_rows, parse_element, render_rows
from catalog.views.views import Views
from tests.hostile.build import make_catalog_hostile
from tests.html_tree import parse_html
from tests.sites import ROOT, TOY

Nodes = list[Any]


class Toy(NamedTuple):
    name: str
    year: int | None


ROWS = [Toy("ant", 2019), Toy("bee", 2024), Toy("cat", None), Toy("dog", 2024), Toy("eel", 2020)]


@pytest.mark.parametrize(
    ("limit", "names"), [(5, "ant bee cat dog eel"), (3, "bee dog eel"), (1, "bee"), (4, "ant bee dog eel")]
)
def test_a_page_has_the_newest_rows_in_order(monkeypatch: pytest.MonkeyPatch, limit: int, names: str) -> None:
    monkeypatch.setattr(table_rows, "MAX_ROWS", limit)
    assert [row.name for row in newest_rows(ROWS)] == names.split()


def test_markup_becomes_nodes() -> None:
    row = '<tr data-size="small big">\n  {}\n  <td></td>\n</tr>'
    head = '<th scope="row"><a href="../x/?a=1&amp;b=2">A &lt;b&gt;</a> <small>c</small></th>'
    assert parse_element(row.format(head)) == [
        "tr",
        {"data-size": "small big"},
        ["th", {"scope": "row"}, ["a", {"href": "../x/?a=1&b=2"}, "A <b>"], " ", ["small", {}, "c"]],
        ["td", {}],
    ]
    with pytest.raises(ValueError, match="'script'"):
        parse_element("<tr><td><script>1</script></td></tr>")


def elements(nodes: Nodes) -> Iterator[Nodes]:
    """Yield an element and those in it."""
    yield nodes
    for node in nodes[2:]:
        if isinstance(node, list):
            yield from elements(node)


def text(nodes: Nodes) -> str:
    return "".join(node if isinstance(node, str) else text(node) for node in nodes[2:])


@pytest.mark.parametrize("is_hostile", [False, True])
@pytest.mark.parametrize("table", ["code", "datasets"])
def test_the_file_has_what_the_page_would_have(
    monkeypatch: pytest.MonkeyPatch, table: str, is_hostile: bool
) -> None:
    toy = Catalog.load(TOY.parent)
    renderer = Renderer(Views(make_catalog_hostile(toy) if is_hostile else toy), ROOT / "docs/templates")
    template = {"code": "catalog/code_index.html"}.get(table, f"catalog/{table}.html")
    assert not list(render_rows(renderer.views, renderer.environment)), "the page has all"
    page = parse_html(renderer.render_template(template, f"{table}/").html)
    rows = page.select_one("tbody").select("tr")
    monkeypatch.setattr(table_rows, "MAX_ROWS", 0)
    nodes = json.loads(dict(render_rows(renderer.views, renderer.environment))[f"{table}/rows.json"])
    assert rows
    for row, node in zip(rows, nodes, strict=True):
        cells = [" ".join(cell.text.split()) for name in ("th", "td") for cell in row.select(name)]
        assert [" ".join(text(cell).split()) for cell in node[2:]] == cells
        links = [one[1]["href"] for cell in node[2:] for one in elements(cell) if one[0] == "a"]
        assert links == [link["href"] for link in row.select("a")]
        assert all(re.match(r"(\.\./|#|https?://|/issues/)", link) for link in links)


def test_the_file_leaves_out_what_the_page_has(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = Renderer(Views(Catalog.load(TOY.parent)), ROOT / "docs/templates")
    monkeypatch.setattr(table_rows, "MAX_ROWS", 2)
    ((path, content),) = render_rows(renderer.views, renderer.environment)
    nodes = json.loads(content)
    page = parse_html(renderer.render_template("catalog/datasets.html", "datasets/").html)
    shown = iter([row.text.split()[0] for row in page.select_one("tbody").select("th")])
    names = [next(shown) if node is None else text(node[2]) for node in nodes]
    assert path == "datasets/rows.json"
    assert nodes.count(None) == 2
    assert [name.split()[0] for name in names] == ["Blink", "Ohne", "SQUEAK"]
