"""What five services have about papers, in the formats of their documentation.

Sources: https://info.arxiv.org/help/api/user-manual.html (3.3, Outline of an Atom feed),
https://dblp.org/faq/13501473.html, https://docs.openreview.net/reference/api-v2/openapi-definition,
https://github.com/CrossRef/rest-api-doc and https://developers.openalex.org/api-reference/works
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from catalog.utils.text import fold
from tests.lookup.services import Reply, Services

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/hum</id>
  <title>arXiv Query: search_query=&amp;id_list=&amp;start=0</title>
  <updated>2026-11-22T00:00:00Z</updated>
  <opensearch:totalResults>{count}</opensearch:totalResults>
{entries}</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v1</id>
    <title>{title}</title>
    <updated>2021-08-02T10:00:00Z</updated>
    <published>2021-04-02T17:59:59Z</published>
    <summary>We hum, and regret it.</summary>
{notes}    <arxiv:primary_category term="cs.CV"/>
{authors}  </entry>
"""


class Work(NamedTuple):
    """Record of a paper at a service."""

    title: str
    authors: tuple[str, ...]
    year: int
    venue: str = ""
    """Venue as the service spells it."""
    values: Mapping[str, Any] = {}
    """Further values, as the service names them."""


@dataclass
class Library:
    """Records by service, and replies about them."""

    arxiv: dict[str, Work] = field(default_factory=dict)
    """Preprints by ID; `values` may have a comment, a journal_ref and a doi."""
    dblp: list[Work] = field(default_factory=list)
    openreview: list[Work] = field(default_factory=list)
    crossref: dict[str, Work] = field(default_factory=dict)
    """Publications by DOI."""
    openalex: dict[str, Work] = field(default_factory=dict)
    """Works by DOI, that of arXiv included."""

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> Library:
        """Return a library with the preprints of papers, none of which it calls published."""
        library = cls()
        for paper in papers:
            if paper.arxiv:
                work = Work(paper.title, paper.authors, 2022)
                library.arxiv[paper.arxiv] = work
                library.dblp.append(work._replace(venue="CoRR", values={"volume": f"abs/{paper.arxiv}"}))
                library.openalex[f"10.48550/arxiv.{paper.arxiv}"] = work
        return library

    @property
    def functions(self) -> dict[str, Callable[[str], Reply]]:
        """Functions that answer the requests to each service."""
        return {
            "arxiv": self.answer_arxiv,
            "dblp": self.answer_dblp,
            "openreview": self.answer_openreview,
            "crossref": self.answer_crossref,
            "openalex": self.answer_openalex,
        }

    def serve(self, services: Services) -> None:
        """Make the stand-ins answer from this library."""
        for service, function in self.functions.items():
            services.set_replies(service, function)

    def note(self, arxiv: str, **values: str) -> None:
        """Add a comment, a journal reference or a DOI to a preprint."""
        self.arxiv[arxiv] = self.arxiv[arxiv]._replace(values=values)

    def answer_arxiv(self, path: str) -> Reply:
        ids = parse_qs(urlsplit(path).query)["id_list"][0].split(",")
        entries = [format_entry(id, self.arxiv[id]) for id in ids if id in self.arxiv]
        feed = FEED.format(count=len(entries), entries="".join(entries))
        return Reply(feed, type="application/atom+xml; charset=utf-8")

    def answer_dblp(self, path: str) -> Reply:
        words = parse_qs(urlsplit(path).query)["q"][0]
        hits = [{"@id": str(at), "info": format_info(work)} for at, work in enumerate(find(self.dblp, words))]
        total = str(len(hits))
        numbers = {"@total": total, "@computed": total, "@sent": total, "@first": "0"}
        return json_reply({"result": {"hits": numbers | ({"hit": hits} if hits else {})}})

    def answer_openreview(self, path: str) -> Reply:
        words = parse_qs(urlsplit(path).query)["term"][0]
        notes = [format_note(work) for work in find(self.openreview, words)]
        return json_reply({"notes": notes, "count": len(notes)})

    def answer_crossref(self, path: str) -> Reply:
        url = urlsplit(path)
        if url.path == "/crossref/works":
            words = parse_qs(url.query)["query.bibliographic"][0]
            found = find(self.crossref.values(), words)
            dois = {id(work): doi for doi, work in self.crossref.items()}
            items = [format_work(dois[id(work)], work) for work in found]
            return json_reply(crossref_message("work-list", {"total-results": len(items), "items": items}))
        doi = unquote(url.path.removeprefix("/crossref/works/"))
        if doi not in self.crossref:
            return Reply("Resource not found.", 404, "text/plain;charset=utf-8")
        return json_reply(crossref_message("work", format_work(doi, self.crossref[doi])))

    def answer_openalex(self, path: str) -> Reply:
        url = urlsplit(path)
        assert parse_qs(url.query)["api_key"] == ["hum"]
        doi = unquote(url.path.removeprefix("/openalex/works/doi:")).lower()
        if doi not in self.openalex:
            return Reply("<!doctype html><title>404</title>", 404, "text/html")
        return json_reply(format_openalex(doi, self.openalex[doi]))


