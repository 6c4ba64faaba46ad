"""Compact text encodings of numbers and words for the browser; docs/assets/search/packing.js decodes them.

The encodings are printable ASCII, or the words themselves. They need no escapes in JSON and compress well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise, takewhile
from typing import Literal

DIGITS = "".join(map(chr, range(35, 126))).replace("\\", "")
"""The digits, final ones first; JSON escapes none of them."""
FINAL_DIGITS = 70
"""Number of digits that can end a number."""
LEADING_DIGITS = len(DIGITS) - FINAL_DIGITS
"""Number of digits that can precede them."""


def pack_numbers(numbers: Iterable[int]) -> str:
    """Encode numbers from 0: leading digits, if any, and a final digit, similar to UTF-8.

    >>> pack_numbers([0, 69, 70, 71])
    '#ij#j$'
    """
    return "".join(map(_encode_number, numbers))


def _encode_number(number: int) -> str:
    digits = DIGITS[number % FINAL_DIGITS]
    number //= FINAL_DIGITS
    while number:
        number -= 1
        digits = DIGITS[FINAL_DIGITS + number % LEADING_DIGITS] + digits
        number //= LEADING_DIGITS
    return digits


def pack_lists(rows: Iterable[Sequence[int]]) -> str:
    """Encode lists of numbers, each preceded by its length."""
    return pack_numbers(chain.from_iterable((len(row), *row) for row in rows))


def pack_gaps(rows: Iterable[Sequence[int]]) -> str:
    """Encode lists of ascending numbers: of each, how many numbers lie between it and the one before."""
    gaps = ([number - before - 1 for before, number in pairwise((-1, *row))] for row in rows)
    return pack_lists(gaps)


def pack_rows(rows: Sequence[Sequence[int]]) -> tuple[Literal["numbers", "columns", "lists"], str]:
    """Encode a short list of numbers for each paper, in few bytes.

    Returns:
        The encoding, and the encoded rows: a single number each; if all lists are in ascending order, the
        papers that have each number; or lists.
    """
    if all(len(row) == 1 for row in rows):
        return "numbers", pack_numbers(row[0] for row in rows)
    if all(before < number for row in rows for before, number in pairwise(row)):
        columns: list[list[int]] = [[] for _ in range(1 + max(chain.from_iterable(rows), default=-1))]
        for at, row in enumerate(rows):
            for number in row:
                columns[number].append(at)
        return "columns", pack_gaps(columns)
    return "lists", pack_lists(rows)


def join_lines(texts: Iterable[str]) -> str:
    """Return texts as lines, with runs of white space as single spaces."""
    return "\n".join(" ".join(text.split()) for text in texts)


def pack_texts(texts: Iterable[str]) -> dict[str, str]:
    """Encode texts as numbers of their words.

    Words that occur once are most of all words, and need no numbers of their own.

    Returns:
        `words`, front-coded, that occur several times; `once`, the others in order of appearance; and `rows`,
        the numbers of the words of each text: 0 for the next word of `once`, else counted from 1.
    """
    rows = [text.split() for text in texts]
    counts = Counter(chain.from_iterable(rows))
    words = rank_words({word: count for word, count in counts.items() if count > 1})
    numbers = {word: number for number, word in enumerate(words, 1)}
    return {
        "words": front_code(words),
        "once": "\n".join(word for word in counts if counts[word] == 1),
        "rows": pack_lists([numbers.get(word, 0) for word in row] for row in rows),
    }


def rank_words(counts: Mapping[str, int]) -> list[str]:
    """Return words so that frequent ones get short numbers, which are counted from 1.

    Words are in bands by frequency; the numbers of a band have the same length. Within a band, words are
    sorted alphabetically, for `front_code`.
    """
    by_frequency = sorted(counts, key=lambda word: (-counts[word], word))
    ranked_words: list[str] = []
    band_size, numbered = FINAL_DIGITS, 1
    while by_frequency:
        band, by_frequency = by_frequency[: band_size - numbered], by_frequency[band_size - numbered :]
        ranked_words += sorted(band, key=lambda word: (word.lower(), word))
        band_size, numbered = band_size * LEADING_DIGITS, 0
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
