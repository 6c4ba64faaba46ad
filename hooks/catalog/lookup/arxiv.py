"""arXiv: the preprint, by its number.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from catalog.documents.problems import quote
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.transport import ServiceError, NotKnownError
from catalog.lookup.work import ServiceRecord
from catalog.utils.urls import arxiv_year

ATOM_NAMESPACE = "{http://www.w3.org/2005/Atom}"
ARXIV_NAMESPACE = "{http://arxiv.org/schemas/atom}"
VENUE_WORD = re.compile(
    r"accept|appear|publish|proceeding|presented|camera|(?:19|20)\d\d|['\u2019]\d\d", re.IGNORECASE
)
"""Words of a comment that may name a venue, as `12 pages, 5 figures` does not."""


def fetch_by_arxiv_id(client: Client, number: str) -> list[ServiceRecord]:
    """The preprint with an arXiv id.

    Raises:
        Failure: if arXiv gives no answer that can be used.
    """
    feed, url = client.get_xml("arxiv", "/api/query", {"id_list": number, "max_results": "1"})
    if feed.tag != f"{ATOM_NAMESPACE}feed":
        raise ServiceError("sent a reply in an unknown form")
    entry = feed.find(f"{ATOM_NAMESPACE}entry")
    address = _child_text(entry, f"{ATOM_NAMESPACE}id") if entry is not None else ""
    if entry is None or "/api/errors" in address:  # an error is an entry, too
        raise NotKnownError("does not know it")
    if cleaning.parse_arxiv_id(address) != number:
        raise ServiceError(f"answered with another paper ({quote(cleaning.plain_text(address))})")
    read = cleaning.FieldReader("arxiv")
    found = ServiceRecord(
        source="arxiv",
        title=read.read_title(_child_text(entry, f"{ATOM_NAMESPACE}title")),
        authors=read.read_authors(_child_text(author, f"{ATOM_NAMESPACE}name") for author in entry.findall(f"{ATOM_NAMESPACE}author")),
        year=arxiv_year(number),
        venue="arXiv",
        arxiv=number,
        doi=cleaning.parse_doi(_child_text(entry, f"{ARXIV_NAMESPACE}doi")),
        url=url,
        is_preprint=True,
        hints=tuple(_author_hints(entry)),
        rejections=tuple(read.rejections),
    )
    return [found]


def _author_hints(entry: Element) -> list[str]:
    """What authors write beside their paper. It may be wished, or out of date, so it is only told."""
    comment = cleaning.plain_text(_child_text(entry, f"{ARXIV_NAMESPACE}comment"))
    journal = cleaning.plain_text(_child_text(entry, f"{ARXIV_NAMESPACE}journal_ref"))
    summary = cleaning.plain_text(_child_text(entry, f"{ATOM_NAMESPACE}summary"))
    hints: list[str] = []
    if re.search(r"\bwithdrawn\b", comment, re.IGNORECASE) or re.match(
        r"this (?:paper|article|submission) (?:has been|was|is) withdrawn", summary, re.IGNORECASE
    ):
        words = f": {quote(comment, 200)}" if comment else ""
        hints.append(f"arXiv says that the paper was withdrawn{words}.")
    elif VENUE_WORD.search(comment):
        hints.append(f"The comment on arXiv says {quote(comment, 200)}; that alone is no fact.")
    if journal:
        hints.append(f"The journal reference on arXiv says {quote(journal, 200)}; that alone is no fact.")
    return hints


def _child_text(element: Element, tag: str) -> str:
    """The text of the first element of a name inside another."""
    return (element.findtext(tag) or "").strip()
