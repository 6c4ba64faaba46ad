"""Comparison of titles and author lists: a table of pairs, and properties of any pair."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.authors import Overlap, compare_authors
from catalog.refresh.titles import Agreement, compare_titles, title_key
from tests.helpers import load_yaml
from tests.properties import examples
from tests.refresh.audit.spellings import SPELLINGS

TABLE = load_yaml((Path(__file__).parent / "titles.yml").read_text("utf-8"))
TEXTS = st.text(
    st.sampled_from("aB é2Σ+-:–$^\\{}'\"v()王?") | st.characters(exclude_categories=["Cs"]), max_size=40
)


@pytest.mark.parametrize(("agreement", "left", "right"), TABLE["titles"])
def test_titles(agreement: str, left: str, right: str) -> None:
    assert compare_titles(left, right).name == agreement
    assert compare_titles(right, left).name == agreement


@pytest.mark.parametrize(("overlap", "left", "right"), TABLE["authors"])
def test_authors(overlap: str, left: list[str], right: list[str]) -> None:
    assert compare_authors(left, right).name == overlap
    assert compare_authors(right, left).name == overlap


@examples
@given(TEXTS, TEXTS)
def test_any_titles(left: str, right: str) -> None:
    assert compare_titles(left, right) is compare_titles(right, left)
    assert compare_titles(left, left) is (Agreement.EQUAL if title_key(left) else Agreement.DIFFERENT)


@examples
@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5))
def test_any_authors(left: list[str], right: list[str]) -> None:
    assert compare_authors(left, right) is compare_authors(right, left)
    assert compare_authors(left, left) in (Overlap.MOST, Overlap.UNKNOWN)


@pytest.mark.parametrize("name", SPELLINGS)
def test_each_way_to_spell_a_title_changes_it(name: str) -> None:
    title = "Déjà-Hum: “Heads” & Mouths, and 360° of Σ"
    changes = {SPELLINGS[name](title, Random(seed)) for seed in range(20)} - {title}
    assert changes
    assert all(compare_titles(title, changed) is not Agreement.DIFFERENT for changed in changes)
