"""Venues as services write them: which one of ours it is, and whether two names mean one."""

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
"""What a name says of one edition and not of the venue."""
FUNCTION_WORDS = frozenset(["a", "an", "and", "for", "in", "of", "on", "the", "to"])
"""Words that are left out when a name is cut short."""
WORKSHOP = re.compile(r"\b[Ww]orkshops?\b|\b[A-Z]{3,}W\b")


class StatedVenue(NamedTuple):
    """Where one source says that the paper is."""

    source: str
    venue: str
    year: int
    is_preprint: bool
    is_certain: bool
    track: str | None = None
    pages: str | None = None

    @property
    def label(self) -> str:
        """Venue and year in a sentence."""
        return f"{self.venue} {self.year}"


def find_venue_id(said: str, spellings: Mapping[str, str]) -> str | None:
    """The id of the venue that a service names, by the spellings of the catalog.

    >>> known_venue("Proceedings of the 28th ACM International Conference on Multimedia",
    ...             {"acm international conference on multimedia": "acm-mm"})
    'acm-mm'
    """
    if found := next(filter(None, (match_venue_id(form, spellings) for form in _spelling_variants(said))), None):
        return found
    meant = {id for spelling, id in spellings.items() if is_abbreviation(said, spelling)}
    return meant.pop() if len(meant) == 1 else None


def is_abbreviation(short: str, name: str) -> bool:
    """Whether a name is another one cut short word by word, as DBLP writes those of journals.

    >>> abbreviates("IEEE Trans. Pattern Anal. Mach. Intell.",
    ...             "IEEE Transactions on Pattern Analysis and Machine Intelligence")
    True
    """
    if not re.search(r"\w\.(?:\s|$)", short):
        return False
    cut = fold(short).split()
    full = [word for word in fold(name).split() if word not in FUNCTION_WORDS]
    return len(cut) == len(full) > 1 and all(map(str.startswith, full, cut))


def _spelling_variants(said: str) -> Iterator[str]:
    """A name, without what belongs to one edition, and its parts: `Computer Vision - ECCV 2022`."""
    yield said
    bare = " ".join(EDITION_WORDS.sub(" ", said).split()).strip(" ,:-\u2013\u2014")
    yield bare
    yield " ".join(EDITION_WORDS.sub(" ", bare).split())
    for part in re.split(r"\s[-\u2013\u2014]\s|:\s", said)[::-1]:
        yield " ".join(EDITION_WORDS.sub(" ", part).split())


def is_same_venue(one: str, other: str, spellings: Mapping[str, str]) -> bool:
    """Whether two names mean one venue; of names that the catalog does not know, one holds the other."""
    known = match_venue_id(one, spellings), match_venue_id(other, spellings)
    if all(known):
        return known[0] == known[1]
    if bool(WORKSHOP.search(one)) != bool(WORKSHOP.search(other)):
        return False
    if is_abbreviation(one, other) or is_abbreviation(other, one):
        return True
    few, many = sorted((set(fold(EDITION_WORDS.sub(" ", name)).split()) for name in (one, other)), key=len)
    return bool(few) and few <= many
