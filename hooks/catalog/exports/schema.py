"""The SQL of the database. SQLite keeps its comments, so that `.schema` explains every table and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.exports.columns import Column
from catalog.exports.tables import Table

STRICT_VERSION = (3, 37, 0)
"""First version of SQLite with strict tables, which refuse a value of another type."""
METADATA = """\
CREATE TABLE metadata (
  -- Facts about this file.
  "name" TEXT NOT NULL, -- Fact: name, description, url, license, date, version.
  "value" TEXT NOT NULL, -- Its value.
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID"""
SEARCH = """\
CREATE VIEW paper_texts AS
-- Texts of papers that the full-text index paper_search holds.
SELECT number, title, short, summary, (
  SELECT group_concat(name, '; ')
  FROM (SELECT name FROM paper_authors WHERE paper = papers.id ORDER BY position)
) AS authors
FROM papers;
CREATE VIRTUAL TABLE paper_search USING fts5 (
  -- Full-text index of papers; rowid is papers.number: WHERE paper_search MATCH 'lip sync' ORDER BY rank
  title, short, summary, authors,
  content = 'paper_texts', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO paper_search (paper_search) VALUES ('rebuild');
INSERT INTO paper_search (paper_search) VALUES ('optimize');
"""


def create_statements(tables: Iterable[Table], version: tuple[int, ...]) -> Iterator[str]:
    """Yield the SQL that creates the tables.

    Args:
        tables: The tables.
        version: That of the library. Before `STRICT_VERSION`, tables do not refuse values of other types.
    """
    for statement in (METADATA, *map(create_statement, tables)):
        if version < STRICT_VERSION:
            head, _, options = statement.rpartition("\n)")
            statement = f"{head}\n){options.replace(' STRICT,', '').replace(' STRICT', '')}"
        yield statement


def create_statement(table: Table) -> str:
    """Return the SQL that creates a table."""
    lines = [f"CREATE TABLE {table.name} (", f"  -- {table.about}"]
    constraints = [*table.constraints, f"PRIMARY KEY ({', '.join(table.key)})"]
    for column in table.columns:
        lines.append(f"  {_define(column)}, -- {column.about}")
    lines.append(f"  {', '.join(constraints)}")
    has_rowid = table.key == ("number",)
    return "\n".join([*lines, ") STRICT" if has_rowid else ") STRICT, WITHOUT ROWID"])


def _define(column: Column) -> str:
    """Return the definition of a column, its name in quotes, as some are words of SQL."""
    parts = [f'"{column.name}"', column.type]
    if column.is_required:
        parts.append("NOT NULL")
    if column.options:
        options = ", ".join(f"'{option}'" for option in column.options)
        parts.append(f'CHECK ("{column.name}" IN ({options}))')
    if column.target:
        parts.append(f"REFERENCES {column.target} (id)")
    return " ".join(parts)
