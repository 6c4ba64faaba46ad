"""Data of a lookup: the record of one service, and the answer that all records make together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class ServiceRecord:
    """One record of one service, cleaned: each value meets the rules for records, or is absent."""

    source: str
    """ID of the service in sources.yml."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    """All authors, or none if one of them cannot be read."""
    year: int | None = None
    """Year of the venue; for arXiv, the year in the ID."""
    venue: str | None = None
    """Venue as the service spells it; see `venues.find_venue_id`."""
    track: str | None = None
    pages: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    submitted: str | None = None
    """Date of the first arXiv version."""
    links: tuple[tuple[str, str], ...] = ()
    """(kind, URL), without links that follow from arXiv ID and DOI."""
    abstract: str | None = None
    """Abstract of the last arXiv version as plain text, TeX as written; no field of a record."""
    is_withdrawn: bool = False
    """True if the authors write at arXiv that they withdrew the paper."""
    url: str = ""
    """URL of the reply."""
    page: str = ""
    """URL of the service's page about the paper, if no ID implies it."""
    kind: str = ""
    """Type of the work in the service's own words, such as `proceedings-article`."""
    comment: str = ""
    """Comment of the authors on arXiv."""
    journal_ref: str = ""
    """Reference to the publication, as the authors write it on arXiv."""
    is_preprint: bool = False
    """True if the record is of a version without a venue."""
    hints: tuple[str, ...] = ()
    """Sentences for a person to check; no field is filled from them."""
    rejections: tuple[str, ...] = ()
    """Sentences on values that break a rule and were left out."""


class Match(NamedTuple):
    """A record of the requested paper."""

    record: ServiceRecord
    is_certain: bool
    """True if it was found by a certain ID; else by title, authors and year."""


class Identifier(NamedTuple):
    """An arXiv ID or DOI of the requested paper."""

    value: str
    is_certain: bool
    """True if the link contains it, or a record that was found by such an ID."""


class Statement(NamedTuple):
    """Venue and year of the paper according to one source."""

    source: str
    """ID in sources.yml."""
    venue: str
    """Venue as the source spells it."""
    year: int
    is_taken: bool
    """True if the answer has this venue and year."""


@dataclass(frozen=True)
class Answer:
    """Metadata of one paper. The sentences are plain text and may quote strangers, so escape them."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    """Venue as its source spells it; see `venues.find_venue_id`."""
    year: int | None = None
    """Year of that venue."""
    track: str | None = None
    pages: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    submitted: str | None = None
    """Date of the first arXiv version."""
    links: tuple[tuple[str, str], ...] = ()
    """(kind, URL)."""
    sources: tuple[str, ...] = ()
    """IDs in sources.yml of everyone who states any of this."""
    statements: tuple[Statement, ...] = ()
    """Venue and year by source, the taken ones first; empty if all sources agree and the match is certain."""
    confirmations: tuple[str, ...] = ()
    """Sentences on what is confirmed, and by whom."""
    doubts: tuple[str, ...] = ()
    """Sentences on what a person should check."""
    failures: tuple[str, ...] = ()
    """Sentences on services that could not be asked and values that were rejected."""
