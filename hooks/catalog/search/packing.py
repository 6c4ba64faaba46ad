"""Compact text encodings of numbers and words for the browser; docs/assets/search/packing.js decodes them.

The encodings are printable ASCII, or the words themselves. They need no escapes in JSON and compress well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, takewhile
from typing import Literal

BASE = 45
"""Number of digits that can end a number, and of other digits that can precede them."""
MAX_BIT = 10
"""The largest number to be encoded as a bit: up to two digits in all."""
DIGITS = "".join(map(chr, range(35, 126))).replace("\\", "")
"""The digits, final ones first; JSON escapes none of them."""


def pack_numbers(numbers: Iterable[int]) -> str:
    """Encode numbers from 0: leading digits, if any, and a final digit, similar to UTF-8.

    >>> pack_numbers([0, 44, 45, 46])
    '#OP#P$'
    """
    return "".join(map(_encode_number, numbers))


def _encode_number(number: int) -> str:
    digits = DIGITS[number % BASE]
    number //= BASE
    while number:
        number -= 1
        digits = DIGITS[BASE + number % BASE] + digits
        number //= BASE
    return digits


def pack_lists(rows: Iterable[Sequence[int]]) -> str:
    """Encode lists of numbers, each preceded by its length."""
    return pack_numbers(chain.from_iterable((len(row), *row) for row in rows))


def pack_rows(rows: Sequence[Sequence[int]]) -> tuple[Literal["numbers", "bits", "lists"], str]:
    """Encode a short list of numbers for each paper, in as few bytes as possible.

    Returns:
        The encoding, and the encoded rows: a single number each, sums of powers of two for sets of small
        numbers in order, or lists.
    """
    if all(len(row) == 1 for row in rows):
        return "numbers", pack_numbers(row[0] for row in rows)
    if all(row == sorted(row) and row[-1:] <= [MAX_BIT] for row in rows):
        return "bits", pack_numbers(sum(1 << number for number in row) for row in rows)
    return "lists", pack_lists(rows)


def join_lines(texts: Iterable[str]) -> str:
    """Return texts as lines, with runs of white space as single spaces."""
    return "\n".join(" ".join(text.split()) for text in texts)


def rank_words(texts: Iterable[str]) -> list[str]:
    """Return the words of texts so that frequent words get short numbers.

    Words are in bands by frequency; the numbers of a band have the same length. Within a band, words are
    sorted alphabetically, for `front_code`.
    """
    counts = Counter(chain.from_iterable(text.split() for text in texts))
    by_frequency = sorted(counts, key=lambda word: (-counts[word], word))
    ranked_words: list[str] = []
    band_size = BASE
    while by_frequency:
        ranked_words += sorted(by_frequency[:band_size], key=lambda word: (word.lower(), word))
        by_frequency, band_size = by_frequency[band_size:], band_size * BASE
    return ranked_words


def front_code(words: Iterable[str]) -> str:
    r"""Encode words as lines of a digit, the length of the prefix shared with the word before, and the rest.

    Characters beyond U+FFFF never count as shared, because JavaScript counts them as two.

    >>> front_code(["talk", "talker", "talking"])
    "#talk\n'er\n'ing"
    """
    lines, previous = list[str](), ""
    for word in words:
        pairs = zip(previous[: len(DIGITS) - 1], word, strict=False)
        prefix_length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] <= "\uffff", pairs))
        lines.append(DIGITS[prefix_length] + word[prefix_length:])
        previous = word
    return "\n".join(lines)
