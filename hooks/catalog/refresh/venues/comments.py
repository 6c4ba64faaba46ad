"""Where a paper was published, in its authors' own words: comments and journal references on arXiv.

A comment counts only if it plainly says so. Plans (`submitted to`), other versions of the work and events
beside a conference do not; where a sentence can be read in two ways, a person has to read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.refresh.venues.details import find_track, find_year
from catalog.refresh.venues.names import (
    NOWHERE,
    SIDE_EVENT,
    WORKSHOP,
    Mention,
    Publication,
    VenueNames,
    blank,
)
from catalog.refresh.venues.phrases import (
    ACCEPTANCE,
    FOLLOWERS,
    NO_PLAN,
    OTHER_WORK,
    PLAN,
    UNKNOWN_VENUE,
    list_strange_words,
)
from catalog.refresh.venues.sentences import split_sentences

MAX_DIRECT_WORDS = 14
"""Words between `accepted` and a venue."""
MAX_STRANGE_WORDS = 2
"""Words between them that are no fillers."""
CLAUSE_END = re.compile(r"[,:;()\[\]|]|\s[-\u2013\u2014]\s")
EVENT = re.compile(r"\b\w*[A-Z]\w*[A-Z]\w*\s*@\s*$")
"""The acronym of a workshop before a conference: `HUMS @`."""
FURTHER_EVENT = re.compile(r"\b(?:and|also|plus|presented|appeared)\b.*\bworkshops?\b", re.IGNORECASE)
"""A workshop at which the paper was shown, too."""
BESIDE = "may speak of an event beside the conference"


@dataclass(frozen=True)
class Reading:
    """Reading of a comment."""

    publication: Publication = NOWHERE
    """Where the paper was published; without a venue if the comment does not say so."""
    doubt: str = ""
    """Why a person has to read it; a sentence without a stop."""
    unknown_name: str = ""
    """Venue of which it says so, if the catalog does not have it."""


@dataclass(frozen=True)
class _Statement:
    publication: Publication
    doubt: str = ""


def read_comment(text: str, names: VenueNames) -> Reading:
    """Return where a paper was published according to a comment of its authors."""
    statements: list[_Statement] = []
    is_other_work, unknown_name = False, ""
    for sentence in split_sentences(text):
        if ACCEPTANCE.search(sentence):
            sentence = NO_PLAN.sub(" ", sentence)
        if PLAN.search(sentence):
            continue
        is_other_work = is_other_work or bool(OTHER_WORK.search(sentence))
        mentions = names.find(sentence)
        statements += _read_sentence(sentence, mentions, names)
        if not mentions and (unknown := UNKNOWN_VENUE.search(sentence)):
            unknown_name = unknown_name or unknown["name"].strip(" .")
    if is_other_work:
        return Reading(doubt="speaks of another version of the work")
    if doubts := [statement.doubt for statement in statements if statement.doubt]:
        return Reading(doubt=doubts[0])
    reading = _combine([statement.publication for statement in statements], names)
    return reading if statements else Reading(unknown_name=unknown_name)


def read_reference(text: str, names: VenueNames) -> Reading:
    """Return where a paper was published according to its journal reference."""
    if PLAN.search(text) or not text:
        return Reading(doubt="is no reference" if text else "")
    mentions = names.find(text)
    publications = []
    for mention in mentions:
        if _is_other_name(_find_following_word(text[mention.end :])):
            continue
        id: str | None = mention.venue
        if SIDE_EVENT.search(text) and names.venues[mention.venue].kind != "workshop":
            id = names.find_workshops(mention.venue) if WORKSHOP.search(text) else None
        if not id:
            return Reading(unknown_name=text)
        year = find_year(text, mention.start, mention.end, is_reference=True)
        publications.append(Publication(id, year, find_track(text, mention.start, mention.end)))
    return _combine(publications, names) if publications else Reading(unknown_name=text)


def _read_sentence(sentence: str, mentions: Sequence[Mention], names: VenueNames) -> Iterator[_Statement]:
    """Yield the statements of a sentence that the paper is at a venue."""
    for mention in mentions:
        doubt = _find_doubt(sentence, mention, mentions)
        if doubt is None:
            continue
        id: str | None = mention.venue
        if names.venues[mention.venue].kind != "workshop":
            if _is_at_workshop(sentence, mention):
                id = names.find_workshops(mention.venue)
                doubt = doubt if id else "names a workshop that is not in venues.yml"
            elif SIDE_EVENT.search(sentence):
                doubt = BESIDE
        year = find_year(sentence, mention.start, mention.end)
        if year or ACCEPTANCE.search(sentence[: mention.start]):
            yield _Statement(Publication(id, year, find_track(sentence, mention.start, mention.end)), doubt)


def _find_doubt(sentence: str, mention: Mention, mentions: Sequence[Mention]) -> str | None:
    """Return "" if a sentence says that the paper is at a venue, a doubt, or None if it does not say so."""
    text = blank(sentence, [other for other in mentions if other is not mention])
    before, following = text[: mention.start], _find_following_word(text[mention.end :])
    acceptance = ACCEPTANCE.search(before)
    clause = CLAUSE_END.split(before)[-1]
    is_other_name = _is_other_name(following)
    if acceptance and list_strange_words(CLAUSE_END.split(before[: acceptance.start()])[-1]):
        return "may speak of another paper"
    if _is_at_workshop(sentence, mention):
        if FURTHER_EVENT.search(sentence[mention.end :]):
            return BESIDE
        if acceptance or not list_strange_words(clause) or EVENT.search(before):
            return ""
    if not list_strange_words(clause):
        if is_other_name:
            return BESIDE
        return "" if acceptance or not following or following.lower() in FOLLOWERS else None
    if not acceptance or len(acceptance["rest"].split()) > MAX_DIRECT_WORDS:
        return None
    strange = list_strange_words(acceptance["rest"])
    if is_other_name or any(not word[0].islower() for word in strange):
        return BESIDE
    return "" if len(strange) <= MAX_STRANGE_WORDS else None


def _is_other_name(following: str) -> bool:
    """Return whether the word after a name shows that it is the beginning of another one."""
    return following[:1].isupper() and following.lower() not in FOLLOWERS


def _is_at_workshop(sentence: str, mention: Mention) -> bool:
    """Return whether a sentence speaks of a workshop of a conference: `ToyCon 2026 Workshop`, `HUMS @`."""
    return bool(WORKSHOP.search(sentence) or EVENT.search(sentence[: mention.start]))


def _find_following_word(after: str) -> str:
    """Return the word directly after a name and its year; blank at the end of a clause."""
    match = re.match(
        r"(?:['\u2018\u2019`-]?\s?\d\d(?:\d\d)?(?!\d))?(?:\s*\(\s*\))?\s*(?:['\u2018\u2019`]?\d\d(?:\d\d)?\s*\)?)?"
        r"(?P<end>[,.:;()\[\]|@]|\s[-\u2013\u2014]\s|$)?\s*(?P<word>[^\W_]+(?:[-/][^\W_]+)*)?",
        after,
    )
    return match["word"] or "" if match and not match["end"] else ""


def _combine(publications: Sequence[Publication], names: VenueNames) -> Reading:
    """Return the one publication that several mentions state."""
    venues = {publication.venue for publication in publications if publication.venue}
    conferences = {
        venue
        for venue in venues
        if any(names.is_printed_in(venue, other) for other in venues if other != venue)
    }
    years = {publication.year for publication in publications if publication.year}
    if conferences and len(venues) == len(conferences) + 1:
        venues = conferences  # the other is the journal that prints them
    if len(venues) > 1:
        return Reading(doubt="names several venues")
    if len(years) > 1:
        return Reading(doubt="names several years")
    track = next((publication.track for publication in publications if publication.track), None)
    return Reading(Publication(next(iter(venues), None), next(iter(years), None), track))
