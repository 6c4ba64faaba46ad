"""Years in queries: `2024`, `since 2024`, `2023-25`, `between 2023 and 2025`, `>2023`, `2024 or later`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
YEAR_RANGE = re.compile(
    r"((?:19|20)\d\d)?\s*(?:\.\.|-|/|\u2013|\u2014)\s*((?:19|20)\d\d|(?<=\d.)\d\d)?", re.ASCII
)
COMPARISON = re.compile(r"(>=|<=|>|<)((?:19|20)\d\d)|((?:19|20)\d\d)\+", re.ASCII)
IN, SINCE, AFTER, UNTIL, BEFORE = "{0}", "{0}..", "{1}..", "..{0}", "..{-1}"
YEAR_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("in", "of", "from", "during", "year", "the year"), IN),
    **dict.fromkeys(("since", "as of", "starting", "starting in", "starting from", "not before"), SINCE),
    **dict.fromkeys(("after", "past", "newer than", "later than"), AFTER),
    **dict.fromkeys(("until", "till", "through", "up to"), UNTIL),
    **dict.fromkeys(("before", "prior to", "older than", "earlier than"), BEFORE),
}
"""Range of years by the words before a year; a number in braces is added to the year."""
YEAR_TAILS: Mapping[str, str] = {
    **dict.fromkeys(("onwards", "onward", "and onwards", "to now", "to present", "until now"), SINCE),
    **dict.fromkeys(("and later", "or later", "and newer", "or newer", "and after"), SINCE),
    **dict.fromkeys(("and earlier", "or earlier", "and older", "or older", "and before"), UNTIL),
}
"""Range of years by the words after a year."""
TAIL_WORDS = 2
"""Most words before or after a year."""
DASHES = ("to", "-", "\u2013", "\u2014", "until", "till", "through")
RANGE_WORDS: Mapping[str, Sequence[str]] = {"between": ("and", *DASHES), "from": DASHES, "": DASHES}
"""Words between two years, by the word before the first."""


def parse_years(value: str) -> str | None:
    """Return the value of a filter by year in its canonical form, `2020`, `2020..2022`, `2020..` or `..2022`.

    >>> parse_years("2020-2022"), parse_years("2020/21"), parse_years(">2020"), parse_years("soon")
    ('2020..2022', '2020..2021', '2021..', None)
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
    if len(last) == 2:
        last = first[:2] + last
        if last <= first:  # 2020-12 is a month
            return None
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
            if all(years) and _words(words, first + 1, 1) in joints:
                low, high = sorted(filter(None, years))
                return (low if low == high else f"{low}..{high}"), first + 3
    for size in range(TAIL_WORDS, -1, -1):
        template = YEAR_WORDS.get(_words(words, at, size)) if size else IN
        year = _year(words, at + size)
        if template and year:
            end = at + size + 1
            for tail in range(TAIL_WORDS, 0, -1):
                if after := YEAR_TAILS.get(_words(words, end, tail)):
                    return _fill(after, year), end + tail
            return _fill(template, year), end
    years_value = parse_years(word) if word else None
    return (years_value, at + 1) if years_value else None


def _fill(template: str, year: str) -> str:
    return re.sub(r"\{(-?\d)\}", lambda match: str(int(year) + int(match[1])), template)


def _words(words: Sequence[str | None], at: int, size: int) -> str:
    """Return words in a row; blank if one is none."""
    row = words[at : at + size]
    return " ".join(filter(None, row)) if len(row) == size and all(row) else ""


def _year(words: Sequence[str | None], at: int) -> str | None:
    word = _words(words, at, 1)
    return word if YEAR.fullmatch(word) else None
