"""Queries, parsed: words and phrases, besides the filters of the grammar; see docs/assets/search/query.js."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.queries.fold import split_words
from catalog.queries.grammar import Clause, Filter, Grammar
from catalog.queries.tokens import CLAUSE, SPACES
from catalog.queries.words import FILLER_WORDS

LINK = re.compile(
    r"://|\w\.\w[^\s/]*/|\d{4}\.\d{4,5}|10\.\d{4,9}/|[a-z-]{2,}/\d{7}", re.IGNORECASE | re.ASCII
)
"""Matches texts that may hold a link, an arXiv ID or a DOI."""
STOP_WORDS = frozenset(
    (
        *("a", "al", "an", "and", "are", "as", "at", "by", "et", "for", "from", "in", "is", "its", "of"),
        *("on", "or", "the", "their", "to", "using", "via", "with"),
    )
)
"""Words that need not match: readers add them to titles from memory."""


@dataclass(frozen=True)
class Word:
    """A word of a query; `lip-sync` is one word with two parts."""

    parts: tuple[str, ...]
    is_optional: bool = False

    @property
    def text(self) -> str:
        """The word with hyphens between its parts."""
        return "-".join(self.parts)


@dataclass(frozen=True)
class Query:
    """A query."""

    text: str
    clauses: tuple[Clause, ...]
    """The parts of the text, as the grammar reads them."""
    filters: tuple[Filter, ...]
    """Filters, typed or understood; the key of an excluded word, `-gan`, is `word`."""
    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]
    """The words of each text in quotes."""

    @property
    def may_have_link(self) -> bool:
        """True if the text may hold the link, arXiv ID or DOI of a paper."""
        return bool(LINK.search(self.text))

    @property
    def required(self) -> tuple[Word, ...]:
        """The words that papers need."""
        return tuple(word for word in self.words if not word.is_optional)


def parse_query(text: str, grammar: Grammar) -> Query:
    """Parse a query.

    >>> query = parse_query('the lip-sync "in the wild" -gan', Grammar(()))
    >>> [word.text for word in query.words], query.phrases, query.filters
    (['lip-sync'], (('in', 'the', 'wild'),), (Filter(key='word', value='gan', excluded=True),))
    """
    clauses = grammar.read(text)
    filters: list[Filter] = []
    words: list[Word] = []
    phrases: list[tuple[str, ...]] = []
    for clause in clauses:
        filters += clause.filters
        match = CLAUSE.fullmatch(clause.text)
        if clause.filters or not match or (match[2] or "").lower() in grammar.keys:
            continue  # a key without a value is none yet
        parts = split_words(_value(match))
        if match[1]:
            filters += excluded_words(clause)
        elif match[3] is not None and not match[2] and len(parts) > 1:
            phrases.append(parts)
        elif parts:
            words.append(Word(parts, _is_filler(parts) or (len(parts) == 1 and parts[0] in STOP_WORDS)))
    is_text = not all(word.is_optional for word in words)
    if filters:
        words = [word for word in words if is_text and not _is_filler(word.parts)]
    elif not is_text:
        words = [Word(word.parts) for word in words]
    return Query(text.strip(SPACES), clauses, tuple(filters), tuple(words), tuple(phrases))


def excluded_words(clause: Clause) -> Iterator[Filter]:
    """Yield the filters of a clause that is text: `-gan` excludes a word."""
    match = CLAUSE.fullmatch(clause.text)
    if match and match[1]:
        yield from (Filter("word", part, excluded=True) for part in split_words(_value(match)))


def _value(match: re.Match[str]) -> str:
    _, name, quoted, unquoted = match.groups()
    value = quoted if quoted is not None else unquoted
    return f"{name}:{value}" if name else value


def _is_filler(parts: Sequence[str]) -> bool:
    return " ".join(parts) in FILLER_WORDS
