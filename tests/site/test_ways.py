"""Readers get from any page to the next: footers, lists, feeds, and what works without JavaScript."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from catalog import Catalog
from catalog.html.charts import MAX_BARS, Bar, build_timeline, join_earliest
from tests.html_tree import Element
from tests.sites import BuiltSite

FOOTER = {
    "changes/": "Changes",
    "data/": "Data",
    "health/": "Data quality",
    "scope/": "Scope",
    "compare/": "Compare",
    "changes/#feeds": "Feeds",
    "about/#cite-this-catalog": "Cite this catalog",
}


def links(element: Element, page: str) -> dict[str, str]:
    """Return the texts of links by href from the root of the site."""
    return {urljoin(page, link["href"]): link.text.strip() for link in element.select("a")}


def test_every_page_has_the_footer(toy_site: BuiltSite) -> None:
    for address, page in toy_site.pages.items():
        footer = page.select("nav.footer-links")
        assert footer, address
        if address != "404.html":
            assert links(footer[0], address) == FOOTER, address
    for href in FOOTER:
        address, _, anchor = href.partition("#")
        ids = {element.attributes.get("id") for element in toy_site.pages[address].elements}
        assert not anchor or anchor in ids


@pytest.mark.parametrize(
    ("address", "query", "feed"),
    [
        ("venues/toycon/", "venue=toycon", "feeds/venues/toycon"),
        ("tags/audio/", "tag=audio", "feeds/tags/audio"),
        ("categories/silent-heads/", "category=silent-heads", "feeds/categories/silent-heads"),
        ("datasets/squeak-2020/", "dataset=squeak-2020", "feeds/datasets/squeak-2020"),
        ("years/2021/", "year=2021", ""),
        ("authors/kasper-cheese/", "q=author%3A%22Kasper+Cheese%22", ""),
    ],
)
def test_a_list_leads_to_its_filter_and_its_feed(
    toy_site: BuiltSite, address: str, query: str, feed: str
) -> None:
    page = toy_site.pages[address]
    hrefs = links(page.select_one("main"), address)
    assert f"papers/?{query}" in hrefs
    feeds = {href for href in hrefs if href.startswith("feeds/")}
    assert feeds == ({f"{feed}.xml", f"{feed}.json"} if feed else set())
    assert feeds <= toy_site.files
    name, _, value = query.partition("=")
    inputs = [field.attributes for field in page.select("input")]
    fields = [(field["name"], field["value"]) for field in inputs if field.get("type") == "hidden"]
    assert fields == ([(name, value)] if name != "q" else [])


def test_each_year_of_a_venue_leads_to_its_papers(toy_site: BuiltSite) -> None:
    hrefs = links(toy_site.pages["venues/toycon/"].select_one("main"), "venues/toycon/")
    papers = [paper for paper in Catalog.load(toy_site.root).papers if paper.venue_id == "toycon"]
    for year in {paper.display_year for paper in papers}:
        number = sum(paper.display_year == year for paper in papers)
        text = f"{number} paper{'s' if number > 1 else ''}"
        assert hrefs[f"papers/?venue=toycon&year={year}"] == text


def test_without_javascript_the_search_says_what_it_ignores(toy_site: BuiltSite) -> None:
    notice = toy_site.pages["papers/"].select("noscript")[0]
    assert "?q=" in notice.text
    assert "all/" in links(notice, "papers/")


def test_the_button_of_a_list_edits_its_data(toy_site: BuiltSite) -> None:
    for address, end in [
        ("papers/", "/tree/main/data/papers"),
        ("venues/", "/edit/main/data/venues.yml"),
        ("venues/toycon/", "/edit/main/data/venues.yml"),
        ("about/", "/edit/main/docs/about.md"),
    ]:
        assert toy_site.pages[address].select_one("a.md-content__button")["href"].endswith(end), address


def test_the_earliest_years_share_a_bar() -> None:
    counts = {2000: 1, 2003: 2} | dict.fromkeys(range(2010, 2027), 5)
    timeline = build_timeline(counts, lambda year: f"#y{year}")
    first, *rest = bars = join_earliest(timeline)
    assert len(bars) == MAX_BARS
    assert sum(bar.papers for bar in bars) == sum(counts.values())
    assert first == Bar(2011, 13, "#y2011", is_earliest=True)
    assert rest == list(timeline[-len(rest) :])
    assert join_earliest(timeline[:MAX_BARS]) == timeline[:MAX_BARS]
    pages = build_timeline(counts, lambda year: f"years/{year}/")
    assert join_earliest(pages)[0].href is None, "a link to one year only"
