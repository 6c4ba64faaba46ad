"""The grammar of queries: names of the catalog, years, and words before them become filters.

A query is read from left to right, the longest reading first:

1. Text in quotes, straight or curly, is text, and so is the whole if it is a title or a name of a paper.
2. `key:value`, `-key:value` and `-word` are filters as they are.
3. Years: see `catalog.queries.years`.
4. A name of a facet's value (a venue, tag, category), perhaps after a word such as `at` or `with`; for some
   facets that word is required: `uses MEAD`, `with code`. `without`, `no` and `not` exclude.
5. A venue with its year in one word: `cvpr22`, `CVPR'22`.
6. `by` and a name, after another filter or at the beginning, is an author.

Everything else is text. docs/assets/search/grammar.js reads queries in the same way, with the same names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog.queries.names import MAX_NAME_WORDS, FacetNames, find_longest_name
from catalog.queries.tokens import CLAUSE, Token, plain_word, tokenize
from catalog.queries.years import RANGE_WORDS, YEAR_WORDS, parse_years, read_years
from catalog.utils.text import fold

EXCLUDING_WORDS = ("without", "no", "not", "excluding")
TRAILING_WORDS = ("based", "papers", "paper", "methods", "models")
"""Words after a name that belong to it: `diffusion based`, `CVPR papers`."""
FILLER_WORDS = (
    "papers",
    "paper",
    "work",
    "works",
    "publications",
    "articles",
    "research",
    "and",
    "or",
    "all",
    "the",
)
"""Words that ask for nothing."""
AUTHOR_WORDS = ("by",)
MAX_AUTHOR_WORDS = 3
MAX_QUERY_CHARACTERS = 300
MIN_TITLE_WORDS = 4
"""Words in a row of a title that are read as text, not as names in it."""
MIN_TITLE_SHARE = 0.6
"""Share of a title's words from which they are read as text."""


def grammar_words() -> dict[str, Any]:
    """Return the words and limits of the grammar, for the browser."""
    return {
        "excluding": EXCLUDING_WORDS,
        "trailing": TRAILING_WORDS,
        "filler": FILLER_WORDS,
        "author": AUTHOR_WORDS,
        "year_words": dict(YEAR_WORDS),
        "range_words": dict(RANGE_WORDS),
        "limits": {
            "name_words": MAX_NAME_WORDS,
            "author_words": MAX_AUTHOR_WORDS,
            "title_words": MIN_TITLE_WORDS,
            "title_share": MIN_TITLE_SHARE,
        },
    }


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
        rest = [clause.text for clause in self.read(text) if not clause.filters]
        return " ".join(part for part in rest if fold(part) not in FILLER_WORDS)

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
            return Clause(token.text, tuple(self._typed_filters(token))), at + 1
        plain = [plain_word(token) for token in tokens]
        if years := read_years(plain, at):
            value, end = years
            return _clause(tokens, at, end, Filter("year", value)), end
        if named := self._read_name(tokens, at):
            filters, end = named
            while end < len(tokens) and tokens[end].is_plain and plain[end] in TRAILING_WORDS:
                end += 1
            return _clause(tokens, at, end, *filters), end
        if author := self._read_author(tokens, at, before):
            value, end = author
            return _clause(tokens, at, end, Filter("author", value)), end
        return Clause(token.text), at + 1

    def _typed_filters(self, token: Token) -> Iterator[Filter]:
        match = CLAUSE.fullmatch(token.text)
        if not match:
            return
        minus, name, quoted, unquoted = match.groups()
        key = self.keys.get((name or "").lower())
        value = (quoted if quoted is not None else unquoted).strip()
        if key and value:
            yield Filter(key, (parse_years(value) or value) if key == "year" else value, bool(minus))

    def _read_name(self, tokens: Sequence[Token], at: int) -> tuple[tuple[Filter, ...], int] | None:
        """Return the filters of the longest name, of equals that of the first facet, and where it ends."""
        excluded = plain_word(tokens[at]) in EXCLUDING_WORDS
        best: tuple[tuple[Filter, ...], int] | None = None
        for facet in self.facets:
            for start, min_words in self._starts(facet, tokens, at + excluded, is_free=excluded):
                found = find_longest_name(facet, tokens, start, min_words)
                if found and (best is None or found[1] > best[1]):
                    id, year, end = found[0], found[2], found[1]
                    years = (Filter("year", year),) if year else ()
                    best = (Filter(facet.key, id, excluded), *years), end
        return best

    @staticmethod
    def _starts(
        facet: FacetNames, tokens: Sequence[Token], at: int, *, is_free: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield the positions at which a name may begin, each with the least number of its words."""
        for lead in facet.leads:
            words = lead.split(" ")
            if [plain_word(token) for token in tokens[at : at + len(words)]] == words:
                yield at + len(words), 1
        yield at, 2 if facet.needs_lead and not is_free else 1

    def _read_author(
        self, tokens: Sequence[Token], at: int, before: Sequence[Clause]
    ) -> tuple[str, int] | None:
        if plain_word(tokens[at]) not in AUTHOR_WORDS:
            return None
        if not all(clause.filters or fold(clause.text) in FILLER_WORDS for clause in before):
            return None
        end = at + 1
        while end < min(len(tokens), at + 1 + MAX_AUTHOR_WORDS) and self._is_person_word(tokens, end):
            end += 1
        words = [word for token in tokens[at + 1 : end] for word in token.words]
        return (" ".join(words), end) if words else None

    def _is_person_word(self, tokens: Sequence[Token], at: int) -> bool:
        words = [plain_word(token) for token in tokens]
        is_name = tokens[at].is_plain and tokens[at].words and not any(map(str.isdigit, tokens[at].words))
        is_other = read_years(words, at) or self._read_name(tokens, at) or words[at] in FILLER_WORDS
        return bool(is_name and not is_other)


def _clause(tokens: Sequence[Token], at: int, end: int, *filters: Filter) -> Clause:
    return Clause(" ".join(token.text for token in tokens[at:end]), filters)
