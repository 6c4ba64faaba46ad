"""Combine the records of all services into one answer, with sentences for people.

The sentences are plain text and may quote strangers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from catalog.documents.problems import format_count, quote
from catalog.lookup.answer import Answer, Identifier, Match, ServiceRecord, Statement
from catalog.lookup.link import LinkFacts
from catalog.lookup.match import title_similarity
from catalog.lookup.services import SERVICE_NAMES
from catalog.lookup.venues import StatedVenue, is_same_venue
from catalog.utils.url_keys import url_key

TRUST_ORDER = ("crossref", "arxiv", "dblp", "openalex")
"""Whose title and authors win: the publisher, the authors, then the collectors."""
VENUE_TRUST_ORDER = ("crossref", "dblp", "openalex", "arxiv")
"""Whose venue wins: DBLP knows publications, arXiv only preprints."""


def combine(
    link_facts: LinkFacts,
    matches: Sequence[Match],
    identifiers: Mapping[str, Identifier],
    doubts: Iterable[str],
    failures: Iterable[str],
    spellings: Mapping[str, str],
) -> Answer:
    """Combine all matches into one answer.

    Args:
        link_facts: Facts that the link itself states.
        matches: Records of the requested paper, in the order in which they were found.
        identifiers: The paper's identifiers by field, `arxiv` and `doi`.
        doubts: Sentences of the search on what to check.
        failures: Sentences of the search on services that could not be asked.
        spellings: Venue IDs by folded spelling.
    """
    records = [match.record for match in _by_trust(matches)]
    # Titles in capitals come last, since their spelling is lost.
    titled = sorted(
        (record for record in records if record.title), key=lambda record: str(record.title).isupper()
    )
    with_authors = [record for record in records if record.authors]
    venues = _rank_venues(link_facts, matches)
    best = venues[0] if venues else None
    agreeing = [venue for venue in venues if best and _same_venue_and_year(venue, best, spellings)]
    conflicting = [venue for venue in venues if venue not in agreeing]
    sources = (link_facts.source, *(match.record.source for match in matches))
    certain_venues = [venue for venue in agreeing if venue.is_certain]
    return Answer(
        title=titled[0].title if titled else link_facts.title,
        authors=with_authors[0].authors if with_authors else (),
        venue=best.venue if best else None,
        year=best.year if best else None,
        track=next((venue.track for venue in agreeing if venue.track), None),
        pages=next((venue.pages for venue in agreeing if venue.pages), None),
        arxiv=identifiers["arxiv"].value if "arxiv" in identifiers else None,
        doi=identifiers["doi"].value if "doi" in identifiers else None,
        submitted=next((match.record.submitted for match in matches if match.record.submitted), None),
        links=_merge_links((*link_facts.links, *(link for record in records for link in record.links))),
        sources=_unique(filter(None, sources)),
        statements=_to_statements(best, conflicting),
        confirmations=_unique([*_describe_id_matches(matches), *_describe_venue(certain_venues)]),
        doubts=_unique(
            [
                *_describe_title_matches(matches, identifiers),
                *_describe_venue_conflict(best, conflicting),
                *_describe_other_titles(link_facts, titled),
                *_describe_author_counts(with_authors),
                *(hint for record in records for hint in record.hints),
                *doubts,
            ]
        ),
        failures=_unique([*failures, *(text for record in records for text in record.rejections)]),
    )


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Remove duplicates, keeping the order."""
    return tuple(dict.fromkeys(texts))


def _by_trust(matches: Sequence[Match]) -> list[Match]:
    """Sort matches: certain ones first, then by `TRUST_ORDER`."""
    return sorted(matches, key=lambda match: (not match.is_certain, TRUST_ORDER.index(match.record.source)))


