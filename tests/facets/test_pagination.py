"""Pagination: no paper is lost or repeated, and every page can be reached without JavaScript."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from catalog import Catalog
from catalog.facets.pagination import AllPapers, PaperList
from catalog.html.head import page_head
from catalog.records.catalog import newest_first
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.html_tree import Element, listed_papers
from tests.short_lists import PAGE_SIZE
from tests.sites import TOY, BuiltSite


def make_list(*years: int) -> AllPapers:
    """Return a list with one paper for each year."""
    papers = (make_paper(f"paper-{number}-2020", year=year) for number, year in enumerate(years))
    return AllPapers(papers=newest_first(papers))


@pytest.fixture(autouse=True)
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AllPapers, "page_size", PAGE_SIZE)
    monkeypatch.setattr(PaperList, "page_size", PAGE_SIZE)
    monkeypatch.setattr(PaperList, "later_page_size", PAGE_SIZE)


@pytest.mark.parametrize(
    "size", [0, 1, PAGE_SIZE - 1, PAGE_SIZE, PAGE_SIZE + 1, 7 * PAGE_SIZE, 7 * PAGE_SIZE + 1]
)
def test_the_pages_are_the_whole_list(size: int) -> None:
    whole = make_list(*range(2000, 2000 + size))
    pages = [whole, *whole.later_pages()]
    assert [page.page_number for page in pages] == list(range(1, whole.page_count + 1))
    assert tuple(paper for page in pages for paper in page.page_papers) == whole.papers
    assert all(page.page_papers for page in pages) or size == 0
    assert len({page.page_href for page in pages}) == len(pages)


def test_a_year_leads_to_the_page_where_it_starts() -> None:
    first = make_list(2023, 2022, 2022, 2022, 2021, 2020, 2020)
    second, third = first.later_pages()
    assert [first.year_href(year) for year in (2023, 2022, 2021, 2020)] == [
        "#y2023",
        "#y2022",
        "all/2/#y2021",
        "all/2/#y2020",
    ]
    assert third.year_href(2023) == "all/#y2023"
    assert [page.starts_year(page.page_papers[0].display_year) for page in (first, second, third)] == [
        True,
        False,
        False,
    ]
    assert second.year_counts[2022] == 3


@pytest.mark.parametrize(
    ("page_count", "number", "pager"),
    [
        (1, 1, [1]),
        (5, 3, [1, 2, 3, 4, 5]),
        (8, 1, [1, 2, 3, 0, 8]),
        (9, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (20, 10, [1, 0, 8, 9, 10, 11, 12, 0, 20]),
    ],
)
def test_the_pager_links_to_the_ends_and_nearby_pages(page_count: int, number: int, pager: list[int]) -> None:
    whole = make_list(*[2020] * (page_count * PAGE_SIZE))
    page = [whole, *whole.later_pages()][number - 1]
    assert list(page.pager_numbers) == pager


def test_a_later_page_has_its_own_title_and_url() -> None:
    catalog = Catalog.load(TOY.parent)
    pages = {page.href: page for page in Views(catalog).pages()}
    page = pages["tags/audio/2/"]
    assert (page.title, page.description.endswith("Page 2 of 2.")) == ("Audio-driven, page 2 of 2", True)
    assert page.edit_uri("main") == pages["tags/audio/"].edit_uri("main")
    site = SiteInfo("Toy", "", "https://toy.example/")
    head = page_head(Views(catalog), lambda _: (), {}, site, page.href, page.title, "", page)
    assert head.url == head.json_ld["url"] == "https://toy.example/tags/audio/2/"
    assert head.json_ld["mainEntity"]["numberOfItems"] == Views(catalog).facet_values["tags"]["audio"].size


@pytest.mark.parametrize("size", [PAGE_SIZE, PAGE_SIZE + 1, PAGE_SIZE + 5, PAGE_SIZE + 6, PAGE_SIZE + 15])
def test_later_pages_are_longer(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(PaperList, "later_page_size", 5)
    whole = make_list(*range(2000, 2000 + size))
    pages = [whole, *whole.later_pages()]
    assert tuple(paper for page in pages for paper in page.page_papers) == whole.papers
    assert all(len(page.page_papers) == 5 for page in pages[1:-1])
    for page in pages:
        assert page.papers[page.first_index] == page.page_papers[0]
        for paper in page.page_papers:
            assert whole.year_href(paper.display_year).split("#")[0] in ("", page.page_href)


def follow_pages(site: BuiltSite, first: str) -> list[str]:
    """Return the hrefs of the pages of a list, following the link from each to the next."""
    hrefs = [first]
    while next_links := [a for a in site.pages[hrefs[-1]].select("a") if a["rel"] == "next"]:
        assert len(next_links) == 1
        hrefs.append(first + re.sub(rf".*{first}", "", next_links[0]["href"]))
    return hrefs


def paper_ids(page: Element) -> list[str]:
    """Return the papers of a page of a list."""
    return [paper.select("a")[0]["href"].split("/")[-2] for paper in listed_papers(page)]


def test_links_lead_through_the_whole_list(short_site: BuiltSite) -> None:
    catalog = Catalog.load(short_site.root)
    long_lists = 0
    for value in Views(catalog).lists:
        hrefs = follow_pages(short_site, value.href)
        papers = [paper_ids(short_site.pages[href]) for href in hrefs]
        assert [id for ids in papers for id in ids] == [paper.id for paper in value.papers], value.href
        spans = [len(short_site.pages[href].select("span.Z3988")) for href in hrefs]
        assert spans == [len(ids) for ids in papers]
        assert not any(short_site.pages[href].select("li.card") for href in hrefs[1:])
        long_lists += len(hrefs) > 1
    assert long_lists >= 5
    pages = [short_site.pages[href] for href in follow_pages(short_site, "all/")]
    links = [a for page in pages for lines in page.select("ul.lines") for a in lines.select("a")]
    assert [a["href"].rstrip("/").rpartition("/")[2] for a in links] == [paper.id for paper in catalog.papers]


def test_each_page_has_its_own_url_and_the_exports_of_the_whole_list(short_site: BuiltSite) -> None:
    sitemap = (short_site.output / "sitemap.xml").read_text("utf-8")
    hrefs = follow_pages(short_site, "tags/audio/")
    assert len(hrefs) == 2
    for before, after in pairwise(hrefs):
        (back,) = [a for a in short_site.pages[after].select("a") if a["rel"] == "prev"]
        assert back["href"] == "../../../" + before
        page = short_site.pages[after]
        assert f"<loc>{short_site.url}{after}</loc>" in sitemap
        links = page.select("link")
        assert [link["href"] for link in links if link["rel"] == "canonical"] == [short_site.url + after]
        exports = {a["href"] for a in page.select_one("p.facts").select("a")}
        assert "../../../tags/audio/papers.bib" in exports
        assert "tags/audio/papers.bib" in short_site.files
        assert not [name for name in short_site.files if name.startswith(f"{after}papers")]
        feeds = [link["href"] for link in links if link["type"] == "application/atom+xml"]
        assert "../../../feeds/tags/audio.xml" in feeds


def test_bars_lead_to_the_page_that_has_the_year(short_site: BuiltSite) -> None:
    for href in follow_pages(short_site, "venues/toycon/"):
        bars = short_site.pages[href].select_one("figure.chart").select("a")
        assert len(bars) == 2
        for a in bars:
            page, _, anchor = a["href"].partition("#")
            target = short_site.pages[page.removeprefix("../" * href.count("/")) or href]
            assert [element for element in target.elements if element["id"] == anchor], (href, a["href"])


def test_every_task_is_complete_in_health_json(toy_site: BuiltSite, short_site: BuiltSite) -> None:
    for site in (toy_site, short_site):
        catalog = Catalog.load(site.root)
        ids_by_task = json.loads((site.output / "data/health.json").read_text("utf-8"))
        links = [a for lines in site.pages["health/"].select("ul.lines") for a in lines.select("a")]
        assert links
        linked_ids = {a["href"].split("/")[2] for a in links}
        assert linked_ids <= {id for ids in ids_by_task.values() for id in ids}
        assert ids_by_task["without-authors"] == [paper.id for paper in catalog.papers if not paper.authors]


def test_an_index_page_has_the_values_with_most_papers() -> None:
    views = Views(Catalog.load(TOY.parent))
    sizes = sorted((value.size for value in views.facet_values["authors"].values()), reverse=True)
    listed_sizes = [value.size for _, values in views.index_groups("authors", limit=2) for value in values]
    assert sorted(listed_sizes, reverse=True) == sizes[:2]
    assert len(sizes) > 2
