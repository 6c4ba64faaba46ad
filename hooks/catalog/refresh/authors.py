"""Comparison of author lists whose names are written in different orders, scripts and lengths."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from catalog.records.catalog import given_first
from catalog.utils.text import fold

MIN_SHARED_AUTHORS = 2
"""Authors that two lists have in common at least, if both are long enough: many people are called Wang."""


class Overlap(IntEnum):
    """Overlap of two author lists."""

    NONE = 0
    UNKNOWN = 1
    """One of the lists is empty."""
    SOME = 2
    """An author may be in both."""
    MOST = 3
    """At least half of the shorter list is in the other."""


def compare_authors(left: Sequence[str], right: Sequence[str]) -> Overlap:
    """Return the overlap of two author lists.

    >>> compare_authors(["Jane Doe", "Wang Xiaoming"], ["J. Doe", "Xiao-Ming Wang"]).name
    'MOST'
    >>> compare_authors(["Jane Doe"], ["John Smith"]).name, compare_authors([], ["Jane Doe"]).name
    ('NONE', 'UNKNOWN')
    """
    people = [[_split_name(name) for name in names if fold(name)] for names in (left, right)]
    shorter, longer = sorted(people, key=len)
    if not shorter:
        return Overlap.UNKNOWN
    shared = min(_count_shared(shorter, longer), _count_shared(longer, shorter))
    if shared >= min(MIN_SHARED_AUTHORS, len(shorter)) and 2 * shared >= len(shorter):
        return Overlap.MOST
    words = [{word for name in names for word in name if len(word) > 1} for names in people]
    return Overlap.SOME if shared or words[0] & words[1] else Overlap.NONE


def _count_shared(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> int:
    """Return the number of names of one list that the other has, too."""
    return sum(any(_is_same_person(name, other) for other in right) for name in left)


def _split_name(name: str) -> tuple[str, ...]:
    return tuple(fold(given_first(name)).split())


def _is_same_person(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Return whether two names share the family name, first or last, and an initial of the other words."""
    for word in {left[0], left[-1], right[0], right[-1]}:
        if len(word) > 1 and word in left and word in right:
            initials = [{other[0] for other in name if other != word} for name in (left, right)]
            if not all(initials) or initials[0] & initials[1]:
                return True
    return "".join(sorted("".join(left))) == "".join(sorted("".join(right)))
