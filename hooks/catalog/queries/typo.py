"""Edit distance between a typed word and a term; see docs/assets/search/typo.js."""

from __future__ import annotations

from rapidfuzz.distance import OSA

MAX_LETTERS = 40
"""Letters of a word; longer ones are not typing errors."""


def max_typos(word: str) -> int:
    """Return how many typos to allow in a word. Short words get none: they would match anything."""
    if not 4 <= len(word) <= MAX_LETTERS:
        return 0
    return 1 if len(word) < 8 else 2


def edit_distance(word: str, term: str, limit: int) -> int:
    """Return the edit distance between a typed word and a term, or `limit + 1` if it exceeds `limit`.

    Swapped neighbors are one edit (optimal string alignment).

    >>> edit_distance("wihsker", "whisker", 2), edit_distance("pupet", "puppetry", 2)
    (1, 3)
    """
    return limit + 1 if len(word) > MAX_LETTERS else int(OSA.distance(word, term, score_cutoff=limit))


def prefix_distance(word: str, term: str, limit: int) -> int:
    """Return the least edit distance between a word and a beginning of a term, or `limit + 1`.

    >>> prefix_distance("pupet", "puppetry", 2)
    1
    """
    sizes = range(max(len(word) - limit, 0), min(len(word) + limit, len(term)) + 1)
    return min((edit_distance(word, term[:size], limit) for size in sizes), default=limit + 1)
