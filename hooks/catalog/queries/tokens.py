"""Queries as they are typed: words, texts in quotes, and filters, before they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog.queries.fold import split_words

SPACES = (
    "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""White space in scripts; Python counts other rare characters as such.
Source: https://tc39.es/ecma262/#sec-white-space"""
CLAUSE = re.compile(rf'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^{SPACES}]+))', re.IGNORECASE)
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
        yield Token(match[0], split_words(unquoted or quoted or ""), is_plain)


def plain_word(token: Token) -> str | None:
    """Return the folded text of a plain clause that is one word or year expression, else None."""
    if not token.is_plain:
        return None
    text = PUNCTUATION.sub("", token.text)
    return token.words[0] if len(token.words) == 1 and text.isalnum() else text.lower()
