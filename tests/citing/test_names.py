from __future__ import annotations

import pytest

from catalog.citing.names import Name, parse_name
from catalog.records.catalog import Catalog, given_first
from tests.helpers import ROOT

SPLIT = {
    "Vinay P. Namboodiri": Name("Namboodiri", "Vinay P."),
    "C.V. Jawahar": Name("Jawahar", "C.V."),
    "Nguyễn, Văn Đức": Name("Nguyễn", "Văn Đức"),
    "De Mello, Shalini": Name("De Mello", "Shalini"),
    "Anton van den Hengel": Name("Hengel", "Anton", "van den"),
    "van den Hengel, Anton": Name("Hengel", "Anton", "van den"),
    "de la Torre, Fernando": Name("Torre", "Fernando", "de la"),
    "Sofia von und zu Plappermaul": Name("Plappermaul", "Sofia", "von und zu"),
    "Leonardo da Vinci": Name("Vinci", "Leonardo", "da"),
    "García y Vega, José": Name("García y Vega", "José"),
    "Paul d'Eon": Name("d'Eon", "Paul"),
    "Van Gool, Luc": Name("Van Gool", "Luc"),
    "danah boyd": Name("boyd", "danah"),
    "Martin King Jr.": Name("King", "Martin", suffix="Jr."),
    "Martin King, Jr.": Name("King", "Martin", suffix="Jr."),
    "King, Martin, Jr.": Name("King", "Martin", suffix="Jr."),
    "King, Jr., Martin": Name("King", "Martin", suffix="Jr."),
    "Loren van Wilton III": Name("Wilton", "Loren", "van", "III"),
    "Vinay V": Name("V", "Vinay"),
    "Peter II": Name("II", "Peter"),
    "OpenAI": Name(literal="OpenAI"),
    "王小明": Name(literal="王小明"),
    "王, 小明": Name("王", "小明"),
    "de la Torre": Name(literal="de la Torre"),
    "دני דובר": Name("דובר", "دני"),
}


@pytest.mark.parametrize("text", SPLIT)
def test_names_have_parts(text: str) -> None:
    assert parse_name(text) == SPLIT[text]


@pytest.mark.parametrize(
    ("text", "natural", "inverted"),
    [
        ("Martin van King Jr.", "Martin van King Jr.", "van King, Martin, Jr."),
        ("de la Torre, Fernando", "Fernando de la Torre", "de la Torre, Fernando"),
        ("王小明", "王小明", "王小明"),
    ],
)
def test_names_are_written_both_ways(text: str, natural: str, inverted: str) -> None:
    assert (parse_name(text).natural, parse_name(text).inverted) == (natural, inverted)


@pytest.mark.data
def test_real_names_keep_all_their_words() -> None:
    names = {name for paper in Catalog.load(ROOT).papers for name in paper.authors}
    assert len(names) > 1000
    assert {name for name in names if parse_name(name).natural != given_first(name)} == set()
