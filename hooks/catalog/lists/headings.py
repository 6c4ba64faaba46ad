"""Category, kind and year of a row, from the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from catalog.lists.venues import KNOWN_VENUE
from catalog.records.vocabularies import Category
from catalog.utils.text import fold

DATASET_HEADING = re.compile(r"\b(?:datasets?|databases?|data sets?|corpus|corpora)\b|数据集|数据库|语料")
NO_PAPERS_HEADING = re.compile(
    r"(?:evaluation |common |quality )?metrics?(?: .*)?|contributing|contributions?|"
    r"how to contribute|contributors|licen[sc]es?|citations?|citing.*|acknowledg\w+|news|"
    r"(?:latest |recent )?updates?|update log|change ?log|star history|(?:table of )?contents?|"
    r"toc|index|to ?do(?: list)?|related (?:groups?|lists?|repo\w*|awesome.*)|"
    r"(?:other )?awesome.*lists?|groups?|teams?|team and people|people|researchers?|labs?|"
    r"contacts?|contact us|references? format|sponsors?|stargazers.*|products?|"
    r"(?:learning )?objectives?|loss(?: functions?)?|losses|"
    r"industry demo or product|compan(?:y|ies)|courses?|communit(?:y|ies)|blogs?"
)
"""Headings of sections without papers."""
NO_TOPIC_WORDS = frozenset(
    [
        *("paper", "papers", "publication", "publications", "article", "articles", "work", "works", "list"),
        *("method", "methods", "approach", "approaches", "conference", "conferences", "journal", "journals"),
        *("preprint", "preprints", "year", "recent", "latest", "older", "earlier", "other", "others", "misc"),
        *("and", "before", "after", "more", "new", "the"),
    ]
)
"""Words of headings that name no topic: `Recent papers`, `2021`."""
LIST_TITLE_END = re.compile(r"\s*[:：–—-]\s*an? [\w\s-]*\b(?:survey|review|overview)\b.*$", re.IGNORECASE)
"""The end of a heading that names the survey the list belongs to, not its papers: `Methods: A Survey`."""
CATEGORY_PATTERNS = (
    (r"\bsurvey|\breview\b|\boverview\b|\bzong ?shu\b", ("survey",)),
    (
        r"\bforensic\w*|\bforger(?:y|ies)\b|\bdetect\w*\b.*\b(?:deep ?)?fakes?\b"
        r"|\b(?:deep ?fakes?|fakes?|spoof\w*|manipulat\w+)\b.*\bdetect\w*",
        ("evaluation",),
    ),
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
"""Patterns in titles and headings, with the category to use if the catalog has it."""


@dataclass(frozen=True)
class HeadingContext:
    """The innermost heading that says what its section holds."""

    kind: Literal["", "dataset", "none"] = ""
    """`dataset`, `none` for a section without papers, or empty."""
    name: str = ""
    """The heading, unless `kind` is empty."""
    year: int | None = None
    """Year of a heading such as `2021` below it."""


@lru_cache(256)
def interpret_headings(headings: tuple[str, ...]) -> HeadingContext:
    """Derive the context of a row from the headings above it, outermost first."""
    year: int | None = None
    for heading in reversed(headings):
        words = normalize_heading(heading)
        if match := re.fullmatch(r"(?:year )?((?:19|20)\d\d)", words):
            year = year or int(match[1])
        elif NO_PAPERS_HEADING.fullmatch(words):
            return HeadingContext("none", heading, year)
        elif DATASET_HEADING.search(f"{words} {heading}") and len(words.split()) <= 6:
            return HeadingContext("dataset", heading, year)
        elif words:
            break
    return HeadingContext(year=year)


def normalize_heading(heading: str) -> str:
    """Fold a heading and strip its number and a remark in brackets at its end."""
    text = re.sub(r"\s*[(（\[].*[)）\]]\s*$", "", heading)
    return re.sub(r"^\d+(?: \d+)* (?=[a-z])(?!d )", "", fold(re.sub(r":[a-z_]+:", " ", text)))


def find_category(headings: Iterable[str], categories: Mapping[str, Category]) -> str | None:
    """Return the id of the category that the innermost matching heading names by id, name or alias."""
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


def names_topic(heading: str) -> bool:
    """Return True unless a heading only says when, where or in which form its papers appeared."""
    words = [word for word in normalize_heading(heading).split() if word not in NO_TOPIC_WORDS]
    text = " ".join(words)
    return bool(text) and not re.fullmatch(r"(?:(?:19|20)\d\d ?)+", text) and not KNOWN_VENUE.fullmatch(text)


def guess_category(title: str, headings: Iterable[str], categories: Mapping[str, Category]) -> str:
    """Guess the category from the title, else from the nearest heading that names a topic, else the first.

    Headings above that one say less, and the outermost is the name of the list.
    """
    inner_headings = (LIST_TITLE_END.sub("", heading) for heading in reversed(list(headings)[1:]))
    topics = (heading for heading in inner_headings if names_topic(heading))
    for text in (title, *islice(topics, 1)):
        for pattern, ids in CATEGORY_PATTERNS:
            category = next((id for id in ids if id in categories), None)
            if category and re.search(pattern, fold(text)):
                return category
    return next(iter(categories))
