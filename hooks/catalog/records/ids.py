"""The id of a new record: DESIGN's rule, made of its short name or the first words of its title."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog.utils.text import slug
from catalog.utils.urls import RESERVED

PAPER_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-(19|20)\d\d")
RECORD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID_LENGTH = 60
"""Characters of an id: it is a file name, an address and a citation key."""

# fmt: off
STOP_WORDS = frozenset(
    [
        "a", "an", "the", "of", "in", "on", "at", "by", "for", "from", "to", "with", "without",
        "within", "into", "onto", "via", "using", "through", "over", "under", "between", "among",
        "across", "and", "or", "as", "is", "are", "was", "were", "be", "been", "being", "do", "does",
        "did", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "has",
        "have", "had", "what", "how", "when", "where", "why", "which", "who", "towards", "toward",
        "upon", "per", "its"
    ]
)
# fmt: on
"""Articles, prepositions, auxiliaries and question words: no part of an id."""
TITLE_WORDS = 3


def make_paper_id(short: str, title: str, year: int, is_taken: Callable[[str], bool]) -> str:
    """An id for a paper; on a clash further words of the title are added until it differs."""
    words = significant_words(title)
    first = [slug(short.replace("'", "").replace("’", ""))] if short and slug(short) else []
    start = first or words[:TITLE_WORDS] or ["paper"]
    more = words if first else words[TITLE_WORDS:]
    for count in range(len(more) + 1):
        id = _join_words([*start, *more[:count]], str(year))
        if not is_taken(id):
            return id
    number = 2
    while is_taken(id := _join_words(start, f"{number}-{year}")):
        number += 1
    return id


def make_dataset_id(name: str, is_taken: Callable[[str], bool]) -> str:
    """An id for a dataset."""
    start = "-".join(slug(name).split("-"))[:MAX_ID_LENGTH].strip("-") or "dataset"
    ids = [
        start,
        f"{start[: MAX_ID_LENGTH - 8]}-dataset",
        *(f"{start[: MAX_ID_LENGTH - 4]}-{number}" for number in range(2, 999)),
    ]
    return next(id for id in ids if not is_taken(id) and id not in RESERVED)


def significant_words(title: str) -> list[str]:
    """The words of a title that carry meaning, as they stand in addresses."""
    plain = title.replace("'", "").replace("’", "").replace("‘", "")
    slugs = [slug(word) for word in plain.split()]
    return [word for word in slugs if word and word not in STOP_WORDS]


def _join_words(words: list[str], end: str) -> str:
    """Words and an end within the greatest length; whole words are left out, unless there is only one."""
    room = MAX_ID_LENGTH - 1 - len(end)
    while len(words) > 1 and len("-".join(words)) > room:
        words = words[:-1]
    return f"{'-'.join(words)[:room].strip('-')}-{end}"
