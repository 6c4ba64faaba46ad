"""What an untidy text can only mean: a value in the form of its field; None where one would have to guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from catalog.utils.urls import ARXIV, DOI, BadUrl, check_url, derived

Coercion = Callable[[str], str | None]

QUOTES = r"\"'\u2018\u2019\u201c\u201d"
YEAR = re.compile(rf"[\s(\[{QUOTES}]*((?:19|20)\d\d)[\s)\]{QUOTES}.,;]*", re.ASCII)
DASH = r"[-\u2010-\u2015\u2212]{1,3}"
PAGES = re.compile(rf"(?:pages?|pp?)?[.:]?\s*(\w[\w:.]*?)(?:\s*{DASH}\s*(\w[\w:.]*?))?[.,;]?", re.IGNORECASE)
DATE = re.compile(r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)\.?", re.ASCII)
GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[, _'\u2019\u00a0\u202f]\d{3})+", re.ASCII)
ARXIV_SUBJECT = re.compile(r"\s*\[[a-z-]+(?:\.[A-Z]{2,})?\]$")
"""What arXiv prints behind an id: `[cs.CV]`."""
URL_WITHOUT_SCHEME = re.compile(r"(?:www\.[\w-]+|[\w-]+)(?:\.[\w-]+)*\.[a-z]{2,}/\S*|www\.\S+", re.ASCII)
"""An address without its scheme: it has a host, and a path or `www.`; `paper.pdf` is none."""


def coerce_year(text: str) -> str | None:
    """The only year in brackets, quotes or before a full stop.

    >>> year("(2020).")
    '2020'
    """
    found = YEAR.fullmatch(text)
    return found[1] if found else None


def coerce_pages(text: str) -> str | None:
    """Pages with dashes of any kind, and with the abbreviation before them.

    >>> pages("pp. 484 -- 492")
    '484-492'
    """
    found = PAGES.fullmatch(text.strip())
    if not found or not text.isprintable() or not re.search(r"\d", found[1]):
        return None
    return "-".join(part for part in found.groups() if part)


def coerce_date(text: str) -> str | None:
    """A day that begins with the year: any other order could be read in two ways.

    >>> day("2022/1/3")
    '2022-01-03'
    """
    found = DATE.fullmatch(text.strip())
    if not found or (not found[2] and len(text.strip(" .")) != 8):
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None


def coerce_number(text: str) -> str | None:
    """A whole number with signs between its thousands.

    >>> whole("7,442")
    '7442'
    """
    return re.sub(r"\D", "", text) if GROUPED_NUMBER.fullmatch(text.strip()) else None


def coerce_flag(text: str) -> str | None:
    """A mark in another of YAML's words for it."""
    return {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(text.strip().lower())


def coerce_arxiv(text: str) -> str | None:
    """The id in an address, with a prefix, with a version, or in arXiv's own DOI.

    >>> arxiv("arXiv:2008.10010v2 [cs.CV]")
    '2008.10010'
    """
    bare = ARXIV_SUBJECT.sub("", re.sub(r"^arxiv\s*:\s*", "", text.strip(), flags=re.IGNORECASE))
    found = re.sub(r"v\d+$", "", bare)
    for address in (bare, f"https://{bare}", f"https://doi.org/{bare}"):
        known = derived(address)
        found = known[1] if known and known[0] == "arxiv" else found
    return found if ARXIV.fullmatch(found) else None


def coerce_doi(text: str) -> str | None:
    """The DOI in an address or behind `doi:`; not arXiv's own, which is an arXiv id.

    >>> doi("https://dx.doi.org/10.1145/3394171.3413532")
    '10.1145/3394171.3413532'
    """
    bare = re.sub(r"^doi\s*:\s*", "", text.strip(), flags=re.IGNORECASE)
    known = derived(bare) or derived(f"https://{bare}") or derived(f"https://doi.org/{bare}")
    return known[1] if known and known[0] == "doi" and DOI.fullmatch(known[1]) else None


def coerce_url(text: str) -> str | None:
    """An address in angle brackets, or without its scheme."""
    bare = re.sub(r"^<(.*)>$", r"\1", text.strip())
    if URL_WITHOUT_SCHEME.fullmatch(bare.removeprefix("//")):
        bare = f"https://{bare.removeprefix('//')}"
    try:
        check_url(bare)
    except BadUrl:
        return None
    return bare
