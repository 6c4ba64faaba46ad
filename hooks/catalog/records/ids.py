"""IDs of records, and how new ones are made from a short name or the first words of a title."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog.utils.text import slugify
from catalog.utils.urls import RESERVED_IDS

PAPER_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-(19|20)[0-9]{2}")
RECORD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID_LENGTH = 60
"""Characters. An ID is a file name, part of a URL, and a citation key."""

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
"""Articles, prepositions, auxiliaries and question words, which are left out of IDs."""
TITLE_WORDS = 3
"""Title words in an ID, if there is no short name."""


def make_paper_id(short: str, title: str, year: int, is_taken: Callable[[str], bool]) -> str:
    """Return a new ID for a paper, such as `wav2lip-2020`.

    While it is taken, further words of the title are added; if none is left, a number.

    Args:
        short: Short name, or "".
        title: Title of the paper.
        year: Year that the ID ends with.
        is_taken: Returns whether an ID is in use.
    """
    words = significant_words(title)
    name = slugify(short.replace("'", "").replace("’", "")) if short else ""
    start = [name] if name else words[:TITLE_WORDS] or ["paper"]
    further_words = words if name else words[TITLE_WORDS:]
    for count in range(len(further_words) + 1):
        id = _join_words([*start, *further_words[:count]], str(year))
        if not is_taken(id):
            return id
    number = 2
    while is_taken(id := _join_words(start, f"{number}-{year}")):
        number += 1
    return id


def make_dataset_id(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return a new ID for a dataset, such as `mead`."""
    start = slugify(name)[:MAX_ID_LENGTH].strip("-") or "dataset"
    ids = [
        start,
        f"{start[: MAX_ID_LENGTH - 8]}-dataset",
        *(f"{start[: MAX_ID_LENGTH - 4]}-{number}" for number in range(2, 999)),
    ]
    return next(id for id in ids if not is_taken(id) and id not in RESERVED_IDS)


def significant_words(title: str) -> list[str]:
    """Return the words of a title without stop words, as slugs."""
    without_apostrophes = title.replace("'", "").replace("’", "").replace("‘", "")
    slugs = [slugify(word) for word in without_apostrophes.split()]
    return [word for word in slugs if word and word not in STOP_WORDS]


def _join_words(words: list[str], end: str) -> str:
    """Join words and an end within MAX_ID_LENGTH, dropping whole words; only a single word is cut."""
    limit = MAX_ID_LENGTH - 1 - len(end)
    while len(words) > 1 and len("-".join(words)) > limit:
        words = words[:-1]
    return f"{'-'.join(words)[:limit].strip('-')}-{end}"
