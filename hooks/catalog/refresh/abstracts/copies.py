"""Summaries that share a run of words with the abstract from which they were written.

Source of the rule: docs/contributing/summaries.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.records.schema import Paper
from catalog.utils.text import fold

MIN_WORDS = 8
"""Words in a row that a summary may not have in common with the abstract."""


@dataclass(frozen=True)
class Copy:
    """A summary with a passage of its abstract."""

    paper: Paper
    words: int
    """Number of words in the longest passage."""


def find_copies(abstracts: Iterable[tuple[Paper, str]]) -> Iterator[Copy]:
    """Yield the papers whose summary copies their abstract, given each paper with its abstract."""
    for paper, abstract in abstracts:
        words = count_shared_words(paper.summary or "", abstract)
        if words >= MIN_WORDS:
            yield Copy(paper, words)


def count_shared_words(left: str, right: str) -> int:
    """Return the number of words in the longest run that two texts have in common, in any spelling.

    >>> count_shared_words("Hums at lip-readers.", "A method that hums at lip readers in the wild")
    4
    """
    words, text = fold(left).split(), f" {fold(right)} "
    longest = 0
    for start in range(len(words)):
        while start + longest < len(words) and f" {' '.join(words[start : start + longest + 1])} " in text:
            longest += 1
    return longest
