"""Titles, authors and years: what a reader would stumble over."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, pairwise
from os import environ

from rapidfuzz import fuzz

from catalog.checks.registry import Finding, check
from catalog.documents.problems import Replace, Severity, quote
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Paper
from catalog.utils.text import fold

MIN_DUPLICATE_SIMILARITY_PERCENT = 93
"""Percent of equal letters from which two titles may be one; found on the lists of the field."""
MIN_TITLE_SIMILARITY_PERCENT = 45
"""Percent of likeness below which one id under two titles is told to the maintainer."""
MAX_PAPERS_PER_RARE_WORD = 20
"""A word that more papers share than this says nothing about a pair of them."""
NAME_SEPARATOR = re.compile(r" and | & |; ?")
TRAILING_PERIOD = re.compile(r"(?<!\.)\.$")
DIGITS = re.compile(r"\d+")


def build_year() -> int:
    """The year of the build: of SOURCE_DATE_EPOCH, if set, so that a build can be repeated."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).year


@check("no-venue")
def no_venue(catalog: Catalog) -> Iterator[Finding]:
    """A paper has a venue with its year, or an arXiv ID."""
    for paper in catalog.papers:
        written = catalog.documents[paper.file].data.keys()
        preprint = paper.venue == "arxiv" and "arxiv" in written
        if "venue" in written and "year" not in written and not preprint:
            yield Finding(paper, ("venue",), "The venue has no year", "Write year: ...")
        elif not written & {"venue", "arxiv"}:
            message = "Neither a venue with its year nor an arXiv ID"
            yield Finding(paper, (), message, 'Write venue: and year:, or arxiv: "2008.10010"')


@check("future-year")
def future_year(catalog: Catalog) -> Iterator[Finding]:
    """Years are no later than next year: proceedings are announced a few months ahead."""
    latest = build_year() + 1
    for record in catalog.records:
        if record.year and record.year > latest:
            yield Finding(record, ("year",), f"{record.year} is in the future", f"Write {latest} or earlier")
        if record.added and record.added.year > latest:
            yield Finding(record, ("added",), f"{record.added} is in the future", "Write today's date")


@check("duplicate-author")
def duplicate_author(catalog: Catalog) -> Iterator[Finding]:
    """A paper lists each author once."""
    for paper in catalog.papers:
        seen: set[str] = set()
        for at, (name, id) in enumerate(zip(paper.authors, catalog.author_ids[paper.id], strict=False)):
            if id and id in seen:
                message = f"{quote(name)} is already an author of this paper"
                yield Finding(paper, ("authors", at), message, "Keep only one")
            seen.add(id)


@check("joined-names")
def joined_names(catalog: Catalog) -> Iterator[Finding]:
    """Each author is a separate list item, not joined to another by `and`, `&` or a semicolon."""
    for paper in catalog.papers:
        for at, name in enumerate(paper.authors):
            parts = NAME_SEPARATOR.split(name)
            if len(parts) > 1:
                message = f"{quote(name)} is more than one name"
                yield Finding(paper, ("authors", at), message, f"Write [{', '.join(parts)}]")


@check("author-slug")
def author_slug(catalog: Catalog) -> Iterator[Finding]:
    """Author names contain letters or digits, from which the URL of the author's page is made."""
    for paper in catalog.papers:
        for at, name in enumerate(paper.authors):
            if not fold(given_first(name)):
                hint = "Write the author's name, or remove it"
                yield Finding(paper, ("authors", at), f"{quote(name)} is not a name", hint)


@check("title-dress", Severity.WARNING)
def title_dress(catalog: Catalog) -> Iterator[Finding]:
    """Titles are not in all capitals and do not end with a period."""
    for paper in catalog.papers:
        if paper.title.isupper() and len(paper.title.split()) > 2:
            yield Finding(paper, ("title",), "The title is in all capitals", "Capitalize it as the paper does")
        if TRAILING_PERIOD.search(paper.title):
            # "et al." keeps its stop, "U.S." too; only of a word that is none of these one can be sure
            sure = re.search(r"(?<![\w.])\w{4,}\.$", paper.title)
            fix = Replace(paper.title[:-1]) if sure else None
            yield Finding(paper, ("title",), "The title ends with a period", "Remove it", fix)


@check("near-equal-titles", Severity.WARNING)
def near_equal_titles(catalog: Catalog) -> Iterator[Finding]:
    """Papers with nearly the same title may be duplicates."""
    titles = [fold(paper.title) for paper in catalog.papers]
    for older, newer in sorted(_candidate_pairs(titles)):
        likeness = fuzz.ratio(titles[older], titles[newer], score_cutoff=MIN_DUPLICATE_SIMILARITY_PERCENT)
        one, other = catalog.papers[older], catalog.papers[newer]
        if likeness and not _numbers_differ(one, other):
            message = f"Nearly the same title as {other.file}: {quote(other.title)}"
            yield Finding(one, ("title",), message, "If they are the same paper, merge the records")


def _candidate_pairs(titles: list[str]) -> set[tuple[int, int]]:
    """Pairs that share a rare word: comparing all pairs took 39 s at 10,000 papers.

    Of equal titles, however many there are, each is paired with the next.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    equal: dict[str, list[int]] = defaultdict(list)
    frequency = Counter(word for title in titles for word in set(title.split()))
    for at, title in enumerate(titles):
        if title:
            equal[title].append(at)
        rarest = sorted(set(title.split()), key=lambda word: (frequency[word], word))[:3]
        for word in rarest:
            if frequency[word] <= MAX_PAPERS_PER_RARE_WORD:
                holders[word].append(at)
    found = {pair for group in holders.values() for pair in combinations(group, 2)}
    return found.union(*map(pairwise, equal.values()))


def _numbers_differ(one: Paper, other: Paper) -> bool:
    """Whether numbers in the titles say that these are parts or versions: `Wave-9`, `Wave-10`."""
    return DIGITS.findall(one.title) != DIGITS.findall(other.title)
