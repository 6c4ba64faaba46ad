"""Combine the records of all services into one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from catalog.lists.links import url_key
from catalog.lookup import messages
from catalog.lookup.answer import Answer, Identifier, Match, Statement
from catalog.lookup.link import LinkFacts
from catalog.lookup.venues import StatedVenue, is_same_venue

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
        links=_merge_links((*link_facts.links, *(link for record in records for link in record.links))),
        sources=_unique(filter(None, sources)),
        statements=_to_statements(best, conflicting),
        confirmations=_unique(
            [*messages.describe_id_matches(matches), *messages.describe_venue(certain_venues)]
        ),
        doubts=_unique(
            [
                *messages.describe_title_matches(matches, identifiers),
                *messages.describe_venue_conflict(best, conflicting),
                *messages.describe_other_titles(link_facts, titled),
                *messages.describe_author_counts(with_authors),
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
