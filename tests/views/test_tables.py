"""Rows of sortable tables: totals of parts, and the words that filters look for."""

from __future__ import annotations

from typing import Any

import pytest

from catalog import Catalog, Dataset
from catalog.views.tables import Amount, DatasetRow, dataset_table, total_amount
from catalog.views.views import Views
from tests.sites import TOY

CATALOG = Catalog.load(TOY.parent)


def row_of(**fields: Any) -> DatasetRow:
    """Return the row of a dataset with the fields that matter to a test."""
    return DatasetRow(CATALOG, Dataset.model_construct(id="mumble", name="Mumble", **fields), None)


@pytest.mark.parametrize(
    ("parts", "amount"),
    [
        (None, None),
        ({}, None),
        ({"": 16}, Amount(16)),
        ({"scripted": 7}, Amount(7)),
        ({"dev": 340.4, "test": 11.2}, Amount(351.6)),
        ({"trainval": 165, "test": 8}, Amount(173)),
        ({"train": 1, "val": 2, "test": 4}, Amount(7)),
        ({"train": 20, "trainval": 30, "test": 1}, Amount(30, is_minimum=True)),
        ({"pretrain": 195, "trainval": 29, "test": 0.5}, Amount(195, is_minimum=True)),
        ({"indoors": 3, "outdoors": 4}, Amount(4, is_minimum=True)),
    ],
)
def test_only_parts_without_common_items_have_a_total(
    parts: dict[str, float] | None, amount: Amount | None
) -> None:
    assert total_amount(parts) == amount


def test_people_may_be_in_several_parts() -> None:
    assert row_of(subjects={"train": 5090, "test": 451}).subjects == Amount(5090, is_minimum=True)
    assert row_of(subjects={"": 42}).subjects == Amount(42)
    assert row_of().subjects is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, []),
        ("handshake License 1.0", ["stated", "open"]),
        ("Handshake 1.0", ["stated", "open"]),
        ("Handshake", ["stated", "open"]),
        ("Handshake 1.0 (videos, by their authors), handshake (scripts)", ["stated", "open"]),
        ("Handshake 1.0 (code), No Sale (data)", ["stated"]),
        ("Handshake 1.0; no sales", ["stated"]),
        ("No sale", ["stated"]),
        ("None", ["stated"]),
        ("research only", ["stated"]),
    ],
)
def test_a_license_is_open_if_every_part_is_known_to_allow_any_use(
    text: str | None, words: list[str]
) -> None:
    assert row_of(license=text).words["license"] == words


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"access": "form"}, "access", ["form"]),
        ({}, "access", []),
        ({"kind": ("emotional", "2d-video")}, "type", ["2d-video"]),
        ({"kind": ("emotional", "2d-video")}, "emotions", ["yes"]),
        ({"emotions": ("sleepy", "awake")}, "emotions", ["yes"]),
        ({"kind": ("2d-video",)}, "emotions", []),
        ({"language": "Duck (North American), Goose, Duck (British)"}, "language", ["duck", "goose"]),
        ({"hours": {"": 9.9}}, "hours", ["stated"]),
        ({"hours": {"": 10}}, "hours", ["stated", "10"]),
        ({"hours": {"train": 990, "test": 10}}, "hours", ["stated", "10", "100", "1000"]),
        ({}, "hours", []),
    ],
)
def test_a_row_has_the_words_of_its_filters(fields: dict[str, Any], name: str, words: list[str]) -> None:
    assert row_of(**fields).words[name] == words


def test_the_table_has_every_dataset_and_offers_only_what_occurs() -> None:
    table = dataset_table(Views(CATALOG))
    assert [row.dataset.id for row in table.rows] == ["blink", "ohne-alles", "squeak-2020"]
    assert table.kinds == ["audio-visual", "in-the-wild", "controlled", "generated"]
    assert table.languages == [("duck", "Duck")]
    users = {row.dataset.id: row.users and len(row.users.papers) for row in table.rows}
    assert users == {
        id: sum(id in (dataset for _, dataset in paper.datasets.paths_and_ids) for paper in CATALOG.papers)
        or None
        for id in CATALOG.datasets
    }
