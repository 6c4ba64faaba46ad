"""Numbers and words as short text, for files that a browser reads; docs/assets/search/packing.js undoes it.

Everything is printable ASCII or the words themselves: it can stand in JSON, and the server compresses it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, takewhile

BASE = 45
"""How many digits can end a number, and as many others can lead it."""
DIGITS = "".join(map(chr, range(35, 126))).replace("\\", "")
"""The digits, final ones first: what JSON writes as it is."""


def pack_numbers(numbers: Iterable[int]) -> str:
    """Numbers from 0, one after the other: leading digits, if any, then a final one, as in UTF-8.

    >>> packed([0, 44, 45, 46])
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
    """Lists of numbers, each after its length."""
    return pack_numbers(chain.from_iterable((len(row), *row) for row in rows))


def join_lines(texts: Iterable[str]) -> str:
    """Texts, one a line, whatever white space they hold."""
    return "\n".join(" ".join(text.split()) for text in texts)


def rank_words(texts: Iterable[str]) -> list[str]:
    """Every word of some texts: the most frequent first, in bands whose numbers have as many digits.

    Within a band words stand by the alphabet, so that neighbours share their beginnings.
    """
    counted = Counter(chain.from_iterable(text.split() for text in texts))
    ranked = sorted(counted, key=lambda word: (-counted[word], word))
    found: list[str] = []
    size = BASE
    while ranked:
        found += sorted(ranked[:size], key=lambda word: (word.lower(), word))
        ranked, size = ranked[size:], size * BASE
    return found


def front_code(words: Iterable[str]) -> str:
    r"""One word a line, each without what it shares with the line before: a digit says how much that is.

    Characters beyond U+FFFF are not shared, since JavaScript counts each of them as two.

    >>> front_coded(["talk", "talker", "talking"])
    "#talk\n'er\n'ing"
    """
    coded, before = list[str](), ""
    for word in words:
        pairs = zip(before[: len(DIGITS) - 1], word, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] <= "\uffff", pairs))
        coded.append(DIGITS[same] + word[same:])
        before = word
    return "\n".join(coded)
