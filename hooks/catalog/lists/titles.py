"""Titles, author lines and method names in the text of a row."""

from __future__ import annotations

import re
from functools import lru_cache

from catalog.utils.text import HIDDEN_CHARACTER, repair_mojibake

PLACEHOLDER = "\ue000"
"""Marks where a link or tag was removed from the text."""
EMPTY_BRACKETS = re.compile(r"[\[(【（{《][\s|/,;·•&:+、；，\ue000-]*[\])】）}》]")
EDGE_MARKS = re.compile(r"^[^\w\"“'‘«(\[$¿¡《]+|(?<![\s:;,|•·–—>/=：；，。、-])[\s:;,|•·–—>/=：；，。、-]+$")
"""Stars, bullets and dashes around a title."""
EMOJI = re.compile(r"[\U0001f000-\U0001faff☀-➿⬀-⯿⏩-⏺‼⁉️]|:(?:[a-z]+_)*[a-z]+\d*:(?=\s|$)")
"""Emoji, and their GitHub shortcodes such as `:fire:`."""
LIST_NUMBER = re.compile(r"^(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}[.)])\s+")
LEADING_DATE = re.compile(r"^(?:19|20)\d\d[./-]\d\d?(?:[./-]\d\d?)?\s*[|:,–—-]\s+")
"""A date in front of the title."""
PERSON_NAME = re.compile(
    r"(?:[^\W\d_][\w.'’\-‐]*\.?)(?: (?:[^\W\d_][\w.'’\-‐]*\.?)){1,4}(?: (?:Jr\.?|I{1,3}))?"
)
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# fmt: off
PARTICLES = frozenset(
    [
        "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "e", "el", "ibn",
        "la", "le", "st", "ten", "ter", "van", "von", "y"
    ]
)
# fmt: on
NAMES = r"(?:[^\W\d_][\w.'’\-‐´`^~{}\\\"“]*\s+){1,4}"
ET_AL = r"(?:et\.?\s?al\b|and\s+others\b|等人?)[.,]{0,2}(?:\s*\(?(?:19|20)\d\d\)?)?"
BYLINE = re.compile(NAMES + ET_AL, re.IGNORECASE)
"""Authors in short: `Zhu et al.`"""
TRAILING_ET_AL = re.compile(ET_AL + r"[\s.,;]*$", re.IGNORECASE)
BYLINE_BREAK = re.compile(r"\s*[,;，；。]\s*|(?<=\w\w)\.\s+|(?<=[?!)])\.\s+|(?<=[?!])\s+|\s+(?:[–—-]|by)\s+")
"""Break between a title and its authors."""
TITLE_PREFIX_TAG = re.compile(r"^\([A-Z]{1,4}\)\s+(?=[A-Z])")
"""A tag of the list before a title: `(SG) A Title`."""
DOUBLED_NAME = re.compile(r"^(?P<name>\S.{0,38}?\S)\s*(?P<dash>[:：]|\s[-–—])\s+(?P<title>\S.*)$", re.DOTALL)
NICKNAME_BREAK = re.compile(r"\s*(?P<dash>[:：]|[-–—](?=\s))?\s*")
INNER_COLON = re.compile(r"^(?:\S+\s+){0,2}\S+[:：]\s+\S")
"""A colon after at most three words: the text is a title of its own."""
METHOD_NAME = re.compile(r"[\w^&@$.+!?'’*-]{2,30}")


@lru_cache(4096)
def clean_title(text: str) -> str:
    """Strip emoji, list numbers, quotes, empty brackets and the final period from a title."""
    text = repair_mojibake(HIDDEN_CHARACTER.sub("", text.replace("\n", " ")))
    for _ in range(3):
        text = EMPTY_BRACKETS.sub(" ", text)
    text = " ".join(EMOJI.sub(" ", text.replace(PLACEHOLDER, " ")).replace("**", "").split())
    text = EDGE_MARKS.sub("", LEADING_DATE.sub("", LIST_NUMBER.sub("", EDGE_MARKS.sub("", text)))).strip()
    text = _strip_brackets(TITLE_PREFIX_TAG.sub("", text))
    if text[:1] in "\"“'‘«" and text[-1:] in "\"”'’»." and text.strip(".")[-1:] in "\"”'’»":
        text = text.strip("\"“”'‘’«». ")
    if text.endswith(".") and not text.endswith(".."):
        text = text[:-1].rstrip()
    return re.sub(r"\s+([:?!,])(?=\s|$)", r"\1", text)


def _strip_brackets(text: str) -> str:
    """Strip an unmatched bracket, or a pair around the whole text."""
    if (
        len(text) > 2
        and text[0] + text[-1] in ("[]", "()", "《》")
        and not re.search(r"[\[\]()《》]", text[1:-1])
    ):
        return text[1:-1].strip()
    for opening, closing in ("[]", "()"):
        if text.startswith(opening) and closing not in text:
            text = text[1:].strip()
        if text.endswith(opening):
            text = text[:-1].strip()
        if text.endswith(closing) and opening not in text:
            text = text[:-1].strip()
    return text


