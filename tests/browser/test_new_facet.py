"""A facet that is added as an entry of FACETS and a front page is complete: pages, search and filter."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import (
    browsing,
    chips,
    facet_value,
    paper_count,
    settle,
    unfold_facets,
    value_count,
)
from tests.browser.visits import search, visit
from tests.more_facets import build_site_with_more_facets
from tests.server import serve_site
from tests.sites import EPOCH, FORK, TOY, BuiltSite, build_once, checkout

TRACKS = ("demo", "highlight", "oral", "poster")


@pytest.fixture(scope="session")
def new_site(shared_folder: Path) -> BuiltSite:
    """The toy site with two more facets: `trait`, a group of tags, and `track`, with its own pages."""

    def build_site(root: Path) -> BuiltSite:
        return build_site_with_more_facets(checkout(root, TOY), SOURCE_DATE_EPOCH=EPOCH, **FORK)

    return build_once(shared_folder, "facets", build_site)


@pytest.fixture(scope="module")
def url(new_site: BuiltSite) -> Iterator[str]:
    """URL of that site."""
    with serve_site(new_site) as url:
        yield url


def entries(site: BuiltSite, front: str) -> list[tuple[str, str, str, str]]:
    """Return name, href, count and description of each value on a front page."""
    return [
        (
            entry.select_one("a").text,
            entry.select_one("a")["href"],
            entry.select_one(".entry__count").text,
            entry.select_one(".entry__description").text,
        )
        for entry in site.pages[front].select("li.entry")
    ]


def test_the_front_page_of_a_tag_group_leads_to_the_tags(new_site: BuiltSite) -> None:
    assert entries(new_site, "traits/") == [
        ("Real time", "../tags/real-time/", "3", "As fast as a joke needs.")
    ]
    assert not new_site.pages["traits/"].select(".groups h2"), "a heading for a single group"
    files = {file for file in new_site.files if file.startswith("traits/")}
    assert files == {"traits/index.html", "traits/index.md"}


def test_another_facet_has_all_that_lists_have(new_site: BuiltSite) -> None:
    tracks = {(name, href, description) for name, href, _, description in entries(new_site, "tracks/")}
    assert tracks == {(id.capitalize(), f"../tracks/{id}/", f"Papers of the {id} track.") for id in TRACKS}
    sitemap = (new_site.output / "sitemap.xml").read_text("utf-8")
    feeds = (new_site.output / "feeds/feeds.opml").read_text("utf-8")
    for id in TRACKS:
        page = new_site.pages[f"tracks/{id}/"]
        assert len(page.select("li.card")) == 1
        assert page.select_one("head").select_one("title").text.startswith(id.capitalize())
        assert any('"@type":"CollectionPage"' in script.raw_text for script in page.select("script"))
        assert f"{new_site.url}tracks/{id}/</loc>" in sitemap
        assert f"{new_site.url}feeds/tracks/{id}.xml" in feeds
        others = {f"tracks/{id}/index.md", f"feeds/tracks/{id}.json"}
        assert others <= new_site.files
        assert [span for span in page.select("span") if "data-export" in span.attributes]
        assert f"../feeds/tracks/{id}.xml" in [
            link["href"] for link in new_site.pages["changes/"].select("a")
        ]
    assert ET.fromstring(feeds).findall("body/outline[@text='Tracks']")


def test_search_finds_each_list_once(browser: Browser, new_site: BuiltSite, url: str) -> None:
    others = json.loads((new_site.output / "search/others.json").read_text("utf-8"))["entries"]
    hrefs = [href for _, _, href, _, _ in others]
    assert len(set(hrefs)) == len(hrefs)
    assert {"traits/", "tracks/", "tracks/oral/"} <= set(hrefs)
    with visit(browser, url) as session:
        page = session.go("about/")
        search(page, "real time")
        lists = page.locator("[data-kind='Lists of papers'] [role=option]")
        expect(lists).to_have_count(1)
        assert lists.get_attribute("href") == f"{url}tags/real-time/"
        search(page, "oral")
        expect(page.locator("[data-kind='Papers'] [role=option]")).to_have_count(1)


def group(page: Page, legend: str) -> list[str]:
    """Return the names of the values under a heading of the filter panel."""
    unfold_facets(page)
    return page.locator("fieldset").filter(has=page.get_by_text(legend, exact=True)).last.locator(
        ".value__name"
    ).all_inner_texts()  # fmt: skip


def test_papers_can_be_filtered(browser: Browser, url: str) -> None:
    with browsing(browser, url) as session:
        page = session.page
        assert group(page, "Trait") == ["Real time"]
        assert sorted(group(page, "Track")) == [id.capitalize() for id in TRACKS]
        assert "Properties" not in page.locator(".panel legend").all_inner_texts(), "the tags are there twice"
        assert value_count(page, "Real time") == 3
        facet_value(page, "Real time").locator("input").check()
        settle(page)
        assert page.url.endswith("papers/?trait=real-time")
        assert (paper_count(page), chips(page)) == (3, ["trait Real time"])
        assert value_count(page, "Oral") == 1
        facet_value(page, "Oral").get_by_role("button").click()
        settle(page)
        assert page.url.endswith("papers/?trait=real-time&track=-oral")
        assert paper_count(page) == 2


def test_filters_can_be_typed(browser: Browser, url: str) -> None:
    with browsing(browser, url, "q=trait:real-time+-track:oral") as session:
        assert paper_count(session.page) == 2
        expect(facet_value(session.page, "Real time").locator("input")).to_be_checked()


def test_the_filter_of_the_tag_still_works(browser: Browser, url: str) -> None:
    with browsing(browser, url, "tag=real-time") as session:
        page = session.page
        assert (paper_count(page), chips(page)) == (3, ["tag Real time"])
        facet_value(page, "Real time").locator("input").uncheck()
        settle(page)
        assert page.url.endswith("papers/")
