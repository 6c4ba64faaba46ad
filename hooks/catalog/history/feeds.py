"""Feeds of new and changed papers: Atom (RFC 4287), JSON Feed 1.1, and a list of all feeds (OPML 2.0).

Written with the standard library: ElementTree escapes everything, while feedgen needs lxml and writes the
build time into its output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from catalog.facets.facet import FacetValue
from catalog.history.news import HEADINGS, News, NewsItem
from catalog.views.cards import Link, card_links, paper_href
from catalog.views.site_info import SiteInfo

OPML_PATH = "feeds/feeds.opml"
MAX_ENTRIES = 50
"""Entries of a feed; only the newest are included."""
EPOCH = "1970-01-01T00:00:00Z"
"""Date of an empty feed, because Atom requires one."""
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML does not allow, not even escaped."""


class FeedEntry:
    """A news item in all formats, each written once: about ten feeds contain it."""

    def __init__(self, item: NewsItem, news: News, site: SiteInfo) -> None:
        paper, is_change = item.paper, item.kind != "added"
        self.title = f"{HEADINGS[item.kind]}: {item.title}" if is_change else item.title
        self.id = f"{site.url}papers/{item.id}/{f'#{item.date}-{item.kind}' if is_change else ''}"
        self.url = f"{site.url}{paper_href(paper) if paper else 'changes/'}"
        self.date = f"{item.date}T00:00:00Z"
        self.authors = [author.name for author in news.views.card(paper).authors] if paper else []
        self.links = [link for link in card_links(paper) if link.href] if paper else []
        summary = (paper.summary or "") if paper else ""
        self.html = _render_content(", ".join(self.authors), item.detail, summary, self.links)

    @cached_property
    def json(self) -> str:
        """The item of a JSON Feed."""
        item: dict[str, Any] = {"id": self.id, "url": self.url, "title": self.title}
        item |= {"content_html": self.html, "date_published": self.date}
        if self.authors:
            item["authors"] = [{"name": name} for name in self.authors]
        return json.dumps(item, ensure_ascii=False)

    @cached_property
    def atom(self) -> str:
        """The entry of an Atom feed."""
        entry = Element("entry")
        _add_element(entry, "id", self.id)
        _add_element(entry, "title", self.title)
        _add_element(entry, "published", self.date)
        _add_element(entry, "updated", self.date)
        for name in self.authors:
            _add_element(_add_element(entry, "author"), "name", name)
        _add_element(entry, "link", rel="alternate", type="text/html", href=self.url)
        for link in self.links:
            _add_element(entry, "link", rel="related", title=link.name, href=link.href or "")
        _add_element(entry, "content", self.html, type="html")
        return tostring(entry, encoding="unicode")


