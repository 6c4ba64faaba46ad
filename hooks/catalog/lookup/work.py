"""What one service says of one paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class ServiceRecord:
    """One record of one service, cleaned: each value may stand in the catalog as it is, or is absent."""

    source: str
    """Who says it: an id of sources.yml."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    """All of them, or nobody: half of the authors are no list of authors."""
    year: int | None = None
    """Of the venue; of arXiv, the year in the id."""
    venue: str | None = None
    """As the service writes it; see `places.known_venue`."""
    track: str | None = None
    """The part of the venue, where the service names one."""
    pages: str | None = None
    arxiv: str | None = None
    doi: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    """(kind, address), without those that follow from arXiv id and DOI."""
    url: str = ""
    """The address of the reply."""
    is_preprint: bool = False
    """Whether it speaks of a version that no venue published."""
    hints: tuple[str, ...] = ()
    """Sentences for a person to look at, never followed by themselves."""
    rejections: tuple[str, ...] = ()
    """Sentences on what the catalog would not accept, and was left out."""


class Match(NamedTuple):
    """A record that is the paper's, and whether that is sure: found by a number that is, not by likeness."""

    record: ServiceRecord
    is_certain: bool
