"""Decide whether a service's record is the requested paper: an ID can confirm it, a title alone never."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from catalog.checks.names import MIN_TITLE_SIMILARITY_PERCENT
from catalog.lookup.answer import ServiceRecord
from catalog.records.catalog import given_first
from catalog.utils.text import fold

MIN_MATCH_PERCENT = 95
"""Title similarity from which two records may be the same paper."""
MAX_YEARS_AFTER_PREPRINT = 2
"""Years within which a preprint is published, if at all."""


@dataclass(frozen=True)
class KnownWork:
    """Metadata of the requested paper, as far as the link and earlier replies state it."""

    titles: tuple[str, ...] = ()
    family_names: frozenset[str] = frozenset()
    """Folded family names: of all authors, or of the first one only if they come from a link."""
    year: int | None = None
    is_preprint: bool = False
    """True if `year` is the year of the preprint."""


def family_names(names: Iterable[str]) -> frozenset[str]:
    """Return the last word of each name, folded.

    >>> sorted(family_names(["Jane Doe", "van der Mümble, Ann"]))
    ['doe', 'mumble']
    """
    return frozenset(fold(given_first(name)).rpartition(" ")[2] for name in names) - {""}


def is_likely_match(record: ServiceRecord, work: KnownWork) -> bool:
    """Return whether title, authors and year all agree with the requested paper."""
    return (
        title_similarity(record.title, work.titles) >= MIN_MATCH_PERCENT
        and _names_overlap(family_names(record.authors), work.family_names)
        and _years_fit(record, work)
    )


def is_other_work(record: ServiceRecord, work: KnownWork) -> bool:
    """Return whether title and authors both rule the requested paper out, even if an ID agrees."""
    if not record.title or not work.titles:
        return False
    similarity = max(fuzz.token_set_ratio(fold(record.title), fold(title)) for title in work.titles)
    return similarity < MIN_TITLE_SIMILARITY_PERCENT and not family_names(record.authors) & work.family_names


def title_similarity(title: str | None, titles: Iterable[str]) -> float:
    """Return the similarity of a title and the nearest of several others, in percent; 0 if it is empty."""
    folded = fold(title or "")
    return max((fuzz.ratio(folded, fold(candidate)) for candidate in titles if folded), default=0)


def _names_overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    """Return whether at least half of the smaller set is in the other."""
    return bool(left and right) and 2 * len(left & right) >= min(len(left), len(right))


def _years_fit(record: ServiceRecord, work: KnownWork) -> bool:
    """Return whether the years can be those of a preprint and its publication."""
    if record.year is None or work.year is None:
        return False
    if record.is_preprint and not work.is_preprint:
        return work.year - MAX_YEARS_AFTER_PREPRINT <= record.year <= work.year
    return work.year <= record.year <= work.year + MAX_YEARS_AFTER_PREPRINT
