"""Tells readers which words of a query papers lack, or have in another spelling; see notice.js."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalog.facets.findings import join_words
from catalog.search.match import WordMatch
from catalog.search.postings import Postings
from catalog.search.rank import Ranking
from catalog.utils.words import stem


def ranking_notice(ranking: Ranking, rows: Sequence[int], layers: Sequence[Postings]) -> str:
    """Return the notice about a ranking, or nothing.

    Args:
        ranking: The ranking.
        rows: Those of its papers that pass the filters.
        layers: All postings.
    """
    if not rows or ranking.mode == "all":
        return ""
    if ranking.mode == "abstract":
        return _abstract_notice(ranking.required, rows)
    if ranking.mode == "partial":
        return f"No paper has all of these words. {_partial_notice(ranking.required, rows)}"
    corrections = [(match, _correction(match, rows[0], layers)) for match in ranking.required]
    corrected = [(match, term) for match, term in corrections if term]
    if not corrected:
        return ""
    words, terms = _quote(match.word.text for match, _ in corrected), _quote(term for _, term in corrected)
    if any(match.is_known for match, _ in corrected):
        return f"No paper has all of these words. Showing {terms} instead of {words}."
    return f"No results for {words}. Showing {terms} instead."


def _partial_notice(required: Sequence[WordMatch], rows: Sequence[int]) -> str:
    """Name the words that the papers lack, if all lack the same."""
    missing = _missing_words(required, rows)
    return f"Showing papers without {missing}." if missing else "Showing papers with most of them."


def _abstract_notice(required: Sequence[WordMatch], rows: Sequence[int]) -> str:
    """Name the words that the papers have in their abstracts only, if these are the same in all."""
    missing = _missing_words(required, rows) or "some of these words"
    return f"Showing papers with {missing} in the abstract."


def _missing_words(required: Sequence[WordMatch], rows: Sequence[int]) -> str:
    """Return the words that the papers lack, in quotes, or nothing if not all lack the same."""

    def missing(row: int) -> list[WordMatch]:
        return [match for match in required if not match.scores[row] > 0]

    first = missing(rows[0])
    return _quote(match.word.text for match in first) if all(missing(row) == first for row in rows) else ""


def _correction(match: WordMatch, row: int, layers: Sequence[Postings]) -> str:
    """Return the term of a paper that a word was corrected to; blank for its own form or beginning."""
    by_certainty = sorted(match.terms, key=lambda term: -match.terms[term])
    text = next((term for term in by_certainty if any(layer.has_term(row, term) for layer in layers)), "")
    return "" if text.startswith(match.typed) or stem(text) == stem(match.typed) else text


def _quote(texts: Iterable[str]) -> str:
    return join_words(f"\u201c{text}\u201d" for text in texts)
