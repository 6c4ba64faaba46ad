"""Long lists in parts: nothing is lost, nothing is twice, and every part can be reached without a script."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from catalog import Catalog
from catalog.html.head import page_head
from catalog.views.site_info import SiteInfo as Where
from catalog.records.catalog import newest_first
from catalog.views.facets import FACETS
from catalog.views.pagination import AllPapers, PaperList
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.sites import MOST, TOY, Site


def of(*years: int) -> AllPapers:
    """A list of one paper for each of some years."""
    papers = (make_paper(f"paper-{at}-2020", year=year) for at, year in enumerate(years))
    return AllPapers(papers=newest_first(papers))


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AllPapers, "most", MOST)
    monkeypatch.setattr(PaperList, "most", MOST)


@pytest.mark.parametrize("size", [0, 1, MOST - 1, MOST, MOST + 1, 7 * MOST, 7 * MOST + 1])
def test_the_parts_are_the_whole(size: int) -> None:
    whole = of(*range(2000, 2000 + size))
    parts = [whole, *whole.later_pages()]
    assert [part.page_number for part in parts] == list(range(1, whole.page_count + 1))
    assert tuple(paper for part in parts for paper in part.page_papers) == whole.papers
    assert all(part.page_papers for part in parts) or size == 0
    assert len({part.page_href for part in parts}) == len(parts)


def test_a_year_is_found_on_the_part_where_it_begins() -> None:
    first = of(2023, 2022, 2022, 2022, 2021, 2020, 2020)
    second, third = first.later_pages()
    assert [first.year_href(year) for year in (2023, 2022, 2021, 2020)] == [
        "#y2023",
        "#y2022",
        "all/2/#y2021",
        "all/2/#y2020",
    ]
    assert third.year_href(2023) == "all/#y2023"
    assert [part.starts_year(part.page_papers[0].display_year) for part in (first, second, third)] == [True, False, False]
    assert second.year_counts[2022] == 3


@pytest.mark.parametrize(
    ("parts", "number", "named"),
    [
        (1, 1, [1]),
        (5, 3, [1, 2, 3, 4, 5]),
        (8, 1, [1, 2, 3, 0, 8]),
        (9, 5, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (20, 10, [1, 0, 8, 9, 10, 11, 12, 0, 20]),
    ],
)
def test_numbers_lead_to_the_ends_and_around(parts: int, number: int, named: list[int]) -> None:
    whole = of(*[2020] * (parts * MOST))
    part = [whole, *whole.later_pages()][number - 1]
    assert list(part.pager_numbers) == named


def test_a_part_says_which_it_is() -> None:
    catalog = Catalog.load(TOY.parent)
    pages = {page.href: page for page in Views(catalog).pages()}
    page = pages["tags/audio/2/"]
    assert (page.title, page.description.endswith("Page 2 of 2.")) == ("Audio-driven, page 2 of 2", True)
    assert page.edit_uri("main") == pages["tags/audio/"].edit_uri("main")
    where = Where("Toy", "", "https://toy.example/")
    said = page_head(Views(catalog), lambda _: (), {}, where, page.href, page.title, "", page)
    items = said.json_ld["mainEntity"]["itemListElement"]
    assert said.url == said.json_ld["url"] == "https://toy.example/tags/audio/2/"
    assert [item["position"] for item in items] == list(range(MOST + 1, MOST + 1 + len(items)))


def addresses(site: Site, first: str) -> list[str]:
    """The pages of a list in the order in which links lead from each to the next."""
    found = [first]
    while following := [a for a in site.pages[found[-1]].all("a") if a["rel"] == "next"]:
        assert len(following) == 1
        found.append(first + re.sub(rf".*{first}", "", following[0]["href"]))
    return found


def test_links_lead_through_the_whole_list(short_site: Site) -> None:
    catalog = Catalog.load(short_site.root)
    listed = 0
    for facet in FACETS:
        for entry in facet.values(catalog):
            found = addresses(short_site, entry.href)
            cards = [card["data-id"] for a in found for card in short_site.pages[a].all("li.card")]
            assert cards == [paper.id for paper in entry.papers], entry.href
            spans = [len(short_site.pages[a].all("span.Z3988")) for a in found]
            assert spans == [len(short_site.pages[a].all("li.card")) for a in found]
            listed += len(found) > 1
    assert listed >= 5
    lists = [one for a in addresses(short_site, "all/") for one in short_site.pages[a].all("ul.lines")]
    lines = [one for lines in lists for one in lines.all("a")]
    assert [a["href"].rstrip("/").rpartition("/")[2] for a in lines] == [paper.id for paper in catalog.papers]


def test_each_part_has_its_own_address_and_the_exports_of_the_whole(short_site: Site) -> None:
    sitemap = (short_site.output / "sitemap.xml").read_text("utf-8")
    found = addresses(short_site, "tags/audio/")
    assert len(found) == 2
    for before, after in pairwise(found):
        (back,) = [a for a in short_site.pages[after].all("a") if a["rel"] == "prev"]
        assert back["href"] == "../../../" + before
        page = short_site.pages[after]
        assert f"<loc>{short_site.url}{after}</loc>" in sitemap
        links = page.all("link")
        assert [one["href"] for one in links if one["rel"] == "canonical"] == [short_site.url + after]
        exports = {a["href"] for a in page.one("p.facts").all("a")}
        assert "../../../tags/audio/papers.bib" in exports
        assert "tags/audio/papers.bib" in short_site.files
        assert not [name for name in short_site.files if name.startswith(f"{after}papers")]
        feeds = [one["href"] for one in links if one["type"] == "application/atom+xml"]
        assert "../../../feeds/tags/audio.xml" in feeds


def test_bars_lead_to_the_part_that_has_the_year(short_site: Site) -> None:
    for address in addresses(short_site, "venues/toycon/"):
        bars = short_site.pages[address].one("figure.chart").all("a")
        assert len(bars) == 2
        for a in bars:
            page, _, anchor = a["href"].partition("#")
            target = short_site.pages[page.removeprefix("../" * address.count("/")) or address]
            assert [one for one in target.elements if one["id"] == anchor], (address, a["href"])


def test_health_loses_nothing(toy_site: Site, short_site: Site) -> None:
    for site in (toy_site, short_site):
        catalog: Catalog = Catalog.load(site.root)
        found = json.loads((site.output / "data/health.json").read_text("utf-8"))
        shown = [a for lines in site.pages["health/"].all("ul.lines") for a in lines.all("a")]
        assert shown
        assert {a["href"].split("/")[2] for a in shown} <= {id for ids in found.values() for id in ids}
        assert found["without-authors"] == [paper.id for paper in catalog.papers if not paper.authors]


def test_a_front_page_names_the_largest_of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(Catalog.load(TOY.parent))
    sizes = sorted((entry.size for entry in views.facet_values["authors"].values()), reverse=True)
    monkeypatch.setattr("catalog.views.views.FRONT", 2)
    named = [entry.size for _, entries in views.index_groups("authors") for entry in entries]
    assert sorted(named, reverse=True) == sizes[:2]
    assert len(sizes) > 2
