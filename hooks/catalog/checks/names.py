"""Rules about titles, venues and years."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from rapidfuzz import fuzz

from catalog.checks.check import Finding, check
from catalog.documents.problems import Replace, Severity, quote
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.clock import build_date
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_month

MIN_DUPLICATE_SIMILARITY_PERCENT = 93
"""Similarity from which two titles may belong to one paper; measured on lists of the field."""
MIN_TITLE_SIMILARITY_PERCENT = 45
"""Similarity that titles of one paper have at least."""
RARE_WORDS_PER_TITLE = 3
"""Words of a title by which similar ones are found: its rarest."""
MAX_PAPERS_PER_RARE_WORD = 20
"""Papers that can share a word before it says too little about a pair of them."""
MAX_YEARS_TO_PUBLICATION = 4
"""Years from arXiv to a venue; the longest of the first 1,000 papers took 3."""
LIMITS: Mapping[str, int] = {
    "duplicate_similarity": MIN_DUPLICATE_SIMILARITY_PERCENT,
    "years_to_publication": MAX_YEARS_TO_PUBLICATION,
    "rare_words": RARE_WORDS_PER_TITLE,
    "papers_per_rare_word": MAX_PAPERS_PER_RARE_WORD,
}
"""Limits that the browser needs, too."""
TRAILING_PERIOD = re.compile(r"(?<!\.)\.(?![\w\W])", re.ASCII)
DIGITS = re.compile(r"[0-9]+")


@check(
    "no-venue",
    no_year=("The venue has no year", "Write year: ..."),
    no_venue=(
        "Neither a venue with its year nor an arXiv ID",
        'Write venue: and year:, or arxiv: "2008.10010"',
    ),
)
def no_venue(catalog: Catalog) -> Iterator[Finding]:
    """A paper has a venue with its year, or an arXiv ID."""
    for paper in catalog.papers:
        keys = catalog.documents[paper.file].data.keys()
        is_preprint = paper.venue == "arxiv" and "arxiv" in keys
        if "venue" in keys and "year" not in keys and not is_preprint:
            yield Finding(paper, ("venue",), "no_year")
        elif not keys & {"venue", "arxiv"}:
            yield Finding(paper, (), "no_venue")


@check(
    "future-year",
    message="{date} is in the future",
    year="Write {latest_year} or earlier",
    added="Write today's date",
)
def future_year(catalog: Catalog) -> Iterator[Finding]:
    """Years are no later than next year: proceedings are announced a few months ahead."""
    latest_year = build_date().year + 1
    for record in catalog.records:
        if record.year and record.year > latest_year:
            yield Finding(record, ("year",), "year", {"date": record.year, "latest_year": latest_year})
        if record.added and record.added.year > latest_year:
            yield Finding(record, ("added",), "added", {"date": record.added})


@check(
    "submission-date",
    other=("{date} is not in the month of the arXiv ID {arxiv} or the one before", "Check both"),
    missing=("A submission date without an arXiv ID", "Add the arXiv ID, or remove the date"),
)
def submission_date(catalog: Catalog) -> Iterator[Finding]:
    """The date of submission to arXiv fits the month in the arXiv ID, which counts from the announcement."""
    for paper in catalog.papers:
        if not paper.submitted:
            continue
        if not paper.arxiv:
            if "arxiv" not in catalog.documents[paper.file].data:
                yield Finding(paper, ("submitted",), "missing")
            continue
        announced = arxiv_month(paper.arxiv) or paper.submitted
        months = (announced.year - paper.submitted.year) * 12 + announced.month - paper.submitted.month
        if months not in (0, 1):
            words = {"date": paper.submitted, "arxiv": quote(paper.arxiv)}
            yield Finding(paper, ("submitted",), "other", words)


@check(
    "arxiv-year",
    Severity.WARNING,
    message="The year {year} does not fit the arXiv ID {arxiv}",
    preprint="Check both: the year of a preprint is that of its arXiv ID, {arxiv_year}",
    published="Check both: papers are published from a year before to {limit} years after they are on arXiv",
)
def arxiv_year_check(catalog: Catalog) -> Iterator[Finding]:
    """The year fits the one in the arXiv ID, which a copy of another record often does not."""
    for paper in catalog.papers:
        announced = arxiv_month(paper.arxiv)
        if not announced or not paper.arxiv or paper.year is None:
            continue
        years = paper.year - announced.year
        values = {"year": paper.year, "arxiv": quote(paper.arxiv), "arxiv_year": announced.year}
        if paper.venue_id == "arxiv":
            # What was submitted in the last days of a year was announced in the next.
            if years and not (years == -1 and announced.month == 1):
                yield Finding(paper, ("year",), "preprint", values)
        elif not -1 <= years <= MAX_YEARS_TO_PUBLICATION:
            values["limit"] = MAX_YEARS_TO_PUBLICATION
            yield Finding(paper, ("year",), "published", values)


@check(
    "title-dress",
    Severity.WARNING,
    capitals=("The title is in all capitals", "Capitalize it as the paper does"),
    period=("The title ends with a period", "Remove it"),
)
def title_dress(catalog: Catalog) -> Iterator[Finding]:
    """Titles are not in all capitals and do not end with a period."""
    for paper in catalog.papers:
        if paper.title.isupper() and len(paper.title.split()) > 2:
            yield Finding(paper, ("title",), "capitals")
        if TRAILING_PERIOD.search(paper.title):
            # "et al." and "U.S." keep their period, so only the one after a longer word is removed
            is_sentence_end = re.search(r"(?<![\w.])\w{4,}\.$", paper.title)
            fix = Replace(paper.title[:-1]) if is_sentence_end else None
            yield Finding(paper, ("title",), "period", {}, fix)


@check(
    "near-equal-titles",
    Severity.WARNING,
    similar=(
        "Nearly the same title as {file}: {title}",
        "If they are the same paper, merge the records",
    ),
)
def near_equal_titles(catalog: Catalog) -> Iterator[Finding]:
    """Papers with nearly the same title may be duplicates."""
    titles = [fold(paper.title) for paper in catalog.papers]
    for newer, older in sorted(_candidate_pairs(titles)):
        similarity = fuzz.ratio(titles[newer], titles[older], score_cutoff=MIN_DUPLICATE_SIMILARITY_PERCENT)
        newer_paper, older_paper = catalog.papers[newer], catalog.papers[older]
        if similarity and not _numbers_differ(newer_paper, older_paper):
            words = {"file": older_paper.file, "title": quote(older_paper.title)}
            yield Finding(newer_paper, ("title",), "similar", words)


def _candidate_pairs(titles: list[str]) -> set[tuple[int, int]]:
    """Return pairs of rows whose titles share a rare word; comparing all pairs of 10,000 papers took 39 s.

    Among equal titles, each is paired with the next only.
    """
    rows_by_word: dict[str, list[int]] = defaultdict(list)
    rows_by_title: dict[str, list[int]] = defaultdict(list)
    frequency = Counter(word for title in titles for word in set(title.split()))
    for row, title in enumerate(titles):
        if title:
            rows_by_title[title].append(row)
        rarest_words = sorted(set(title.split()), key=lambda word: (frequency[word], word))
        for word in rarest_words[:RARE_WORDS_PER_TITLE]:
            if frequency[word] <= MAX_PAPERS_PER_RARE_WORD:
                rows_by_word[word].append(row)
    pairs = {pair for rows in rows_by_word.values() for pair in combinations(rows, 2)}
    return pairs.union(*map(pairwise, rows_by_title.values()))


def _numbers_differ(first: Paper, second: Paper) -> bool:
    """Return whether numbers in the titles show that these are parts or versions: `Wave-9`, `Wave-10`."""
    return DIGITS.findall(first.title) != DIGITS.findall(second.title)
