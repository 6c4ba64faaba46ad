"""Coercions of invalid texts to the only value they can mean. They return None if there would be a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from catalog.utils.urls import ARXIV_ID, DOI, UrlError, check_url, identifier_in_url

Coercion = Callable[[str], str | None]

QUOTES = r"\"'\u2018\u2019\u201c\u201d"
YEAR = re.compile(rf"[\s(\[{QUOTES}]*((?:19|20)\d\d)[\s)\]{QUOTES}.,;]*", re.ASCII)
DASH = r"[-\u2010-\u2015\u2212]{1,3}"
PAGES = re.compile(rf"(?:pages?|pp?)?[.:]?\s*(\w[\w:.]*?)(?:\s*{DASH}\s*(\w[\w:.]*?))?[.,;]?", re.IGNORECASE)
DATE = re.compile(r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)\.?", re.ASCII)
GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[, _'\u2019\u00a0\u202f]\d{3})+", re.ASCII)
ARXIV_SUBJECT = re.compile(r"\s*\[[a-z-]+(?:\.[A-Z]{2,})?\]$")
"""Subject that arXiv prints after an ID: `[cs.CV]`."""
URL_WITHOUT_SCHEME = re.compile(r"(?:www\.[\w-]+|[\w-]+)(?:\.[\w-]+)*\.[a-z]{2,}/\S*|www\.\S+", re.ASCII)
"""Host with a path, or host that starts with `www.`; not `paper.pdf`."""


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
    match = PAGES.fullmatch(text.strip())
    if not match or not text.isprintable() or not re.search(r"\d", match[1]):
        return None
    return "-".join(page for page in match.groups() if page)


def coerce_date(text: str) -> str | None:
    """Convert a date that starts with the year; in any other, day and month could be confused.

    >>> coerce_date("2022/1/3")
    '2022-01-03'
    """
    match = DATE.fullmatch(text.strip())
    if not match or (not match[2] and len(text.strip(" .")) != 8):
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError:
        return None


def coerce_number(text: str) -> str | None:
    """Remove thousands separators from a whole number.

    >>> coerce_number("7,442")
    '7442'
    """
    return re.sub(r"\D", "", text) if GROUPED_NUMBER.fullmatch(text.strip()) else None


def coerce_flag(text: str) -> str | None:
    """Convert YAML 1.1's other spellings of true and false."""
    return {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(text.strip().lower())


def coerce_arxiv(text: str) -> str | None:
    """Extract the arXiv ID from a URL or an arXiv DOI, and strip prefix, version and subject.

    >>> coerce_arxiv("arXiv:2008.10010v2 [cs.CV]")
    '2008.10010'
    """
    bare = ARXIV_SUBJECT.sub("", re.sub(r"^arxiv\s*:\s*", "", text.strip(), flags=re.IGNORECASE))
    arxiv = re.sub(r"v\d+$", "", bare)
    for url in (bare, f"https://{bare}", f"https://doi.org/{bare}"):
        identifier = identifier_in_url(url)
        arxiv = identifier[1] if identifier and identifier[0] == "arxiv" else arxiv
    return arxiv if ARXIV_ID.fullmatch(arxiv) else None


def coerce_doi(text: str) -> str | None:
    """Extract the DOI from a URL, or strip `doi:`; None for an arXiv DOI.

    >>> coerce_doi("https://dx.doi.org/10.1145/3394171.3413532")
    '10.1145/3394171.3413532'
    """
    bare = re.sub(r"^doi\s*:\s*", "", text.strip(), flags=re.IGNORECASE)
    urls = (bare, f"https://{bare}", f"https://doi.org/{bare}")
    identifier = next(filter(None, map(identifier_in_url, urls)), None)
    return identifier[1] if identifier and identifier[0] == "doi" and DOI.fullmatch(identifier[1]) else None


def coerce_url(text: str) -> str | None:
    """Strip angle brackets from a URL, and add a missing scheme."""
    bare = re.sub(r"^<(.*)>$", r"\1", text.strip())
    if URL_WITHOUT_SCHEME.fullmatch(bare.removeprefix("//")):
        bare = f"https://{bare.removeprefix('//')}"
    try:
        check_url(bare)
    except UrlError:
        return None
    return bare