def find(works: Iterable[Work], words: str) -> list[Work]:
    """Return works with most words of a title, as a search does, the best first."""
    wanted = set(fold(words).split())
    counts = [(len(wanted & set(fold(work.title).split())), work) for work in works]
    hits = [(count, work) for count, work in counts if 2 * count > len(wanted)]
    return [work for _, work in sorted(hits, key=lambda hit: -hit[0])]


def json_reply(body: Mapping[str, Any]) -> Reply:
    return Reply(json.dumps(body, ensure_ascii=False))


def crossref_message(kind: str, message: Mapping[str, Any]) -> dict[str, Any]:
    return {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}


def format_entry(id: str, work: Work) -> str:
    """Return the entry of a feed."""
    notes = "".join(
        f'    <arxiv:{name} xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(value)}</arxiv:{name}>\n'
        for name, value in work.values.items()
    )
    names = "".join(
        f"    <author><name>{escape(given_first(name))}</name></author>\n" for name in work.authors
    )
    return ENTRY.format(id=id, title=escape(work.title), notes=notes, authors=names)


def format_info(work: Work) -> dict[str, Any]:
    """Return what DBLP has about a work."""
    authors = [{"@pid": "1/1", "text": given_first(name)} for name in work.authors]
    is_preprint = work.venue == "CoRR"
    return {
        "authors": {"author": authors if len(authors) > 1 else authors[0]} if authors else {},
        "title": f"{work.title}.",
        "venue": work.venue,
        "year": str(work.year),
        "type": "Informal and Other Publications" if is_preprint else "Conference and Workshop Papers",
        "access": "open",
        "key": "conf/hum/Hum20",
        "url": "https://dblp.org/rec/conf/hum/Hum20",
        **work.values,
    }


def format_note(work: Work) -> dict[str, Any]:
    """Return a note of OpenReview."""
    content = {
        "title": {"value": work.title},
        "authors": {"value": [given_first(name) for name in work.authors]},
        "venue": {"value": work.venue},
        "venueid": {"value": f"HUM.cc/{work.year}/Conference"},
    }
    extra = {name: {"value": value} for name, value in work.values.items()}
    return {"id": "hUmM1ng", "forum": "hUmM1ng", "version": 2, "content": content | extra}


def format_work(doi: str, work: Work) -> dict[str, Any]:
    """Return the metadata of a work at Crossref."""
    authors = []
    for name in work.authors:
        family, comma, given = name.partition(", ")
        if not comma:
            given, _, family = name.rpartition(" ")
        authors.append({"given": given, "family": family, "sequence": "first", "affiliation": []})
    return {
        "DOI": doi,
        "type": "proceedings-article",
        "title": [work.title],
        "author": authors,
        "container-title": [work.venue],
        "published-print": {"date-parts": [[work.year, 10]]},
        **work.values,
    }


def format_openalex(doi: str, work: Work) -> dict[str, Any]:
    """Return a work of OpenAlex."""
    name = work.venue or "arXiv (Cornell University)"
    kind = "conference" if work.venue else "repository"
    return {
        "id": "https://openalex.org/W1",
        "doi": f"https://doi.org/{doi}",
        "title": work.title,
        "publication_year": work.year,
        "type": "article" if work.venue else "preprint",
        "primary_location": {"source": {"display_name": name, "type": kind}},
        "locations": [],
        "authorships": [{"raw_author_name": given_first(author)} for author in work.authors],
        "biblio": {"first_page": None, "last_page": None},
        "is_retracted": False,
        **work.values,
    }
