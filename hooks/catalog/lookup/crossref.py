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
from catalog.lookup.normalize import FieldReader, value_at, as_list, plain_text
from catalog.lookup.transport import ServiceError
from catalog.lookup.work import ServiceRecord

SERIES_TITLE = re.compile(r"lecture notes in|communications in computer|advances in intelligent", re.IGNORECASE)
"""Names of series, behind which the name of the volume stands."""
YEAR_IN_TITLE = re.compile(r"\b(?:19|20)\d\d\b")
VOLUME_TYPES = frozenset(["proceedings-article", "book-chapter"])
DATE_FIELDS = ("published-print", "published", "issued", "published-online")
"""The dates of a paper, the printed one first: it is the year that people cite."""


def fetch_by_doi(client: Client, doi: str) -> list[ServiceRecord]:
    """The paper with a DOI.

    Raises:
        Failure: if Crossref gives no answer that can be used.
    """
    data, url = client.get_json("crossref", f"/works/{quote(doi, safe='')}", client.mailto_params)
    work = value_at(data, "message")
    if not isinstance(work, dict):
        raise ServiceError("sent a reply in an unknown form")
    if (given := cleaning.parse_doi(value_at(work, "DOI"))) is None or given.lower() != doi.lower():
        raise ServiceError(f"answered with another paper ({problems.quote(plain_text(value_at(work, 'DOI')))})")
    read = FieldReader("crossref")
    kind = plain_text(value_at(work, "type"))
    volume = _container_title(work)
    found = ServiceRecord(
        source="crossref",
        title=read.read_title(_full_title(work)),
        authors=read.read_authors(map(_author_name, as_list(value_at(work, "author")))),
        year=_publication_year(work, volume if kind in VOLUME_TYPES else ""),
        venue=read.read_text("venue", volume),
        pages=read.read_pages(value_at(work, "page")),
        doi=doi,
        url=url,
        is_preprint=kind == "posted-content",
        rejections=tuple(read.rejections),
    )
    return [found]


def _full_title(work: Any) -> Any:
    """The title, with its subtitle, which ACM registers apart."""
    title, subtitle = plain_text(value_at(work, "title", 0)), plain_text(value_at(work, "subtitle", 0))
    if not title:
        return value_at(work, "title", 0)  # too long, perhaps: the reader says so
    if subtitle and subtitle.lower() not in title.lower():
        return f"{title.rstrip(':')}: {subtitle}"
    return title


def _container_title(work: Any) -> str:
    """What the paper stands in: the journal or the proceedings, not the series of books."""
    titles = [plain_text(one) for one in as_list(value_at(work, "container-title"))]
    return next((title for title in titles if title and not SERIES_TITLE.match(title)), "")


def _author_name(author: Any) -> str:
    """A person's name; the family name stands first where it has several words."""
    given, family = plain_text(value_at(author, "given")), plain_text(value_at(author, "family"))
    if not family:
        return plain_text(value_at(author, "name")) or given
    suffix = plain_text(value_at(author, "suffix"))
    if suffix and family:
        family = f"{family} {suffix}"
    if not given:
        return family
    return f"{family}, {given}" if " " in family and not suffix else f"{given} {family}"


def _publication_year(work: Any, volume: str) -> int | None:
    """The year of the edition that the proceedings name in their title, else of the publication."""
    years = (cleaning.parse_year(value_at(work, date, "date-parts", 0, 0)) for date in DATE_FIELDS)
    printed = next((year for year in years if year), None)
    named = [int(year) for year in YEAR_IN_TITLE.findall(volume)]
    return next((year for year in named if printed and abs(year - printed) <= 1), printed)
