"""Venues as services spell them: which of our venues is meant, and whether two spellings mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalog.lists.venues import match_venue_id
from catalog.utils.text import fold

EDITION_WORDS = re.compile(
    r"\b(?:19|20)\d\d\b|['\u2019]\d\d\b|\b\d{1,3}(?:st|nd|rd|th)\b"
    r"|\b(?:(?:twenty|thirty|forty|fifty|sixty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth)\b"
    r"|\bproceedings of(?: the)?\b|\b(?:conference )?(?:proceedings|papers)$|\bannual\b",
    re.IGNORECASE,
)
"""Words of one edition, such as its year or number, that are not part of the venue's name."""
FUNCTION_WORDS = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "to"])
"""Words that abbreviations leave out."""
WORKSHOP = re.compile(r"\b[Ww]orkshops?\b|\b[A-Z]{3,}W\b")


class StatedVenue(NamedTuple):
    """Venue and year of the paper according to one source."""

    source: str
    """ID in sources.yml."""
    venue: str
    """Venue as the source spells it."""
    year: int
    is_preprint: bool
    is_certain: bool
    """True if the source is certainly about the requested paper; see `answer.Match`."""
    track: str | None = None
    pages: str | None = None

    @property
    def label(self) -> str:
        """Venue and year, such as `CVPR 2021`."""
        return f"{self.venue} {self.year}"


def find_venue_id(spelling: str, spellings: Mapping[str, str]) -> str | None:
    """Return the ID of the venue that a service names; None if it is unknown or ambiguous.

    Args:
        spelling: The venue as the service spells it.
        spellings: Venue IDs by folded spelling, as in `Catalog.venue_spellings`.

    >>> find_venue_id("Proceedings of the 28th ACM International Conference on Multimedia",
    ...               {"acm international conference on multimedia": "acm-mm"})
    'acm-mm'
    """
    ids = (match_venue_id(variant, spellings) for variant in _spelling_variants(spelling))
    if venue_id := next(filter(None, ids), None):
        return venue_id
    candidates = {id for name, id in spellings.items() if is_abbreviation(spelling, name)}
    return candidates.pop() if len(candidates) == 1 else None


def is_abbreviation(short: str, name: str) -> bool:
    """Return whether a name is another one abbreviated word by word, as DBLP does for journals.

    >>> is_abbreviation("IEEE Trans. Pattern Anal. Mach. Intell.",
    ...                 "IEEE Transactions on Pattern Analysis and Machine Intelligence")
    True
    """
    if not re.search(r"\w\.(?:\s|$)", short):
        return False
    prefixes = fold(short).split()
    words = [word for word in fold(name).split() if word not in FUNCTION_WORDS]
    return len(prefixes) == len(words) > 1 and all(map(str.startswith, words, prefixes))


def _spelling_variants(spelling: str) -> Iterator[str]:
    """Yield a name, the name without edition words, and its parts: `Computer Vision - ECCV 2022`."""
    yield spelling
    bare = " ".join(EDITION_WORDS.sub(" ", spelling).split()).strip(" ,:-\u2013\u2014")
    yield bare
    yield " ".join(EDITION_WORDS.sub(" ", bare).split())
    for part in re.split(r"\s[-\u2013\u2014]\s|:\s", spelling)[::-1]:
        yield " ".join(EDITION_WORDS.sub(" ", part).split())


def is_same_venue(left: str, right: str, spellings: Mapping[str, str]) -> bool:
    """Return whether two spellings mean the same venue.

    If the catalog does not know both, the words of one must include those of the other.
    """
    ids = find_venue_id(left, spellings), find_venue_id(right, spellings)
    if all(ids):
        return ids[0] == ids[1]
    if bool(WORKSHOP.search(left)) != bool(WORKSHOP.search(right)):
        return False
    if is_abbreviation(left, right) or is_abbreviation(right, left):
        return True
    fewer, more = sorted((set(fold(EDITION_WORDS.sub(" ", name)).split()) for name in (left, right)), key=len)
    return bool(fewer) and fewer <= more
