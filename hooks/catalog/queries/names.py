"""Names in queries: those of venues, tags, categories, datasets and features."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from catalog.queries.tokens import Token
from catalog.queries.years import YEAR

MAX_NAME_WORDS = 8
VENUE_AND_YEAR = re.compile(r"([a-z0-9]*[a-z])((?:19|20)?\d\d)", re.ASCII)


@dataclass(frozen=True)
class FacetNames:
    """The names of one facet's values, for the grammar."""

    key: str
    """Key of the filter, such as `venue`."""
    ids: Mapping[str, str]
    """IDs of values by compact name, as `compact` returns it."""
    leads: tuple[str, ...] = ()
    """Words that may stand before a name."""
    tails: tuple[str, ...] = ()
    """Words that may stand after a name, besides those of the grammar."""
    led: frozenset[str] = frozenset()
    """Compact names that are text without such words."""
    beside: frozenset[str] = frozenset()
    """Those of them that are no text beside a filter or the name of a paper."""

    def known_name(self, words: Iterable[str]) -> str | None:
        """Return the compact name that words make, also in the plural."""
        name = "".join(words)
        singular = name.removesuffix("s")
        return name if name in self.ids else singular if singular in self.ids else None


class Name(NamedTuple):
    """A name in a query."""

    id: str
    """ID of the value."""
    end: int
    """Position after the name and its tails."""
    year: str = ""
    """Year in its last word."""


def find_longest_name(
    facet: FacetNames, tokens: Sequence[Token], plain: Sequence[str | None], start: int, *, is_led: bool
) -> Name | None:
    """Return the longest name at a position."""
    words: list[str] = []
    longest: Name | None = None
    for end in range(start, min(len(tokens), start + MAX_NAME_WORDS)):
        if not tokens[end].is_plain or not tokens[end].words:
            break
        words += tokens[end].words
        if name := facet.known_name(words):
            tail = skip_phrases(facet.tails, plain, end + 1)
            if is_led or name not in facet.led or tail > end + 1:
                longest = Name(facet.ids[name], tail)
        elif end > start and YEAR.fullmatch(plain[end] or ""):
            break  # a year of its own
        elif facet.key == "venue" and (dated := _find_dated_venue(facet, words)):
            longest = Name(dated[0], end + 1, dated[1])
    return longest


def find_phrases(phrases: Iterable[str], plain: Sequence[str | None], at: int) -> Iterator[int]:
    """Yield the position after each of the phrases that stands at a position."""
    for phrase in phrases:
        words = phrase.split(" ")
        if plain[at : at + len(words)] == words:
            yield at + len(words)


def skip_phrases(phrases: Sequence[str], plain: Sequence[str | None], at: int) -> int:
    """Return the position after all phrases at a position."""
    while end := max(find_phrases(phrases, plain, at), default=0):
        at = end
    return at


def _find_dated_venue(facet: FacetNames, words: Sequence[str]) -> tuple[str, str] | None:
    """Return a venue and a year of two or four digits after it: `cvpr22`, `cvpr'22`, `eccv-2024`."""
    match = VENUE_AND_YEAR.fullmatch("".join(words))
    id = facet.ids.get(match[1]) if match else None
    if not match or not id:
        return None
    return id, match[2] if len(match[2]) == 4 else f"20{match[2]}"
