"""Read the database back into the records of the API, by the names and comments in it alone."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

Records = dict[str, dict[str, Any]]
SINGULARS = {"papers": "paper", "datasets": "dataset", "metrics": "metric", "repositories": "repository"}
DERIVED_COLUMNS = ("number", "display_year")
COLUMN = re.compile(r'^  "(\w+)" (?:.*?), -- (.*)$', re.MULTILINE)
AMOUNTS = ("subjects", "hours", "size")


@contextmanager
def open_database(content: bytes) -> Iterator[sqlite3.Connection]:
    """Open a database without a file."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        connection.row_factory = sqlite3.Row
        yield connection


def comments(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the comment of each column."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    return dict(COLUMN.findall(sql))


def read_rows(connection: sqlite3.Connection, table: str, order: str = "") -> list[dict[str, Any]]:
    """Return the rows of a table with known values only, JSON decoded and flags as the API has them."""
    about = comments(connection, table)
    rows = []
    for row in connection.execute(f"SELECT * FROM {table}{f' ORDER BY {order}' if order else ''}"):
        values = {name: value for name, value in dict(row).items() if value is not None}
        for name in values:
            if about[name].endswith("A JSON array."):
                values[name] = json.loads(values[name])
            if about[name].endswith("0 or 1."):
                assert values[name] in (0, 1)
                values[name] = bool(values[name]) or None
        rows.append({name: value for name, value in values.items() if value is not None})
    return rows


def read_records(connection: sqlite3.Connection, name: str) -> Records:
    """Return the records of a list of the API by ID."""
    records: Records = {}
    for row in read_rows(connection, name):
        records[row["id"]] = {key: value for key, value in row.items() if key not in DERIVED_COLUMNS}
    if singular := SINGULARS.get(name):
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in names:
            owner, _, field = table.partition("_")
            if owner == singular and table not in ("paper_search", *SPECIAL_TABLES):
                add_field(connection, records, table, owner, field)
    if name == "repositories":
        for record in records.values():
            reading = {key: record.pop(f"read_{key}", None) for key in ("commit", "date", "checked")}
            record["read"] = {key: value for key, value in reading.items() if value}
    if name == "papers":
        add_authors_and_datasets(connection, records)
    if name == "authors":
        add_papers(connection, records)
    if name == "results":
        add_tables(connection, records)
    return records


SPECIAL_TABLES = ("paper_authors", "paper_datasets", "paper_repositories")


def add_field(connection: sqlite3.Connection, records: Records, table: str, owner: str, field: str) -> None:
    """Add the field that is in a table of its own."""
    if table.startswith("paper_search"):
        return
    is_amount = field in AMOUNTS
    order = "part" if is_amount else "kind, position" if field == "links" else "position"
    for row in read_rows(connection, table, order):
        record = records[row.pop(owner)]
        if is_amount:
            record.setdefault(field, {})[row["part"]] = row["number"]
        elif field == "links":
            record.setdefault(field, {}).setdefault(row["kind"], []).append(row["url"])
        else:
            position, values = row.pop("position"), record.setdefault(field, [])
            assert position == len(values) + 1
            is_list_of_ids = len(comments(connection, table)) == 3
            values.append(*row.values()) if is_list_of_ids else values.append(row)
    for record in records.values():
        if is_amount and record.get(field, {}).keys() == {""}:
            record[field] = record[field][""]


def add_authors_and_datasets(connection: sqlite3.Connection, records: Records) -> None:
    for row in read_rows(connection, "paper_authors", "paper, position"):
        name, family = row["name"], row.get("family")
        printed = f"{family}, {name.removesuffix(f' {family}')}" if family is not None else name
        records[row["paper"]].setdefault("authors", []).append(printed)
    for row in read_rows(connection, "paper_datasets", "paper, use, position"):
        used = records[row["paper"]].setdefault("datasets", {})
        used.setdefault(row["use"], []).append(row["dataset"])


def add_papers(connection: sqlite3.Connection, records: Records) -> None:
    rows = connection.execute(
        "SELECT author, paper FROM paper_authors JOIN papers ON papers.id = paper "
        "WHERE author IS NOT NULL ORDER BY number, position"
    )
    for author, paper in rows:
        records[author].setdefault("papers", []).append(paper)


def add_tables(connection: sqlite3.Connection, records: Records) -> None:
    fields = {"unit": "units", "direction": "directions", "implementation": "implementations"}
    for row in read_rows(connection, "result_metrics", "result, position"):
        record = records[row["result"]]
        record.setdefault("metrics", []).append(row["metric"])
        for column, field in fields.items():
            if column in row:
                record.setdefault(field, {})[row["metric"]] = row[column]
    scores: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for row in read_rows(connection, "result_scores"):
        assert float(row["printed"]) == row["score"]
        scores[row["result"], row["row"]][row["metric"]] = row["score"]
    for row in read_rows(connection, "result_rows", "result, row"):
        key = row.pop("result"), row.pop("row")
        row.pop("paper", None)
        records[key[0]].setdefault("rows", []).append(row | scores[key])
