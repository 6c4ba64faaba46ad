"""Crossref: the published paper, by its DOI, as the publisher registered it.

Source: https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib import parse

from catalog.documents.problems import quote
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.client import Client
from catalog.lookup.normalize import FieldReader, as_list, parse_doi, parse_year, plain_text, value_at
from catalog.lookup.transport import ServiceError

SERIES_TITLE = re.compile(
    r"lecture notes in|communications in computer|advances in intelligent", re.IGNORECASE
)
"""Beginning of the title of a book series; Crossref lists the volume after it."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
VOLUME_TYPES = frozenset(["proceedings-article", "book-chapter"])
"""Types of works that are part of a volume, whose title may contain the year of the conference."""
MAX_HITS = 5
MAX_QUERY_CHARACTERS = 300
DATE_FIELDS = ("published-print", "published", "issued", "published-online")
"""Dates of a work; the printed one first, as it is the year that people cite."""


def fetch_by_doi(client: Client, doi: str) -> list[ServiceRecord]:
    """Fetch the paper with a DOI.

    Raises:
        ServiceError: Crossref gives no usable reply.
    """
    path = f"/works/{parse.quote(doi, safe='')}"
    data, url = client.get_json("crossref", path, client.mailto_params)
    work = value_at(data, "message")
    if not isinstance(work, dict):
        raise ServiceError("sent a reply with unexpected structure")
    reply_doi = parse_doi(value_at(work, "DOI"))
    if reply_doi is None or reply_doi.lower() != doi.lower():
        raise ServiceError(f"returned a different paper ({quote(plain_text(value_at(work, 'DOI')))})")
    return [replace(_parse_work(work, url), doi=doi)]


def list_by_title(client: Client, title: str) -> list[ServiceRecord]:
    """Search for the words of a title; the hits may be other works, and the list may be empty.

    Raises:
        ServiceError: Crossref gives no usable reply.
    """
    params = {"query.bibliographic": title[:MAX_QUERY_CHARACTERS], "rows": str(MAX_HITS)}
    data, url = client.get_json("crossref", "/works", params | client.mailto_params)
    works = value_at(data, "message", "items")
    if not isinstance(works, list):
        raise ServiceError("sent a reply with unexpected structure")
    records = [_parse_work(work, url) for work in works[:MAX_HITS]]
    titled = [record for record in records if record.title and record.doi]
    if records and not titled:
        raise ServiceError("sent no readable title")
    return titled


def _parse_work(work: Any, url: str) -> ServiceRecord:
    reader = FieldReader("crossref")
    kind = plain_text(value_at(work, "type"))
    container = _container_title(work)
    return ServiceRecord(
        source="crossref",
        title=reader.read_title(_full_title(work)),
        authors=reader.read_authors(map(_author_name, as_list(value_at(work, "author")))),
        year=_publication_year(work, container if kind in VOLUME_TYPES else ""),
        venue=reader.read_text("venue", container),
        pages=reader.read_pages(value_at(work, "page")),
        doi=parse_doi(value_at(work, "DOI")),
        url=url,
        kind=kind,
        is_preprint=kind == "posted-content",
        rejections=tuple(reader.rejections),
    )


def fetch_agency(client: Client, doi: str) -> str:
    """Return the name of the agency at which a DOI is registered: `DataCite`, or `Crossref` itself.

    Raises:
        NotKnownError: The DOI is not registered anywhere.
        ServiceError: Crossref gives no usable reply.
    """
    data, _ = client.get_json("crossref", f"/works/{parse.quote(doi, safe='')}/agency", client.mailto_params)
    label = plain_text(value_at(data, "message", "agency", "label"))
    if not label:
        raise ServiceError("sent a reply with unexpected structure")
    return label


def _full_title(work: Any) -> Any:
    """Return the title with its subtitle, which ACM registers separately."""
    title, subtitle = plain_text(value_at(work, "title", 0)), plain_text(value_at(work, "subtitle", 0))
    if not title:
        return value_at(work, "title", 0)  # may be too long, which the reader reports
    if subtitle and subtitle.lower() not in title.lower():
        return f"{title.rstrip(':')}: {subtitle}"
    return title


def _container_title(work: Any) -> str:
    """Return the title of the journal or the proceedings, not of their series."""
    titles = [plain_text(title) for title in as_list(value_at(work, "container-title"))]
    return next((title for title in titles if title and not SERIES_TITLE.match(title)), "")


def _author_name(author: Any) -> str:
    """Return an author's name, family name first if it has several words."""
    given, family = plain_text(value_at(author, "given")), plain_text(value_at(author, "family"))
    if not family:
        return plain_text(value_at(author, "name")) or given
    suffix = plain_text(value_at(author, "suffix"))
    if suffix and family:
        family = f"{family} {suffix}"
    if not given:
        return family
    return f"{family}, {given}" if " " in family and not suffix else f"{given} {family}"


def _publication_year(work: Any, volume_title: str) -> int | None:
    """Return the year in the volume's title if it is plausible, else the year of publication."""
    dates = (parse_year(value_at(work, field, "date-parts", 0, 0)) for field in DATE_FIELDS)
    published = next((year for year in dates if year), None)
    title_years = [int(year) for year in YEAR.findall(volume_title)]
    return next((year for year in title_years if published and abs(year - published) <= 1), published)
