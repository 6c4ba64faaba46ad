"""Matches the words of a query with terms; a less literal match is less certain and scores less.

docs/assets/search/match.js does the same in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from catalog.queries.fold import UNSPACED_SCRIPT
from catalog.queries.query import Word
from catalog.queries.typo import edit_distance, max_typos, prefix_distance
from catalog.search.postings import SCORES, Postings, zero_scores

# Certainties: factors of a field's score.
EXACT = 1
PREFIX = 0.8
"""That of a nearly complete word."""
SAME_STEM = 0.8
JOINED = 0.95
"""That of `face former` for `faceformer`."""
SPLIT = 0.9
"""That of `lipsync` for `lip sync`."""
TYPOS = (EXACT, 0.5, 0.3)
"""Those by the number of typos."""

MAX_RUN_WORDS = 4
ABBREVIATION = re.compile("[a-z]{3,5}")
DIGITS = re.compile("[0-9]+")
NO_DIGITS = re.compile("[^0-9]+")


class WordMatch:
    """The matches of one word of a query: a score for each paper, and the certainty of each matching term."""

    def __init__(self, word: Word, size: int) -> None:
        self.word = word
        self.typed = "".join(word.parts)
        self.scores = zero_scores(size)
        self.terms: dict[str, float] = {}
        self.partial_terms: dict[str, None] = {}
        """Terms that match only together with others."""
        self.is_known = False
        """True if some paper has the word, if only in another form."""

    def add_term(self, layer: Postings, term: str, certainty: float) -> None:
        """Add a term that matches by itself."""
        if self.terms.get(term, 0) < certainty:
            self.terms[term] = certainty
        layer.raise_scores(self.scores, term, certainty)

    def add_title(self, row: int, terms: Sequence[str], score: float) -> None:
        """Add a title in which several terms match together."""
        self.scores[row] = max(self.scores[row], score)
        self.partial_terms |= dict.fromkeys(terms)


def match_words(layers: Sequence[Postings], words: Sequence[Word]) -> list[WordMatch]:
    """Return the matches of each word of a query.

    Args:
        layers: The postings of papers, then others.
        words: The words.
    """
    papers = layers[0]
    matches = [WordMatch(word, len(papers.titles)) for word in words]
    for match in matches:
        parts = match.word.parts
        factor = JOINED if len(parts) > 1 else 1
        for layer in layers:
            for term, certainty in _matching_terms(layer, match.typed):
                match.add_term(layer, term, certainty * factor)
        if len(parts) > 1:
            _add_adjacent(papers, match, parts, is_open=True)
        else:
            _add_split(papers, match)
        match.is_known = bool(match.terms or match.partial_terms)
    for run in _word_runs(matches):
        is_last = run[-1] is matches[-1]
        for layer in layers:
            for term, certainty in _matching_terms(layer, _join_run(run)):
                if certainty == EXACT or is_last:
                    for match in run:
                        match.add_term(layer, term, certainty * JOINED)
    return matches


def add_fuzzy_matches(
    layers: Sequence[Postings], matches: Sequence[WordMatch], is_name: Callable[[str], bool]
) -> None:
    """Extend matches by typos, scattered parts and abbreviations, except for names."""
    papers = layers[0]
    for match in matches:
        if DIGITS.fullmatch(match.typed) or is_name(match.typed):
            continue  # these are never misspelled words
        for layer in layers:
            for term, certainty in _misspelled_terms(layer, match.typed, is_last=match is matches[-1]):
                match.add_term(layer, term, certainty)
        if len(match.word.parts) > 1:
            _add_scattered(layers, match)
        elif ABBREVIATION.fullmatch(match.typed):
            _add_initials(papers, match)
    for run in _word_runs(matches):
        is_last = run[-1] is matches[-1]
        for term, certainty in _misspelled_terms(papers, _join_run(run), is_last=is_last):
            for match in run:
                match.add_term(papers, term, certainty * JOINED)


def _word_runs(matches: Sequence[WordMatch]) -> Iterator[Sequence[WordMatch]]:
    """Yield the runs of words that could be one: `face former`, `make it talk`."""
    for start in range(len(matches)):
        for end in range(start + 2, min(len(matches), start + MAX_RUN_WORDS) + 1):
            yield matches[start:end]


def _join_run(run: Sequence[WordMatch]) -> str:
    return "".join(match.typed for match in run)


def _matching_terms(layer: Postings, word: str) -> Iterator[tuple[str, float]]:
    """Yield the terms that match a typed word without typos, with their certainty."""
    for term in layer.terms_with_prefix(word):
        yield term, EXACT if term == word else PREFIX * (0.4 + (0.6 * len(word)) / len(term))
    for term in layer.terms_with_stem_of(word):
        if term != word:
            yield term, SAME_STEM
    if UNSPACED_SCRIPT.search(word):
        yield from ((term, PREFIX) for term in layer.unspaced_terms if word in term)


def _misspelled_terms(layer: Postings, word: str, *, is_last: bool) -> Iterator[tuple[str, float]]:
    """Yield the terms that match a word with typos; for the last word, also those that it may begin."""
    limit = max_typos(word)
    if limit == 0:
        return
    digits = NO_DIGITS.sub("", word)
    for term in layer.terms:
        if not _shares_beginning(word, term) or NO_DIGITS.sub("", term) != digits:
            continue  # 2025 is not 2023, and LRS2 not LRS3
        typos = edit_distance(word, term, limit)
        if typos <= limit:
            yield term, TYPOS[typos]
        elif is_last and prefix_distance(word, term, limit) <= limit:
            yield term, TYPOS[limit] / 2


def _shares_beginning(word: str, term: str) -> bool:
    """Return whether one of the first two letters agrees, or both are swapped: people rarely miss both."""
    return term[:1] in (word[0], word[1]) or term[1:2] in (word[0], word[1])


def _add_split(papers: Postings, match: WordMatch) -> None:
    """Match one typed word with two adjacent words of a title: `lipsync`."""
    typed = match.typed
    for cut in range(2, len(typed) - 1):
        parts = (typed[:cut], typed[cut:])
        if all(part in papers.rows for part in parts):
            _add_adjacent(papers, match, parts, is_open=False)


def _add_adjacent(papers: Postings, match: WordMatch, parts: Sequence[str], *, is_open: bool) -> None:
    """Match titles that contain the parts of a word side by side; if open, the last may be a prefix."""
    *others, last = parts

    def is_at(title: Sequence[str], start: int) -> bool:
        *found, end = title[start : start + len(parts)]
        return found == others and (end.startswith(last) if is_open else end == last)

    for row in papers.titled.get(parts[0], ()):
        title = papers.titles[row]
        starts = (at for at in range(len(title) - len(parts) + 1) if is_at(title, at))
        if (at := next(starts, None)) is not None:
            match.add_title(row, title[at : at + len(parts)], SPLIT * SCORES["title"])


def _add_scattered(layers: Sequence[Postings], match: WordMatch) -> None:
    """Match papers that contain the parts of a word anywhere."""
    part_matches = [WordMatch(Word((part,)), len(match.scores)) for part in match.word.parts]
    for part_match in part_matches:
        for layer in layers:
            for term, certainty in _matching_terms(layer, part_match.typed):
                part_match.add_term(layer, term, certainty)
        match.partial_terms |= dict.fromkeys(part_match.terms)
    for row, scores in enumerate(zip(*(part_match.scores for part_match in part_matches), strict=True)):
        match.scores[row] = max(match.scores[row], SPLIT * min(scores))


def _add_initials(papers: Postings, match: WordMatch) -> None:
    """Match titles in which adjacent words begin with the letters of an abbreviation: `gcn`."""
    size = len(match.typed)
    for row, title in enumerate(papers.titles):
        at = "".join(term[0] for term in title).find(match.typed)
        if at >= 0:
            match.add_title(row, title[at : at + size], TYPOS[1] * SCORES["title"])
