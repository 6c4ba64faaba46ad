"""Words of English texts: split, without those that say nothing about the subject, and reduced to stems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import cache
from itertools import islice, pairwise

from catalog.utils.text import fold

WORD = re.compile(r"[^\W_]+")
# fmt: off
STOP_WORDS = frozenset(
    [
        "a", "an", "and", "any", "are", "as", "at", "be", "been", "both", "but", "by", "can", "each",
        "either", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its", "more",
        "most", "neither", "nor", "not", "of", "on", "one", "only", "onto", "or", "other", "out", "over",
        "per", "rather", "so", "such", "than", "that", "the", "their", "them", "then", "there", "these",
        "they", "this", "those", "through", "to", "two", "three", "under", "until", "up", "used", "uses",
        "using", "via", "was", "were", "what", "when", "where", "which", "while", "who", "whose", "with",
        "within", "without"
    ]
)
# fmt: on
"""Articles, prepositions, conjunctions, pronouns, auxiliaries, and small numbers."""
END_OF_PHRASE = re.compile(
    r"[^\W_]+(?=[^\w\s-]|$|\s(?:and|are|at|but|for|from|in|into|is|of|or|so|than|that|to|which|while|with|without)\s)"
)
"""Matches a word before punctuation, or before a function word other than an article."""
MIN_SHARE_AT_ENDS = 1 / 3
"""Share of a noun's occurrences that end a phrase; nouns also stand before nouns: `lip shape`."""
MIN_STEMMED_LETTERS = 4
SUFFIXES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w{2})ies$", "y"),
        (r"(?:(?<=[sxz])|(?<=[cs]h))es$", ""),
        (r"(?<=\w{3}[^su])s$", ""),
        (r"(?<=\w{4})al$", ""),
        (r"(?<=\w{3})(?:ing|ed|ion|ive|or)$", ""),
        (r"([b-df-hj-np-rtv-z])\1$", r"\1"),
        (r"(?<=\w{3})e$", ""),
    )
]
"""Suffixes and their replacements, applied in order, as docs/assets/search/stem.js does."""


@cache
def stem(word: str) -> str:
    """Return the stem of a folded word; short words and words with digits are unchanged.

    >>> stem("animating"), stem("animation"), stem("wav2lip")
    ('animat', 'animat', 'wav2lip')
    """
    if len(word) < MIN_STEMMED_LETTERS or not (word.isascii() and word.isalpha()):
        return word
    for suffix, replacement in SUFFIXES:
        word = suffix.sub(replacement, word)
    return word


@cache
def term(word: str) -> str:
    """Return the stem of a word as printed; nothing for stop words and single characters.

    >>> term("Gestures"), term("Nießner"), term("the")
    ('gestur', 'niessner', '')
    """
    folded = fold(word).replace(" ", "")
    return stem(folded) if len(folded) > 1 and folded not in STOP_WORDS else ""


def split_terms(text: str) -> list[str]:
    """Return the terms of a text, one for each match of `WORD`; nothing in the place of a stop word.

    >>> split_terms("Lip-reading of the lips")
    ['lip', 'read', '', '', 'lip']
    """
    return list(map(term, WORD.findall(text)))


def noun_terms(texts: Iterable[str]) -> set[str]:
    """Return the terms that often end a phrase in some texts, as nouns do and adjectives do not.

    >>> sorted(noun_terms(["Animates a low mesh, a new face and deep hair."]))
    ['face', 'hair', 'mesh']
    """
    text = "\n".join(texts)
    counts, counts_at_ends = (Counter(map(term, pattern.findall(text))) for pattern in (WORD, END_OF_PHRASE))
    return {
        term for term, count in counts_at_ends.items() if term and count >= MIN_SHARE_AT_ENDS * counts[term]
    }


def term_pairs(texts: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    """Return the terms that follow each other in some texts, given the terms of each."""
    return {pair for terms in texts for pair in pairwise(terms) if all(pair)}


def find_phrase(
    terms: Sequence[str], term: str, pairs: Container[tuple[str, str]], nouns: Container[str] = ()
) -> range:
    """Return the positions of the longest phrase around a term.

    Args:
        terms: The terms of a text.
        term: The term that the phrase must have.
        pairs: Terms that may follow each other in it.
        nouns: Terms that may end it, besides the term itself.

    >>> terms = ["encod", "hash", "grid", "", "landmark"]
    >>> find_phrase(terms, "grid", {("hash", "grid")})
    range(1, 3)
    """
    longest = range(0)
    for position, other in enumerate(terms) if term in terms else ():
        if other != term:
            continue
        start = position
        while start and (terms[start - 1], terms[start]) in pairs:
            start -= 1
        end = position + 1
        while end < len(terms) and (terms[end - 1], terms[end]) in pairs:
            end += 1
        while end > position + 1 and terms[end - 1] not in nouns:
            end -= 1
        longest = max(longest, range(start, end), key=len)
    return longest


def quote_words(text: str, positions: range) -> str:
    """Return the words of a text at some positions, with what is printed between them.

    >>> quote_words("Lip-reading of the lips", range(0, 2))
    'Lip-reading'
    """
    words = list(islice(WORD.finditer(text), positions.start, positions.stop))
    return text[words[0].start() : words[-1].end()] if words else ""
