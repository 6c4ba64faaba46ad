"""Read the facts that a link states by itself, without a request.

Imports, `catalog add`, issues and the browser (docs/assets/add/link.js) read links by the same tables, in
`utils.urls` and `utils.paper_urls`. Patterns are written in the common subset of Python and JavaScript that
tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.documents.problems import quote
from catalog.lists.links import kind_by_host, normalize_url
from catalog.utils.paper_urls import PaperPage, find_paper_page
from catalog.utils.urls import (
    ARXIV_ID,
    DOI,
    UrlError,
    arxiv_year,
    identifier_in_url,
    strip_url_end,
)

EXAMPLE_LINKS = "https://arxiv.org/abs/2008.10010 or https://doi.org/10.1145/3394171.3413532"


class InvalidLinkError(ValueError):
    """The text is not a link to a paper.

    Attributes:
        hint: What to write instead, without a final period.
    """

    def __init__(self, message: str, hint: str = f"Write a link such as {EXAMPLE_LINKS}") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class LinkFacts:
    """Facts that a link states. All are certain, except for the punctuation of the title."""

    arxiv: str | None = None
    doi: str | None = None
    title: str | None = None
    """Title as the URL spells it: without colons, quotes and commas."""
    family: str | None = None
    """Family name of the first author."""
    venue: str | None = None
    """Venue as the site spells it; see `venues.find_venue_id`."""
    year: int | None = None
    links: tuple[tuple[str, str], ...] = ()
    """(kind, URL) pairs for the record's `links`; empty if arXiv ID or DOI imply the link."""
    source: str = ""
    """ID in sources.yml of who states these facts."""


LINK_SOURCES = {"arxiv": "arxiv", "doi": "crossref", "code": "github-readme", "project": "project-page"}
"""ID in sources.yml of who states the facts of a link, by identifier or kind; `primary` for other kinds."""
IDENTIFIER_PREFIX = re.compile(
    r"(?:arxiv(?:\.org)?(?:[ ]preprint)?(?:[ ]arxiv)?(?:[ ]id)?|doi(?:\.org)?)[ ]*(?:[:/#][ ]*|[ ])",
    re.ASCII | re.IGNORECASE,
)
"""Words before a bare identifier: `arXiv:`, `arXiv preprint arXiv:`, `DOI `."""
ARXIV_CLASS = re.compile(r"[ ]*\[[a-z.-]+\](?![\w\W])", re.ASCII | re.IGNORECASE)
"""The class after an arXiv ID: `[cs.CV]`."""
ARXIV_VERSION = re.compile(r"v\d+(?![\w\W])", re.ASCII | re.IGNORECASE)


def parse_link(text: str) -> LinkFacts:
    """Return the facts that a URL, an arXiv ID or a DOI states.

    Args:
        text: URL with or without scheme, arXiv ID with or without version, class and `arXiv:`, or DOI.

    Raises:
        InvalidLinkError: The text is none of these.

    >>> facts = parse_link("https://arxiv.org/pdf/2008.10010v1")
    >>> facts.arxiv, facts.year, facts.source
    ('2008.10010', 2020, 'arxiv')
    """
    text = text.strip()
    if facts := _parse_identifier(text):
        return facts
    try:
        url = normalize_url(text)
    except UrlError as error:
        raise InvalidLinkError(f"{quote(text)} is not a link: {error}" if text else "No link given") from None
    if identifier := identifier_in_url(url):
        return _facts_from_identifier(*identifier)
    if page := find_paper_page(url):
        return _facts_from_page(page, url)
    kind = kind_by_host(url)
    return LinkFacts(links=((kind, url),), source=LINK_SOURCES.get(kind, "primary"))


def _parse_identifier(text: str) -> LinkFacts | None:
    """Parse a bare identifier: `2008.10010v2`, `arXiv:2008.10010 [cs.CV]`, `doi:10.1145/3394171.3413532`."""
    prefix = IDENTIFIER_PREFIX.match(text)
    identifier = strip_url_end(text[prefix.end() :] if prefix else text)
    arxiv = ARXIV_VERSION.sub("", ARXIV_CLASS.sub("", identifier))
    if ARXIV_ID.fullmatch(arxiv):
        return _facts_from_identifier("arxiv", arxiv)
    if DOI.fullmatch(identifier):
        return _facts_from_identifier(
            *(identifier_in_url(f"https://doi.org/{identifier}") or ("doi", identifier))
        )
    return None


def _facts_from_identifier(field: str, value: str) -> LinkFacts:
    value = strip_url_end(value)
    if not (ARXIV_ID if field == "arxiv" else DOI).fullmatch(value):
        raise InvalidLinkError(f"{quote(value)} is not a valid {'arXiv ID' if field == 'arxiv' else 'DOI'}")
    if field == "arxiv":
        return LinkFacts(arxiv=value, year=arxiv_year(value), source=LINK_SOURCES["arxiv"])
    return LinkFacts(doi=value, source=LINK_SOURCES["doi"])


def _facts_from_page(page: PaperPage, url: str) -> LinkFacts:
    values = page.values
    for identifier in ("arxiv", "doi"):
        if identifier in values:
            return _facts_from_identifier(identifier, values[identifier])
    return LinkFacts(
        title=values["title"].replace("_", " ").strip() or None if "title" in values else None,
        family=values.get("family"),
        venue=values.get("venue"),
        year=int(values["year"]) if "year" in values else None,
        links=((page.kind, page.link or url),),
        source=page.source,
    )
