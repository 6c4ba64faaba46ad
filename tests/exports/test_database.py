"""The database says what the API says, holds together, and always has the same bytes."""

from __future__ import annotations

import json
import sqlite3
from itertools import chain

import pytest

from catalog import Catalog
from catalog.exports import database
from catalog.exports.database import PAGE_SIZE, Database, normalize
from catalog.exports.project import Project
from catalog.exports.relations import list_tables
from catalog.exports.schema import create_statements
from catalog.views.api import DEPRECATED_FIELDS, RECORD_TYPES
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.exports.reading import comments, open_database, read_records
from tests.sites import EPOCH, ROOT, TOY, BuiltSite


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)


def toy_database() -> Database:
    return Database(
        Views(Catalog.load(TOY.parent)), Project(ROOT, SiteInfo("Toys", "Talk.", "https://x.example/"))
    )


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_it_says_what_the_api_says(site: BuiltSite, name: str) -> None:
    expected = json.loads((site.output / f"api/v1/{name}.json").read_text("utf-8"))
    former = DEPRECATED_FIELDS.get(RECORD_TYPES[name], {})
    with open_database((site.output / "catalog.sqlite").read_bytes()) as connection:
        records = read_records(connection, name)
    assert len(records) == len(expected) > 0
    for record in expected:
        assert records[record["id"]] == {key: record[key] for key in record if key not in former}


def test_it_is_whole(site: BuiltSite) -> None:
    with open_database((site.output / "catalog.sqlite").read_bytes()) as connection:
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO paper_search (paper_search) VALUES ('integrity-check')")
        strict = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE '%) STRICT%'")
        tables = [row[0] for row in strict]
        references = [connection.execute(f"PRAGMA foreign_key_list({table})").fetchall() for table in tables]
        assert len(tables) > 30
        assert sum(map(len, references)) > 45


def test_every_table_and_column_has_a_comment() -> None:
    with open_database(toy_database().content) as connection:
        for table in chain.from_iterable(list_tables(Catalog()).values()):
            columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table.name})")]
            about = comments(connection, table.name)
            assert [*about] == columns, table.name
            assert all(text.strip() for text in about.values()), table.name


def test_a_value_of_another_type_is_refused() -> None:
    with open_database(toy_database().content) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="TEXT value in INTEGER column"):
            connection.execute("UPDATE papers SET year = 'the year of the cat'")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint"):
            connection.execute("UPDATE papers SET status = 'asleep'")
        connection.rollback()
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("UPDATE papers SET venue = 'nowhere'")


def test_its_words_can_be_searched_in_all_their_forms() -> None:
    with open_database(toy_database().content) as connection:

        def found(words: str) -> list[str]:
            rows = connection.execute(
                "SELECT id FROM paper_search JOIN papers ON number = paper_search.rowid "
                "WHERE paper_search MATCH ? ORDER BY rank",
                (words,),
            )
            return [row["id"] for row in rows]

        assert found("whiskers") == found("WHISKER generated") == ["meow2lip-2020"]
        assert "meow2lip-2020" in found("authors : nguyen")
        assert found("dinosaur") == []


def test_it_says_where_it_comes_from() -> None:
    with open_database(toy_database().content) as connection:
        facts = dict(map(tuple, connection.execute("SELECT * FROM metadata")))
        assert facts["url"] == "https://x.example/"
        assert facts["date"] == "2026-11-22"
        assert facts["license"] == "CC0-1.0"
        assert connection.execute("PRAGMA user_version").fetchone()[0] == database.FORMAT
        assert connection.execute("PRAGMA application_id").fetchone()[0] == database.APPLICATION_ID


def test_scores_keep_their_digits() -> None:
    with open_database(toy_database().content) as connection:
        rows = connection.execute("SELECT printed, score FROM result_scores").fetchall()
    assert {("7.10", 7.1), ("0.50", 0.5), ("0.5", 0.5), ("-1", -1)} <= {tuple(row) for row in rows}


def test_the_same_records_give_the_same_bytes() -> None:
    content = toy_database().content
    assert toy_database().content == content
    assert normalize(content) == content


def test_nothing_of_its_writer_remains() -> None:
    content = bytearray(toy_database().content)
    expected = bytes(content)
    content[96:100] = (3_099_000).to_bytes(4, "big")
    for start in range(PAGE_SIZE, len(content), PAGE_SIZE):  # a gap between pointers and cells
        cells, first = (int.from_bytes(content[start + at : start + at + 2], "big") for at in (3, 5))
        if content[start] in (10, 13) and first - 8 - 2 * cells > 4:
            content[start + first - 2 : start + first] = b"??"
    assert bytes(content) != expected
    assert normalize(bytes(content)) == expected


def test_an_old_library_writes_the_same_tables_without_types() -> None:
    tables = list(chain.from_iterable(list_tables(Catalog()).values()))
    old, new = (list(create_statements(tables, version)) for version in ((3, 36, 0), (3, 37, 0)))
    assert not [statement for statement in old if statement.rpartition(")")[2] not in ("", " WITHOUT ROWID")]
    assert all(" STRICT" in statement.rpartition(")")[2] for statement in new)
    connection = sqlite3.connect(":memory:")
    for statement in old:
        connection.execute(statement)
