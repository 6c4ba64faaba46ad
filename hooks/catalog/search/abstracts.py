"""The words of abstracts, for searches that titles, names and summaries do not answer.

Each word is followed by the papers that have it; the abstracts themselves are not sent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from catalog.search.packing import front_code, pack_gaps
from catalog.utils.words import STOP_WORDS
from catalog.views.views import Views

WORD = re.compile(r"[^\W_]+(?:[-'\u2019][^\W_]+)*")
"""Matches a word with its hyphens, at which the browser splits it as it splits those of titles."""
MIN_WORD_LENGTH = 2


def abstracts_index(views: Views) -> dict[str, str]:
    """Return words in alphabetical order, and for each the gaps between the rows of its papers."""
    rows_by_word: dict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(views.catalog.papers):
        for word in {*abstract_words(views.abstracts.get(paper.id, ""))}:
            rows_by_word[word].append(row)
    words = sorted(rows_by_word)
    return {
        "words": front_code(words),
        "rows": pack_gaps(rows_by_word[word] for word in words),
    }


def abstract_words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case, without those that say nothing about the subject."""
    for word in WORD.findall(text.lower()):
        if len(word) >= MIN_WORD_LENGTH and word not in STOP_WORDS:
            yield word
