"""Messages and hints: templates with placeholders, filled in one way here and in the browser.

Rules declare their templates, and `catalog.site.browser_rules` hands them to docs/assets/add/text.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz, process

MIN_SUGGESTION_SIMILARITY_PERCENT = 60
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
"""Name in braces; other braces are text, such as those of `Write {key: value}`."""


class Wording(NamedTuple):
    """Templates of a message and its hint."""

    message: str
    hint: str = ""


class Phrase(StrEnum):
    """Templates and words that several rules share."""

    DID_YOU_MEAN = "Did you mean {similar}?"
    WRITE = "Write {value}"
    TEXT = "text"
    LIST = "a list"
    MAPPING = "a mapping"
    ARXIV = "an arXiv ID"
    DOI = "a DOI"
    ARXIV_LINK = "an arXiv link"
    DOI_LINK = "a DOI link"


def fill(template: str, values: Mapping[str, object]) -> str:
    """Replace the placeholders of a template.

    >>> fill("Expected {expected}, found {value}", {"expected": "a year", "value": "'soon'"})
    "Expected a year, found 'soon'"

    Raises:
        KeyError: A placeholder has no value.
    """
    return PLACEHOLDER.sub(lambda match: str(values[match[1]]), template)


def describe_type(value: object) -> Phrase:
    """Return the type of a parsed value in words."""
    if isinstance(value, str):
        return Phrase.TEXT
    return Phrase.LIST if isinstance(value, list) else Phrase.MAPPING


def find_similar(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate closest to a misspelled word, or None."""
    nearest = process.extractOne(
        word,
        list(candidates),
        scorer=fuzz.ratio,
        processor=str.lower,
        score_cutoff=MIN_SUGGESTION_SIMILARITY_PERCENT,
    )
    return nearest[0] if nearest else None
