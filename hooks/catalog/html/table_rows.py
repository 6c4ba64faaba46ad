"""Long tables: a page has the newest rows, and a file the others, which the script of the table loads.

The file has the elements of the rows and not their values, so that a row has one template. Scripts build
them without parsing HTML; see docs/assets/table/rows.js.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any, Protocol, TypeVar

from jinja2 import Environment

from catalog.html.links import insert_root
from catalog.utils.json import compact_json
from catalog.views.tables import code_table, dataset_table
from catalog.views.views import Views

MAX_ROWS = 400
"""Rows of a table in its page: what a first visit may cost."""
ROWS_FILE = "rows.json"
"""The file with the other rows, beside the page."""
ELEMENTS = frozenset({"tr", "th", "td", "a", "small", "span"})
"""Elements in a row."""
Node = str | list[Any]
"""A text, or an element: its name, its attributes, and its nodes."""


class Row(Protocol):
    """A row of a table."""

    @property
    def year(self) -> int | None:
        """The year by which rows are new or old."""


AnyRow = TypeVar("AnyRow", bound=Row)


def newest_rows(rows: Sequence[AnyRow]) -> Sequence[AnyRow]:
    """Return the rows that the page of a table has, in the order of the table."""
    if len(rows) <= MAX_ROWS:
        return rows
    places = sorted(range(len(rows)), key=lambda place: -(rows[place].year or 0))
    return [rows[place] for place in sorted(places[:MAX_ROWS])]


def render_rows(views: Views, environment: Environment) -> Iterator[tuple[str, str]]:
    """Yield path and text of the file of each table that is too long for its page.

    It has a list with a node for each row; null for those that the page has.
    """
    tables: Mapping[str, tuple[str, Sequence[Row]]] = {
        "code": ("catalog/code_row.html", code_table(views).rows),
        "datasets": ("catalog/dataset_row.html", dataset_table(views).rows),
    }
    for folder, (template, rows) in tables.items():
        if len(rows) > MAX_ROWS:
            render = environment.get_template(template).module.table_row  # type: ignore[attr-defined]
            shown = {id(row) for row in newest_rows(rows)}
            nodes = [
                None if id(row) in shown else parse_element(insert_root(render(row), "../")) for row in rows
            ]
            yield f"{folder}/{ROWS_FILE}", compact_json(nodes)


def parse_element(html: str) -> Node:
    """Return an element as a list of its name, its attributes and its nodes.

    Raises:
        ValueError: if it has an element that no row has.

    >>> parse_element('<td class="number"><a href="../x/">1 &lt; 2</a></td>')
    ['td', {'class': 'number'}, ['a', {'href': '../x/'}, '1 < 2']]
    """
    parser = _NodeParser()
    parser.feed(html.strip())
    parser.close()
    (element,) = parser.nodes
    return element


class _NodeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self._open: list[list[Node]] = [self.nodes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            raise ValueError(f"A row of a table has the element {tag!r}; add it to ELEMENTS.")
        element: list[Any] = [tag, {name: value or "" for name, value in attrs}]
        self._open[-1].append(element)
        self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() or "\n" not in data:  # else it only lays out the template
            self._open[-1].append(data)
