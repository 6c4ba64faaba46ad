"""Coercions of invalid texts to the only value they can mean. They return None if there would be a guess.

The browser makes the same coercions (docs/assets/add/coercions.js) with these patterns, in the common subset
of Python and JavaScript that tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from html.entities import name2codepoint

from catalog.records.ids import RECORD_ID
from catalog.utils.text import WHITESPACE
from catalog.utils.urls import ARXIV_ID, DOI, UrlError, check_url, identifier_in_url

Coercion = Callable[[str], str | None]

QUOTES = r"""\u2018\u2019\u201c\u201d"'"""
YEAR = re.compile(rf"[ (\[{QUOTES}]*((?:19|20)\d\d)[ )\]{QUOTES}.,;]*", re.ASCII)
DASH = r" *[\u2010-\u2015\u2212-]{1,3} *"
PAGES = re.compile(
    rf"(?:pages?|pp?)?[.:]? *(\w[\w:.]*?)(?:{DASH}(\w[\w:.]*?))?[.,;]?", re.ASCII | re.IGNORECASE
)
DATE = re.compile(r"(\d{4})([-/.]?)(\d\d?)([-/.]?)(\d\d?)\.?", re.ASCII)
GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[, _'\u2019\xa0\u202f]\d{3})+", re.ASCII)
FLAGS: Mapping[str, str] = {"true": "true", "yes": "true", "false": "false", "no": "false"}
"""YAML 1.1's spellings of true and false."""
ARXIV_PREFIX = re.compile(r"arxiv *: *", re.ASCII | re.IGNORECASE)
ARXIV_SUFFIX = re.compile(r"(?:v\d+)? *(?:\[[a-z-]+(?:\.[A-Z]{2,})?\])?(?![\w\W])", re.ASCII)
"""Version, and the subject that arXiv prints after an ID: `v2 [cs.CV]`."""
PUNCTUATION = "\"',./:;"
"""Characters that follow a DOI in a sentence and are never its last."""
DOI_PREFIX = re.compile(r"doi *: *", re.ASCII | re.IGNORECASE)
URL_WITHOUT_SCHEME = re.compile(
    r"(?:www\.[\w-]+|[\w-]+)(?:\.[\w-]+)*\.[a-z]{2,}/[!-~]*|www\.[!-~]+", re.ASCII
)
"""Host with a path, or host that starts with `www.`; not `paper.pdf`."""
ANGLE_BRACKETS = re.compile(r"<([^\n]*)>")
SINGLE_ITEM = re.compile(
    rf"(?![^\n]*(?:[,;&/|]|\band\b))[^{WHITESPACE}][^\n]*",
    re.ASCII,
)
"""Text without anything that separates items."""
SIMPLE_VALUE = re.compile(r"[a-z0-9][a-z0-9.:/_-]*")
"""ID, number or URL."""
ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]*));", re.ASCII | re.IGNORECASE)
ENTITIES: Mapping[str, str] = {name: chr(code) for name, code in name2codepoint.items()} | {"apos": "'"}
"""Characters by the names that HTML 4 gives them."""


def coerce_year(text: str) -> str | None:
    """Strip brackets, quotes and punctuation around a year.

    >>> coerce_year("(2020).")
    '2020'
    """
    match = YEAR.fullmatch(text)
    return match[1] if match else None


def coerce_pages(text: str) -> str | None:
    """Strip the abbreviation before pages, and write any dash as a hyphen.

    >>> coerce_pages("pp. 484 -- 492")
    '484-492'
    """
    match = PAGES.fullmatch(text)
    if not match or not re.search(r"[0-9]", match[1]):
        return None
    return "-".join(page for page in match.groups() if page)


def coerce_date(text: str) -> str | None:
    """Convert a date that starts with the year; in any other, day and month could be confused.

    >>> coerce_date("2022/1/3")
    '2022-01-03'
    """
    match = DATE.fullmatch(text)
    if not match or match[2] != match[4] or (not match[2] and len(text.strip(" .")) != 8):
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[5])).isoformat()
    except ValueError:
        return None


def coerce_number(text: str) -> str | None:
    """Remove thousands separators from a whole number.

    >>> coerce_number("7,442")
    '7442'
    """
    return re.sub(r"[^0-9]", "", text) if GROUPED_NUMBER.fullmatch(text) else None


def coerce_flag(text: str) -> str | None:
    """Convert YAML 1.1's other spellings of true and false."""
    return FLAGS.get(text.lower())


def coerce_arxiv(text: str) -> str | None:
    """Extract the arXiv ID from a URL or an arXiv DOI, and strip prefix, version and subject.

    >>> coerce_arxiv("arXiv:2008.10010v2 [cs.CV]")
    '2008.10010'
    """
    bare = ARXIV_SUFFIX.sub("", strip_prefix(ARXIV_PREFIX, text), count=1)
    identifiers = [identifier for url in _possible_urls(bare) if (identifier := identifier_in_url(url))]
    arxiv = next((value for field, value in identifiers if field == "arxiv"), bare)
    return arxiv if ARXIV_ID.fullmatch(arxiv) else None


def coerce_doi(text: str) -> str | None:
    """Extract the DOI from a URL, or strip `doi:` and punctuation; None for an arXiv DOI.

    >>> coerce_doi("https://dx.doi.org/10.1145/3394171.3413532")
    '10.1145/3394171.3413532'
    """
    bare = strip_prefix(DOI_PREFIX, text).rstrip(PUNCTUATION)
    field, value = next(filter(None, map(identifier_in_url, _possible_urls(bare))), ("", ""))
    return value if field == "doi" and DOI.fullmatch(value) else None


def strip_prefix(prefix: re.Pattern[str], text: str) -> str:
    """Remove what a pattern matches at the start of a text."""
    match = prefix.match(text)
    return text[match.end() :] if match else text


def _possible_urls(text: str) -> tuple[str, str, str]:
    """Return the URLs that a text may stand for."""
    return text, f"https://{text}", f"https://doi.org/{text}"


def coerce_url(text: str) -> str | None:
    """Strip angle brackets from a URL, and add a missing scheme."""
    brackets = ANGLE_BRACKETS.fullmatch(text)
    bare = brackets[1] if brackets else text
    if URL_WITHOUT_SCHEME.fullmatch(bare.removeprefix("//")):
        bare = f"https://{bare.removeprefix('//')}"
    try:
        check_url(bare)
    except UrlError:
        return None
    return bare


def coerce_item(value: object) -> str | None:
    """Return the only ID, number or URL of a list; brackets around prose may be meant: `title: [Re] Lips`."""
    item = value[0] if isinstance(value, list) and len(value) == 1 else None
    return item if isinstance(item, str) and SIMPLE_VALUE.fullmatch(item) else None


def coerce_list(text: str) -> tuple[str, ...] | None:
    """Return the items of a text: itself, or IDs with commas between; None if it is prose.

    >>> coerce_list("audio, nerf")
    ('audio', 'nerf')
    """
    if SINGLE_ITEM.fullmatch(text):
        return (text,)
    ids = tuple(part.strip() for part in text.split(","))
    return ids if all(RECORD_ID.fullmatch(id) for id in ids) else None


def decode_entities(text: str) -> str:
    """Replace the HTML entities that stand for a visible character.

    >>> decode_entities("Caf&eacute; &#38; Bar &unknown;")
    'Café & Bar &unknown;'
    """

    def decode(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            return ENTITIES.get(name, match[0])
        code = int(decimal) if decimal else int(hexadecimal, 16)
        char = chr(code) if code <= 0x10FFFF else ""
        return char if char.isprintable() and char else match[0]

    return ENTITY.sub(decode, text)
