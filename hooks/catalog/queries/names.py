"""Names in queries: those of venues, tags, categories, datasets and features."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog.queries.tokens import Token

MAX_NAME_WORDS = 8
VENUE_AND_YEAR = re.compile(r"([a-z]{2,})((?:19|20)?\d\d)", re.ASCII)


@dataclass(frozen=True)
class FacetNames:
    """The names of one facet's values, for the grammar."""

    key: str
    """Key of the filter, such as `venue`."""
    ids: Mapping[str, str]
    """IDs of values by compact name, as `compact` returns it."""
    leads: tuple[str, ...] = ()
    """Words that may stand before a name."""
    needs_lead: bool = False
    """A name of one word is text unless one of these words stands before it."""


def find_longest_name(
    facet: FacetNames, tokens: Sequence[Token], start: int, min_words: int
) -> tuple[str, int, str] | None:
    """Return the ID of the longest name at a position, the position after it, and a year in its last word."""
    words: list[str] = []
    longest: tuple[str, int, str] | None = None
    for end in range(start, min(len(tokens), start + MAX_NAME_WORDS)):
        if not tokens[end].is_plain or not tokens[end].words:
            break
        words += tokens[end].words
        if len(words) < min_words:
            continue
        if id := _find_name(facet, words):
            longest = id, end + 1, ""
        elif facet.key == "venue" and (dated := _find_dated_venue(facet, words)):
            longest = dated[0], end + 1, dated[1]
    return longest


def _find_name(facet: FacetNames, words: Sequence[str]) -> str | None:
    name = "".join(words)
    return facet.ids.get(name) or (facet.ids.get(name[:-1]) if name.endswith("s") else None)


def _find_dated_venue(facet: FacetNames, words: Sequence[str]) -> tuple[str, str] | None:
    """Return a venue and a year of two or four digits after it: `cvpr22`, `cvpr'22`, `eccv-2024`."""
    match = VENUE_AND_YEAR.fullmatch("".join(words))
    id = facet.ids.get(match[1]) if match else None
    if not match or not id:
        return None
    return id, match[2] if len(match[2]) == 4 else f"20{match[2]}"
