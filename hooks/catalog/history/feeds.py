"""Feeds to follow the catalog: Atom (RFC 4287), JSON Feed 1.1, and a list of all of them (OPML 2.0).

Written with the standard library: ElementTree escapes all there is to escape and adds nothing of its own,
while feedgen brings lxml along and puts the time of the build into what it writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from catalog.history.news import KINDS, Item, News
from catalog.views.cards import Link, paper_href, short_links
from catalog.views.facets import FACETS, FOLLOWED

MOST = 50
"""Entries of a feed, the newest."""
NEVER = "1970-01-01T00:00:00Z"
"""The date of a feed in which nothing stands yet, since Atom asks for one."""
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that cannot stand in XML, not even escaped."""


@dataclass(frozen=True)
class Site:
    """Whose feeds they are."""

    name: str
    address: str


class Entry:
    """One piece of news, as every feed writes it; a paper's is in several."""

    def __init__(self, item: Item, news: News, site: Site) -> None:
        paper, is_change = item.paper, item.kind != "added"
        self.title = f"{KINDS[item.kind]}: {item.title}" if is_change else item.title
        self.id = f"{site.address}papers/{item.id}/{f'#{item.day}-{item.kind}' if is_change else ''}"
        self.url = f"{site.address}{paper_href(paper) if paper else 'changes/'}"
        self.date = f"{item.day}T00:00:00Z"
        self.authors = [author.name for author in news.views.card(paper).authors] if paper else []
        self.links = [link for link in short_links(paper) if link.href] if paper else []
        self.html = _html(", ".join(self.authors), item.said, self.links)

    @cached_property
    def json(self) -> dict[str, Any]:
        """The item of a JSON Feed."""
        found: dict[str, Any] = {"id": self.id, "url": self.url, "title": self.title}
        found |= {"content_html": self.html, "date_published": self.date}
        authors = [{"name": name} for name in self.authors]
        return found | ({"authors": authors} if authors else {})

    @cached_property
    def atom(self) -> Element:
        """The entry of an Atom feed."""
        entry = Element("entry")
        _add(entry, "id", self.id)
        _add(entry, "title", self.title)
        _add(entry, "published", self.date)
        _add(entry, "updated", self.date)
        for name in self.authors:
            _add(_add(entry, "author"), "name", name)
        _add(entry, "link", rel="alternate", type="text/html", href=self.url)
        for link in self.links:
            _add(entry, "link", rel="related", title=link.name, href=link.href or "")
        _add(entry, "content", self.html, type="html")
        return entry


@dataclass(frozen=True)
class Feed:
    """One list of entries to follow."""

    path: str
    """Where it stands, from the root of the site, without suffix."""
    title: str
    about: str
    home: str
    """The page that shows the same."""
    entries: Sequence[Entry]

    @property
    def updated(self) -> str:
        """The date of the newest entry."""
        return max((entry.date for entry in self.entries), default=NEVER)

    def atom(self, site: Site) -> str:
        """The feed as Atom."""
        root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
        _add(root, "id", f"{site.address}{self.path}.xml")
        _add(root, "title", f"{site.name}: {self.title}")
        _add(root, "subtitle", self.about)
        _add(root, "updated", self.updated)
        _add(_add(root, "author"), "name", site.name)  # Atom asks for it; entries name their own, if known
        _add(root, "link", rel="self", type="application/atom+xml", href=f"{site.address}{self.path}.xml")
        _add(root, "link", rel="alternate", type="text/html", href=f"{site.address}{self.home}")
        root.extend(entry.atom for entry in self.entries)
        return _written(root)

    def json(self, site: Site) -> str:
        """The feed as JSON Feed."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{site.name}: {self.title}",
            "home_page_url": f"{site.address}{self.home}",
            "feed_url": f"{site.address}{self.path}.json",
            "description": self.about,
            "language": "en",
            "items": [entry.json for entry in self.entries],
        }
        return json.dumps(feed, ensure_ascii=False) + "\n"


def feed_files(news: News, name: str, address: str) -> Iterator[tuple[str, str]]:
    """Every feed of a site at an absolute address, and the list of them: path and text."""
    site = Site(name, address)
    groups = _feeds(news, site)
    for feed in (feed for feeds in groups.values() for feed in feeds):
        yield f"{feed.path}.xml", feed.atom(site)
        yield f"{feed.path}.json", feed.json(site)
    yield "feeds/feeds.opml", _opml(groups, site)


def _feeds(news: News, site: Site) -> dict[str, list[Feed]]:
    """The feeds by their group; those of all papers have none."""
    entry_of = cache(lambda item: Entry(item, news, site))  # a paper's is in the feeds of all its tags

    def newest(items: Iterable[Item]) -> list[Entry]:
        return [entry_of(item) for item in islice(items, MOST)]

    about = "Papers added to the catalog, with authors and venue"
    changed = "Papers that were published, released code, or had their metadata updated"
    groups = {
        "": [
            Feed("feeds/new", "new papers", about, "changes/", newest(news.additions)),
            Feed("feeds/changed", "updated papers", changed, "changes/", newest(news.changes)),
        ]
    }
    for facet in FACETS:
        if facet.plural in FOLLOWED:
            groups[facet.plural] = []
            for entry in news.views.entries[facet.plural].values():
                ids = {paper.id for paper in entry.papers}
                items = newest(item for item in news.additions if item.paper and item.paper.id in ids)
                feed = Feed(f"feeds/{entry.href.rstrip('/')}", entry.label.name, about, entry.href, items)
                groups[facet.plural].append(feed)
    return groups


def _opml(groups: dict[str, list[Feed]], site: Site) -> str:
    """The list of all feeds, which readers import at once."""
    root = Element("opml", version="2.0")
    _add(_add(root, "head"), "title", f"{site.name}: all feeds")
    body = _add(root, "body")
    for group, feeds in groups.items():
        parent = _add(body, "outline", text=group.capitalize()) if group else body
        for feed in feeds:
            urls = {"xmlUrl": f"{site.address}{feed.path}.xml", "htmlUrl": f"{site.address}{feed.home}"}
            title = feed.title[:1].upper() + feed.title[1:]
            _add(parent, "outline", type="rss", text=title, title=title, description=feed.about, **urls)
    return _written(root)


def _html(authors: str, said: str, links: Sequence[Link]) -> Markup:
    """What a reader shows of an entry; the text of it is escaped here, the markup by each format."""
    anchors = [Markup('<a href="{}">{}</a>').format(link.href, link.name) for link in links]
    lines = (authors, said, Markup(" ").join(anchors))
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines if line)


def _add(parent: Element, tag: str, content: str = "", /, **attributes: str) -> Element:
    """A new element at the end of another one."""
    clean = {name: NOT_XML.sub("\ufffd", value) for name, value in attributes.items()}
    element = SubElement(parent, tag, clean)
    element.text = NOT_XML.sub("\ufffd", content) or None
    return element


def _written(root: Element) -> str:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return f"{written.decode()}\n"
