"""Sentences about a lookup, for people: plain text that may quote strangers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.documents.problems import format_count, quote
from catalog.lookup.answer import Identifier, Match, ServiceRecord
from catalog.lookup.link import LinkFacts
from catalog.lookup.match import title_similarity
from catalog.lookup.normalize import SERVICE_NAMES
from catalog.lookup.venues import StatedVenue


def _source_name(source: str) -> str:
    """Return the name of a service; every other source is the link itself."""
    return SERVICE_NAMES.get(source, "The link")


def describe_id_matches(matches: Sequence[Match]) -> list[str]:
    """Name the services that have the paper under a certain ID."""
    return [
        f"Found by ID on {_source_name(record.source)}: {quote(record.title or 'untitled', 200)}"
        f"{', ' + format_count(len(record.authors), 'author') if record.authors else ''}."
        for record, is_certain in matches
        if is_certain
    ]


def describe_venue(venues: Sequence[StatedVenue]) -> list[str]:
    """Name the sources of a venue; all of them agree on it and on the year."""
    if not venues:
        return []
    names = list(dict.fromkeys(_source_name(venue.source) for venue in venues))
    subject = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return [f"{subject} {'gives' if len(names) == 1 else 'give'} the venue as {venues[0].label}."]


def describe_title_matches(matches: Sequence[Match], identifiers: Mapping[str, Identifier]) -> list[str]:
    """Name the records and IDs that were found by title, authors and year only."""
    records = [
        f"{_source_name(record.source)} lists it"
        f"{f' as {record.venue} {record.year}' if record.venue and record.year else ''}"
        " (matched by title, authors and year only)."
        for record, is_certain in matches
        if not is_certain
    ]
    labels = {"arxiv": "arXiv ID", "doi": "DOI"}
    ids = [
        f"The {labels[field]} {identifier.value} comes from a match by title, not from the link."
        for field, identifier in identifiers.items()
        if not identifier.is_certain
    ]
    return records + ids


def describe_venue_conflict(best: StatedVenue | None, conflicting: Sequence[StatedVenue]) -> list[str]:
    """Say that sources disagree on the venue, or that none of them gives one."""
    if not best:
        return ["No service gives a venue and year."]
    if best.is_preprint:
        return ["No service lists a published version, so the paper is filed as a preprint."]
    others = dict.fromkeys(
        f"{_source_name(venue.source)} says {venue.label}" for venue in conflicting if not venue.is_preprint
    )
    if not others:
        return []
    return [f"Conflicting venues: {_source_name(best.source)} says {best.label} (used); {'; '.join(others)}."]


def describe_other_titles(link_facts: LinkFacts, records: Sequence[ServiceRecord]) -> list[str]:
    """Quote titles that differ from the first record's; without records, warn about the link's title."""
    if not records:
        return ["The title comes from the link, which omits punctuation."] if link_facts.title else []
    return [
        f"{_source_name(record.source)} has a different title: {quote(record.title or '', 200)}."
        for record in records[1:]
        if title_similarity(record.title, [records[0].title or ""]) < 100
    ]


def describe_author_counts(records: Sequence[ServiceRecord]) -> list[str]:
    """Give the number of authors by service, if it differs."""
    counts = list(dict.fromkeys((_source_name(record.source), len(record.authors)) for record in records))
    if len({number for _, number in counts}) < 2:
        return []
    return [f"Author counts differ: {', '.join(f'{name} {number}' for name, number in counts)}."]
