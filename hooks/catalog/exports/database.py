"""The whole catalog as an SQLite database, `catalog.sqlite`: what the API says, in tables.

The same records give the same bytes, whichever version of SQLite writes them.
"""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from itertools import chain
from pathlib import Path

from catalog.exports.project import Project
from catalog.exports.relations import list_tables
from catalog.exports.schema import SEARCH, create_statements
from catalog.exports.tables import Table
from catalog.views.api import api_records
from catalog.views.views import Views

PATH = "catalog.sqlite"
FORMAT = 1
"""The format version, as `PRAGMA user_version`: raised when a table or column changes or disappears."""
APPLICATION_ID = int.from_bytes(b"ATFc", "big")
"""Number in the header that tells these files from other databases."""
PAGE_SIZE = 4096
HEADER_SIZE = 100
BTREE_HEADER_SIZES = {2: 12, 5: 12, 10: 8, 13: 8}
"""Sizes of the headers of b-tree pages by their first byte; overflow pages begin with 0."""
WRITER = slice(96, 100)
"""Place in the header of the version of SQLite that wrote the file."""
READER_VERSION = 3_037_000
"""The oldest version that reads the file, in place of that: 3.37."""


class Database:
    """The database of one catalog."""

    def __init__(self, views: Views, project: Project) -> None:
        """Note what the file is of; it is made when it is needed.

        Args:
            views: The views of the catalog.
            project: Facts about the catalog as a whole.
        """
        self.views = views
        self.project = project

    def render(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and content of the file, and forget it."""
        yield PATH, self.content
        del self.content

    @cached_property
    def tables(self) -> Mapping[str, Sequence[Table]]:
        """Tables by the list of the API that their rows follow from."""
        return list_tables(self.views.catalog)

    @cached_property
    def content(self) -> bytes:
        """The file."""
        with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(":memory:")) as connection:
            self._fill(connection)
            path = Path(folder) / PATH
            connection.execute("VACUUM INTO ?", (str(path),))
            return normalize(path.read_bytes())

    def _fill(self, connection: sqlite3.Connection) -> None:
        # Everything that SQLite can be compiled to do differently is set.
        connection.executescript(
            f"PRAGMA page_size = {PAGE_SIZE}; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; "
            f"PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF; "
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};"
        )
        all_tables = chain.from_iterable(self.tables.values())
        for statement in create_statements(all_tables, sqlite3.sqlite_version_info):
            connection.execute(statement)
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", self._metadata().items())
        for name, tables in self.tables.items():
            records = list(api_records(self.views, name))
            for table in tables:
                rows = chain.from_iterable(map(table.rows_of, records))
                connection.executemany(_insert_statement(table), rows)
        connection.commit()
        connection.executescript(SEARCH)

    def _metadata(self) -> dict[str, str]:
        """Return facts about the file by name."""
        project = self.project
        return {
            "name": project.site.name,
            "description": project.site.description,
            "url": project.site.url,
            "license": project.citation["license"],
            "version": project.data_version,
            "date": project.date,
        }


def _insert_statement(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"


def normalize(content: bytes) -> bytes:
    """Return a database without what depends on its writer: the version of the library, and unused bytes.

    Source: https://sqlite.org/fileformat2.html
    """
    pages = bytearray(content)
    pages[WRITER] = READER_VERSION.to_bytes(4, "big")
    for start in range(0, len(pages), PAGE_SIZE):
        header = start or HEADER_SIZE
        if size := BTREE_HEADER_SIZES.get(pages[header]):
            cells, first_cell = struct.unpack_from(">HH", pages, header + 3)
            unused = slice(header + size + 2 * cells, start + first_cell)
            pages[unused] = bytes(unused.stop - unused.start)
    return bytes(pages)
