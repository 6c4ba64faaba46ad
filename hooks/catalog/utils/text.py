"""Plain text: folding for comparison, slugs for addresses, and what must not stand in a record."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import ftfy
from anyascii import anyascii

NOT_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")

HIDDEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls; tab and line feed have meaning in YAML. \x85 is NEL
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, line separators, bidirectional overrides
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"  # fillers, variation selectors, BOM, specials
    "\ud800-\udfff"  # lone surrogates, which YAML escapes can make
    "\U000e0000-\U000e0fff"  # tags and selectors that no font shows
    "]"
)
"""Characters that a reviewer cannot see or that change the order of what he sees."""

MARKS = 30
"""Combining marks that a letter can have. Sorting more of them takes time by the square of their number.
Source: the Stream-Safe Text Format of https://www.unicode.org/reports/tr15/"""

MARKUP = re.compile(
    r"""</?[a-z!?]                      # HTML tags, comments and declarations
      | &(\#\d+|\#x[0-9a-f]+|[a-z][a-z0-9]+);  # HTML entities
      | \{[{%\#:] | [%\#}]\}            # Jinja, and Markdown attribute lists
      | -{1,}8<-{1,}                    # Markdown snippets
      | ["'`][^<>]*\bon[a-z]{3,}\s*=    # the end of an attribute, and an event handler
      | \b(javascript|vbscript)\s*: | \bdata:[a-z]+/
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Text that some program on the way to the reader could take for code."""


@lru_cache(maxsize=1 << 17)  # names of people and words come again and again
def fold(text: str) -> str:
    """The form in which texts are compared: lower case, ASCII letters and digits, single spaces.

    Letters that Unicode does not decompose are spelt out: ß is ss, ø is o, ł is l; 王 is Wang.

    >>> fold("Nießner's  Face2Face: Réal-Time")
    'niessner s face2face real time'
    """
    return NOT_LETTER_OR_DIGIT.sub(" ", anyascii(text).lower()).strip()


def slug(text: str) -> str:
    """The form in which a text stands in an address: `Justus Thies` is `justus-thies`, C++ is c-plus-plus."""
    return fold(text.replace("+", " plus ")).replace(" ", "-")


def hidden_character(text: str) -> int | None:
    """The position of the first character that cannot be seen, if there is one."""
    found = HIDDEN.search(text)
    return found.start() if found else None


def stacked(text: str) -> int | None:
    """The position from which more than `MARKS` marks stand on one letter, as no language writes."""
    if len(text) <= MARKS or text.isascii():
        return None
    count = 0
    for at, char in enumerate(text):
        count = count + 1 if unicodedata.combining(char) else 0
        if count > MARKS:
            return at - MARKS
    return None


def not_composed(text: str) -> int | None:
    """The position from which a text is not in Unicode's composed form (NFC), if it is not."""
    if unicodedata.is_normalized("NFC", text):
        return None
    composed = unicodedata.normalize("NFC", text)
    pairs = zip(text, composed, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), len(composed))


def markup(text: str) -> str | None:
    """The first piece of a text that looks like code, if there is one."""
    found = MARKUP.search(text)
    return found.group() if found else None


def mojibake(text: str) -> str | None:
    """The text that was meant, if letters were decoded with the wrong table on the way here.

    ftfy finds the usual tables; Mac Roman is tried by hand, because ftfy leaves short cases of it alone.
    """
    if text.isascii():
        return None
    fixed = ftfy.fix_encoding(text)
    if fixed != text:
        return fixed
    return next(filter(None, map(_from_mac_roman, re.findall(r"[^\x00-\x7f]{2,}", text))), None)


def repaired(text: str) -> str:
    """A text with wrongly decoded letters undone, as far as they can be: see `mojibake`.

    >>> repaired("\u201a\u00c4\u00fain the wild\u201a\u00c4\u00f9")
    '“in the wild”'
    """
    if text.isascii():
        return text
    return re.sub(r"[^\x00-\x7f]{2,}", lambda run: _from_mac_roman(run[0]) or run[0], ftfy.fix_encoding(text))


def _from_mac_roman(run: str) -> str | None:
    """What a run of non-ASCII letters says as UTF-8, if it is UTF-8 read as Mac Roman."""
    try:
        return run.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return None


def escape_unprintable(text: str) -> str:
    """A text in one line: what cannot be printed, or would end the line, is written as an escape."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)
