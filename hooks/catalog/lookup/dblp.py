"""DBLP: all versions of a paper, by its title.

Source: https://dblp.org/faq/13501473.html
"""

from __future__ import annotations

import re
from typing import Any

from catalog.lists.venues import parse_venue
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.link import LinkFacts, InvalidLinkError, parse_link
from catalog.lookup.normalize import FieldReader, value_at, as_list, plain_text
from catalog.lookup.transport import ServiceError, NotKnownError
from catalog.lookup.work import ServiceRecord
from catalog.utils.text import fold

MAX_HITS = 10


def search_by_title(client: Client, title: str) -> list[ServiceRecord]:
    """The papers that DBLP finds for the words of a title; whether they are ours is another question.

    Raises:
        Failure: if DBLP gives no answer that can be used.
    """
    words = fold(title)
    data, url = client.get_json(
        "dblp", "/search/publ/api", {"q": words, "format": "json", "h": str(MAX_HITS), "c": "0"}
    )
    hits = value_at(data, "result", "hits")
    if not isinstance(hits, dict):
        raise ServiceError("sent a reply in an unknown form")
    found = [_parse_hit(value_at(hit, "info"), url) for hit in as_list(hits.get("hit"))[:MAX_HITS]]
    papers = [one for one in found if one.title]
    if not papers:
        raise NotKnownError("lists no such title")
    return papers


def _parse_hit(info: Any, url: str) -> ServiceRecord:
    read = FieldReader("dblp")
    pages = [_parse_edition_link(ee) for ee in as_list(value_at(info, "ee"))]
    venue = plain_text(next(iter(as_list(value_at(info, "venue"))), None))
    volume = plain_text(value_at(info, "volume"))
    number = cleaning.parse_arxiv_id(volume.removeprefix("abs/")) if fold(venue) == "corr" else None
    links = (link for page in pages for link in page.links)
    return ServiceRecord(
        source="dblp",
        title=read.read_title(value_at(info, "title")),
        authors=read.read_authors(map(_author_name, as_list(value_at(info, "authors", "author")))),
        year=cleaning.parse_year(value_at(info, "year")),
        venue=read.read_text("venue", venue),
        track=parse_venue(venue).track,
        pages=read.read_pages(value_at(info, "pages")),
        arxiv=number or next((page.arxiv for page in pages if page.arxiv), None),
        doi=cleaning.parse_doi(value_at(info, "doi")) or next((page.doi for page in pages if page.doi), None),
        links=tuple(dict.fromkeys(links)),
        url=url,
        is_preprint=fold(venue) in ("corr", "arxiv"),
        rejections=tuple(read.rejections),
    )


def _parse_edition_link(ee: Any) -> LinkFacts:
    """What the address of an electronic edition tells; nothing, if it is none."""
    try:
        return parse_link(ee) if isinstance(ee, str) and len(ee) <= 500 else LinkFacts()
    except InvalidLinkError:
        return LinkFacts()


def _author_name(author: Any) -> str:
    """A name without the number by which DBLP tells namesakes apart: `Jane Doe 0001`."""
    return re.sub(r" \d{4}$", "", plain_text(author if isinstance(author, str) else value_at(author, "text")))
