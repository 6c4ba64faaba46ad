"""Plain text: folding for comparison, slugs for URLs, and detection of unwanted characters and markup."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import ftfy
from anyascii import anyascii

NON_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")
NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]{2,}")

WHITESPACE = r"\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Characters at which `str.split` splits, for use in a pattern's class."""
HIDDEN_CHARACTER = re.compile(
    "["
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls except tab and line feed, which YAML uses; \x85 is NEL
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiners, fillers
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, line separators, bidirectional overrides
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"  # fillers, variation selectors, BOM, specials
    r"\ud800-\udfff"  # lone surrogates, which YAML escapes can produce
    "\U000e0000-\U000e0fff"  # tags and selectors that no font shows
    "]"
)
"""Characters that reviewers cannot see, or that reorder what they see."""
ILLEGIBLE_CHARACTER = re.compile(
    HIDDEN_CHARACTER.pattern[:-1] + r"\u2800\ue000-\uf8ff\ufdd0-\ufdef" + "\U000f0000-\U0010ffff]"
)
"""Hidden characters, blank Braille, and private ones, which look different in every font."""

MAX_COMBINING_MARKS = 30
"""Combining marks on one letter. Normalization sorts longer runs in quadratic time.
Source: the Stream-Safe Text Format of https://www.unicode.org/reports/tr15/"""

MARKUP = re.compile(
    r"</?[a-z!?]"  # HTML tags, comments and declarations
    r"|&(#[0-9]+|#x[0-9a-f]+|[a-z][a-z0-9]+);"  # HTML entities
    r"|\{[{%#:]|[%#}]\}"  # Jinja, and Markdown attribute lists
    r"|-{1,}8<-{1,}"  # Markdown snippets
    r"""|["'`][^<>]*\bon[a-z]{3,}"""
    rf"[{WHITESPACE}]*="  # the end of an attribute, and an event handler
    rf"|\b(javascript|vbscript)[{WHITESPACE}]*:|\bdata:[a-z]+/",
    re.ASCII | re.IGNORECASE,
)
"""Text that a program between the record and the reader could interpret as code."""
MARKUP_CHARACTER = re.compile(r"[<&{}=:]")
"""Each alternative of MARKUP needs one of these; most names have none, and looking for them is fast."""


@lru_cache(maxsize=1 << 17)  # names and words recur
def fold(text: str) -> str:
    """Fold text for comparison: lowercase ASCII letters and digits, single spaces.

    Letters that Unicode does not decompose are transliterated: ß is ss, ø is o, 王 is Wang.

    >>> fold("Nießner's  Face2Face: Réal-Time")
    'niessner s face2face real time'
    """
    return NON_ALPHANUMERIC.sub(" ", anyascii(text).lower()).strip()


def slugify(text: str) -> str:
    """Convert text for use in a URL.

    >>> slugify("Justus Thies"), slugify("C++")
    ('justus-thies', 'c-plus-plus')
    """
    return fold(text.replace("+", " plus ")).replace(" ", "-")


def find_hidden_character(text: str) -> int | None:
    """Return the position of the first hidden or illegible character, or None."""
    match = ILLEGIBLE_CHARACTER.search(text)
    return match.start() if match else None


def has_letters(text: str) -> bool:
    """Return whether a text has a letter or digit of any script."""
    return any(map(str.isalnum, text))


def find_combining_mark_overflow(text: str) -> int | None:
    """Return the start of the first run of more than `MAX_COMBINING_MARKS` marks, or None."""
    if len(text) <= MAX_COMBINING_MARKS or text.isascii():
        return None
    count = 0
    for position, char in enumerate(text):
        count = count + 1 if unicodedata.combining(char) else 0
        if count > MAX_COMBINING_MARKS:
            return position - MAX_COMBINING_MARKS
    return None


def find_non_nfc(text: str) -> int | None:
    """Return the position at which text first differs from its composed form (NFC), or None."""
    if unicodedata.is_normalized("NFC", text):
        return None
    composed = unicodedata.normalize("NFC", text)
    pairs = enumerate(zip(text, composed, strict=False))
    return next((position for position, (char, nfc_char) in pairs if char != nfc_char), len(composed))


def find_markup(text: str) -> str | None:
    """Return the first part of text that looks like code, or None."""
    match = MARKUP_CHARACTER.search(text) and MARKUP.search(text)
    return match.group() if match else None


def suggest_mojibake_fix(text: str) -> str | None:
    """Return the intended text if letters were decoded with the wrong encoding, else None.

    ftfy detects the usual encodings. Mac Roman is tried separately, because ftfy ignores short runs of it;
    then only the first run is returned.
    """
    if text.isascii():
        return None
    fixed = ftfy.fix_encoding(text)
    if fixed != text:
        return fixed
    return next(filter(None, map(_decode_as_mac_roman, NON_ASCII_RUN.findall(text))), None)


def repair_mojibake(text: str) -> str:
    """Undo wrong decoding wherever `suggest_mojibake_fix` would.

    >>> repair_mojibake("\u201a\u00c4\u00fain the wild\u201a\u00c4\u00f9")
    '“in the wild”'
    """
    if text.isascii():
        return text
    return NON_ASCII_RUN.sub(lambda run: _decode_as_mac_roman(run[0]) or run[0], ftfy.fix_encoding(text))


def _decode_as_mac_roman(run: str) -> str | None:
    """Return UTF-8 text that was read as Mac Roman, or None if `run` is not such text."""
    try:
        return run.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return None


def escape_unprintable(text: str) -> str:
    r"""Return text on one line, with unprintable characters as escapes: `a\u000ab`."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
