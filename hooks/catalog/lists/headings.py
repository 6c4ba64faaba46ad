"""What the headings above a row say: its category, whether it is a dataset, and its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog.records.vocabularies import Category
from catalog.utils.text import fold

DATASET_HEADING = re.compile(r"\b(?:datasets?|databases?|data sets?|corpus|corpora)\b")
NO_PAPERS_HEADING = re.compile(
    r"(?:evaluation |common |quality )?metrics?(?: .*)?|contributing|contributions?|"
    r"how to contribute|contributors|licen[sc]es?|citations?|citing.*|acknowledg\w+|news|"
    r"(?:latest |recent )?updates?|update log|change ?log|star history|(?:table of )?contents?|"
    r"toc|index|to ?do(?: list)?|related (?:groups?|lists?|repo\w*|awesome.*)|"
    r"(?:other )?awesome.*lists?|groups?|teams?|team and people|people|researchers?|labs?|"
    r"contacts?|contact us|references? format|sponsors?|stargazers.*|products?|"
    r"industry demo or product|compan(?:y|ies)|courses?|communit(?:y|ies)|blogs?"
)
"""Sections in which nobody looks for papers, as whole headings."""
CATEGORY_PATTERNS = (
    (r"\bsurvey|\breview\b|\boverview\b", ("survey",)),
    (r"\bgestures?\b|\bbody\b|\bbodies\b|\bco speech\b|\bfull body\b", ("talking-body",)),
    (r"\blisten\w*\b|\bdialog\w*\b|\bconversation\w*\b|\bdyadic\b", ("conversational",)),
    (r"\bnerf\b|\w+nerf\b|\bgaussians?\b|\bradiance\b|\bavatars?\b|\b3dgs\b", ("neural-heads",)),
    (
        r"\breenact\w*|\bportrait animation\b|\b(?:video|image) driven\b|\b(?:face|image) animation\b",
        ("portrait-animation",),
    ),
    (
        r"\bmesh\w*|\b3d (?:\w+ )?animation\b|\b3d facial\b|\bblendshapes?\b|\b3d face animation\b",
        ("3d-animation",),
    ),
)
"""Words of titles and headings, and where such papers are filed, if the category exists."""


@dataclass(frozen=True)
class HeadingContext:
    """What the innermost telling heading says."""

    kind: str = ""
    """`dataset`, `none` for a section without papers, or nothing."""
    name: str = ""
    year: int | None = None


@lru_cache(256)
def interpret_headings(headings: tuple[str, ...]) -> HeadingContext:
    """The section that headings make up, the innermost first."""
    kind, name, year = "", "", None
    for heading in reversed(headings):
        words = normalize_heading(heading)
        if found := re.fullmatch(r"(?:year )?((?:19|20)\d\d)", words):
            year = year or int(found[1])
        elif NO_PAPERS_HEADING.fullmatch(words):
            return HeadingContext("none", heading, year)
        elif DATASET_HEADING.search(words) and len(words.split()) <= 6:
            return HeadingContext("dataset", heading, year)
        elif words:
            break
    return HeadingContext(kind, name, year)


def normalize_heading(heading: str) -> str:
    """A heading folded, without its number and what stands in brackets behind it."""
    text = re.sub(r"\s*[(（\[].*[)）\]]\s*$", "", heading)
    return re.sub(r"^\d+(?: \d+)* (?=[a-z])(?!d )", "", fold(re.sub(r":[a-z_]+:", " ", text)))


def find_category(headings: Iterable[str], categories: Mapping[str, Category]) -> str | None:
    """The category that a heading names by id, name or alias; the innermost heading first."""
    spellings = {
        fold(spelling): category.id
        for category in categories.values()
        for spelling in (category.id, category.name, *category.aliases)
    }
    for heading in reversed(list(headings)):
        for words in (fold(heading), normalize_heading(heading)):
            if words in spellings:
                return spellings[words]
    return None


def guess_category(title: str, headings: Iterable[str], categories: Mapping[str, Category]) -> str:
    """Where a paper is filed by the words of its title, then of the headings; else the first category."""
    for text in (title, *reversed(list(headings)[1:])):
        for pattern, ids in CATEGORY_PATTERNS:
            found = next((id for id in ids if id in categories), None)
            if found and re.search(pattern, fold(text)):
                return found
    return next(iter(categories))
