"""Examples of queries to the database: SQL files, each of which begins with comments that explain it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = "data/queries"
COMMENT = "-- "


class Query(NamedTuple):
    """An example of a query."""

    path: str
    """Its file on the site."""
    title: str
    """Its first comment."""
    note: str
    """The other comments; blank without any."""
    sql: str
    """The query without comments in front."""


def read_queries(docs: Path) -> Iterator[Query]:
    """Yield the queries of a folder docs/, sorted by title."""
    queries = [_read_query(path, docs) for path in (docs / FOLDER).glob("*.sql")]
    yield from sorted(queries, key=lambda query: query.title)


def _read_query(path: Path, docs: Path) -> Query:
    lines = path.read_text("utf-8").splitlines()
    comments = [line.removeprefix(COMMENT) for line in lines if line.startswith(COMMENT)]
    sql = "\n".join(line for line in lines if not line.startswith(COMMENT))
    return Query(path.relative_to(docs).as_posix(), comments[0], " ".join(comments[1:]), sql)
