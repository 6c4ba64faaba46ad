"""Whether a reply speaks of our paper. An arXiv id or DOI decides; a title alone never does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from catalog.checks.names import MIN_TITLE_SIMILARITY_PERCENT
from catalog.lookup.work import ServiceRecord
from catalog.records.catalog import given_first
from catalog.utils.text import fold

MIN_TITLE_SIMILARITY_PERCENT = 95
"""Percent of equal letters from which two titles may be one."""
MAX_YEARS_AFTER_PREPRINT = 2
"""Years after its preprint within which a paper may be published."""


@dataclass(frozen=True)
class KnownWork:
    """What is known of the paper that is looked for."""

    titles: tuple[str, ...] = ()
    family_names: frozenset[str] = frozenset()
    """Family names of all authors, folded; or of the first one only, as a link tells it."""
    year: int | None = None
    is_preprint: bool = False
    """Whether that is the year of the preprint."""


def family_names(names: Iterable[str]) -> frozenset[str]:
    """The last words of names, folded.

    >>> sorted(families(["Jane Doe", "van der Mümble, Ann"]))
    ['doe', 'mumble']
    """
    return frozenset(fold(given_first(name)).rpartition(" ")[2] for name in names) - {""}


def is_likely_match(found: ServiceRecord, known: KnownWork) -> bool:
    """Whether title, authors and year together say that it is the paper."""
    return (
        title_similarity(found.title, known.titles) >= MIN_TITLE_SIMILARITY_PERCENT
        and _names_overlap(family_names(found.authors), known.family_names)
        and _years_fit(found, known)
    )


def is_other_work(found: ServiceRecord, known: KnownWork) -> bool:
    """Whether title and authors together say that it is another paper, whatever its number is."""
    if not found.title or not known.titles:
        return False
    related = max(fuzz.token_set_ratio(fold(found.title), fold(title)) for title in known.titles)
    return related < MIN_TITLE_SIMILARITY_PERCENT and not family_names(found.authors) & known.family_names


def title_similarity(title: str | None, titles: Iterable[str]) -> float:
    """Percent of equal letters between a title and the most similar of others; an empty one is like none."""
    folded = fold(title or "")
    return max((fuzz.ratio(folded, fold(other)) for other in titles if folded), default=0)


def _names_overlap(theirs: frozenset[str], ours: frozenset[str]) -> bool:
    """Whether at least half of the shorter list stands in the other."""
    return bool(theirs and ours) and 2 * len(theirs & ours) >= min(len(theirs), len(ours))


def _years_fit(found: ServiceRecord, known: KnownWork) -> bool:
    """Whether the years can be those of a preprint and its publication."""
    if found.year is None or known.year is None:
        return False
    if found.is_preprint and not known.is_preprint:
        return known.year - MAX_YEARS_AFTER_PREPRINT <= found.year <= known.year
    return known.year <= found.year <= known.year + MAX_YEARS_AFTER_PREPRINT
