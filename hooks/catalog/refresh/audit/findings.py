"""Findings of the audit: IDs that belong to another paper or to none, and papers with a new title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from rapidfuzz import fuzz, process

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.refresh.audit.registrations import Identifier, Registration
from catalog.refresh.authors import Overlap, compare_authors
from catalog.refresh.titles import Agreement, best_agreement, fold_title, title_key

MIN_OTHER_TITLE_PERCENT = 90
"""Similarity from which a title is that of another record."""
MIN_DOUBT_PERCENT = 70
"""Similarity from which two titles may be of one paper, if nobody knows its authors."""


class Kind(Enum):
    """Kinds of findings, the most important first."""

    OTHER_PAPER = "other paper"
    UNREGISTERED = "unregistered"
    OTHER_AUTHORS = "other authors"
    DOUBT = "doubt"
    RETITLED = "retitled"


@dataclass(frozen=True)
class Finding:
    """An ID whose registration disagrees with its record."""

    kind: Kind
    paper: Paper
    id: Identifier
    registration: Registration
    owner: Paper | None = None
    """Record whose title the registration has."""


class Comparison:
    """Comparison of registrations with the records of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._owners: dict[str, list[Paper]] = {}
        """Papers by the keys of their titles and aliases."""
        self._titles: list[tuple[str, Paper]] = []
        for paper in catalog.papers:
            for title in (paper.title, *paper.aliases):
                self._owners.setdefault(title_key(title), []).append(paper)
                self._titles.append((fold_title(title), paper))

    def compare(self, paper: Paper, id: Identifier, registration: Registration) -> Finding | None:
        """Return the finding on an ID of a paper; None if its registration agrees."""
        if registration.is_unregistered:
            return Finding(Kind.UNREGISTERED, paper, id, registration)
        if not registration.title:
            return None  # another agency has the metadata
        titles = list(known_titles(paper))
        authors = max(compare_authors(names, registration.authors) for names in known_authors(paper))
        owner = self._find_owner(paper, registration, authors)
        match best_agreement(registration.title, titles):
            case Agreement.EQUAL:
                kind = Kind.OTHER_AUTHORS if authors is Overlap.NONE else None
                owner = None
            case _ if owner:
                kind = Kind.OTHER_PAPER
            case Agreement.NEAR:
                kind = Kind.OTHER_PAPER if authors is Overlap.NONE else None
            case _:
                owner = self._find_similar(paper, registration.title)
                kind = Kind.OTHER_PAPER if owner else _judge_other_titles(authors, registration.title, titles)
        return Finding(kind, paper, id, registration, owner) if kind else None

    def _find_owner(self, paper: Paper, registration: Registration, authors: Overlap) -> Paper | None:
        """Return another paper with the title of a registration, unless its authors fit less than ours."""
        for owner in self._owners.get(title_key(registration.title), ()):
            if owner is not paper:
                overlaps = (compare_authors(names, registration.authors) for names in known_authors(owner))
                if max(overlaps) >= authors:
                    return owner
        return None

    def _find_similar(self, paper: Paper, title: str) -> Paper | None:
        """Return another paper with nearly this title."""
        own = {fold_title(text) for text in known_titles(paper)}
        texts = {
            at: text
            for at, (text, other) in enumerate(self._titles)
            if other is not paper and text not in own
        }
        best = process.extractOne(
            fold_title(title), texts, scorer=fuzz.ratio, score_cutoff=MIN_OTHER_TITLE_PERCENT
        )
        if not best or any(fuzz.ratio(fold_title(title), text) >= best[1] for text in own):
            return None
        return self._titles[best[2]][1]


def known_titles(paper: Paper) -> Iterator[str]:
    """Yield the titles of a paper: its own, its aliases, and those that sources claim, refused or not.

    A curator who has looked at a title of a service and refused it should not see it again.
    """
    yield paper.title
    yield from paper.aliases
    for claim in paper.claims:
        if claim.title:
            yield claim.title


def known_authors(paper: Paper) -> Iterator[tuple[str, ...]]:
    """Yield the author lists of a paper: its own, and those that sources claim."""
    yield paper.authors
    for claim in paper.claims:
        if claim.authors:
            yield claim.authors


def _judge_other_titles(authors: Overlap, title: str, titles: list[str]) -> Kind:
    match authors:
        case Overlap.MOST:
            return Kind.RETITLED
        case Overlap.UNKNOWN:
            similarity = max(fuzz.token_set_ratio(fold_title(title), fold_title(own)) for own in titles)
            return Kind.DOUBT if similarity >= MIN_DOUBT_PERCENT else Kind.OTHER_PAPER
        case _:
            return Kind.OTHER_PAPER