@dataclass(frozen=True)
class Feed:
    """A feed in all formats."""

    path: str
    """Path from the site root, without suffix."""
    title: str
    description: str
    home: str
    """Path of the page with the same content, from the site root."""
    select: Callable[[], Sequence[FeedEntry]]
    """Function that returns its entries."""

    @property
    def paths(self) -> Sequence[str]:
        """The paths of its files, as Atom and as JSON Feed."""
        return f"{self.path}.xml", f"{self.path}.json"

    @cached_property
    def entries(self) -> Sequence[FeedEntry]:
        """The newest entries."""
        return self.select()

    @property
    def updated(self) -> str:
        """The date of the newest entry."""
        return max((entry.date for entry in self.entries), default=EPOCH)

    def render_atom(self, site: SiteInfo) -> str:
        """Return the feed as Atom."""
        root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
        _add_element(root, "id", f"{site.url}{self.path}.xml")
        _add_element(root, "title", f"{site.name}: {self.title}")
        _add_element(root, "subtitle", self.description)
        _add_element(root, "updated", self.updated)
        _add_element(_add_element(root, "author"), "name", site.name)  # Atom requires it
        _add_element(root, "link", rel="self", type="application/atom+xml", href=f"{site.url}{self.path}.xml")
        _add_element(root, "link", rel="alternate", type="text/html", href=f"{site.url}{self.home}")
        head, end_tag, foot = _serialize(root).rpartition("</feed>")
        return "".join([head, *(entry.atom for entry in self.entries), end_tag, foot])

    def render_json(self, site: SiteInfo) -> str:
        """Return the feed as JSON Feed."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{site.name}: {self.title}",
            "home_page_url": f"{site.url}{self.home}",
            "feed_url": f"{site.url}{self.path}.json",
            "description": self.description,
            "language": "en",
            "items": [],
        }
        head, _, foot = json.dumps(feed, ensure_ascii=False).rpartition("]")
        return f"{head}{', '.join([entry.json for entry in self.entries])}]{foot}\n"


def render_feeds(news: News, site: SiteInfo) -> Iterator[tuple[str, str]]:
    """Yield path and text of every feed and of the list of feeds."""
    groups = _feeds_by_group(news, site)
    for feed in (feed for feeds in groups.values() for feed in feeds):
        yield from zip(feed.paths, (feed.render_atom(site), feed.render_json(site)), strict=True)
    yield OPML_PATH, _render_opml(groups, site)


def list_feed_paths(news: News) -> Iterator[str]:
    """Yield the path of each file that `render_feeds` renders."""
    for feeds in _feeds_by_group(news, SiteInfo()).values():
        for feed in feeds:
            yield from feed.paths
    yield OPML_PATH


def _feeds_by_group(news: News, site: SiteInfo) -> dict[str, list[Feed]]:
    """Return the feeds by facet; those of all papers have the key ""."""
    entry_of = cache(lambda item: FeedEntry(item, news, site))  # several feeds share an item

    def newest(items: Iterable[NewsItem]) -> Callable[[], list[FeedEntry]]:
        return lambda: [entry_of(item) for item in islice(items, MAX_ENTRIES)]

    added = "Papers added to the catalog, with authors and venue"
    changed = "Papers that were published, released code, or had their metadata updated"
    groups = {
        "": [
            Feed("feeds/new", "new papers", added, "changes/", newest(news.additions)),
            Feed("feeds/changed", "updated papers", changed, "changes/", newest(news.changes)),
        ]
    }
    ranks = {item.paper.id: rank for rank, item in enumerate(news.additions) if item.paper}

    def additions_in(value: FacetValue) -> Iterator[NewsItem]:
        found = sorted(ranks[paper.id] for paper in value.papers if paper.id in ranks)
        return (news.additions[rank] for rank in found)

    for value in news.views.lists_with_feeds:
        entries = newest(additions_in(value))
        feed = Feed(value.feed_path, value.label.name, added, value.href, entries)
        groups.setdefault(value.facet.folder, []).append(feed)
    return groups


def _render_opml(groups: dict[str, list[Feed]], site: SiteInfo) -> str:
    """Return the list of all feeds, which feed readers import at once."""
    root = Element("opml", version="2.0")
    _add_element(_add_element(root, "head"), "title", f"{site.name}: all feeds")
    body = _add_element(root, "body")
    for group, feeds in groups.items():
        parent = _add_element(body, "outline", text=group.capitalize()) if group else body
        for feed in feeds:
            urls = {"xmlUrl": f"{site.url}{feed.path}.xml", "htmlUrl": f"{site.url}{feed.home}"}
            title = feed.title[:1].upper() + feed.title[1:]
            _add_element(
                parent, "outline", type="rss", text=title, title=title, description=feed.description, **urls
            )
    return _serialize(root)


def _render_content(authors: str, detail: str, summary: str, links: Sequence[Link]) -> Markup:
    """Return an entry's content as HTML. Texts are escaped here; each format escapes the markup."""
    html_links = [Markup('<a href="{}">{}</a>').format(link.href, link.name) for link in links]
    lines = (authors, detail, summary, Markup(" ").join(html_links))
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines if line)


def _add_element(parent: Element, tag: str, content: str = "", /, **attributes: str) -> Element:
    """Append an element and return it."""
    valid_attributes = {name: NOT_XML.sub("\ufffd", value) for name, value in attributes.items()}
    element = SubElement(parent, tag, valid_attributes)
    element.text = NOT_XML.sub("\ufffd", content) or None
    return element


def _serialize(root: Element) -> str:
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return f"{xml.decode()}\n"
