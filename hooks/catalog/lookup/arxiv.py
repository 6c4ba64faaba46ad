"""arXiv: the preprint, by its number.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from catalog.documents.problems import quote
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.transport import Failure, Unknown
from catalog.lookup.work import ServiceRecord
from catalog.utils.urls import arxiv_year

ATOM = "{http://www.w3.org/2005/Atom}"
OWN = "{http://arxiv.org/schemas/atom}"
PLACE = re.compile(
    r"accept|appear|publish|proceeding|presented|camera|(?:19|20)\d\d|['\u2019]\d\d", re.IGNORECASE
)
"""Words of a comment that may name a venue, as `12 pages, 5 figures` does not."""


def by_number(client: Client, number: str) -> list[ServiceRecord]:
    """The preprint with an arXiv id.

    Raises:
        Failure: if arXiv gives no answer that can be used.
    """
    feed, url = client.xml("arxiv", "/api/query", {"id_list": number, "max_results": "1"})
    if feed.tag != f"{ATOM}feed":
        raise Failure("sent a reply in an unknown form")
    entry = feed.find(f"{ATOM}entry")
    address = _said(entry, f"{ATOM}id") if entry is not None else ""
    if entry is None or "/api/errors" in address:  # an error is an entry, too
        raise Unknown("does not know it")
    if cleaning.arxiv(address) != number:
        raise Failure(f"answered with another paper ({quote(cleaning.plain(address))})")
    read = cleaning.Reader("arxiv")
    found = ServiceRecord(
        source="arxiv",
        title=read.title(_said(entry, f"{ATOM}title")),
        authors=read.authors(_said(author, f"{ATOM}name") for author in entry.findall(f"{ATOM}author")),
        year=arxiv_year(number),
        venue="arXiv",
        arxiv=number,
        doi=cleaning.doi(_said(entry, f"{OWN}doi")),
        url=url,
        is_preprint=True,
        hints=tuple(_hints(entry)),
        refused=tuple(read.refused),
    )
    return [found]


def _hints(entry: Element) -> list[str]:
    """What authors write beside their paper. It may be wished, or out of date, so it is only told."""
    comment = cleaning.plain(_said(entry, f"{OWN}comment"))
    journal = cleaning.plain(_said(entry, f"{OWN}journal_ref"))
    summary = cleaning.plain(_said(entry, f"{ATOM}summary"))
    hints: list[str] = []
    if re.search(r"\bwithdrawn\b", comment, re.IGNORECASE) or re.match(
        r"this (?:paper|article|submission) (?:has been|was|is) withdrawn", summary, re.IGNORECASE
    ):
        words = f": {quote(comment, 200)}" if comment else ""
        hints.append(f"arXiv says that the paper was withdrawn{words}.")
    elif PLACE.search(comment):
        hints.append(f"The comment on arXiv says {quote(comment, 200)}; that alone is no fact.")
    if journal:
        hints.append(f"The journal reference on arXiv says {quote(journal, 200)}; that alone is no fact.")
    return hints


def _said(element: Element, tag: str) -> str:
    """The text of the first element of a name inside another."""
    return (element.findtext(tag) or "").strip()