def _rank_venues(link_facts: LinkFacts, matches: Sequence[Match]) -> list[StatedVenue]:
    """Return all stated venues, the one to take first: published, stated by people, certain.

    Only one preprint is kept, arXiv's own: DBLP and OpenAlex list preprints for completeness.
    """
    venue = link_facts.venue or ("arXiv" if link_facts.arxiv else None)
    stated: list[StatedVenue] = []
    if venue and link_facts.year:
        stated.append(StatedVenue(link_facts.source, venue, link_facts.year, not link_facts.venue, True))
    for record, is_certain in _by_venue_trust(matches):
        if record.venue and record.year:
            stated.append(
                StatedVenue(
                    record.source,
                    record.venue,
                    record.year,
                    record.is_preprint,
                    is_certain,
                    record.track,
                    record.pages,
                )
            )
    published = [venue for venue in stated if not venue.is_preprint]
    preprints = [venue for venue in stated if venue.is_preprint]
    published.sort(key=lambda venue: (venue.source == "openalex", not venue.is_certain))
    preprints.sort(key=lambda venue: (venue.source != "arxiv", not venue.is_certain))
    return published + preprints[:1]


def _by_venue_trust(matches: Sequence[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: VENUE_TRUST_ORDER.index(match.record.source))


def _same_venue_and_year(left: StatedVenue, right: StatedVenue, spellings: Mapping[str, str]) -> bool:
    return left.year == right.year and is_same_venue(left.venue, right.venue, spellings)


def _merge_links(links: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Keep the first of several links to the same URL."""
    by_key: dict[str, tuple[str, str]] = {}
    for kind, url in links:
        by_key.setdefault(url_key(url), (kind, url))
    return tuple(by_key.values())


def _to_statements(best: StatedVenue | None, conflicting: Sequence[StatedVenue]) -> tuple[Statement, ...]:
    """Return the chosen statement and the conflicting ones; none if there is nothing to check."""
    if not best or (best.is_certain and not conflicting):
        return ()
    chosen = Statement(best.source, best.venue, best.year, True)
    rest = dict.fromkeys(Statement(venue.source, venue.venue, venue.year, False) for venue in conflicting)
    return chosen, *rest


def _source_name(source: str) -> str:
    """Return the name of a service; every other source is the link itself."""
    return SERVICE_NAMES.get(source, "The link")


def _describe_id_matches(matches: Sequence[Match]) -> list[str]:
    """Name the services that have the paper under a certain ID."""
    return [
        f"{_source_name(record.source)} has this ID as {quote(record.title or 'untitled', 200)}"
        f"{', ' + format_count(len(record.authors), 'author') if record.authors else ''}."
        for record, is_certain in matches
        if is_certain
    ]


def _describe_venue(venues: Sequence[StatedVenue]) -> list[str]:
    """Name the sources of a venue; all of them agree on it and on the year."""
    if not venues:
        return []
    names = list(dict.fromkeys(_source_name(venue.source) for venue in venues))
    subject = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return [f"{subject} {'gives' if len(names) == 1 else 'give'} the venue as {venues[0].label}."]


def _describe_title_matches(matches: Sequence[Match], identifiers: Mapping[str, Identifier]) -> list[str]:
    """Name the records and IDs that were found by title, authors and year only."""
    records = [
        f"{_source_name(record.source)} lists it"
        f"{f' as {record.venue} {record.year}' if record.venue and record.year else ''}"
        " (matched by title, authors, and year only)."
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


def _describe_venue_conflict(best: StatedVenue | None, conflicting: Sequence[StatedVenue]) -> list[str]:
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


def _describe_other_titles(link_facts: LinkFacts, records: Sequence[ServiceRecord]) -> list[str]:
    """Quote titles that differ from the first record's; without records, warn about the link's title."""
    if not records:
        return ["The title comes from the link, which omits punctuation."] if link_facts.title else []
    return [
        f"{_source_name(record.source)} has a different title: {quote(record.title or '', 200)}."
        for record in records[1:]
        if title_similarity(record.title, [records[0].title or ""]) < 100
    ]


def _describe_author_counts(records: Sequence[ServiceRecord]) -> list[str]:
    """Give the number of authors by service, if it differs."""
    counts = list(dict.fromkeys((_source_name(record.source), len(record.authors)) for record in records))
    if len({number for _, number in counts}) < 2:
        return []
    return [f"Author counts differ: {', '.join(f'{name} {number}' for name, number in counts)}."]
