"""The grammar of queries: names of the catalog, years, and words before them become filters.

A query is read from left to right, the longest reading first:

1. Text in quotes, straight or curly, is text, and so is the whole if it is a title or a name of a paper.
2. `key:value`, `-key:value` and `-word` are filters as they are.
3. Years: see `catalog.queries.years`.
4. A name of a facet's value (a venue, tag, dataset), perhaps after a word such as `at` or `with`, or before
   one such as `available`. Names that are ordinary words need one of these: `on GRID`, `with code`.
   `without`, `no` and `not` exclude, and `or` goes on with what was excluded.
5. A venue with its year in one word: `cvpr22`, `CVPR'22`.
6. Some names that need such a word, such as `code`, beside a filter or the name of a paper: `nerf code`.
7. `by` and a name, after another filter or at the beginning, is an author.

Everything else is text. docs/assets/search/grammar.js reads queries in the same way, with the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.queries.fold import compact, split_words
from catalog.queries.names import FacetNames, find_longest_name, find_phrases
from catalog.queries.tokens import CLAUSE, SPACES, Token, plain_word, tokenize
from catalog.queries.words import (
    AUTHOR_WORDS,
    EXCLUDING_WORDS,
    FILLER_WORDS,
    JOINTS,
    MAX_AUTHOR_WORDS,
    MIN_TITLE_SHARE,
    MIN_TITLE_WORDS,
    TRAILING_WORDS,
)
from catalog.queries.years import parse_years, read_years

MAX_QUERY_CHARACTERS = 300


class Filter(NamedTuple):
    """A requirement on papers."""

    key: str
    value: str
    excluded: bool = False


@dataclass(frozen=True)
class Clause:
    """A part of a query with its reading."""

    text: str
    """The part as typed."""
    filters: tuple[Filter, ...] = ()
    """Filters that it stands for; empty for text."""
    is_typed: bool = False
    """It is written as a filter or in quotes, and not understood from words."""


Plain = Sequence[str | None]
"""The plain words of a query; None for a clause that is none."""
Reading = tuple[tuple[Filter, ...], int]
"""Filters, and the position after what they stand for."""


@dataclass(frozen=True)
class Grammar:
    """The names that queries may contain."""

    facets: Sequence[FacetNames]
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of filters by every name that can be typed."""
    titles: Sequence[tuple[str, ...]] = ()
    """Words of each title."""
    names: frozenset[str] = frozenset()
    """Compact short names and aliases of papers."""

    def read(self, text: str) -> tuple[Clause, ...]:
        """Return the clauses of a query, in order."""
        tokens = list(tokenize(text[:MAX_QUERY_CHARACTERS]))
        if self._is_title(tokens):
            return tuple(Clause(token.text) for token in tokens)
        clauses: list[Clause] = []
        at = 0
        while at < len(tokens):
            clause, at = self._read_clause(tokens, at, clauses)
            clauses.append(clause)
        return tuple(clauses)

    def filters(self, text: str) -> tuple[Filter, ...]:
        """Return the filters of a query."""
        return tuple(filter for clause in self.read(text) for filter in clause.filters)

    def rest(self, text: str) -> str:
        """Return the text of a query without filters and fillers."""
        return " ".join(
            clause.text for clause in self.read(text) if not clause.filters and not _is_filler(clause)
        )

    def _is_title(self, tokens: Sequence[Token]) -> bool:
        """Return whether a query is the name of a paper, or words in a row of a title."""
        words = tuple(word for token in tokens for word in token.words)
        if not words or not all(token.is_plain for token in tokens):
            return False
        if "".join(words) in self.names:
            return True
        typed = f" {' '.join(words)} "
        for title in self.titles:
            is_long = len(words) >= min(MIN_TITLE_WORDS, MIN_TITLE_SHARE * len(title))
            if is_long and typed in f" {' '.join(title)} ":
                return True
        return False

    def _read_clause(self, tokens: Sequence[Token], at: int, before: Sequence[Clause]) -> tuple[Clause, int]:
        """Return the clause at a position and the position after it."""
        token = tokens[at]
        if not token.is_plain:
            return Clause(token.text, tuple(self._typed_filters(token)), is_typed=True), at + 1
        plain = [plain_word(token) for token in tokens]
        if years := read_years(plain, at):
            value, end = years
            return _clause(tokens, at, end, Filter("year", value)), end
        named = self._read_name(tokens, plain, at, before) or self._read_beside(tokens, plain, at, before)
        if named:
            filters, end = named
            while end < len(tokens) and plain[end] in TRAILING_WORDS:
                end += 1
            return _clause(tokens, at, end, *filters), end
        if author := self._read_author(tokens, plain, at, before):
            value, end = author
            return _clause(tokens, at, end, Filter("author", value)), end
        return Clause(token.text), at + 1

    def _typed_filters(self, token: Token) -> Iterator[Filter]:
        match = CLAUSE.fullmatch(token.text)
        if not match:
            return
        minus, name, quoted, unquoted = match.groups()
        key = self.keys.get((name or "").lower())
        value = (quoted if quoted is not None else unquoted).strip(SPACES)
        if key and value:
            yield Filter(key, (parse_years(value) or value) if key == "year" else value, bool(minus))

    def _read_name(
        self, tokens: Sequence[Token], plain: Plain, at: int, before: Sequence[Clause] = ()
    ) -> Reading | None:
        """Return the filters of the longest name, of equals that of the first facet, and where it ends."""
        best: Reading | None = None
        for facet in self.facets:
            for start, is_led, excluded in _starts(facet, plain, at, before):
                name = find_longest_name(facet, tokens, plain, start, is_led=is_led)
                if name and (best is None or name.end > best[1]):
                    years = (Filter("year", name.year),) if name.year else ()
                    best = (Filter(facet.key, name.id, excluded), *years), name.end
        return best

    def _read_beside(
        self, tokens: Sequence[Token], plain: Plain, at: int, before: Sequence[Clause]
    ) -> Reading | None:
        """Return the filter of a name that needs a filter or the name of a paper beside it."""
        for facet in self.facets:
            name = facet.known_name(tokens[at].words)
            if name not in facet.beside:
                continue
            asking = [clause for clause in before if clause.filters or not _is_filler(clause)]
            end = at + 1
            while end < len(tokens) and plain[end] in FILLER_WORDS:
                end += 1
            is_last = end == len(tokens)
            if not is_last and not read_years(plain, end) and not self._read_name(tokens, plain, end):
                return None
            if asking[-1].filters or self._is_paper(asking[-1]) if asking else not is_last:
                return (Filter(facet.key, facet.ids[name]),), at + 1
        return None

    def _is_paper(self, clause: Clause) -> bool:
        return compact(clause.text) in self.names

    def _read_author(
        self, tokens: Sequence[Token], plain: Plain, at: int, before: Sequence[Clause]
    ) -> tuple[str, int] | None:
        if plain[at] not in AUTHOR_WORDS:
            return None
        if not all(clause.filters or _is_filler(clause) for clause in before):
            return None
        end = at + 1
        while end < min(len(tokens), at + 1 + MAX_AUTHOR_WORDS) and self._is_person_word(tokens, plain, end):
            end += 1
        words = [word for token in tokens[at + 1 : end] for word in token.words]
        return (" ".join(words), end) if words else None

    def _is_person_word(self, tokens: Sequence[Token], plain: Plain, at: int) -> bool:
        is_name = tokens[at].is_plain and tokens[at].words and not any(map(str.isdigit, tokens[at].words))
        is_other = read_years(plain, at) or self._read_name(tokens, plain, at) or plain[at] in FILLER_WORDS
        return bool(is_name and not is_other)


def _starts(
    facet: FacetNames, plain: Plain, at: int, before: Sequence[Clause]
) -> Iterator[tuple[int, bool, bool]]:
    """Yield the positions at which a name may begin, whether it is led, and whether it is excluded."""
    excluded = plain[at] in EXCLUDING_WORDS
    last = before[-1].filters[-1] if before and before[-1].filters else None
    follows = bool(last and last.key == facet.key)
    at += excluded
    for end in find_phrases(facet.leads, plain, at):
        yield end, True, excluded
    if last and follows and not excluded and at < len(plain) and plain[at] in JOINTS:
        yield at + 1, True, last.excluded and (plain[at] != "and" or bool(facet.led))
    yield at, excluded or follows, excluded


def _is_filler(clause: Clause) -> bool:
    return " ".join(split_words(clause.text)) in FILLER_WORDS


def _clause(tokens: Sequence[Token], at: int, end: int, *filters: Filter) -> Clause:
    return Clause(" ".join(token.text for token in tokens[at:end]), filters)
