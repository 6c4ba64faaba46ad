"""Which records of services are the paper: the same ID, or title, authors and year together."""

from __future__ import annotations

import re

from catalog.lookup.answer import ServiceRecord
from catalog.lookup.match import KnownWork, family_names, is_other_work, title_similarity
from catalog.records.schema import Paper
from catalog.refresh.authors import Overlap, compare_authors
from catalog.refresh.titles import Agreement, best_agreement, fold_title
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_year

MIN_TITLE_PERCENT = 90
"""Similarity from which titles may be of one paper; names with other numbers never are."""
MAX_YEARS_APART = 2


def list_titles(paper: Paper) -> tuple[str, ...]:
    """Return the title of a paper, and earlier ones."""
    return (paper.title, *paper.aliases)


def is_same_paper(record: ServiceRecord, paper: Paper, doi: str = "") -> bool:
    """Return whether a record of a service is a paper.

    Args:
        record: The record.
        paper: The paper.
        doi: DOI of the paper that its authors state, if the record has none.
    """
    ids = {(paper.doi or doi).lower(), f"arxiv:{paper.arxiv or ''}"} - {"", "arxiv:"}
    if {(record.doi or "").lower(), f"arxiv:{record.arxiv or ''}"} & ids:
        work = KnownWork(list_titles(paper), family_names(paper.authors))
        return bool(record.title) and not is_other_work(record, work)
    return (
        _has_same_title(record.title or "", paper)
        and compare_authors(record.authors, paper.authors) is Overlap.MOST
        and _is_near_in_time(record, paper)
    )


def is_page_of(title: str, family: str, paper: Paper) -> bool:
    """Return whether the URL of a page of proceedings, which may cut the title, is that of a paper."""
    words = fold(title).split()
    starts = [" ".join(fold(name).split()[: len(words)]) for name in list_titles(paper)]
    names = family_names(paper.authors)
    return title_similarity(title, starts) >= MIN_TITLE_PERCENT and (not names or fold(family) in names)


def _has_same_title(title: str, paper: Paper) -> bool:
    titles = list_titles(paper)
    if title_similarity(title, titles) < MIN_TITLE_PERCENT:
        return False
    if best_agreement(title, titles) is not Agreement.DIFFERENT:
        return True
    return any(_list_signs(title) == _list_signs(name) for name in titles)


def _list_signs(title: str) -> list[str]:
    """Return numbers and pluses: `Hallo2` is not `Hallo3`, and `SyncTalk` not `SyncTalk++`."""
    return sorted(re.findall(r"\d+|\bplus\b", fold_title(title)))


def _is_near_in_time(record: ServiceRecord, paper: Paper) -> bool:
    year = arxiv_year(paper.arxiv) or paper.year
    return bool(record.year and year) and abs((record.year or 0) - (year or 0)) <= MAX_YEARS_APART
