"""DBLP: all versions of a paper, by its title.

Source: https://dblp.org/faq/13501473.html
"""

from __future__ import annotations

import re
from typing import Any

from catalog.lists.venues import place
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.link import LinkFacts, NotALink, parse_link
from catalog.lookup.normalize import Reader, at, listed, plain
from catalog.lookup.transport import Failure, Unknown
from catalog.lookup.work import ServiceRecord
from catalog.utils.text import fold

HITS = 10


def by_title(client: Client, title: str) -> list[ServiceRecord]:
    """The papers that DBLP finds for the words of a title; whether they are ours is another question.

    Raises:
        Failure: if DBLP gives no answer that can be used.
    """
    words = fold(title)
    data, url = client.json(
        "dblp", "/search/publ/api", {"q": words, "format": "json", "h": str(HITS), "c": "0"}
    )
    hits = at(data, "result", "hits")
    if not isinstance(hits, dict):
        raise Failure("sent a reply in an unknown form")
    found = [_found(at(hit, "info"), url) for hit in listed(hits.get("hit"))[:HITS]]
    papers = [one for one in found if one.title]
    if not papers:
        raise Unknown("lists no such title")
    return papers


def _found(info: Any, url: str) -> ServiceRecord:
    read = Reader("dblp")
    pages = [_page(ee) for ee in listed(at(info, "ee"))]
    venue = plain(next(iter(listed(at(info, "venue"))), None))
    volume = plain(at(info, "volume"))
    number = cleaning.arxiv(volume.removeprefix("abs/")) if fold(venue) == "corr" else None
    links = (link for page in pages for link in page.links)
    return ServiceRecord(
        source="dblp",
        title=read.title(at(info, "title")),
        authors=read.authors(map(_name, listed(at(info, "authors", "author")))),
        year=cleaning.year(at(info, "year")),
        venue=read.text("venue", venue),
        track=place(venue).track,
        pages=read.pages(at(info, "pages")),
        arxiv=number or next((page.arxiv for page in pages if page.arxiv), None),
        doi=cleaning.doi(at(info, "doi")) or next((page.doi for page in pages if page.doi), None),
        links=tuple(dict.fromkeys(links)),
        url=url,
        is_preprint=fold(venue) in ("corr", "arxiv"),
        refused=tuple(read.refused),
    )


def _page(ee: Any) -> LinkFacts:
    """What the address of an electronic edition tells; nothing, if it is none."""
    try:
        return parse_link(ee) if isinstance(ee, str) and len(ee) <= 500 else LinkFacts()
    except NotALink:
        return LinkFacts()


def _name(author: Any) -> str:
    """A name without the number by which DBLP tells namesakes apart: `Jane Doe 0001`."""
    return re.sub(r" \d{4}$", "", plain(author if isinstance(author, str) else at(author, "text")))
