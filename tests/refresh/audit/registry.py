"""What arXiv and Crossref have about papers, in the formats of their documentation.

Sources: https://info.arxiv.org/help/api/user-manual.html (3.3, Outline of an Atom feed) and
https://github.com/CrossRef/rest-api-doc
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from tests.lookup.services import Reply

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/hum</id>
  <title>arXiv Query: search_query=&amp;id_list={ids}&amp;start=0&amp;max_results={count}</title>
  <updated>2026-11-22T00:00:00Z</updated>
  <opensearch:itemsPerPage>{count}</opensearch:itemsPerPage>
  <opensearch:totalResults>{count}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{entries}</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v2</id>
    <title>{title}</title>
    <updated>2021-08-02T10:00:00Z</updated>
    <published>2021-04-02T17:59:59Z</published>
    <summary>We hum, and regret it.</summary>
    <arxiv:comment>12 pages of humming</arxiv:comment>
    <arxiv:primary_category term="cs.CV"/>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
    <link href="http://arxiv.org/abs/{id}v2" rel="alternate" type="text/html"/>
{authors}  </entry>
"""
ERROR = """  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_{id}</id>
    <title>Error</title>
    <summary>incorrect id format for {id}</summary>
    <updated>2026-11-22T00:00:00-05:00</updated>
    <link href="http://arxiv.org/api/errors#incorrect_id_format_for_{id}" rel="alternate" type="text/html"/>
    <author><name>arXiv api core</name></author>
  </entry>
"""
ATOM_TYPE = "application/atom+xml; charset=utf-8"


class Work(NamedTuple):
    """A paper as a service has it."""

    title: str
    authors: tuple[str, ...] = ()
    subtitle: str = ""
    """Subtitle, which Crossref has apart from the title."""


@dataclass
class Registry:
    """Papers by arXiv ID and DOI, and the services' replies about them."""

    arxiv: dict[str, Work] = field(default_factory=dict)
    doi: dict[str, Work] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    """Agencies of DOIs that Crossref does not have."""
    malformed: set[str] = field(default_factory=set)
    """IDs for which arXiv answers a whole request with an error."""

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> Registry:
        registry = cls()
        for paper in papers:
            work = Work(paper.title, paper.authors)
            if paper.arxiv:
                registry.arxiv[paper.arxiv] = work
            if paper.doi:
                registry.doi[paper.doi] = work
        return registry

    def answer_arxiv(self, path: str) -> Reply:
        query = parse_qs(urlsplit(path).query)
        ids = query["id_list"][0].split(",")
        assert len(ids) <= int(query["max_results"][0])
        if wrong := self.malformed & {*ids}:
            errors = "".join(ERROR.format(id=id) for id in sorted(wrong))
            return Reply(FEED.format(ids="", count=1, entries=errors), 400, ATOM_TYPE)
        return feed_of([format_entry(id, self.arxiv[id]) for id in ids if id in self.arxiv])

    def answer_crossref(self, path: str) -> Reply:
        _, _, works, encoded, *rest = urlsplit(path).path.split("/")
        assert works == "works"
        doi = unquote(encoded)
        if rest == ["agency"]:
            agency = "Crossref" if doi in self.doi else self.agencies.get(doi)
            message = {"DOI": doi, "agency": {"id": (agency or "").lower(), "label": agency}}
            return json_reply("work-agency", message) if agency else NOT_FOUND
        return json_reply("work", format_work(doi, self.doi[doi])) if doi in self.doi else NOT_FOUND


NOT_FOUND = Reply("Resource not found.", 404, "text/plain;charset=utf-8")


def format_entry(id: str, work: Work) -> str:
    """Return the entry of a feed; arXiv breaks long titles into lines."""
    names = "".join(
        f"    <author>\n      <name>{escape(given_first(name))}</name>\n    </author>\n"
        for name in work.authors
    )
    title = escape(work.title).replace(" ", "\n  ", 1)
    return ENTRY.format(id=id, title=title, authors=names)


def feed_of(entries: list[str]) -> Reply:
    """Return a feed with entries."""
    return Reply(FEED.format(ids="", count=len(entries), entries="".join(entries)), type=ATOM_TYPE)


def format_work(doi: str, work: Work) -> dict[str, Any]:
    """Return the metadata of a work."""
    authors = []
    for at, name in enumerate(work.authors):
        family, comma, given = name.partition(", ")
        if not comma:
            given, _, family = name.rpartition(" ")
        sequence = "additional" if at else "first"
        authors.append({"given": given, "family": family, "sequence": sequence, "affiliation": []})
    return {
        "DOI": doi.lower(),
        "type": "proceedings-article",
        "publisher": "Toy Press",
        "title": [work.title],
        "subtitle": [work.subtitle] if work.subtitle else [],
        "author": authors,
        "container-title": ["Proceedings of the Toy Conference"],
        "published-print": {"date-parts": [[2020, 10, 12]]},
        "issued": {"date-parts": [[2020, 10, 12]]},
        "URL": f"https://doi.org/{doi.lower()}",
    }


def json_reply(kind: str, message: Mapping[str, Any]) -> Reply:
    """Return a reply of Crossref."""
    body = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    return Reply(json.dumps(body, ensure_ascii=False), type="application/json;charset=utf-8")
