"""Year and track of a paper, in a sentence that names its venue."""

from __future__ import annotations

import re

from catalog.lists.venues import TRACKS
from catalog.utils.clock import build_date

YEAR = r"(?:19|20)\d\d"
PAPERS = (
    r"(?:(?:main|conference|full|long|short|papers?|proceedings|journal|workshops?|findings)\W{1,3}){0,3}"
)
YEAR_AFTER = re.compile(
    rf"\W{{0,4}}{PAPERS}\W{{0,3}}(?P<year>{YEAR})(?![\d\u2013-]\d)"
    rf"|(?:\W{{1,3}}{PAPERS})?\s?['\u2018\u2019`]\s?(?P<quoted>\d\d)(?!\d)"
    r"|[-]?(?P<joined>\d\d)(?!\d)",
    re.IGNORECASE,
)
"""The year right after a name: `CVPR 2024`, `(CVPR), 2024`, `ICMI '25`, `AAAI-24`, `ECCV24`."""
YEAR_BEFORE = re.compile(
    rf"(?P<year>{YEAR})\W+(?:(?:ieee|acm|cvf|rsj|the|annual|international|edition|of|\d+(?:st|nd|rd|th))\W+){{0,4}}$",
    re.IGNORECASE,
)
"""The year before a name: `2026 IEEE International Conference on ...`."""
LOOSE = re.compile(rf"(?<![\d.\u2013/:-])(?P<year>{YEAR})(?![\d\u2013/-]|\.\d)")
"""A year that is no part of a number, a range of pages or a date."""
DATE = re.compile(
    rf"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?:\d{{1,2}}(?:st|nd|rd|th)?\s*)?,?\s*{YEAR}"
    rf"|\u00a9\s*{YEAR}|\bcopyright\W+(?:c\W+)?{YEAR}",
    re.IGNORECASE,
)
"""A day or month, which may be that of the acceptance, or a copyright."""
TRACK_WORDS = "|".join(sorted(TRACKS, key=len, reverse=True))
NO_TRACK = r"(?!\s*(?:session|pages?|videos?|website|site|link|code|:|is\b|are\b|available\b))"
"""Demos and posters that are no tracks: `demo page`, `poster session`."""
TRACK_AFTER = re.compile(
    r"(?:\W{0,3}\d{2,4}\b)?[\s,(\[\u2013-]{0,4}(?:main\s+)?(?:conference\s+)?(?:as\s+)?(?:an?\s+|the\s+)?"
    rf"(?P<track>{TRACK_WORDS})\b{NO_TRACK}",
    re.IGNORECASE,
)
"""After the name: `CVPR 2024 (Highlight)`, `EMNLP 2025, Findings Track`."""
TRACK_BEFORE = re.compile(
    rf"\b(?:as\s+(?:an?\s+)?|(?:in|to)\s+(?:the\s+)?|^\W*|for\s+(?:an?\s+)?|an?\s+)(?P<track>{TRACK_WORDS})\b{NO_TRACK}"
    r"(?:\s+(?:papers?|presentations?|track))?\s*(?:,|\b(?:at|in|by|to|of|@)\b(?:\s+the)?)?[^,;]{0,60}$",
    re.IGNORECASE,
)
"""Before the name: `accepted as an oral at CVPR 2024`, `Findings of ACL`."""


def find_year(text: str, start: int, end: int, *, is_reference: bool = False) -> int | None:
    """Return the year of the venue whose name is at a place of a text; None if it is missing or unclear.

    Args:
        text: The sentence, or a journal reference.
        start: Start of the name.
        end: End of the name.
        is_reference: True if the text is a reference, where a month belongs to the issue.
    """
    if match := YEAR_AFTER.match(text, end):
        short = match["quoted"] or match["joined"]
        year = int(match["year"] or f"20{short}")
        if _is_plausible(year):
            return year
    if (match := YEAR_BEFORE.search(text[:start])) and _is_plausible(int(match["year"])):
        return int(match["year"])
    rest = text if is_reference else DATE.sub(" ", text)
    years = {int(match["year"]) for match in LOOSE.finditer(rest)}
    years = {year for year in years if _is_plausible(year)}
    return years.pop() if len(years) == 1 else None


def find_track(text: str, start: int, end: int) -> str | None:
    """Return the track of a paper at the venue whose name is at a place of a text; None without any."""
    match = TRACK_AFTER.match(text, end) or TRACK_BEFORE.search(text[:start])
    return TRACKS[match["track"].lower()] if match else None


def _is_plausible(year: int) -> bool:
    return 1980 <= year <= build_date().year + 1
