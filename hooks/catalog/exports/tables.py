"""Tables of the database: one for each list of the API, and one for each list or mapping in its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args, get_origin

from catalog.exports.columns import (
    TABLE_OF_FIELD,
    TYPES,
    ApiRecord,
    Column,
    Value,
    describe,
    field_columns,
    field_types,
    is_model,
    needs_table,
    unwrap,
)
from catalog.views.api import RECORD_TYPES

Rows = Iterable[Sequence[Value]]
ID = Column("id", "ID, which never changes.", path=("id",))
HREF = Column("href", "Path of its page from the root of the site.", is_required=False, path=("href",))
POSITION = Column("position", "Place in the list, from 1.", "INTEGER")


class Table(NamedTuple):
    """A table of the database."""

    name: str
    about: str
    """Content, in a sentence."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns of the primary key."""
    rows_of: Callable[[ApiRecord], Rows]
    """Returns the rows of a record of the list that the table belongs to."""
    constraints: tuple[str, ...] = ()
    """Constraints on several columns, or on other tables, as SQL."""


def main_table(name: str, skip: Iterable[str] = ()) -> Table:
    """Return the table of a list of the API.

    Args:
        name: A key of `RECORD_TYPES`.
        skip: Names of fields without a column.
    """
    model = RECORD_TYPES[name]
    columns = (ID, HREF, *field_columns(model, skip))
    about = (model.__doc__ or "").partition("\n")[0]
    return Table(name, about, columns, ("id",), lambda record: [_values(columns, record)])


def inner_tables(name: str, skip: Iterable[str] = ()) -> Iterator[Table]:
    """Yield the tables of the lists and mappings inside the records of a list of the API.

    Args:
        name: A key of `RECORD_TYPES`.
        skip: Names of fields without a table.
    """
    model = RECORD_TYPES[name]
    for field, hint in field_types(model).items():
        if field not in skip and needs_table(field, hint):
            yield _inner_table(name, field, hint, describe(model, field))


def _inner_table(name: str, field: str, hint: Any, about: str) -> Table:
    owner = reference(name)
    if get_origin(hint) is dict:
        part = Column("part", "Part, such as train; '' for the whole.")
        number = Column("number", about, TYPES[unwrap(get_args(hint)[1])])
        columns: tuple[Column, ...] = (owner, part, number)
        key: tuple[str, ...] = (owner.name, part.name)

        def rows(record: ApiRecord) -> Rows:
            return ((record["id"], *item) for item in _parts_of(record.get(field)).items())

    elif is_model(hint):  # lists by kind
        kinds = tuple(hint.model_fields)
        kind = Column("kind", f"One of {', '.join(kinds)}.", options=kinds)
        columns = (owner, kind, POSITION, Column("url", "Its address."))
        key = (owner.name, kind.name, POSITION.name)

        def rows(record: ApiRecord) -> Rows:
            for kind, urls in record.get(field, {}).items():
                for position, url in enumerate(urls, 1):
                    yield record["id"], kind, position, url

    elif is_model(item := unwrap(get_args(hint)[0])):
        inner = tuple(field_columns(item))
        columns, key = (owner, POSITION, *inner), (owner.name, POSITION.name)

        def rows(record: ApiRecord) -> Rows:
            for position, values in enumerate(record.get(field, ()), 1):
                yield record["id"], position, *_values(inner, values)

    else:
        other = reference(TABLE_OF_FIELD[field])
        if other.name == owner.name:  # a record that refers to others of its kind
            other = other._replace(name=field)
        columns, key = (owner, POSITION, other), (owner.name, POSITION.name)

        def rows(record: ApiRecord) -> Rows:
            return ((record["id"], *item) for item in enumerate(record.get(field, ()), 1))

    return Table(f"{owner.name}_{field}", about, columns, key, rows)


def reference(name: str, is_required: bool = True) -> Column:
    """Return a column with the ID of a record of a list, named by one of them: `paper`, `category`."""
    return Column(RECORD_TYPES[name].__name__.lower(), f"ID in {name}.", "TEXT", is_required, name)


def _values(columns: Iterable[Column], record: ApiRecord) -> list[Value]:
    return [column.value_of(record) for column in columns]


def _parts_of(value: Any) -> Mapping[str, Value]:
    """Return numbers by part; the API has a number for the whole alone."""
    return value if isinstance(value, dict) else {} if value is None else {"": value}
