"""Shares that may not fall without a reason, such as that of papers with a venue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog.documents.problems import Location, Problem, Rule, quote
from catalog.records.catalog import Catalog
from catalog.views.coverage import Share, measure_shares

LOWER_SHARE = Rule(
    "lower-share",
    "A record keeps its venue, its authors, its license, and its links, unless the change says why not.",
    share=(
        "{name}: {count} fewer than before, such as {record}",
        "Restore it, or give the reason in the pull request or a commit message: `Lowers: {id}, because ...`",
    ),
)
"""Needs an earlier version to compare with, so `catalog check` alone does not apply it."""
LINKS_FILE = "data/links.yml"
REASON = re.compile(r"^[ \t>*-]*Lowers:[ \t]*([a-z]+)\b.*\w", re.IGNORECASE | re.MULTILINE)
"""Line that gives a reason."""


def find_lower_shares(old: Catalog, new: Catalog, texts: Iterable[str]) -> Iterator[Problem]:
    """Yield an error for each share in which records lost what they had.

    New records never lower a share: a preprint has no venue yet. What one record loses, another cannot make
    up for.

    Args:
        old: Catalog before the change.
        new: Catalog after it.
        texts: Description of the change, and its commit messages.
    """
    explained = {match[1].lower() for text in texts for match in REASON.finditer(text)}
    for before, after in zip(measure_shares(old), measure_shares(new), strict=True):
        losses = [*_find_losses(before, after)]
        if losses and after.id not in explained:
            violation = LOWER_SHARE.violation(
                "share", count=len(losses), name=after.name, record=quote(losses[0]), id=after.id
            )
            yield violation.at(Location(losses[0] if losses[0].startswith("data/") else LINKS_FILE))


def _find_losses(before: Share, after: Share) -> Iterator[str]:
    """Yield the files of records that had a value, and the URLs of links that were alive."""
    for key, has_value in after.has_value.items():
        if not has_value and before.has_value.get(key):
            yield key
