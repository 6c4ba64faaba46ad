"""arXiv: the preprint, by its ID or title.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from catalog.documents.problems import quote
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.client import Client
from catalog.lookup.normalize import FieldReader, parse_arxiv_id, parse_date, parse_doi, plain_text
from catalog.lookup.transport import NotKnownError, ServiceError
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_year

ATOM_NAMESPACE = "{http://www.w3.org/2005/Atom}"
ARXIV_NAMESPACE = "{http://arxiv.org/schemas/atom}"
VENUE_WORD = re.compile(
    r"accept|appear|publish|proceeding|presented|camera|(?:19|20)\d\d|['\u2019]\d\d", re.IGNORECASE
)
"""Word of a comment that may name a venue, unlike `12 pages, 5 figures`."""
SUBJECT_CLASS = re.compile(r"\.[A-Z]{2}(?=/)")
"""Part of an ID from before 2007 that arXiv leaves out: `math.GT/0309136`."""
WITHDRAWN = re.compile(r"\bwithdrawn\b", re.IGNORECASE)
WITHDRAWN_ABSTRACT = re.compile(
    r"this (?:paper|article|submission) (?:has been|was|is) withdrawn", re.IGNORECASE
)
MAX_QUOTE_CHARACTERS = 200
MAX_HITS = 5


def fetch_by_arxiv_id(client: Client, arxiv: str) -> list[ServiceRecord]:
    """Fetch the preprint with an arXiv ID.

    Raises:
        ServiceError: arXiv gives no usable reply.
    """
    feed, url = client.get_xml("arxiv", "/api/query", {"id_list": arxiv, "max_results": "1"})
    if feed.tag != f"{ATOM_NAMESPACE}feed":
        raise ServiceError("sent a reply with unexpected structure")
    entry = feed.find(f"{ATOM_NAMESPACE}entry")
    entry_url = _child_text(entry, f"{ATOM_NAMESPACE}id") if entry is not None else ""
    if entry is None or "/api/errors" in entry_url:  # arXiv reports errors as entries
        raise NotKnownError("has no such record")
    if parse_arxiv_id(entry_url) != arxiv:
        raise ServiceError(f"returned a different paper ({quote(plain_text(entry_url))})")
    return [_parse_entry(entry, arxiv, url)]


def fetch_by_arxiv_ids(client: Client, ids: Sequence[str]) -> dict[str, ServiceRecord]:
    """Fetch several preprints with one request; arXiv leaves out IDs that it does not have.

    Raises:
        ServiceError: arXiv gives no usable reply, or none of the preprints.
    """
    query = {"id_list": ",".join(ids), "max_results": str(len(ids))}
    feed, url = client.get_xml("arxiv", "/api/query", query)
    if feed.tag != f"{ATOM_NAMESPACE}feed":
        raise ServiceError("sent a reply with unexpected structure")
    ids_by_number = {SUBJECT_CLASS.sub("", id): id for id in ids}
    records: dict[str, ServiceRecord] = {}
    for entry in feed.findall(f"{ATOM_NAMESPACE}entry"):
        number = SUBJECT_CLASS.sub("", parse_arxiv_id(_child_text(entry, f"{ATOM_NAMESPACE}id")) or "")
        if id := ids_by_number.get(number):
            record = _parse_entry(entry, id, url)
            if records.setdefault(id, record) != record:
                raise ServiceError(f"sent two different papers for {id}")
    if not records:
        raise ServiceError("sent none of the requested papers")
    if not any(record.title for record in records.values()):
        raise ServiceError("sent no readable title")
    return records


def search_by_title(client: Client, title: str) -> list[ServiceRecord]:
    """Search for the words of a title; the hits may be other papers.

    Raises:
        ServiceError: arXiv gives no usable reply.
    """
    query = {"search_query": f'ti:"{fold(title)}"', "max_results": str(MAX_HITS)}
    feed, url = client.get_xml("arxiv", "/api/query", query)
    if feed.tag != f"{ATOM_NAMESPACE}feed":
        raise ServiceError("sent a reply with unexpected structure")
    entries = feed.findall(f"{ATOM_NAMESPACE}entry")[:MAX_HITS]
    ids = [parse_arxiv_id(_child_text(entry, f"{ATOM_NAMESPACE}id")) for entry in entries]
    records = [_parse_entry(entry, id, url) for entry, id in zip(entries, ids, strict=True) if id]
    if not records:
        raise NotKnownError("has no such title")
    return records


def _parse_entry(entry: Element, arxiv: str, url: str) -> ServiceRecord:
    reader = FieldReader("arxiv")
    authors = entry.findall(f"{ATOM_NAMESPACE}author")
    return ServiceRecord(
        source="arxiv",
        title=reader.read_title(_child_text(entry, f"{ATOM_NAMESPACE}title")),
        authors=reader.read_authors(_child_text(author, f"{ATOM_NAMESPACE}name") for author in authors),
        year=arxiv_year(arxiv),
        venue="arXiv",
        arxiv=arxiv,
        doi=parse_doi(_child_text(entry, f"{ARXIV_NAMESPACE}doi")),
        submitted=parse_date(_child_text(entry, f"{ATOM_NAMESPACE}published")),
        abstract=plain_text(_child_text(entry, f"{ATOM_NAMESPACE}summary")) or None,
        is_withdrawn=_is_withdrawn(entry),
        url=url,
        comment=_read_note(entry, "comment"),
        journal_ref=_read_note(entry, "journal_ref"),
        is_preprint=True,
        hints=tuple(_author_hints(entry)),
        rejections=tuple(reader.rejections),
    )


def _author_hints(entry: Element) -> list[str]:
    """Quote what the authors write about their paper; it may be a plan or out of date, so never a fact."""
    comment, journal = _read_note(entry, "comment"), _read_note(entry, "journal_ref")
    hints: list[str] = []
    if _is_withdrawn(entry):
        reason = f": {quote(comment, MAX_QUOTE_CHARACTERS)}" if comment else ""
        hints.append(f"According to arXiv, the paper was withdrawn{reason}.")
    elif VENUE_WORD.search(comment):
        hints.append(f"The arXiv comment says {quote(comment, MAX_QUOTE_CHARACTERS)} (not verified).")
    if journal:
        hints.append(
            f"The arXiv journal reference says {quote(journal, MAX_QUOTE_CHARACTERS)} (not verified)."
        )
    return hints


def _read_note(entry: Element, name: str) -> str:
    return plain_text(_child_text(entry, f"{ARXIV_NAMESPACE}{name}"))


def _is_withdrawn(entry: Element) -> bool:
    """Return whether the authors write that they withdrew the paper: the feed marks it in no other way.

    The reason stands in the comment; in older papers it may have replaced the abstract.
    Source: https://info.arxiv.org/help/withdraw.html
    """
    comment = _read_note(entry, "comment")
    abstract = plain_text(_child_text(entry, f"{ATOM_NAMESPACE}summary"))
    return bool(WITHDRAWN.search(comment) or WITHDRAWN_ABSTRACT.match(abstract))


def _child_text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()
