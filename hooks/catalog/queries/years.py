"""Years in queries: `2024`, `since 2024`, `2023-2025`, `between 2023 and 2025`, `>2023`, `2024+`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
YEAR_RANGE = re.compile(r"((?:19|20)\d\d)?\s*(?:\.\.|-|\u2013)\s*((?:19|20)\d\d)?", re.ASCII)
COMPARISON = re.compile(r"(>=|<=|>|<)((?:19|20)\d\d)|((?:19|20)\d\d)\+", re.ASCII)
YEAR_WORDS: Mapping[str, str] = {
    "in": "{0}",
    "of": "{0}",
    "since": "{0}..",
    "from": "{0}..",
    "after": "{1}..",
    "before": "..{-1}",
    "until": "..{0}",
    "through": "..{0}",
}
"""Range of years by the word before a year; a number in braces is added to the year."""
RANGE_WORDS: Mapping[str, Sequence[str]] = {
    "between": ("and",),
    "from": ("to", "until", "through"),
    "": ("to",),
}
"""Words between two years, by the word before the first."""


def parse_years(value: str) -> str | None:
    """Return the value of a filter by year in its canonical form, `2020`, `2020..2022`, `2020..` or `..2022`.

    >>> parse_years("2020-2022"), parse_years(">2020"), parse_years("soon")
    ('2020..2022', '2021..', None)
    """
    if YEAR.fullmatch(value):
        return value
    if match := COMPARISON.fullmatch(value):
        sign, compared, least = match.groups()
        if least:
            return f"{least}.."
        year = int(compared)
        return {">": f"{year + 1}..", ">=": f"{year}..", "<": f"..{year - 1}", "<=": f"..{year}"}[sign]
    match = YEAR_RANGE.fullmatch(value)
    if not match or not any(match.groups()):
        return None
    first, last = (year or "" for year in match.groups())
    if first and last and first > last:
        first, last = last, first
    return first if first == last else f"{first}..{last}"


def is_in_years(year: int, years: str) -> bool:
    """Return whether a year is in a canonical range."""
    first, dots, last = years.partition("..")
    if not dots:
        return str(year) == years
    return int(first or 0) <= year <= int(last or 9999)


def read_years(words: Sequence[str | None], at: int) -> tuple[str, int] | None:
    """Read an expression of several words.

    Args:
        words: The plain words of a query, lowercase; None for a clause that is none.
        at: Position of the first.

    Returns:
        The canonical range and the position after the expression, or None.
    """
    word = words[at] or ""
    for start, joints in RANGE_WORDS.items():
        first = at + bool(start)
        if word == start or not start:
            years = [_year(words, first), _year(words, first + 2)]
            if all(years) and _word(words, first + 1) in joints:
                low, high = sorted(filter(None, years))
                return (low if low == high else f"{low}..{high}"), first + 3
    year = _year(words, at + 1)
    if year and (template := YEAR_WORDS.get(word)):
        return re.sub(r"\{(-?\d)\}", lambda match: str(int(year) + int(match[1])), template), at + 2
    years_value = parse_years(word) if word else None
    return (years_value, at + 1) if years_value else None


def _word(words: Sequence[str | None], at: int) -> str:
    return (words[at] or "") if at < len(words) else ""


def _year(words: Sequence[str | None], at: int) -> str | None:
    word = _word(words, at)
    return word if YEAR.fullmatch(word) else None
