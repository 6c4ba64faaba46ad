"""Python and the browser rank by the same numbers and words."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import Any

import pytest

from catalog.queries import fold, query
from catalog.search.match import TYPOS
from catalog.search.postings import SCORES
from tests.helpers import ROOT

SCRIPTS = ROOT / "docs/assets"
NUMBER = re.compile(r"^(?:export )?const ([A-Z_]+) = ([\d.]+);", re.M)
MODULES = {
    "search/facets": "search.facets",
    "search/grammar": "queries.grammar",
    "search/match": "search.match",
    "search/panel": "search.filters",
    "search/rank": "search.rank",
    "search/stem": "utils.words",
    "search/typo": "queries.typo",
    "add/recognize": "search.pasted",
}
"""Modules in Python that do what scripts do."""
NAMES = {"MAX_QUERY_LENGTH": "MAX_QUERY_CHARACTERS"}
"""Numbers that have another name in Python."""


def script(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text("utf-8")


def literal(text: str, name: str) -> Any:
    """Read an object of numbers or texts from a script."""
    match = re.search(rf"^(?:export )?const {name} = (\{{[\s\S]*?\}});", text, re.M)
    assert match, name
    keys = re.sub(r'"?([^\s"{,]+)"?: ', r'"\1": ', match[1])
    return json.loads(re.sub(r",\s*\}", "}", keys))


@pytest.mark.parametrize("name", MODULES)
def test_numbers_are_the_same(name: str) -> None:
    module = import_module(f"catalog.{MODULES[name]}")
    numbers = {key: float(value) for key, value in NUMBER.findall(script(name)) if key != "ROW_FACTOR"}
    assert numbers
    assert {key: getattr(module, NAMES.get(key, key)) for key in numbers} == numbers


def test_certainties_of_typos_are_the_same() -> None:
    assert f"const TYPOS = [EXACT, {', '.join(map(str, TYPOS[1:]))}];" in script("search/match")


def test_scores_are_the_same() -> None:
    scores = literal(script("search/postings"), "SCORES")
    assert {
        re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", key): scores[key] for key in scores
    } == SCORES


def test_stop_words_are_the_same() -> None:
    match = re.search(r'STOP_WORDS = new Set\(\s*"([a-z ]+)"', script("search/query"))
    assert match
    assert set(match[1].split()) == query.STOP_WORDS


def test_letters_are_the_same() -> None:
    letters = literal(script("search/fold"), "FOLDED_LETTERS")
    assert str.maketrans(letters) == fold.FOLDED_LETTERS
    assert literal(script("search/fold"), "SPELLINGS") == fold.SPELLINGS
