"""Names of venues: the venues that a text mentions, and the venue that a service means.

A text is read word by word, without capitals, punctuation and small words, so that spellings of one name
agree. A name inside a longer one does not count: `ACM Multimedia Asia` is not `ACM Multimedia`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from catalog.lists.venues import parse_venue
from catalog.lookup.venues import FUNCTION_WORDS, find_venue_id
from catalog.records.catalog import Catalog
from catalog.refresh.venues.phrases import list_strange_words
from catalog.utils.text import fold

WORD = re.compile(r"[^\W\d_]+|\d+")
"""A word or number; a year may follow a name without a space: `CVPR2024`."""
PUBLISHERS = frozenset(["ieee", "acm", "cvf", "rsj", "ccf", "annual"])
"""Words before a name that authors leave out."""
MIN_NAME_WORDS = 3
"""Words of a name that is understood without its publishers: `International Conference on Multimedia`."""
MIN_LOWERCASE_LETTERS = 4
"""Letters of an acronym that is one in lowercase, too: `cvpr`, but not `tip`."""
SMALL_WORDS = frozenset(["with", "st", "nd", "rd", "th"])
"""Words and endings in names that are not capitalized."""
VOLUME = re.compile(r"\(\d{1,3}\)")
"""Number of a volume, which looks like a year: `ECCV (23)`."""
WORKSHOP = re.compile(r"\bworkshops?\b|\b(?:wksp|ws)\b", re.IGNORECASE)
SIDE_EVENT = re.compile(
    r"\b(?:workshops?|companion|adjunct|posters|(?:extended )?abstracts?|late[- ]breaking|tutorials?|courses|"
    r"talks|panels?|doctoral|consortium|challenges?|competitions?|technical communications|"
    r"technical briefs|emerging technologies|real[- ]time live|blogposts?|show (?:and|&) tell|tiny papers)\b",
    re.IGNORECASE,
)
"""Words for what is printed beside the papers of a conference."""


class Publication(NamedTuple):
    """Venue, year and track of a paper; unknown ones are None."""

    venue: str | None = None
    """ID in venues.yml."""
    year: int | None = None
    track: str | None = None


NOWHERE = Publication()


class Mention(NamedTuple):
    """A venue's name in a text."""

    venue: str
    """ID in venues.yml."""
    start: int
    end: int
    """Position after its last letter."""


class _Name(NamedTuple):
    words: tuple[str, ...]
    venue: str


