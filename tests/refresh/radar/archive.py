"""arXiv with papers by day, and its replies to searches, in the format of its documentation.

Source: https://info.arxiv.org/help/api/user-manual.html (3.1.1, Query Parameters, and 3.3, Outline of an Atom
feed)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.lookup.services import Reply

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/purr</id>
  <title>arXiv Query: search_query={query}&amp;id_list=&amp;start={start}&amp;max_results={size}</title>
  <updated>2026-11-22T00:00:00Z</updated>
  <link href="https://arxiv.org/api/query" type="application/atom+xml"/>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
{entries}</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/{id}v1</id>
    <title>{title}</title>
    <updated>{published}</updated>
    <link href="https://arxiv.org/abs/{id}v1" rel="alternate" type="text/html"/>
    <summary>{abstract}</summary>
    <category term="{categories[0]}" scheme="http://arxiv.org/schemas/atom"/>
    <category term="{categories[1]}" scheme="http://arxiv.org/schemas/atom"/>
    <category term="I.2.6" scheme="http://arxiv.org/schemas/atom"/>
    <published>{published}</published>
    <arxiv:primary_category term="{categories[0]}"/>
{authors}  </entry>
"""
ATOM_TYPE = "application/atom+xml; charset=utf-8"


class Preprint(NamedTuple):
    """A paper on arXiv."""

    title: str
    published: str
    """Time of the first version, as in the feed."""
    authors: tuple[str, ...] = ("Kitty Whisker", "Tom Tabby", "Mia Manx", "Ragnar Rex")
    abstract: str = "We purr, and regret nothing."
    categories: tuple[str, str] = ("cs.CV", "cs.SD")


@dataclass
class Archive:
    """Papers by arXiv ID."""

    papers: dict[str, Preprint] = field(default_factory=dict)

    def answer(self, path: str) -> Reply:
        """Return the reply to a search, or to a request for papers by ID."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        start, size = int(query.get("start", "0")), int(query["max_results"])
        if "id_list" in query:
            hits = [id for id in query["id_list"].split(",") if id in self.papers]
        else:
            assert (query["sortBy"], query["sortOrder"]) == ("submittedDate", "ascending")
            hits = [id for id, paper in self.papers.items() if matches(query["search_query"], paper)]
        hits.sort(key=lambda id: self.papers[id].published)
        page = [format_entry(id, self.papers[id]) for id in hits[start : start + size]]
        return Reply(
            FEED.format(
                query=escape(query.get("search_query", "")),
                start=start,
                size=size,
                total=len(hits),
                entries="".join(page),
            ),
            type=ATOM_TYPE,
        )


def matches(query: str, paper: Preprint) -> bool:
    """Return whether a paper is of the categories and days of a query, and has one of its words."""
    categories = re.findall(r"cat:([\w.]+)", query)
    begin, end = re.findall(r"\d{12}", re.findall(r"submittedDate:\[(\d{12} TO \d{12})\]$", query)[0])
    published = datetime.fromisoformat(paper.published.replace("Z", "+00:00")).astimezone(UTC)
    title, abstract = fold(paper.title), fold(paper.abstract)
    words = [f" {word} " in title for word in re.findall(r"ti:(\w+)", query)]
    phrases = [f" {phrase} " in abstract for phrase in re.findall(r'abs:"([^"]+)"', query)]
    assert (len(categories), len(words) > 9, len(phrases) > 9) == (5, True, True)
    return (
        not {*categories}.isdisjoint(paper.categories)
        and begin <= f"{published:%Y%m%d%H%M}" <= end
        and any([*words, *phrases])
    )


def fold(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


def format_entry(id: str, paper: Preprint) -> str:
    """Return the entry of a feed; arXiv breaks long titles into lines."""
    names = "".join(
        f"    <author>\n      <name>{escape(name)}</name>\n    </author>\n" for name in paper.authors
    )
    title = escape(paper.title).replace(" ", "\n  ", 1)
    values = paper._asdict() | {"title": title, "authors": names, "abstract": escape(paper.abstract)}
    return ENTRY.format(id=id, **values)
