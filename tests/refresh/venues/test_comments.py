"""Texts about venues: comments and journal references of authors, and spellings of services."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog import Catalog
from catalog.records.vocabularies import Venue
from catalog.refresh.venues.comments import Reading, read_comment, read_reference
from catalog.refresh.venues.names import VenueNames
from tests.helpers import load_yaml

TABLE: dict[str, Any] = load_yaml(Path(__file__).with_name("comments.yml").read_text("utf-8"))
FUNCTIONS: dict[str, Callable[[str, VenueNames], Reading]] = {
    "comments": read_comment,
    "references": read_reference,
}
ROWS = [(kind, row) for kind in FUNCTIONS for row in TABLE[kind]]


@pytest.fixture(scope="module")
def names() -> VenueNames:
    venues = {id: Venue(id=id, file="", about="Hums.", **values) for id, values in TABLE["venues"].items()}
    return VenueNames(Catalog(venues=venues))


def test_the_table_is_long() -> None:
    assert len(TABLE["comments"]) >= 150


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[row["text"] for _, row in ROWS])
def test_a_text_is_read(names: VenueNames, kind: str, row: dict[str, Any]) -> None:
    reading = FUNCTIONS[kind](row["text"], names)
    expected = tuple(row.get(name) for name in ("venue", "year", "track"))
    assert (tuple(reading.publication), bool(reading.doubt)) == (expected, row.get("doubt", False)), reading


@pytest.mark.parametrize("row", TABLE["spellings"], ids=lambda row: row["text"])
def test_a_spelling_is_read(names: VenueNames, row: dict[str, Any]) -> None:
    expected = tuple(row.get(name) for name in ("venue", "year", "track"))
    assert tuple(names.read(row["text"])) == expected


def test_an_unknown_venue_is_named(names: VenueNames) -> None:
    reading = read_comment("Accepted to the Journal of Applied Whiskers, 9 pages", names)
    assert reading.unknown_name == "Journal of Applied Whiskers"
