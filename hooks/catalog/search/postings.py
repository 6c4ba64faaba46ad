"""Inverted index: terms, each with the scores it gives to papers; see docs/assets/search/postings.js."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from catalog.queries.fold import RESPELLABLE, UNSPACED_SCRIPT, compact, respell, split_words
from catalog.search.abstracts import abstract_words
from catalog.search.columns import Columns
from catalog.utils.words import MIN_STEMMED_LETTERS, stem

SCORES = {
    "name": 12,
    "in_name": 6,
    "title": 6,
    "first_author": 5.5,
    "person": 5,
    "summary": 1.5,
    "full_name": 1,
    "abstract": 0.5,
}
"""The score of a match in each field of text. Each facet has its own."""
LAST_CHARACTER = "\U0010ffff"

Scores: TypeAlias = "array[float]"
"""A score for each paper, in single precision as in the browser, so that equal papers stay equal."""


def zero_scores(size: int) -> Scores:
    """Return scores of 0."""
    return array("f", bytes(4 * size))


class Postings:
    """Terms, and for each the rows of papers that have it, by the score of the field.

    Args:
        romanized: Words in other scripts, in Latin letters.
    """

    def __init__(self, romanized: Mapping[str, str]) -> None:
        self.romanized = romanized
        self.rows: dict[str, dict[float, list[int]]] = defaultdict(lambda: defaultdict(list))
        """The rows of each term by score."""
        self.named: dict[str, list[int]] = defaultdict(list)
        """The rows of papers by compact name."""
        self.titles: list[list[str]] = []
        """The terms of each title, in order."""
        self._forms: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def add_text(self, text: str, rows: Iterable[int], score: float) -> None:
        """Add all terms of a text."""
        for word in text.split(" "):
            self.add_word(word, rows, score)

    def add_word(self, word: str, rows: Iterable[int], score: float) -> Sequence[str]:
        """Add all terms of a word; return those of its parts."""
        parts, forms = self._terms_of(word)
        for term in (*parts, *forms):
            self.rows[term][score].extend(rows)
        return parts

    def add_title(self, words: Iterable[str], row: int) -> None:
        """Add the words of the next paper's title."""
        self.titles.append([term for word in words for term in self.add_word(word, (row,), SCORES["title"])])

    def add_name(self, name: str, row: int) -> None:
        """Add a name of a paper."""
        self.rows[compact(name)][SCORES["name"]].append(row)
        self.named[compact(name)].append(row)
        self.add_text(name, (row,), SCORES["in_name"])

    def _terms_of(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the terms of a word: its parts, and its other forms (joined, respelled, romanized)."""
        if word not in self._forms:
            parts = split_words(word)
            forms = ["".join(parts)] if len(parts) > 1 else []
            if RESPELLABLE.search(word):
                forms += split_words(respell(word))
            if word in self.romanized:
                forms += self.romanized[word].split(" ")
            self._forms[word] = parts, tuple(forms)
        return self._forms[word]

    @cached_property
    def titled(self) -> Mapping[str, Sequence[int]]:
        """The rows of papers by each term of their titles."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, title in enumerate(self.titles):
            for term in dict.fromkeys(title):
                rows[term].append(row)
        return rows

    @cached_property
    def terms(self) -> Sequence[str]:
        """All terms, sorted."""
        return sorted(self.rows)

    @cached_property
    def unspaced_terms(self) -> Sequence[str]:
        """The terms in scripts without spaces."""
        return list(filter(UNSPACED_SCRIPT.search, self.terms))

    def terms_with_prefix(self, prefix: str) -> Sequence[str]:
        """Return the terms that begin with a text."""
        return self.terms[
            bisect_left(self.terms, prefix) : bisect_left(self.terms, f"{prefix}{LAST_CHARACTER}")
        ]

    def terms_with_stem_of(self, word: str) -> Iterator[str]:
        """Yield the terms that share the stem of a word."""
        if len(word) >= MIN_STEMMED_LETTERS:
            root = stem(word)
            terms = self.terms_with_prefix(root.removesuffix("y"))
            yield from (term for term in terms if stem(term) == root)

    def raise_scores(self, scores: Scores, term: str, certainty: float) -> None:
        """Raise the score of each paper that has a term to the field's score times `certainty`."""
        for field_score, rows in self.rows[term].items():
            score = certainty * field_score
            for row in rows:
                if scores[row] < score:
                    scores[row] = score

    def has_term(self, row: int, term: str) -> bool:
        """Return whether a paper has a term in any field."""
        return term in self.rows and any(row in rows for rows in self.rows[term].values())


def paper_postings(columns: Columns) -> Postings:
    """Return the postings of everything but authors and summaries."""
    postings = Postings(columns.romanized)
    for row, (words, names) in enumerate(zip(columns.titles, columns.names, strict=True)):
        postings.add_title(words, row)
        for name in filter(None, names):
            postings.add_name(name, row)
    for column in columns.facets.values():
        if not column.score:
            continue
        rows = column.rows_by_id
        for value in column.values:
            postings.add_text(value.full_name, rows[value.id], SCORES["full_name"])
            synonyms = (value.id, *value.aliases) if column.has_synonyms else ()
            for name in (value.name, *synonyms):
                postings.add_text(name, rows[value.id], column.score)
    return postings


def people_postings(columns: Columns) -> Postings:
    """Return the postings of authors."""
    postings = Postings(columns.romanized_people)
    for name, rows in columns.people.items():
        postings.add_text(name, rows, SCORES["person"])
        first_rows = [row for row in rows if columns.authors[row][0] == name]
        postings.add_text(name, first_rows, SCORES["first_author"])
    return postings


def summary_postings(columns: Columns) -> Postings:
    """Return the postings of summaries."""
    postings = Postings(columns.romanized)
    for row, paper in enumerate(columns.papers):
        if paper.summary:
            postings.add_text(" ".join(paper.summary.split()), (row,), SCORES["summary"])
    return postings


def abstract_postings(columns: Columns, abstracts: Mapping[str, str]) -> Postings:
    """Return the postings of abstracts, by the IDs of papers."""
    postings = Postings(columns.romanized)
    for row, paper in enumerate(columns.papers):
        for word in {*abstract_words(abstracts.get(paper.id, ""))}:
            postings.add_word(word, (row,), SCORES["abstract"])
    return postings
