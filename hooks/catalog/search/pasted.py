"""Finds the papers that a query pastes: by an arXiv ID, a DOI, or the address of one of their pages.

docs/assets/search/pasted.js and docs/assets/add/recognize.js do the same in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog.lookup.link import InvalidLinkError, LinkFacts, parse_link
from catalog.lookup.venues import find_venue_id
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.text import fold
from catalog.utils.url_keys import url_key
from catalog.views.cards import card_links

BETWEEN_LINKS = re.compile(r'[\s<>()"\u201c\u201d]+')
APOSTROPHES = re.compile("['\u2019]")
MIN_CERTAIN_LETTERS = 40
"""Letters of a title that is long enough to begin only one; CVF has shortened titles to 60 or, in some years,
to 20."""


class Pasted(NamedTuple):
    """A link in a query."""

    link: str
    rows: tuple[int, ...] | None
    """The rows of its papers; None if the link does not tell which paper it is."""


def find_pasted(text: str, catalog: Catalog) -> Pasted | None:
    """Return the papers of the first link in a text; None for a text without a link."""
    for part in (text.strip(), *BETWEEN_LINKS.split(text)):
        if not part:
            continue
        try:
            facts = parse_link(part)
        except InvalidLinkError:
            continue  # the next part may be one
        return Pasted(part, _find_rows(facts, catalog))
    return None


def _find_rows(facts: LinkFacts, catalog: Catalog) -> tuple[int, ...] | None:
    keys = {url_key(url) for _, url in facts.links}
    if shared := [row for row, paper in enumerate(catalog.papers) if keys & set(_link_keys(paper))]:
        return tuple(shared)
    identifiers = {value.lower() for value in (facts.arxiv, facts.doi) if value}
    for row, paper in enumerate(catalog.papers):
        if identifiers & {(paper.arxiv or "").lower(), (paper.doi or "").lower()}:
            return (row,)
    row_by_title = _find_by_title(facts, catalog)
    if row_by_title is not None:
        return (row_by_title,)
    is_missing = identifiers or (facts.title and facts.venue and facts.year)
    return () if is_missing else None


def _link_keys(paper: Paper) -> Iterator[str]:
    return (url_key(link.href) for link in card_links(paper) if link.href)


def _find_by_title(facts: LinkFacts, catalog: Catalog) -> int | None:
    """Return the row of a paper whose title begins with that of a URL, which may shorten it."""
    start = _letters(facts.title or "")
    if not start:
        return None
    venue = find_venue_id(facts.venue, catalog.venue_spellings) if facts.venue else None
    titles = ((row, _letters(paper.title)) for row, paper in enumerate(catalog.papers))
    wholes = {row: letters == start for row, letters in titles if letters.startswith(start)}
    event = (venue, facts.year)
    papers = catalog.papers
    at_venue = [row for row in wholes if (papers[row].venue_id, papers[row].display_year) == event]
    certain = [row for row in at_venue if wholes[row]]
    elsewhere = [row for row in wholes if wholes[row] or len(start) >= MIN_CERTAIN_LETTERS]
    return next(iter((*certain, *at_venue, *elsewhere)), None)


def _letters(title: str) -> str:
    return fold(APOSTROPHES.sub("", title)).replace(" ", "")
