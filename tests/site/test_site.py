"""The built site says what the catalog says: which pages there are, and what stands on them."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from catalog import Catalog
from catalog.facets.facets import FACETS
from catalog.views.views import Views
from tests.html.test_signposting import RELATIONS
from tests.html_tree import Element, listed_papers
from tests.published import PART
from tests.sites import FORK, ROOT, TOY, BuiltSite, build, checkout

FRONTS = tuple(facet.plural for facet in FACETS if facet.plural)
"""Folders of facets, each with a front page."""
TOY_PAPERS = (  # newest first: by year, then arXiv number, then id
    "head-that-would-not-2022",
    "very-long-2021",
    "same-but-louder-2023",
    "talking-squared-2021",
    "quoted-2021",
    "meow2lip-2020",
    "crowd-2019",
    "squeak-spotting-2018",
    "nobody-said-that-2018",
    "silent-stone-2017",
)
TOY_ENTRIES = {
    "papers": TOY_PAPERS,
    "datasets": ("blink", "ohne-alles", "squeak-2020"),
    "categories": ("talking-objects", "silent-heads"),
    "venues": ("arxiv", "toycon", "toyconw", "jot"),
    "years": ("2017", "2018", "2019", "2020", "2021", "2022"),
    "authors": ("agot-ostergard-lukasz", "ann-alder", "kasper-cheese", "wangxiaoming"),
    "tags": ("audio", "smell", "real-time"),
}


def handwritten() -> set[str]:
    """The addresses of the pages in docs/."""
    files = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    names = [path.with_suffix("").as_posix() for path in files if path.parts[0] != "templates"]
    return {name.removesuffix("index") if name.endswith("index") else f"{name}/" for name in names}


def generated(catalog: Catalog) -> set[str]:
    """The addresses that the records ask for."""
    papers = catalog.papers
    entries = {
        "papers": {paper.id for paper in papers},
        "datasets": set(catalog.datasets),
    }
    for facet in FACETS:
        if facet.has_pages:
            counts = Counter(id for paper in papers for id in {*facet.value_ids(catalog, paper)})
            entries[facet.plural] = {id for id, count in counts.items() if count >= facet.min_papers}
    return {f"{section}/{id}/" for section, ids in entries.items() for id in ids}


def test_the_pages_of_the_toy_site_are_these(toy_site: BuiltSite) -> None:
    for section, ids in TOY_ENTRIES.items():
        actual = {address for address in toy_site.pages if re.fullmatch(f"{section}/.+/", address)}
        assert actual == {f"{section}/{id}/" for id in ids}


def test_every_record_and_every_used_entry_has_a_page(site: BuiltSite, catalog: Catalog) -> None:
    first = {address for address in site.pages if not PART.fullmatch(address)}
    results = {f"results/{result.dataset}/" for result in catalog.results.values()}
    assert first == generated(catalog) | results | handwritten() | {"404.html"}


def test_a_catalog_without_papers_has_a_site(tmp_path: Path) -> None:
    root = checkout(tmp_path / "empty", TOY)
    for name in ("papers", "datasets", "results"):
        shutil.rmtree(root / "data" / name)
    site = build(root)
    assert site.pages.keys() >= handwritten()


def test_the_build_warns_of_nothing(site: BuiltSite) -> None:
    assert "WARNING" not in site.log
    assert "ERROR" not in site.log


def test_every_page_has_one_heading_a_title_a_description_and_its_address(site: BuiltSite) -> None:
    for address, page in site.pages.items():
        head = page.select_one("head")
        assert page.select_one("h1").text, address
        assert head.select_one("title").text, address
        named = {meta["name"]: meta["content"] for meta in head.select("meta")}
        assert named["description"], address
        canonical = [link["href"] for link in head.select("link") if link["rel"] == "canonical"]
        assert canonical == ([] if address == "404.html" else [site.url + address]), address


def test_titles_are_those_of_the_records_character_by_character(site: BuiltSite, catalog: Catalog) -> None:
    for paper in catalog.papers:
        page = site.pages[f"papers/{paper.id}/"]
        title = page.select_one("head").select_one("title").raw_text
        assert title == f"{paper.title} - Awesome Talking Face"
        assert page.select_one("h1").raw_text.startswith(paper.title)
    for dataset in catalog.datasets.values():
        page = site.pages[f"datasets/{dataset.id}/"]
        assert (
            page.select_one("head").select_one("title").raw_text == f"{dataset.name} - Awesome Talking Face"
        )
        assert page.select_one("h1").raw_text == dataset.name


def test_every_generated_page_tells_where_it_stands(site: BuiltSite, catalog: Catalog) -> None:
    for address in generated(catalog):
        page, section = site.pages[address], address.partition("/")[0]
        crumbs = [(link.text, link["href"]) for link in page.select_one("nav.crumbs").select("a")]
        assert crumbs == [("Home", "../../"), (section.capitalize(), f"../../{section}/")], address
        assert [tab.text for tab in page.select_one("nav.menu").select("a") if tab["aria-current"]] == [
            section.capitalize()
        ], address


def edits(page: Element) -> list[str]:
    """Where a page says that it can be edited: beside its heading, and at its end."""
    links = page.select("a")
    return [one["href"] for one in links if one["rel"] == "edit" or one.text == "Edit this record"]


def test_every_record_can_be_edited_in_the_repository_of_this_site(site: BuiltSite, catalog: Catalog) -> None:
    upstream = "https://github.com/awesome-talking-face/awesome-talking-face"
    repository = FORK["REPO_URL"] if site.url == FORK["SITE_URL"] else upstream
    for kind, records in (("papers", catalog.papers), ("datasets", catalog.datasets.values())):
        for record in records:
            expected = f"{repository}/edit/main/{record.file}"
            assert edits(site.pages[f"{kind}/{record.id}/"]) == [expected, expected]
    assert edits(site.pages["about/"]) == [f"{repository}/edit/main/docs/about.md"]
    assert edits(site.pages["venues/arxiv/"]) == [f"{repository}/edit/main/data/venues.yml"]
    other = {upstream, FORK["REPO_URL"]} - {repository}
    for address, page in site.pages.items():
        assert not [a["href"] for a in page.select("a") if a["href"].startswith(tuple(other))], address


def test_a_list_shows_as_many_cards_as_it_counts(site: BuiltSite, catalog: Catalog) -> None:
    for value in Views(catalog).lists:
        address = value.href
        number = sum(len(listed_papers(page)) for page in parts(site, address))
        for page in parts(site, address):
            assert (
                page.select_one("p.facts").select("span")[0].text == f"{number:,} paper{'s' * (number != 1)}"
            ), address


def parts(site: BuiltSite, address: str) -> list[Element]:
    """The page at an address, and those that go on with its list."""
    further = re.compile(rf"{address}\d+/")
    return [site.pages[address], *(page for other, page in site.pages.items() if further.fullmatch(other))]


def test_the_papers_page_lists_the_newest_and_leads_to_every_year(site: BuiltSite, catalog: Catalog) -> None:
    page = site.pages["papers/"]
    papers = catalog.papers[:50]
    assert [shown(card) for card in listed_papers(page)] == [paper.id for paper in papers]
    assert page.select_one("p.facts").select("span")[0].text == f"{len(catalog.papers):,} papers"
    years = {f"../years/{paper.display_year}/" for paper in catalog.papers}
    assert {link["href"] for link in page.select_one("p.browse__years").select("a")} == years | {"../all/"}
    headings = [heading.select_one("a")["href"] for heading in page.select("h2.year__name")]
    newest = dict.fromkeys(paper.display_year for paper in papers)
    assert headings == [f"../years/{year}/" for year in newest]


def test_a_front_page_counts_what_its_entries_show(site: BuiltSite, catalog: Catalog) -> None:
    views = Views(catalog)
    for section in FRONTS:
        entries = site.pages[f"{section}/"].select("li.entry")
        assert bool(entries) is bool(views.facet_values[section]), section
        for entry in entries:
            address = entry.select_one("a")["href"].removeprefix("../")
            count = int(entry.select_one(".entry__count").text)
            assert count == sum(len(listed_papers(page)) for page in parts(site, address)), address


def shown(card: Element) -> str:
    """The id of the paper that a card shows: where its title leads."""
    return card.select("a")[0]["href"].rstrip("/").rpartition("/")[2]


def test_the_newest_papers_stand_first(toy_site: BuiltSite) -> None:
    def cards(address: str) -> list[str]:
        return [shown(card) for card in listed_papers(toy_site.pages[address])]

    assert cards("papers/") == list(TOY_PAPERS)
    assert cards("") == list(TOY_PAPERS[:8])
    assert cards("years/2021/") == list(TOY_PAPERS[1:5])
    assert cards("authors/kasper-cheese/") == [TOY_PAPERS[2], TOY_PAPERS[3], TOY_PAPERS[5]]


CARDS = {
    "very-long-2021": "Alexandrina Bartholomea von und zu Hohenschwatzenstein-Plappermaul",
    "quoted-2021": "Ågot Østergård-Łukasz, Ann Alder",
    "meow2lip-2020": "Ågot Østergård-Łukasz, Kasper Cheese, Văn Đức Nguyễn, 王小明",
    "same-but-louder-2023": "Kasper Cheese, Ågot Østergård-Łukasz, 王小明, et al.",
    "crowd-2019": "Ann Alder, Bob Alder, Cy Alder, et al.",
}


@pytest.mark.parametrize(("paper", "authors"), CARDS.items())
def test_a_card_names_three_authors_or_all_four(toy_site: BuiltSite, paper: str, authors: str) -> None:
    cards = listed_papers(toy_site.pages["papers/"])
    assert [c.select_one("p.card__authors").text for c in cards if shown(c) == paper] == [authors]


def test_links_stand_in_one_order(toy_site: BuiltSite) -> None:
    cards = {shown(card): card for card in listed_papers(toy_site.pages["papers/"])}
    on_card = cards["meow2lip-2020"].texts("a.card__link")
    assert on_card == ["Paper", "Code", "Project last seen March 2025", "Demo", "Video", "Dataset"]
    on_page = toy_site.pages["papers/meow2lip-2020/"].texts("a.button")
    kinds = [name.partition(":")[0] for name in on_page]  # two of a kind say which is which
    assert kinds == ["Paper", "arXiv", "DOI", "Code", *on_card[1:], "Cite"]
    assert len(set(on_page)) == len(on_page)
    address = cards["quoted-2021"].select_one("a.card__link")["href"]
    assert address == "https://toys.example/a%3Cb.pdf?x=1&y=2#page=3"


LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "form": "action"}
UNLOADED = ("canonical", "", *RELATIONS)
"""Relations of links that no browser loads."""


def test_no_page_asks_another_host_for_anything(site: BuiltSite) -> None:
    for address, page in site.pages.items():
        asked = [element[LOADING.get(element.tag, "")] for element in page.elements]
        asked += [one["href"] for one in page.select("link") if one["rel"] not in UNLOADED]
        asked += [element["srcset"] for element in page.elements]
        sent = re.compile(r"https://github\.com/[\w-]+/[\w-]+/issues/new") if address == "add/" else None
        others = [url for url in asked if re.match(r"\s*([a-z]+:|//)", url)]
        assert not [url for url in others if not (sent and sent.fullmatch(url))], address
    for name in site.files:
        if name.endswith(".css"):
            styles = (site.output / name).read_text("utf-8")
            assert not re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]*", styles), name


def test_the_search_finds_everything_that_is_no_paper(site: BuiltSite, catalog: Catalog) -> None:
    entries = json.loads((site.output / "search/others.json").read_text("utf-8"))["entries"]
    found = {(kind, href) for kind, _, href, _, _ in entries}
    assert len(found) == len(entries)
    assert {("dataset", f"datasets/{id}/") for id in catalog.datasets} <= found
    assert {("metric", f"metrics/#{id}") for id in catalog.metrics} <= found
    lists = {a for a in generated(catalog) if a.partition("/")[0] not in ("papers", "datasets")}
    assert {href for kind, href in found if kind == "list"} == lists
    fronts = {f"{section}/" for section in FRONTS}
    assert fronts | {"papers/", "datasets/", "about/", "contributing/"} <= {href for _, href in found}
    for _, _, href, _, text in entries:
        assert href.partition("#")[0] in site.pages
        assert not re.search(r"</?(p|ul|li|em)>", text), "HTML in a text"


SEARCH = ROOT / "docs/assets/search"


def test_scripts_come_without_comments(site: BuiltSite) -> None:
    for path in SEARCH.glob("*.js"):
        script = (site.output / "assets/search" / path.name).read_text("utf-8")
        assert not re.search(r"`[^`]*\$\{[^}`]*`", path.read_text("utf-8")), "a template in a template"
        assert "/**" not in script


def test_browsers_can_search_the_site_from_their_bar(site: BuiltSite) -> None:
    root = ET.parse(site.output / "opensearch.xml").getroot()
    space = {"os": "http://a9.com/-/spec/opensearch/1.1/"}
    assert len(root.findtext("os:ShortName", namespaces=space) or "") in range(1, 17)
    url = root.find("os:Url[@type='text/html']", space)
    assert url is not None
    assert url.get("template") == f"{site.url}papers/?q={{searchTerms}}"
    for page in site.pages.values():
        (link,) = [one for one in page.select("link") if one["rel"] == "search"]
        assert link["type"] == "application/opensearchdescription+xml"
        assert link["href"].endswith("opensearch.xml")


def test_the_sitemap_names_every_page(site: BuiltSite) -> None:
    tree = ET.parse(site.output / "sitemap.xml")
    listed = [element.text for element in tree.iter() if element.tag.endswith("}loc")]
    unlisted = {"404.html", "preview/"}  # what a preview shows is not ours
    assert sorted(map(str, listed)) == sorted(site.url + a for a in site.pages.keys() - unlisted)
