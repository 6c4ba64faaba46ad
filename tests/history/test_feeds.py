"""Feeds follow the rules of each format, and feed readers understand them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator

from catalog.facets.facets import FACETS
from catalog.history.feeds import EPOCH, MAX_ENTRIES, render_feeds
from catalog.history.news import News
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Links, Paper
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.helpers import TOY_ROOT, make_catalog, make_paper
from tests.hostile.payloads import PAYLOADS
from tests.html_tree import parse_html
from tests.repository import Repository
from tests.sites import BuiltSite

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE_URL = "https://toys.example/talk/"
FOLDERS = tuple(f"{facet.plural}/" for facet in FACETS if facet.has_feeds and facet.plural)
"""Folders of lists with feeds."""
TEXT = {"type": "string", "minLength": 1}
LINK = {"type": "string", "pattern": "^https?://"}
NAMES = {"type": "array", "minItems": 1, "items": {"required": ["name"], "properties": {"name": TEXT}}}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
ITEM = {
    "type": "object",
    "required": ["id", "url", "title", "content_html", "date_published"],
    "properties": {
        "id": TEXT,
        "url": LINK,
        "title": TEXT,
        "content_html": TEXT,
        "date_published": TIME,
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {"required": ["name"], "properties": {"name": TEXT}},
        },
    },
    "additionalProperties": False,
}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "home_page_url", "feed_url", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": LINK,
        "feed_url": LINK,
        "description": TEXT,
        "language": {"const": "en"},
        "items": {"type": "array", "items": ITEM},
    },
    "additionalProperties": False,
}
"""The part of the format that is used. Source: https://www.jsonfeed.org/version/1.1/"""


def files(news: News) -> dict[str, str]:
    return dict(render_feeds(news, SiteInfo("Toys that talk", "", SITE_URL)))


