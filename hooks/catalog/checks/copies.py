"""Rules about values that were left in a record because it began as a copy of another one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from catalog.checks.check import Finding, check
from catalog.documents.problems import Severity, quote
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.url_keys import url_key

MIN_TEAM = 3
"""Authors of a list that may be a copy; fewer often publish together for years."""
MIN_LARGE_TEAM = 8
"""Authors who are unlikely to write two papers in the same order; none of the first 1,000 papers had them."""
SOURCES_OF_AUTHORS = ("index", "publisher", "archive")
"""Kinds of sources that state the authors of a paper; lists and web pages often leave them out."""
LINKS_OF_ONE_TEAM = ("paper", "code", "project", "demo", "video")
"""Links that only papers of the same authors share."""


@check(
    "copied-authors",
    Severity.WARNING,
    copied=(
        "The authors are exactly those of {file}",
        "Compare them with the paper; if they are right, add the source that states them",
    ),
)
def copied_authors(catalog: Catalog) -> Iterator[Finding]:
    """A record does not keep the authors of another record from which it was copied.

    A team writes many papers, so there must be a second sign: many authors, no source that states them, a
    link in common, or the same venue in the same year.
    """
    papers: dict[tuple[str, ...], list[Paper]] = defaultdict(list)
    for paper in reversed(catalog.papers):
        if len(paper.authors) >= MIN_TEAM:
            papers[paper.authors].append(paper)
    for team_papers in papers.values():
        for older, newer in pairwise(team_papers):
            if _may_be_copy(catalog, older, newer):
                yield Finding(newer, ("authors",), "copied", {"file": older.file})


def _may_be_copy(catalog: Catalog, older: Paper, newer: Paper) -> bool:
    """Return whether anything but the authors suggests that one of two records is a copy of the other."""
    if len(newer.authors) >= MIN_LARGE_TEAM or _team_links(older) & _team_links(newer):
        return True
    if newer.venue_id != "arxiv" and (newer.venue, newer.year) == (older.venue, older.year):
        return True
    return not all(
        any(catalog.sources[id].kind in SOURCES_OF_AUTHORS for id in paper.sources if id in catalog.sources)
        for paper in (older, newer)
    )


def _team_links(paper: Paper) -> set[str]:
    return {url_key(url) for kind in LINKS_OF_ONE_TEAM for url in getattr(paper.links, kind)}


@check(
    "copied-link",
    Severity.WARNING,
    copied=(
        "{url} is also the {kind} link of {file}, which has no author in common",
        "Check which of the two papers it belongs to",
    ),
)
def copied_link(catalog: Catalog) -> Iterator[Finding]:
    """Papers that share the link to a paper, code, project, demo, or video have an author in common."""
    owners: dict[str, tuple[str, Paper]] = {}
    for paper in reversed(catalog.papers):
        authors = set(catalog.author_ids[paper.id])
        for path, url in paper.links.paths_and_urls:
            if path[1] not in LINKS_OF_ONE_TEAM:
                continue
            kind, owner = owners.setdefault(url_key(url), (path[1], paper))
            if owner is not paper and not authors & set(catalog.author_ids[owner.id]):
                yield Finding(paper, path, "copied", {"url": quote(url), "kind": kind, "file": owner.file})
