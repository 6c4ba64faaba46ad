"""Rows of sortable tables: totals of parts, and the words that filters look for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalog import Catalog, Dataset
from catalog.facets.code import Code
from catalog.records.dataset import Amount, total_amount
from catalog.records.repository import Memory, Reading, Repository, Speed
from catalog.records.schema import Links
from catalog.views.tables import DatasetRow, RepositoryRow, code_table, dataset_table
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.sites import TOY

CATALOG = Catalog.load(TOY.parent)


def row_of(**fields: Any) -> DatasetRow:
    """Return the row of a dataset with the fields that matter to a test."""
    return DatasetRow(CATALOG, Dataset.model_construct(id="mumble", name="Mumble", **fields), None)


def repository(**fields: Any) -> Repository:
    """Return a repository with the fields that matter to a test."""
    required: dict[str, Any] = {
        "id": "toys--quiet",
        "url": "https://github.com/Toys/Quiet",
        "read": Reading.model_construct(checked=date(2022, 2, 3)),
    }
    return Repository.model_construct(**required | fields)


def code_row(*records: Any, **fields: Any) -> RepositoryRow:
    """Return the row of such a repository and the records that link to it."""
    return RepositoryRow(CATALOG, Code(repository(**fields), ()), records)


def speeds(*numbers: float) -> tuple[Speed, ...]:
    return tuple(Speed.model_construct(fps=number, source="https://toys.example/") for number in numbers)


def memories(*numbers: float, task: Any = "inference") -> tuple[Memory, ...]:
    source = "https://toys.example/"
    return tuple(Memory.model_construct(gb=number, task=task, source=source) for number in numbers)


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


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"holds": ("training", "weights")}, "holds", ("training", "weights")),
        ({"holds": ()}, "holds", ()),
        ({"holds": None}, "holds", ()),
        ({"speed": speeds(24.9)}, "fps", ["stated"]),
        ({"speed": speeds(3, 25, 14)}, "fps", ["stated", "25"]),
        ({}, "fps", []),
        ({"memory": memories(81)}, "memory", ["stated"]),
        ({"memory": memories(8, task=None)}, "memory", ["stated"]),  # for what, nobody says
        ({"memory": memories(24)}, "memory", ["stated", "24", "48"]),
        ({"memory": memories(80, 11.5, 20)}, "memory", ["stated", "12", "16", "24", "48"]),
        ({"memory": memories(8, task="training")}, "memory", ["stated"]),
        ({"memory": memories(8, task="training") + memories(48)}, "memory", ["stated", "48"]),
        ({}, "memory", []),
    ],
)
def test_a_repository_has_the_words_of_its_filters(fields: dict[str, Any], name: str, words: Any) -> None:
    assert code_row(**fields).words[name] == words


@pytest.mark.parametrize(
    ("url", "owner_and_name"),
    [
        ("https://github.com/Toys/Quiet", ("Toys", "Quiet")),
        ("https://gitlab.com/Toys/Quiet.git", ("Toys", "Quiet")),
        ("https://github.com/Toys", ("", "https://github.com/Toys")),
        ("javascript:alert()", ("", "javascript:alert()")),
    ],
)
def test_a_repository_is_named_by_its_url(url: str, owner_and_name: tuple[str, str]) -> None:
    assert code_row(url=url).owner_and_name == owner_and_name


def test_a_repository_has_the_year_of_its_oldest_paper_and_the_tags_of_all() -> None:
    new = make_paper("new-2023", title="New", venue="jest", year=2023, tags=("smell", "real-time"))
    old = make_paper("old-2020", title="Old", venue="jest", year=2020, tags=("audio",), short="O")
    row = code_row(new, old, Dataset.model_construct(id="mumble", name="Mumble", year=None))
    assert row.year == 2020
    assert [link.name for link in row.links] == ["New", "O", "Mumble (dataset)"]
    assert row.tags("driver") == ["audio", "smell"], "in the order of the vocabulary"
    assert row.words["technique"] == []
    twice = code_row(new, replace_fields(old, short="New"))
    assert [link.name for link in twice.links] == ["New (2023)", "New (2020)"]


def replace_fields(record: Any, **fields: Any) -> Any:
    return record.model_copy(update=fields)


def test_the_table_of_code_has_every_linked_repository_by_name() -> None:
    toy = CATALOG.repositories["toys--louder"]
    quiet = repository(url="https://github.com/aardvarks/Quiet", id="aardvarks--quiet", license="none")
    linked = make_paper(
        "q-2020",
        venue="toycon",
        year=2020,
        categories=(),
        links=Links(code=("https://github.com/Aardvarks/quiet",)),
    )
    unlinked = repository(id="toys--alone", url="https://github.com/Toys/Alone")
    catalog = replace(
        CATALOG,
        papers=(*CATALOG.papers, linked),
        repositories={one.id: one for one in (quiet, toy, unlinked)},
    )
    table = code_table(Views(catalog))
    assert [row.repository.id for row in table.rows] == ["toys--louder", "aardvarks--quiet"]
    assert [row.code.commercial_use for row in table.rows] == ["unclear", "unclear"]
    assert [license.id for license in table.licenses] == ["handshake-1.0", "no-sale", "none"]
    assert table.read_dates == [date(2022, 2, 3)]
    later = toy.model_copy(update={"read": Reading.model_construct(checked=date(2023, 4, 5))})
    table = code_table(Views(replace(catalog, repositories={quiet.id: quiet, toy.id: later})))
    assert table.read_dates == [date(2022, 2, 3), date(2023, 4, 5)]
