"""Crossref: the published paper, by its DOI, as the publisher registered it.

Source: https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from catalog.documents import problems
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.normalize import Reader, at, listed, plain
from catalog.lookup.transport import Failure
from catalog.lookup.work import ServiceRecord

SERIES = re.compile(r"lecture notes in|communications in computer|advances in intelligent", re.IGNORECASE)
"""Names of series, behind which the name of the volume stands."""
IN_TITLE = re.compile(r"\b(?:19|20)\d\d\b")
EDITIONS = frozenset(["proceedings-article", "book-chapter"])
DATES = ("published-print", "published", "issued", "published-online")
"""The dates of a paper, the printed one first: it is the year that people cite."""


def by_doi(client: Client, doi: str) -> list[ServiceRecord]:
    """The paper with a DOI.

    Raises:
        Failure: if Crossref gives no answer that can be used.
    """
    data, url = client.json("crossref", f"/works/{quote(doi, safe='')}", client.mailto)
    work = at(data, "message")
    if not isinstance(work, dict):
        raise Failure("sent a reply in an unknown form")
    if (given := cleaning.doi(at(work, "DOI"))) is None or given.lower() != doi.lower():
        raise Failure(f"answered with another paper ({problems.quote(plain(at(work, 'DOI')))})")
    read = Reader("crossref")
    kind = plain(at(work, "type"))
    volume = _volume(work)
    found = ServiceRecord(
        source="crossref",
        title=read.title(_title(work)),
        authors=read.authors(map(_name, listed(at(work, "author")))),
        year=_year(work, volume if kind in EDITIONS else ""),
        venue=read.text("venue", volume),
        pages=read.pages(at(work, "page")),
        doi=doi,
        url=url,
        is_preprint=kind == "posted-content",
        refused=tuple(read.refused),
    )
    return [found]


def _title(work: Any) -> Any:
    """The title, with its subtitle, which ACM registers apart."""
    title, subtitle = plain(at(work, "title", 0)), plain(at(work, "subtitle", 0))
    if not title:
        return at(work, "title", 0)  # too long, perhaps: the reader says so
    if subtitle and subtitle.lower() not in title.lower():
        return f"{title.rstrip(':')}: {subtitle}"
    return title


def _volume(work: Any) -> str:
    """What the paper stands in: the journal or the proceedings, not the series of books."""
    titles = [plain(one) for one in listed(at(work, "container-title"))]
    return next((title for title in titles if title and not SERIES.match(title)), "")


def _name(author: Any) -> str:
    """A person's name; the family name stands first where it has several words."""
    given, family = plain(at(author, "given")), plain(at(author, "family"))
    if not family:
        return plain(at(author, "name")) or given
    suffix = plain(at(author, "suffix"))
    if suffix and family:
        family = f"{family} {suffix}"
    if not given:
        return family
    return f"{family}, {given}" if " " in family and not suffix else f"{given} {family}"


def _year(work: Any, volume: str) -> int | None:
    """The year of the edition that the proceedings name in their title, else of the publication."""
    years = (cleaning.year(at(work, date, "date-parts", 0, 0)) for date in DATES)
    printed = next((year for year in years if year), None)
    named = [int(year) for year in IN_TITLE.findall(volume)]
    return next((year for year in named if printed and abs(year - printed) <= 1), printed)