def parse_feed(text: str) -> Any:
    """Return a feed as a feed reader sees it."""
    feed = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository in which a paper was added, and published with code on a later day."""
    repository = Repository(tmp_path / "toy")
    repository.write("hum-2029", arxiv='"2901.00001"')
    repository.commit("2030-01-05")
    links = "{code: https://code.example/hum}"
    repository.write("hum-2029", arxiv='"2901.00001"', venue="jest", year="2030", links=links)
    repository.commit("2030-02-06")
    return repository


def test_a_new_paper_has_authors_venue_and_links(repository: Repository) -> None:
    entry = parse_feed(files(repository.news())["feeds/new.xml"]).entries[0]
    assert (entry.id, entry.link) == (f"{SITE_URL}papers/hum-2029/",) * 2
    assert (entry.title, entry.published, entry.updated) == ("Hum", *["2030-01-05T00:00:00Z"] * 2)
    assert [author.name for author in entry.authors] == ["Polly Phony"]
    assert {link.get("title"): link.href for link in entry.links if link.rel == "related"} == {
        "Paper": "https://arxiv.org/abs/2901.00001",
        "Code": "https://code.example/hum",
    }
    assert entry.content[0].value == (
        "<p>Polly Phony</p>\n<p>JEST 2030</p>\n"
        '<p><a href="https://arxiv.org/abs/2901.00001">Paper</a> <a href="https://code.example/hum">Code</a></p>'
    )


def test_a_changed_paper_has_its_changes(repository: Repository) -> None:
    feed = parse_feed(files(repository.news())["feeds/changed.xml"])
    assert [(entry.id, entry.title, entry.link) for entry in feed.entries] == [
        (f"{SITE_URL}papers/hum-2029/#2030-02-06-{kind}", f"{name}: Hum", f"{SITE_URL}papers/hum-2029/")
        for kind, name in (("published", "Published"), ("code", "Code released"))
    ]
    assert "<p>JEST 2030</p>" in feed.entries[0].content[0].value
    assert feed.feed.updated == "2030-02-06T00:00:00Z"


def test_a_removed_paper_links_to_the_changes_page(repository: Repository) -> None:
    repository.path("hum-2029").unlink()
    repository.commit("2030-03-01")
    (entry,) = parse_feed(files(repository.news())["feeds/changed.xml"]).entries
    assert (entry.title, entry.link) == ("Removed: Hum", f"{SITE_URL}changes/")
    assert not [id for id in entries(files(repository.news())["feeds/new.xml"]) if "hum" in id]


def entries(text: str) -> list[str]:
    return [entry.id for entry in parse_feed(text).entries]


def test_an_added_paper_appears_once_and_nothing_else_moves(repository: Repository) -> None:
    before = files(repository.news())
    repository.write("mumble-2030", title="Mumble", venue="jest", year="2030", arxiv='"2901.00002"')
    repository.commit("2030-03-01")
    after = files(repository.news())

    changed = {"feeds/new", "feeds/categories/mumbling", "feeds/tags/jazz", "feeds/venues/jest"}
    changed |= {"feeds/questions/nodding", "feeds/questions/silence"}
    assert {path.rpartition(".")[0] for path in after if after[path] != before[path]} == changed
    for path in changed:
        assert entries(after[f"{path}.xml"]) == [
            f"{SITE_URL}papers/mumble-2030/",
            *entries(before[f"{path}.xml"]),
        ]


def test_reformatting_a_record_changes_no_byte(repository: Repository) -> None:
    before = files(repository.news())
    path = repository.path("hum-2029")
    lines = path.read_text("utf-8").splitlines()
    path.write_text("# as it is sung\n" + "\n".join(reversed(lines)) + "\n", encoding="utf-8")
    repository.commit()
    assert files(repository.news()) == before


def test_the_same_commit_gives_the_same_bytes_elsewhere(tmp_path: Path, repository: Repository) -> None:
    other = Repository(tmp_path / "other")
    repository.git("clone", "--quiet", str(repository.root), str(tmp_path / "clone"))
    other.root = tmp_path / "clone"
    assert files(other.news()) == files(repository.news())


def test_a_feed_has_only_the_newest_entries() -> None:
    papers = [
        make_paper(f"p{number}-2020", added=date(2030 + number, 1, 1)) for number in range(MAX_ENTRIES + 5)
    ]
    text = files(News(Views(with_vocabulary(*papers)), None))["feeds/new.xml"]
    assert entries(text) == [f"{SITE_URL}papers/p{number}-2020/" for number in range(MAX_ENTRIES + 4, 4, -1)]
    assert parse_feed(text).feed.updated == f"{MAX_ENTRIES + 2034}-01-01T00:00:00Z"


def with_vocabulary(*papers: Paper) -> Catalog:
    """Return a catalog with these papers and the toy vocabularies."""
    return replace(Catalog.load(TOY_ROOT), papers=make_catalog(*papers).papers, people={})


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_texts_stay_text(text: str) -> None:
    links = Links.model_construct(code=("javascript:alert(1)",), demo=('https://x.example/"><b>',))
    paper = make_paper(title=text, authors=(text,), added=date(2030, 1, 1), links=links, tags=("jazz",))
    feeds = files(News(Views(with_vocabulary(paper)), None))
    (entry,) = parse_feed(feeds["feeds/tags/jazz.xml"]).entries
    (item,) = json.loads(feeds["feeds/tags/jazz.json"])["items"]

    assert entry.title_detail.type == "text/plain"
    expected = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)
    # feedparser normalizes texts, so compare with the XML
    tree = ET.fromstring(feeds["feeds/tags/jazz.xml"])
    assert tree.findtext("a:entry/a:title", namespaces=ATOM) == expected
    assert tree.findtext("a:entry/a:author/a:name", namespaces=ATOM) == given_first(expected)
    assert (item["title"], item["authors"]) == (text, [{"name": given_first(text)}])
    for html in (tree.findtext("a:entry/a:content", namespaces=ATOM), item["content_html"]):
        body = parse_html(f"<body>{html}</body>").select_one("body")
        assert [(element.tag, element.attributes) for element in body.elements] == [("p", {}), ("p", {})]
        assert body.select("p")[0].raw_text in (given_first(text), given_first(expected))


@pytest.mark.parametrize("name", ["toy_site", pytest.param("real_site", marks=pytest.mark.gate)])
def test_every_feed_of_a_site_follows_its_format(name: str, request: pytest.FixtureRequest) -> None:
    site: BuiltSite = request.getfixturevalue(name)
    lists = {page.rstrip("/") for page in site.pages if page.startswith(FOLDERS) and page.count("/") == 2}
    papers = Catalog.load(site.root).papers
    datasets = {f"datasets/{id}" for paper in papers for _, id in paper.datasets.paths_and_ids}
    paths = {f"feeds/{path}" for path in {"new", "changed", *lists, *datasets}}
    feeds = {f"{path}.{suffix}" for path in paths for suffix in ("xml", "json")}
    assert {file for file in site.files if file.startswith("feeds/")} == feeds | {"feeds/feeds.opml"}

    validator = Draft202012Validator(JSON_FEED)
    for path in paths:
        atom = parse_feed((site.output / f"{path}.xml").read_text("utf-8"))
        feed = json.loads((site.output / f"{path}.json").read_text("utf-8"))
        validator.validate(feed)
        assert feed["feed_url"].removesuffix(".json") == atom.feed.id.removesuffix(".xml") == site.url + path
        assert [entry.id for entry in atom.entries] == [item["id"] for item in feed["items"]]
        assert len({entry.id for entry in atom.entries}) == len(atom.entries) <= MAX_ENTRIES
        newest = max((entry.updated for entry in atom.entries), default=EPOCH)
        assert atom.feed.updated == newest
        for link in (feed["home_page_url"], *(item["url"] for item in feed["items"])):
            assert link.removeprefix(site.url) in site.pages

    outlines = ET.parse(site.output / "feeds/feeds.opml").iter("outline")
    urls = [outline.get("xmlUrl", "") for outline in outlines if outline.get("type") == "rss"]
    assert sorted(urls) == sorted(f"{site.url}{path}.xml" for path in paths)


def test_pages_link_their_feeds(toy_site: BuiltSite) -> None:
    for href, page in toy_site.pages.items():
        links = page.select_one("head").select("link")
        alternates = [link for link in links if link["rel"] == "alternate"]
        feeds = [link["href"] for link in alternates if link["type"] != "text/markdown"]
        is_list = href.startswith(FOLDERS) and href.count("/") == 2
        own = [href.rstrip("/")] if is_list else []
        root = toy_site.base if href == "404.html" else "../" * href.count("/")
        assert feeds == [
            f"{root}feeds/{path}.{suffix}" for path in (*own, "new", "changed") for suffix in ("xml", "json")
        ], href


def test_the_page_explains_missing_history(toy_site: BuiltSite) -> None:
    page = toy_site.pages["changes/"]
    assert "without version history" in page.select_one("p.hint").text
    assert [time["datetime"] for time in page.select("time")] == ["2022-11-01"]
    assert len(page.select("section")[0].select("li")) == 3
