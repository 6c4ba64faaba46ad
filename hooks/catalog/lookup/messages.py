"""What a person should know of a look-up, in sentences: plain text, calm and exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.documents.problems import format_count, quote
from catalog.lookup.link import LinkFacts
from catalog.lookup.match import title_similarity
from catalog.lookup.normalize import SERVICE_NAMES
from catalog.lookup.venues import StatedVenue
from catalog.lookup.work import Match, ServiceRecord


def _source_name(source: str) -> str:
    """A source in a sentence; what is no service was read off the link."""
    return SERVICE_NAMES.get(source, "The link")


def describe_id_matches(matches: Sequence[Match]) -> list[str]:
    """Who has the paper under a number that is sure."""
    return [
        f"{_source_name(one.source)} knows the paper by its number: {quote(one.title or 'without a title', 200)}"
        f"{', ' + format_count(len(one.authors), 'author') if one.authors else ''}."
        for one, sure in matches
        if sure
    ]


def describe_venue(places: Sequence[StatedVenue]) -> list[str]:
    """Who names the venue, all with the same year."""
    if not places:
        return []
    names = list(dict.fromkeys(_source_name(one.source) for one in places))
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    verb = "states" if len(names) == 1 else "state"
    return [f"{listed} {verb} the venue: {places[0].label}."]


def describe_title_matches(matches: Sequence[Match], numbers: Mapping[str, tuple[str, bool]]) -> list[str]:
    """What was found by likeness only."""
    found = [
        f"{_source_name(one.source)} lists it{f' as {one.venue} {one.year}' if one.venue and one.year else ''}, "
        "found by title, authors and year only."
        for one, sure in matches
        if not sure
    ]
    labels = {"arxiv": "arXiv id", "doi": "DOI"}
    likely = [(labels[field], value) for field, (value, sure) in numbers.items() if not sure]
    return found + [
        f"The {label} {value} follows from likeness, not from the link." for label, value in likely
    ]


def describe_venue_conflict(place: StatedVenue | None, others: Sequence[StatedVenue]) -> list[str]:
    """Whether the venue is disputed, or there is none."""
    if not place:
        return ["No service names a venue with its year."]
    if place.is_preprint:
        return ["No service names a published version: it is taken for a preprint."]
    said = [f"{_source_name(one.source)} says {one.label}" for one in others if not one.is_preprint]
    if not said:
        return []
    return [f"{_source_name(place.source)} says {place.label}, which is followed; {'; '.join(dict.fromkeys(said))}."]


def describe_other_titles(told: LinkFacts, titled: Sequence[ServiceRecord]) -> list[str]:
    """Other titles of the paper."""
    if not titled:
        return ["The title is read off the link, which leaves out its signs."] if told.title else []
    return [
        f"{_source_name(one.source)} calls it {quote(one.title or '', 200)}."
        for one in titled[1:]
        if title_similarity(one.title, [titled[0].title or ""]) < 100
    ]


def describe_author_counts(named: Sequence[ServiceRecord]) -> list[str]:
    """Whether all name as many authors."""
    said = list(dict.fromkeys((_source_name(one.source), len(one.authors)) for one in named))
    if len({number for _, number in said}) < 2:
        return []
    listed = ", ".join(f"{name} {number}" for name, number in said)
    return [f"The services count authors differently: {listed}."]