class VenueNames:
    """Names of the venues of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.venues = catalog.venues
        self.spellings = catalog.venue_spellings
        self._names: dict[str, list[_Name]] = defaultdict(list)
        for spelling, id in _list_spellings(catalog).items():
            self._names[spelling[0]].append(_Name(spelling, id))
        for names in self._names.values():
            names.sort(key=lambda name: -len(name.words))
        plain = [venue.name for venue in catalog.venues.values() if len(venue.name.split()) == 1]
        self._plain_words = frozenset(map(fold, plain))
        """Journals whose name is a word of any text, such as `Electronics`."""

    def find(self, text: str) -> list[Mention]:
        """Return the venues that a text names, in order; of overlapping names the longest."""
        words = [(fold(match[0]), match) for match in WORD.finditer(text)]
        words = [(word, match) for word, match in words if word not in FUNCTION_WORDS]
        found: list[tuple[int, Mention]] = []
        for at, (first, _) in enumerate(words):
            for name in self._names.get(first, ()):
                part = words[at : at + len(name.words)]
                if tuple(word for word, _ in part) == name.words and self._is_name(
                    [match[0] for _, match in part]
                ):
                    found.append(
                        (len(name.words), Mention(name.venue, part[0][1].start(), part[-1][1].end()))
                    )
                    break
        found.sort(key=lambda item: -item[0])
        mentions: list[Mention] = []
        for _, mention in found:
            if not any(mention.start < other.end and other.start < mention.end for other in mentions):
                mentions.append(mention)
        return sorted(mentions, key=lambda mention: mention.start)

    def read(self, spelling: str) -> Publication:
        """Return the venue that a service names, with the year and track in its name, if any.

        >>> VenueNames(Catalog.load(Path("."))).read("2024 IEEE/CVF Winter Conference on Applications of "
        ...                                          "Computer Vision (WACV)")  # doctest: +SKIP
        Publication(venue='wacv', year=2024, track=None)
        """
        mention = parse_venue(VOLUME.sub("", spelling))
        ids = (find_venue_id(name, self.spellings) for name in (spelling, mention.venue))
        id = next(filter(None, ids), None) or self._find_only(spelling)
        if id and self._names_another(spelling, id):
            return Publication(None, mention.year, mention.track)
        if id and SIDE_EVENT.search(spelling) and self.venues[id].kind != "workshop":
            id = self.find_workshops(id) if WORKSHOP.search(spelling) else None
        return Publication(id, mention.year, mention.track)

    def find_workshops(self, conference: str) -> str | None:
        """Return the venue for all workshops of a conference; None if venues.yml has none."""
        if self.venues[conference].kind == "workshop":
            return conference
        short = self.venues[conference].short
        ids = {self.spellings.get(fold(f"{short} {word}")) for word in ("workshop", "workshops")} - {None}
        id = next(iter(ids), None)
        return id if id and self.venues[id].parent == conference else None

    def is_printed_in(self, conference: str, journal: str) -> bool:
        """Return whether a journal prints the papers of a conference, as TOG those of SIGGRAPH."""
        return self.venues[conference].proceedings == journal

    def prints_conferences(self, venue: str) -> bool:
        """Return whether a venue is a journal that prints the papers of a conference, too."""
        return any(other.proceedings == venue for other in self.venues.values())

    def _find_only(self, spelling: str) -> str | None:
        """Return the only venue in a text with nothing but words such as `Proceedings of` around it."""
        mentions = self.find(spelling)
        rest = re.sub(r"\([A-Z]+\)", " ", blank(spelling, mentions))  # an acronym of the same name
        ids = {mention.venue for mention in mentions}
        return ids.pop() if len(ids) == 1 and not list_strange_words(rest) else None

    def _names_another(self, spelling: str, id: str) -> bool:
        """Return whether a text names another venue: no journal that prints the first, and not its parent."""
        others = {mention.venue for mention in self.find(spelling)} - {id, self.venues[id].parent}
        return any(not self.is_printed_in(id, other) for other in others)

    def _is_name(self, words: list[str]) -> bool:
        """Return whether words are capitalized like a name, not like a part of a sentence."""
        if len(words) > 1:
            is_acronym = words[0].isupper() and len(words[0]) > 1
            return is_acronym or all(not word[0].islower() or word in SMALL_WORDS for word in words)
        if fold(words[0]) in self._plain_words:
            return words[0][0].isupper()
        return words[0].isupper() or len(words[0]) >= MIN_LOWERCASE_LETTERS


def blank(text: str, mentions: Sequence[Mention]) -> str:
    """Return a text with spaces in place of some names."""
    for mention in mentions:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _list_spellings(catalog: Catalog) -> Mapping[tuple[str, ...], str]:
    """Return venue IDs by the words of their names, also without publishers; ambiguous names are left out."""
    ids: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for venue in catalog.venues.values():
        if venue.kind == "preprint":
            continue
        for name in (venue.id, venue.short, venue.name, venue.proceedings_title or "", *venue.aliases):
            for words in _list_variants(name):
                ids[words].add(venue.id)
    return {words: next(iter(found)) for words, found in ids.items() if len(found) == 1}


def _list_variants(name: str) -> Iterator[tuple[str, ...]]:
    words = [fold(match[0]) for match in WORD.finditer(name)]
    words = [word for word in words if word not in FUNCTION_WORDS]
    if words:
        yield tuple(words)
    while words and words[0] in PUBLISHERS:
        del words[0]
        if len(words) >= MIN_NAME_WORDS:
            yield tuple(words)
