"""Scores keep the digits that reports print, and are numbers in JSON."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from catalog import Catalog
from catalog.records.as_json import record_as_json
from catalog.records.result import Score
from catalog.utils.json import compact_json
from tests.sites import TOY


@pytest.fixture(scope="module")
def toy() -> Catalog:
    return Catalog.load(TOY.parent)


def test_a_score_keeps_its_digits(toy: Catalog) -> None:
    (row, *_) = toy.results["louder-squeak"].rows
    assert {id: f"{score:f}" for id, score in row.scores.items()} == {"giggle": "7.10", "squeak-error": "0.5"}


def test_scores_are_numbers_in_json(toy: Catalog) -> None:
    rows = json.loads(compact_json(record_as_json(toy.results["louder-squeak"])))["rows"]
    assert rows[0] == {"method": "meow2lip-2020", "giggle": 7.1, "squeak-error": 0.5}
    assert rows[4] == {"method": "Real ducks", "reference": True, "giggle": 11, "squeak-error": 0}


@pytest.mark.parametrize("text", ["-1", "0", "12.50", "0.000001"])
def test_other_digits_are_kept_too(text: str) -> None:
    assert TypeAdapter(Score).validate_python(text) == Decimal(text)


@pytest.mark.parametrize("text", ["+1", "1e5", "nan", "inf", "1,5", ".5", "5.", "١", "1_0", "--1", ""])
def test_anything_but_digits_is_an_error(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Score).validate_python(text)
