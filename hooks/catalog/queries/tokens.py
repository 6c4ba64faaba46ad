"""Queries as they are typed: words, texts in quotes, and filters, before they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog.utils.text import fold

CLAUSE = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
"""One clause of a query: a word, a text in quotes, or a filter."""
PUNCTUATION = re.compile(r"^\(+|[,;:?!)]+$|(?<=\w)\.$", re.ASCII)
"""Punctuation around a word, but not the dots of `2020..`."""
QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'))


class Token(NamedTuple):
    """A clause as it is typed, before it is read."""

    text: str
    words: tuple[str, ...]
    is_plain: bool
    """It has neither quotes, minus nor key."""


def tokenize(text: str) -> Iterator[Token]:
    """Yield the clauses of a query as they are typed."""
    for match in CLAUSE.finditer(text.translate(QUOTES)):
        minus, name, quoted, unquoted = match.groups()
        is_plain = not minus and not name and quoted is None
        yield Token(match[0], tuple(fold(_without_apostrophes(unquoted or quoted or "")).split()), is_plain)


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=[^\W\d_])['\u2019](?=[^\W\d_])", "", text)


def plain_word(token: Token) -> str | None:
    """Return the folded text of a plain clause that is one word or year expression, else None."""
    if not token.is_plain:
        return None
    text = PUNCTUATION.sub("", token.text)
    return token.words[0] if len(token.words) == 1 and text.isalnum() else text.lower()


def compact(text: str) -> str:
    """Return a name without spaces and punctuation: `lip-sync`, `Lip Sync` and `lipsync` are one."""
    return fold(_without_apostrophes(text)).replace(" ", "")
