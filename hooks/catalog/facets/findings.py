"""Sentences on series of shares, computed and grammatical for any numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from catalog.facets import periods as limits
from catalog.facets.periods import Period, Series, Share

COMPARED_PERIODS = 3
"""Number of periods from the last back to the one that it is compared with."""


def describe_change(periods: Sequence[Period], series: Sequence[Series]) -> str:
    """Name the tags whose shares rose and fell most in the last years."""
    before = max(len(periods) - 1 - COMPARED_PERIODS, 0)
    years = f"From {periods[before].name} to {periods[-1].name}"
    ends = {tag.group.name: (tag.shares[before], tag.shares[-1]) for tag in series}
    rises = {
        name: end.fraction - start.fraction
        for name, (start, end) in ends.items()
        if start.percent != end.percent
    }
    parts: list[str] = []
    for verb, sign in (("rose", 1), ("fell", -1)):
        if sizes := {name: sign * rise for name, rise in rises.items() if sign * rise > 0}:
            names = [name for name, size in sizes.items() if size == max(sizes.values())]
            start, end = ends[names[0]]
            most = " most," if len(sizes) > 1 and len(names) == 1 else ""
            papers = "" if parts else " of papers"
            parts.append(f"{names[0]} {verb}{most} from {start.phrase} to {end.phrase}{papers}")
    if not parts:
        return f"{years}, no tag rose or fell by a full percentage point."
    return f"{years}, the tag {', and '.join(parts)}."


def describe_whole(_periods: Sequence[Period], series: Sequence[Series]) -> str:
    """Give the shares of all periods together."""
    parts = (f"{each.whole.phrase} {each.group.predicate}" for each in series)
    return f"Of these papers, {join_words(parts)}."


def describe_whole_and_last(periods: Sequence[Period], series: Sequence[Series]) -> str:
    """Give the shares of all periods together, and the last share of the last series."""
    last = f"{series[-1].shares[-1].phrase} {series[-1].group.predicate}"
    return f"{describe_whole(periods, series)[:-1]}; {periods[-1].phrase}, {last}."


def describe_leaders(periods: Sequence[Period], series: Sequence[Series]) -> str:
    """Name the groups with the most papers, in all periods together and in the last."""
    leaders, share = _leaders({each.group.name: each.whole for each in series})
    last_leaders, last_share = _leaders({each.group.name: each.shares[-1] for each in series})
    start = f"{leaders} with {share.phrase} of these papers"
    if leaders == last_leaders:
        return f"{start}, and with {last_share.phrase} {periods[-1].phrase}."
    return f"{start}; {periods[-1].phrase}, {last_leaders} with {last_share.phrase}."


def _leaders(shares: Mapping[str, Share]) -> tuple[str, Share]:
    """Return the names with the largest share, with their verb, and that share."""
    largest = max(shares.values(), key=lambda share: share.papers)
    names = [name for name, share in shares.items() if share.papers == largest.papers]
    return f"{join_words(names)} {'leads' if len(names) == 1 else 'each lead'}", largest


def describe_periods(counts: Mapping[int, int], periods: Sequence[Period]) -> Iterator[str]:
    """Yield sentences on the years that are combined or left out.

    Args:
        counts: Number of papers by year.
        periods: The periods of these years, at least one.
    """
    first, few = periods[0].year, limits.MIN_PAPERS
    if periods[0].is_earliest:
        yield f"Years before {first + 1} are combined."
    elif min(counts) < first:
        yield f"Years before {first} are left out: together, they have fewer than {few} such papers."
    gaps = [
        str(year)
        for year in range(first + 1, max(counts) + 1)
        if not any(year in period for period in periods)
    ]
    if gaps:
        verb = "is" if len(gaps) == 1 else "are"
        yield f"{join_words(gaps)} {verb} left out, with fewer than {few} such papers."


def join_words(parts: Iterable[str]) -> str:
    """Return a list in a sentence.

    >>> join_words(["A", "B"]), join_words(["A", "B", "C"])
    ('A and B', 'A, B, and C')
    """
    *others, last = parts
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} and {last}" if others else last
