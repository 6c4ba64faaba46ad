"""What came of a look-up: one value for each field, who says so, and what a person should look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.lists.links import url_key
from catalog.lookup import messages as sentences
from catalog.lookup.link import LinkFacts
from catalog.lookup.venues import StatedVenue, is_same_venue
from catalog.lookup.work import Match

TRUST_ORDER = ("crossref", "arxiv", "dblp", "openalex")
"""Whose title and authors come first: the publisher, the authors, then those who collect."""
Claim = tuple[str, str, str, bool]
"""(source, field, value, whether it is followed); venue and year of one statement stand together."""


@dataclass(frozen=True)
class Answer:
    """Everything about one paper. The sentences are plain text and may quote strangers: encode them."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    """As the followed source writes it; see `places.known_venue`."""
    year: int | None = None
    """Of that venue."""
    track: str | None = None
    pages: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    """(kind, address)."""
    sources: tuple[str, ...] = ()
    """Ids of sources.yml: who states any of this."""
    statements: tuple[Claim, ...] = ()
    """Who says what of venue and year, where not all say the same, or what is said should be looked at."""
    confirmations: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    """Who could not be asked, and what was refused."""


def combine(
    told: LinkFacts,
    matches: Sequence[Match],
    numbers: Mapping[str, tuple[str, bool]],
    remarks: Iterable[str],
    failures: Iterable[str],
    spellings: Mapping[str, str],
) -> Answer:
    """The answer that the matches make together."""
    found = [match.record for match in _by_trust(matches)]
    titled = sorted((one for one in found if one.title), key=lambda one: str(one.title).isupper())
    named = [one for one in found if one.authors]
    places = _rank_venues(told, matches)
    place = places[0] if places else None
    alike = [one for one in places if place and _same_venue_and_year(one, place, spellings)]
    others = [one for one in places if one not in alike]
    sources = (told.source, *(match.record.source for match in matches))
    return Answer(
        title=titled[0].title if titled else told.title,
        authors=named[0].authors if named else (),
        venue=place.venue if place else None,
        year=place.year if place else None,
        track=next((one.track for one in alike if one.track), None),
        pages=next((one.pages for one in alike if one.pages), None),
        arxiv=numbers["arxiv"][0] if "arxiv" in numbers else None,
        doi=numbers["doi"][0] if "doi" in numbers else None,
        links=_merge_links((*told.links, *(link for one in found for link in one.links))),
        sources=_unique(filter(None, sources)),
        statements=_to_statements(place, others),
        confirmations=_unique([*sentences.describe_id_matches(matches), *sentences.describe_venue([one for one in alike if one.is_certain])]),
        doubts=_unique(
            [
                *sentences.describe_title_matches(matches, numbers),
                *sentences.describe_venue_conflict(place, others),
                *sentences.describe_other_titles(told, titled),
                *sentences.describe_author_counts(named),
                *(hint for one in found for hint in one.hints),
                *remarks,
            ]
        ),
        failures=_unique([*failures, *(text for one in found for text in one.rejections)]),
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each of several texts, the first time it comes."""
    return tuple(dict.fromkeys(texts))


def _by_trust(matches: Sequence[Match]) -> list[Match]:
    """The matches, those first whose word counts most."""
    return sorted(matches, key=lambda match: (not match.is_certain, TRUST_ORDER.index(match.record.source)))


def _rank_venues(told: LinkFacts, matches: Sequence[Match]) -> list[StatedVenue]:
    """Every place with its year, the one to follow first: published, not gathered by machine, sure.

    Of preprints only one is kept, that of arXiv itself: DBLP and OpenAlex list it for completeness.
    """
    venue = told.venue or ("arXiv" if told.arxiv else None)
    link = [StatedVenue(told.source, venue, told.year, not told.venue, True)] if venue and told.year else []
    found = [
        StatedVenue(one.source, one.venue, one.year, one.is_preprint, sure, one.track, one.pages)
        for one, sure in _by_venue_trust(matches)
        if one.venue and one.year
    ]
    published = [one for one in link + found if not one.is_preprint]
    preprints = [one for one in link + found if one.is_preprint]
    published.sort(key=lambda one: (one.source == "openalex", not one.is_certain))
    preprints.sort(key=lambda one: (one.source != "arxiv", not one.is_certain))
    return published + preprints[:1]


def _by_venue_trust(matches: Sequence[Match]) -> list[Match]:
    """The matches in the order in which they are believed about places: DBLP before arXiv."""
    order = ("crossref", "dblp", "openalex", "arxiv")
    return sorted(matches, key=lambda match: order.index(match.record.source))


def _same_venue_and_year(one: StatedVenue, other: StatedVenue, spellings: Mapping[str, str]) -> bool:
    return one.year == other.year and is_same_venue(one.venue, other.venue, spellings)


def _merge_links(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Links without a second one to the same place."""
    found: dict[str, tuple[str, str]] = {}
    for kind, url in links:
        found.setdefault(url_key(url), (kind, url))
    return tuple(found.values())


def _to_statements(place: StatedVenue | None, others: Sequence[StatedVenue]) -> tuple[Claim, ...]:
    """The followed place and those that differ; none, if all sources agree and are sure of the paper."""
    if not place or (place.is_certain and not others):
        return ()
    distinct = list(dict.fromkeys((one.source, one.venue, one.year) for one in others))
    stated = [(place.source, place.venue, place.year, True), *((*one, False) for one in distinct)]
    return tuple(
        claim
        for source, venue, year, taken in stated
        for claim in ((source, "venue", venue, taken), (source, "year", str(year), taken))
    )