def strip_byline(title: str) -> str:
    """Strip authors from the end of a title.

    >>> strip_byline("PADL: Language-Directed Characters, Jest et al.")
    'PADL: Language-Directed Characters'
    """
    end = TRAILING_ET_AL.search(title)
    *_, start = [None, *BYLINE_BREAK.finditer(title, 0, end.start())] if end else [None]
    is_complete = start and BYLINE.match(title, start.end())
    return clean_title(title[: start.start()] if start and is_complete else title)


def is_byline(label: str) -> bool:
    """Return True if a label names authors rather than a paper: `Zhu et al`."""
    return bool(BYLINE.fullmatch(label.strip(" []()*:,.")))


def split_nickname(title: str, name: str = "") -> tuple[str, str]:
    """Split a nickname from the title that follows it, if the title is complete without it.

    Args:
        title: A title, perhaps after the name that the list gives the paper.
        name: The text that the list emphasizes or links at its start; empty if there is none.

    Returns:
        The nickname, empty if there is none, and the title.

    >>> split_nickname("ArcFace ArcFace: Additive Margins", "ArcFace")
    ('ArcFace', 'ArcFace: Additive Margins')
    """
    if name and title.casefold().startswith(name.casefold()):
        break_match = NICKNAME_BREAK.match(title, len(name))
        rest = title[break_match.end() if break_match else len(name) :]
        dash = break_match["dash"] if break_match else ""
        has_space = title[len(name) : len(name) + 1].isspace()
        if _repeats(rest, name):
            return name, rest
        if dash in (":", "："):
            return (name, rest) if INNER_COLON.match(rest) else ("", title)
        is_complete = len(rest.split()) > 1 and not rest[0].islower()
        if is_complete and (dash or has_space) and (dash or is_method_name(name)):
            return name, rest
    match = DOUBLED_NAME.match(title)
    if match and _repeats(match["title"], match["name"]):
        return match["name"], match["title"]
    first, _, rest = title.partition(" ")
    if is_method_name(first) and rest.casefold().startswith(
        (f"{first.casefold()}:", f"{first.casefold()}：")
    ):
        return first, rest
    return "", title


def _repeats(title: str, name: str) -> bool:
    """Return True if a title starts with a name, as a whole word."""
    start, end = title[: len(name)], title[len(name) : len(name) + 1]
    is_word = not (end.isalnum() or end in tuple("-+_"))
    return is_word and start.casefold() == name.casefold()


def is_title_case(text: str) -> bool:
    """Return True if most long words start with a capital letter."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return bool(capitals * 5 >= len(words) * 3)


def count_letters(text: str) -> int:
    """Count letters and digits."""
    return len(LETTER_OR_DIGIT.findall(text))


def parse_authors(text: str) -> tuple[str, ...]:
    """Parse a line of authors; return nothing for other text and lists cut short by "et al".

    >>> parse_authors("Jane Doe, John Q. Public and Ann Other")
    ('Jane Doe', 'John Q. Public', 'Ann Other')
    """
    text = " ".join(repair_mojibake(text.replace(PLACEHOLDER, " ")).split()).strip(" .;:*_")
    if re.search(r"\bet\.? ?al\b|\.\.\.|…", text, re.IGNORECASE):
        return ()
    text = re.sub(r"^(?:authors?|by)\b:?\s*", "", text, flags=re.IGNORECASE)
    parts = [part.strip(" *†‡§¶#0123456789.∗^_~✉") for part in re.split(r",| and |;|&|\n", text)]
    names = [re.sub(r"^(?:and) ", "", part) for part in parts if part]
    return tuple(names) if len(names) > 1 and all(map(is_person_name, names)) else ()


def is_person_name(text: str) -> bool:
    """Return True if a text looks like the name of a person."""
    words = text.split()
    is_capitalized = all(
        word[0].isupper() or word.lower() in PARTICLES or not word.isascii() for word in words
    )
    return bool(PERSON_NAME.fullmatch(text)) and is_capitalized and len(text) <= 60


def extract_method_name(title: str) -> str:
    """Return the method name before the colon of a title: Wav2Lip of `Wav2Lip: A Title`."""
    name, _, subtitle = title.partition(":")
    return name.strip() if subtitle.strip() and is_method_name(name.strip()) else ""


def is_method_name(text: str) -> bool:
    """Return True for a single word such as `Wav2Lip`, `AD-NeRF` or `F^3A-GAN`."""
    return bool(METHOD_NAME.fullmatch(text)) and count_letters(text) >= 2 and not text.isdigit()
