"""Queries as Python reads them; tests/browser/test_grammar.py compares the browser with it."""

from __future__ import annotations

import pytest

from catalog.queries.grammar import Filter, Grammar

GRAMMAR = Grammar((), keys={"year": "year", "in": "year"})


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("year:>2023", "2024.."),
        ("year:>=2023", "2023.."),
        ("year:<2023", "..2022"),
        ("in:<=2023", "..2023"),
        ("year:2023+", "2023.."),
        ("year:2021-23", "2021..2023"),
        ("year:2023", "2023"),
        ("year:soon", "soon"),
        (">2023", "2024.."),
    ],
)
def test_years_are_read_as_written(text: str, years: str) -> None:
    assert GRAMMAR.filters(text) == (Filter("year", years),)


@pytest.mark.parametrize("quotes", ['""', "\u201c\u201d", "\u201e\u201c", "\u201f\u201d", "\u00ab\u00bb"])
def test_curly_quotes_are_quotes(quotes: str) -> None:
    assert [clause.text for clause in GRAMMAR.read(f"{quotes[0]}talking 2023{quotes[1]}")] == [
        '"talking 2023"'
    ]
    assert GRAMMAR.filters(f"{quotes[0]}2023{quotes[1]}") == ()
