"""Finds and ranks the papers that match a query; see docs/assets/search/rank.js."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.queries.fold import compact, fold, split_words
from catalog.queries.query import Query
from catalog.search.columns import Columns
from catalog.search.match import WordMatch, add_fuzzy_matches, match_words
from catalog.search.postings import Postings, zero_scores

# Additions to a score.
ADJACENT = 0.8
"""That of two words of the query side by side in the title."""
IN_ORDER = 0.7
"""And in the order of the query."""
EARLY = 1
"""That at the beginning of the title."""
COVERAGE = 2
"""That of a title without other words."""
EXACT_NAME = 3

OPTIONAL_FACTOR = 0.2
"""Factor of the score of an optional word."""
MAX_READ_TITLES = 3000
"""Titles that are read for additions."""
NEARLY_BEST = 0.999
"""Share of the best weight that counts as equal, in spite of rounding."""


Mode = Literal["all", "fuzzy", "partial", "abstract"]
"""Papers have all words, have some of them only with typos or the like, lack some, or have some only in their
abstracts."""


@dataclass(frozen=True)
class Ranking:
    """The papers that match a query."""

    rows: Sequence[int]
    """Best first."""
    mode: Mode = "all"
    required: Sequence[WordMatch] = ()
    """The matches of the words that papers need, but not those in abstracts."""


def rank(
    columns: Columns, layers: Sequence[Postings], query: Query, is_name: Callable[[str], bool]
) -> Ranking:
    """Find the papers that match the words and phrases of a query.

    Args:
        columns: The texts of the papers.
        layers: The postings of papers, then others.
        query: The query.
        is_name: Function that tells whether a word is a name, which is never a misspelled word.
    """
    matches = match_words(layers, query.words)
    required = _required(matches)
    mode: Mode = "all"
    rows = _with_phrases(columns, query, _with_all_words(columns, required))
    if not rows and required:
        add_fuzzy_matches(layers, matches, is_name)
        mode = "fuzzy"
        rows = _with_phrases(columns, query, _with_all_words(columns, required))
    if not rows and required:
        mode = "partial"
        rows = _with_phrases(columns, query, _with_most_words(columns, required))
    return Ranking(_sort_by_score(columns, layers[0], query, matches, rows), mode, required)


def rank_with_abstracts(
    columns: Columns, layers: Sequence[Postings], abstracts: Postings, query: Query
) -> Ranking:
    """Find the papers that have all words, some of them perhaps only in the abstract."""
    matches = match_words([*layers, abstracts], query.words)
    rows = _with_phrases(columns, query, _with_all_words(columns, _required(matches)))
    required = _required(match_words(layers, query.words)) if rows else []
    return Ranking(_sort_by_score(columns, layers[0], query, matches, rows), "abstract", required)


def _required(matches: Sequence[WordMatch]) -> list[WordMatch]:
    return [match for match in matches if not match.word.is_optional]


def _with_all_words(columns: Columns, required: Sequence[WordMatch]) -> list[int]:
    rows = range(len(columns.papers))
    return [row for row in rows if all(match.scores[row] > 0 for match in required)]


def _with_most_words(columns: Columns, required: Sequence[WordMatch]) -> list[int]:
    """Return the papers that match the most words, weighted by rarity."""
    size = len(columns.papers)
    weights = zero_scores(size)
    for match in required:
        rows = [row for row in range(size) if match.scores[row] > 0]
        rarity = math.log(1 + size / (len(rows) or 1))
        for row in rows:
            weights[row] += rarity
    best = max(weights, default=0)
    return [row for row in range(size) if weights[row] >= best * NEARLY_BEST] if best else []


def _with_phrases(columns: Columns, query: Query, rows: list[int]) -> list[int]:
    """Keep the papers with every quoted phrase in a title, name or author."""

    def has_phrases(row: int) -> bool:
        texts = (" ".join(columns.titles[row]), *columns.authors[row], *columns.names[row])
        spaced = [f" {' '.join(split_words(text))} " for text in texts]
        return all(any(phrase in text for text in spaced) for phrase in phrases)

    phrases = [f" {' '.join(phrase)} " for phrase in query.phrases]
    return list(filter(has_phrases, rows)) if phrases else rows


def _sort_by_score(
    columns: Columns, papers: Postings, query: Query, matches: Sequence[WordMatch], rows: Sequence[int]
) -> list[int]:
    """Sort rows by score, newest first among equals."""
    scores = [0.0] * len(columns.papers)
    for match in matches:
        factor = OPTIONAL_FACTOR if match.word.is_optional else 1
        for row in rows:
            scores[row] += match.scores[row] * factor
    if matches:
        words = _word_by_term(matches)
        for row in rows[:MAX_READ_TITLES]:
            scores[row] += _phrase_score(papers.titles[row], words)
    for row in _with_exact_name(columns, papers, query):
        scores[row] += EXACT_NAME
    return sorted(rows, key=lambda row: (math.floor(0.5 - scores[row] * 1000), row))


def _word_by_term(matches: Sequence[WordMatch]) -> Mapping[str, int]:
    """Return the first word of the query that each term matches, counted from 1."""
    words: dict[str, int] = {}
    for number, match in enumerate(matches, 1):
        for term in (*match.terms, *match.partial_terms):
            words.setdefault(term, number)
    return words


def _phrase_score(title: Sequence[str], words: Mapping[str, int]) -> float:
    """Score how closely a title follows the query: words adjacent, in order, early, and few others."""
    score, covered, previous = 0.0, 0, 0
    for at, term in enumerate(title):
        word = words.get(term, 0)
        if word:
            if previous and previous != word:
                score += ADJACENT + IN_ORDER if previous + 1 == word else ADJACENT
            if covered == 0:
                score += EARLY / (1 + at)
            covered += 1
        previous = word
    return score + (COVERAGE * covered) / (len(title) or 1)


def _with_exact_name(columns: Columns, papers: Postings, query: Query) -> Iterator[int]:
    """Yield the papers with exactly this name, except for case and spaces: `GeneFace` is not `GeneFace++`."""

    def without_spaces(text: str) -> str:
        return fold(text).replace(" ", "")

    typed = without_spaces(query.text)
    for row in papers.named.get(compact(query.text), ()):
        if typed in map(without_spaces, columns.names[row]):
            yield row
