"""Comparison of titles: spellings of one title agree, titles of different papers do not.

A service may write a title with TeX, other dashes, capitals, accents or punctuation, without its subtitle, or
with a note on the version.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from catalog.utils.text import fold

MAX_TYPOS = 3
"""Letters by which spellings of one title differ: `modeling` and `modelling`, a plural, a mistake."""
LETTERS_PER_TYPO = 12
"""Letters of a title for each of them; names such as `EMO` and `EMOTE` differ by few."""
TEX_ACCENT = re.compile(r"\\(?:['\"`^~=.]|[uvHcdbkr](?![A-Za-z]))\s*(?:\{\s*)?\\?([A-Za-z])\s*\}?")
"""An accent and its letter, such as `\\'e`, `\\"{o}` or `\\v{s}`."""
TEX_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
TEX_SYMBOLS = {
    "times": "\u00d7",
    "infty": "\u221e",
    "circ": "\u00b0",
    "ss": "ss",
    "o": "o",
    "O": "O",
    "l": "l",
    "L": "L",
    "ae": "ae",
    "AE": "AE",
    "oe": "oe",
    "aa": "a",
    "i": "i",
    "j": "j",
}
"""Commands that stand for letters or signs; others mark fonts and the like."""
GREEK_NAMES = frozenset(
    unicodedata.name(chr(code)).rpartition(" ")[2].lower().replace("lamda", "lambda")
    for code in range(0x3B1, 0x3CA)
)
GREEK_LETTER = re.compile(r"[\u0391-\u03a9\u03b1-\u03c9]")
LOOKALIKES = str.maketrans({"\u00ba": "\u00b0", "\u02da": "\u00b0", "\u2217": " ", "\u2032": " "})
"""Signs that are used for others: ordinal and ring for degree."""
WORDS_FOR_SIGNS = (
    (re.compile(r"\bw/(?=\s|\w)", re.IGNORECASE), "with "),
    (re.compile("&"), " and "),
    (re.compile(r"\+"), " plus "),
)
STATUS_PREFIX = re.compile(
    r"\s*(?:\[(?:retracted|withdrawn)[^\]]*\]|(?:retracted|withdrawn)(?: article| paper)?\s*[:\u2013-])\s*",
    re.IGNORECASE,
)
"""The word that publishers put before the title of a paper that was taken back."""
VERSION = re.compile(
    r"[\s,:;\-\u2013\u2014]*[(\[]?\s*\b"
    r"(?:(?:v|ver\.?|version)\s*(?P<number>\d+(?:\.\d+)*)"
    r"|(?:extended|full|long|journal|revised|updated|preprint|arxiv|camera[- ]ready) version)[\W_]*$",
    re.IGNORECASE,
)
"""A note on the version at the end of a title."""
SUBTITLE_SEPARATOR = re.compile(r"\s*:\s+|:(?=\S)|\s+[-\u2010-\u2015]+\s+|\s*[\u2014\uff1a]\s*|(?<=[?!])\s+")


class Agreement(IntEnum):
    """Agreement of two titles."""

    DIFFERENT = 0
    NEAR = 1
    """One may be a form of the other; authors decide."""
    EQUAL = 2
    """They differ only in spelling."""


def compare_titles(left: str, right: str) -> Agreement:
    r"""Return how far two titles agree.

    >>> compare_titles("Talking$^2$: Na\\\"{\\i}ve Heads", "TALKING\u00b2 \u2013 Na\u00efve heads").name
    'EQUAL'
    >>> compare_titles("Talk: A Study of Heads", "A study of heads").name
    'NEAR'
    >>> compare_titles("SyncTalk", "SyncTalk++").name, compare_titles("Hallo2", "Hallo3").name
    ('DIFFERENT', 'DIFFERENT')
    """
    if title_key(left) == title_key(right) != "":
        return Agreement.EQUAL
    (left_text, left_version), (right_text, right_version) = split_version(left), split_version(right)
    if _agree_in_part(left_text, right) or _agree_in_part(left, right_text):
        return Agreement.NEAR
    if left_version and right_version and left_version != right_version:
        return Agreement.DIFFERENT
    agree = _agree_in_part(left_text, right_text) or _agree_in_part(left, right)
    return Agreement.NEAR if agree else Agreement.DIFFERENT


def best_agreement(title: str, candidates: Iterable[str]) -> Agreement:
    """Return the best agreement of a title with one of several."""
    return max((compare_titles(title, candidate) for candidate in candidates), default=Agreement.DIFFERENT)


@lru_cache(maxsize=1 << 14)
def title_key(title: str) -> str:
    r"""Return the letters and digits of a title, folded; equal for spellings of one title.

    >>> title_key("MegActor-$\\Sigma$: 3-D Heads & Co."), title_key("MegActor-\u03a3: 3D heads and Co")
    ('megactorsigma3dheadsandco', 'megactorsigma3dheadsandco')
    """
    return fold_title(title).replace(" ", "")


def fold_title(title: str) -> str:
    """Return the folded words of a title, with signs as words."""
    text = STATUS_PREFIX.sub("", _plain_title(title), count=1)
    for pattern, word in WORDS_FOR_SIGNS:
        text = pattern.sub(word, text)
    return fold(re.sub(r"['\u2018\u2019`\u00b4]", "", text))


def split_version(title: str) -> tuple[str, str]:
    """Return a title without a note on its version, and the number of that version.

    >>> split_version("Lip Service (v2)."), split_version("Lip Service [Extended Version]")
    (('Lip Service', '2'), ('Lip Service', ''))
    """
    text = _plain_title(title)
    match = VERSION.search(text)
    return (text[: match.start()], match["number"] or "") if match and match.start() else (text, "")


@lru_cache(maxsize=1 << 14)
def _plain_title(title: str) -> str:
    """Return a title without TeX, in composed characters, with Greek letters as names."""
    text = unicodedata.normalize("NFKC", " ".join(title.translate(LOOKALIKES).split()))
    text = TEX_COMMAND.sub(_replace_command, TEX_ACCENT.sub(r"\1", text))
    text = GREEK_LETTER.sub(_name_greek_letter, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", re.sub(r"[{}$^_\\]", "", text))


def _agree_in_part(left: str, right: str) -> bool:
    """Return whether one title is a part of the other, or they differ in a few letters."""
    left_key, right_key = title_key(left), title_key(right)
    if not left_key or not right_key:
        return False
    is_part = right_key in _part_keys(left) or left_key in _part_keys(right)
    return left_key == right_key or is_part or _is_similar(left, right)


@lru_cache(maxsize=1 << 14)
def _part_keys(title: str) -> frozenset[str]:
    """Return the keys of the parts of a title before and after a colon or dash."""
    return frozenset(
        key
        for separator in SUBTITLE_SEPARATOR.finditer(title)
        for part in (title[: separator.start()], title[separator.end() :])
        if (key := title_key(part))
    )


def _is_similar(left: str, right: str) -> bool:
    """Return whether two titles differ in a few letters only, and not in a number or a plus."""
    signs = [sorted(re.findall(r"\d+|\bplus\b", fold_title(text))) for text in (left, right)]
    keys = title_key(left), title_key(right)
    max_distance = min(MAX_TYPOS, min(map(len, keys)) // LETTERS_PER_TYPO)
    return signs[0] == signs[1] and Levenshtein.distance(*keys, score_cutoff=max_distance) <= max_distance


def _replace_command(match: re.Match[str]) -> str:
    name = match[1]
    if name.lower().removeprefix("var") in GREEK_NAMES:
        return name.lower().removeprefix("var")
    return TEX_SYMBOLS.get(name, "")


def _name_greek_letter(match: re.Match[str]) -> str:
    return unicodedata.name(match[0]).rpartition(" ")[2].lower().replace("lamda", "lambda")
