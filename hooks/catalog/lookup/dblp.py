"""DBLP: all versions of a paper, by its title.

Source: https://dblp.org/faq/13501473.html
"""

from __future__ import annotations

import re
from typing import Any

from catalog.lists.venues import parse_venue
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.client import Client
from catalog.lookup.link import InvalidLinkError, LinkFacts, parse_link
from catalog.lookup.normalize import (
    FieldReader,
    as_list,
    parse_arxiv_id,
    parse_doi,
    parse_year,
    plain_text,
    value_at,
)
from catalog.lookup.transport import NotKnownError, ServiceError
from catalog.utils.text import fold

MAX_HITS = 10
MAX_URL_CHARACTERS = 500
PAGE = re.compile(r"https://dblp\.org/rec/[\w/.-]+", re.ASCII)
"""Page of DBLP about a paper."""


def search_by_title(client: Client, title: str) -> list[ServiceRecord]:
    """Search for the words of a title; the hits may be other papers.

    Raises:
        NotKnownError: There is no hit.
        ServiceError: DBLP gives no usable reply.
    """
    records = list_by_title(client, title)
    if not records:
        raise NotKnownError("has no such title")
    return records


def list_by_title(client: Client, title: str) -> list[ServiceRecord]:
    """Search like `search_by_title`; the list may be empty.

    Raises:
        ServiceError: DBLP gives no usable reply.
    """
    params = {"q": fold(title), "format": "json", "h": str(MAX_HITS), "c": "0"}
    data, url = client.get_json("dblp", "/search/publ/api", params)
    hits = value_at(data, "result", "hits")
    if not isinstance(hits, dict):
        raise ServiceError("sent a reply with unexpected structure")
    records = [_parse_hit(value_at(hit, "info"), url) for hit in as_list(hits.get("hit"))[:MAX_HITS]]
    titled = [record for record in records if record.title]
    if records and not titled:
        raise ServiceError("sent no readable title")
    return titled


def _parse_hit(info: Any, url: str) -> ServiceRecord:
    reader = FieldReader("dblp")
    editions = [_parse_edition_link(link) for link in as_list(value_at(info, "ee"))]
    venue = plain_text(next(iter(as_list(value_at(info, "venue"))), None))
    volume = plain_text(value_at(info, "volume"))
    arxiv = parse_arxiv_id(volume.removeprefix("abs/")) if fold(venue) == "corr" else None
    links = (link for edition in editions for link in edition.links)
    return ServiceRecord(
        source="dblp",
        title=reader.read_title(value_at(info, "title")),
        authors=reader.read_authors(map(_author_name, as_list(value_at(info, "authors", "author")))),
        year=parse_year(value_at(info, "year")),
        venue=reader.read_text("venue", venue),
        track=parse_venue(venue).track,
        pages=reader.read_pages(value_at(info, "pages")),
        arxiv=arxiv or next((edition.arxiv for edition in editions if edition.arxiv), None),
        doi=parse_doi(value_at(info, "doi"))
        or next((edition.doi for edition in editions if edition.doi), None),
        links=tuple(dict.fromkeys(links)),
        url=url,
        page=page if PAGE.fullmatch(page := plain_text(value_at(info, "url"))) else "",
        kind=plain_text(value_at(info, "type")),
        is_preprint=fold(venue) in ("corr", "arxiv"),
        rejections=tuple(reader.rejections),
    )


def _parse_edition_link(url: Any) -> LinkFacts:
    """Return the facts that the URL of an electronic edition states; none if it is invalid."""
    try:
        is_link = isinstance(url, str) and len(url) <= MAX_URL_CHARACTERS
        return parse_link(url) if is_link else LinkFacts()
    except InvalidLinkError:
        return LinkFacts()


def _author_name(author: Any) -> str:
    """Return a name without the number that DBLP appends to homonyms: `Jane Doe 0001`."""
    return re.sub(r" \d{4}$", "", plain_text(author if isinstance(author, str) else value_at(author, "text")))
