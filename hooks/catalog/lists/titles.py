"""Titles without dress, lines of names, and the name of a method."""

from __future__ import annotations

import re
from functools import lru_cache

from catalog.utils.text import HIDDEN, repaired

PLACEHOLDER = "\ue000"
"""Stands where a link or a tag was taken out of a text."""
EMPTY_BRACKETS = re.compile(r"[\[(【（{][\s|/,;·•&:+\ue000-]*[\])】）}]")
EDGE_MARKS = re.compile(r"^[^\w\"“'‘«(\[$¿¡]+|[\s:;,|•·–—>/=-]+$")
"""Emoji, stars, bullets and dashes around a title."""
EMOJI = re.compile(r"[\U0001f000-\U0001faff☀-➿⬀-⯿⏩-⏺‼⁉️]|:(?:[a-z]+_)*[a-z]+\d*:(?=\s|$)")
"""Emoji, and the names of emoji as GitHub reads them."""
LIST_NUMBER = re.compile(r"^(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}[.)])\s+")
LEADING_DATE = re.compile(r"^(?:19|20)\d\d[./-]\d\d?(?:[./-]\d\d?)?\s*[|:,–—-]\s+")
"""The day of an entry, before its title."""
PERSON_NAME = re.compile(r"(?:[^\W\d_][\w.'’\-‐]*\.?)(?: (?:[^\W\d_][\w.'’\-‐]*\.?)){1,4}(?: (?:Jr\.?|I{1,3}))?")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# fmt: off
PARTICLES = frozenset(
    [
        "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el", "ibn",
        "la", "le", "st", "ten", "ter", "van", "von", "y"
    ]
)
# fmt: on
METHOD_NAME = re.compile(r"[\w^&@$.+!?'’*-]{2,30}")


@lru_cache(4096)
def clean_title(text: str) -> str:
    """A title without marks, numbers, quotes, empty brackets and the full stop."""
    text = repaired(HIDDEN.sub("", text.replace("\n", " ")))
    for _ in range(3):
        text = EMPTY_BRACKETS.sub(" ", text)
    text = " ".join(EMOJI.sub(" ", text.replace(PLACEHOLDER, " ")).replace("**", "").split())
    text = EDGE_MARKS.sub("", LEADING_DATE.sub("", LIST_NUMBER.sub("", EDGE_MARKS.sub("", text)))).strip()
    text = _strip_brackets(text)
    if text[:1] in "\"“'‘«" and text[-1:] in "\"”'’»." and text.strip(".")[-1:] in "\"”'’»":
        text = text.strip("\"“”'‘’«». ")
    if text.endswith(".") and not text.endswith(".."):
        text = text[:-1].rstrip()
    return re.sub(r"\s+([:?!,])(?=\s|$)", r"\1", text)


def _strip_brackets(text: str) -> str:
    """A text without a bracket that was never closed or opened, or that holds all of it."""
    if len(text) > 2 and text[0] + text[-1] in ("[]", "()") and not re.search(r"[\[\]()]", text[1:-1]):
        return text[1:-1].strip()
    for opening, closing in ("[]", "()"):
        if text.startswith(opening) and closing not in text:
            text = text[1:].strip()
        if text.endswith(opening):
            text = text[:-1].strip()
        if text.endswith(closing) and opening not in text:
            text = text[:-1].strip()
    return text


def count_letters(text: str) -> int:
    """How many letters and digits a text has."""
    return len(LETTER_OR_DIGIT.findall(text))


def parse_authors(text: str) -> tuple[str, ...]:
    """A line of names, if it is one: `Jane Doe, John Q. Public and Ann Other`.

    A list cut short by `et al.` gives nothing: half of the authors are no list of authors.
    """
    text = " ".join(repaired(text.replace(PLACEHOLDER, " ")).split()).strip(" .;:*_")
    if re.search(r"\bet\.? ?al\b|\.\.\.|…", text, re.IGNORECASE):
        return ()
    text = re.sub(r"^(?:authors?|by)\b:?\s*", "", text, flags=re.IGNORECASE)
    parts = [part.strip(" *†‡§¶#0123456789.∗^_~✉") for part in re.split(r",| and |;|&|\n", text)]
    names = [re.sub(r"^(?:and) ", "", part) for part in parts if part]
    return tuple(names) if len(names) > 1 and all(map(is_person_name, names)) else ()


def is_person_name(text: str) -> bool:
    """Whether a text looks like the name of a person."""
    words = text.split()
    capital = all(word[0].isupper() or word.lower() in PARTICLES or not word.isascii() for word in words)
    return bool(PERSON_NAME.fullmatch(text)) and capital and len(text) <= 60


def extract_method_name(title: str) -> str:
    """The name of the method before the colon of a title, if it looks like one."""
    before, colon, after = title.partition(":")
    return before.strip() if colon and after.strip() and is_method_name(before.strip()) else ""


def is_method_name(text: str) -> bool:
    """One word with letters, such as `Wav2Lip`, `AD-NeRF` or `F^3A-GAN`."""
    return bool(METHOD_NAME.fullmatch(text)) and count_letters(text) >= 2 and not text.isdigit()
