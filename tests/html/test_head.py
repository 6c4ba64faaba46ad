"""Reference managers, search engines and link previews get the metadata of each page."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.citing.coins import coins_span, family_first
from catalog.citing.names import parse_name
from catalog.citing.reference import Reference, references
from catalog.exports.croissant import MEDIA_TYPES
from catalog.facets.facets import FACETS
from catalog.history import changes
from catalog.html.head import CARD_SIZE, citation_metas, last_change_dates, pdf_url
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Links, Paper
from catalog.utils.text import fold
from tests.helpers import make_paper
from tests.html.zotero import Item, context_object, items, parse_authors
from tests.html_tree import Element, listed_papers, parse_html
from tests.sites import ROOT, BuiltSite

KINDS = {
    "conference": "conferencePaper",
    "workshop": "conferencePaper",
    "journal": "journalArticle",
    "book-series": "bookSection",
    "preprint": "preprint",
}
LISTS = tuple(facet.plural for facet in FACETS if facet.has_pages)


def assert_matches(item: Item, paper: Paper, reference: Reference, lost_characters: str = "") -> None:
    """Check that an item equals a reference, except for characters that the format loses."""

    def normalize(text: str) -> str:
        return " ".join(text.translate({ord(char): " " for char in lost_characters}).split())

    fields = {key: normalize(value) for key, value in item.fields.items()}
    assert item.kind == KINDS[reference.kind], paper.id
    assert fields["title"] == normalize(paper.title)
    assert fields["date"] == str(reference.year)
    assert fields.get("publicationTitle", "") == (
        "" if reference.is_preprint else normalize(reference.container)
    )
    assert fields.get("DOI", "") == normalize(reference.doi)
    assert fields.get("pages", "") == reference.pages
    assert [fold(f"{given} {family}") for family, given in item.creators] == [
        fold(normalize(given_first(name).replace(", ", " "))) for name in paper.authors
    ], paper.id


def test_zotero_reads_the_page_of_each_paper(site: BuiltSite, catalog: Catalog) -> None:
    for paper in catalog.papers:
        page, reference = site.pages[f"papers/{paper.id}/"], references(catalog, paper)[0]
        (item,) = items(page)
        assert_matches(item, paper, reference)
        assert item.fields["url"] == (reference.link or f"{site.url}papers/{paper.id}/")
        if item.kind == "conferencePaper":
            assert item.fields["conferenceName"] == reference.container
        assert bool(item.pdf) is bool(pdf_url(paper))
        families = [name.full_family for name in reference.authors if not name.literal]
        actual_families = [family for family, given in item.creators if given]
        assert actual_families == families, paper.id


def card_href(card: Element) -> str:
    """Return the path of a card's paper from the site root."""
    return card.select("a")[0]["href"].removeprefix("../../").removeprefix("../")


def test_zotero_finds_each_card_of_a_list(site: BuiltSite, catalog: Catalog) -> None:
    lists = [href for href in site.pages if href.count("/") == 2 and href.startswith(LISTS)]
    for href in ("", "papers/", *lists):
        page = site.pages[href]
        cards = listed_papers(page)
        assert [len(card.select("span.Z3988")) for card in cards] == [1] * len(cards)
        page_items = items(page)
        assert len(page_items) == len(cards), href
        for item, card in zip(page_items, cards, strict=True):
            paper = catalog.paper[card_href(card).split("/")[1]]
            assert_matches(item, paper, references(catalog, paper)[0], lost_characters="+")  # read as a space


def test_no_page_has_both(site: BuiltSite) -> None:
    for href, page in site.documents.items():
        names = {meta["name"] for meta in page.select_one("head").select("meta")}
        spans = page.select("span.Z3988")
        assert not (spans and "citation_title" in names), href
        assert ("citation_title" in names) is bool(re.fullmatch("papers/.+", href) and href in site.pages)
        assert not spans or not href.startswith(("datasets/", "all/"))


@pytest.mark.parametrize(
    "name",
    [
        "Jan van den Berg",
        "von und zu Plapper, Anna Maria",
        "Martin Luther King Jr.",
        "王小明",
        "K R Prajwal",
        "Ann B. C.",
    ],
)
def test_a_single_author_stays_one(name: str) -> None:
    paper = make_paper(authors=(name,), venue="arxiv", arxiv="2101.00001")
    metas = dict(citation_metas(paper, references(Catalog(), paper)[0]))
    ((family, given),) = parse_authors([metas["citation_author"]])
    parts = parse_name(name)
    assert (family, given) == (
        parts.literal or parts.full_family,
        f"{parts.given} {parts.suffix}".strip(" ."),
    )


def test_family_names_come_first() -> None:
    assert family_first(parse_name("Jan van den Berg Jr.")) == "van den Berg, Jan Jr."
    assert family_first(parse_name("OpenAI")) == "OpenAI"


NASTY = ("a=b&c=d", "100% & <b>", "“ẞ” 王 ראש", "{{ x }}; y", "a \"b\" 'c'", "/?#[]@!$()*,;:")


@pytest.mark.parametrize("title", NASTY)
def test_a_span_keeps_every_character(title: str) -> None:
    paper = make_paper(title=title, authors=("Ann Alder",), venue="arxiv", arxiv="2101.00001")
    span = parse_html(coins_span(references(Catalog(), paper)[0])).select_one("span.Z3988")
    assert context_object(span["title"]).fields["title"] == title


def test_the_text_of_a_paper_is_a_pdf() -> None:
    urls = ("https://toys.example/page", "https://toys.example/a.PDF?x=1#page=2")
    assert pdf_url(make_paper(links=Links(paper=urls), arxiv="2101.00001")) == urls[1]
    assert (
        pdf_url(make_paper(links=Links(paper=urls[:1]), arxiv="cs/0101001"))
        == "https://arxiv.org/pdf/cs/0101001"
    )
    assert pdf_url(make_paper(links=Links.model_construct(paper=("javascript:x.pdf",)))) is None


def parse_json_ld(page: Element) -> list[dict[str, Any]]:
    """Return the JSON-LD of a page."""
    scripts = [script for script in page.select("script") if script["type"] == "application/ld+json"]
    return [json.loads(script.raw_text) for script in scripts]


TYPES = {
    "papers": "ScholarlyArticle",
    "datasets": "Dataset",
    **dict.fromkeys(LISTS, "CollectionPage"),
}


def test_each_page_says_what_it_is_as_json_ld(site: BuiltSite, catalog: Catalog) -> None:
    for href, page in site.pages.items():
        section, _, id = href.rstrip("/").partition("/")
        expected = TYPES.get(section, "") if id else {"": "WebSite", "data": "Dataset"}.get(section, "")
        objects = parse_json_ld(page)
        assert [data["@type"] for data in objects] == ([expected] if expected else []), href
        for data in objects:
            assert data["@context"] == "https://schema.org"
            assert data["@id"] == data["url"] == site.url + href
        if expected == "CollectionPage":
            item_list = objects[0]["mainEntity"]
            count = page.select("p.facts")[0].select("span")[0].text
            assert count.startswith(f"{item_list['numberOfItems']:,} paper")
        if expected == "ScholarlyArticle":
            paper = catalog.paper[id]
            assert objects[0]["name"] == paper.title
            assert len(objects[0].get("author", ())) == len(paper.authors)


def test_the_catalog_is_a_dataset_that_can_be_downloaded(site: BuiltSite) -> None:
    (dataset,) = parse_json_ld(site.pages["data/"])
    files = [download["contentUrl"].removeprefix(site.url) for download in dataset["distribution"]]
    assert set(files) == MEDIA_TYPES.keys()
    assert set(files) <= site.files
    linked = {f"data/{link['href']}".replace("data/../", "") for link in site.pages["data/"].select("a")}
    assert set(files) <= linked


def test_the_home_page_says_how_to_search(site: BuiltSite) -> None:
    (home,) = parse_json_ld(site.pages[""])
    assert home["potentialAction"]["target"]["urlTemplate"] == f"{site.url}papers/?q={{search_term_string}}"


def test_every_page_has_a_preview_with_an_image(site: BuiltSite) -> None:
    for href, page in site.pages.items():
        if href == "404.html":
            continue
        graph = {meta["property"]: meta["content"] for meta in page.select_one("head").select("meta")}
        assert graph["og:title"], href
        assert graph["og:url"] == site.url + href
        image = graph["og:image"].removeprefix(site.url)
        assert image in site.files, href
        (description,) = (meta["content"] for meta in page.select("meta") if meta["name"] == "description")
        assert description, href
        # Zotero would take the site's name for the paper's journal.
        assert "og:site_name" not in graph


@pytest.mark.parametrize("path", sorted((ROOT / "docs/assets/cards").glob("*")), ids=lambda path: path.name)
def test_an_image_is_a_small_png_of_the_stated_size(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert tuple(int.from_bytes(content[at : at + 4]) for at in (16, 20)) == CARD_SIZE
    assert len(content) < 30_000


def test_the_sitemap_dates_pages_by_their_facts(site: BuiltSite, catalog: Catalog) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    dates = {
        str(url.findtext(f"{space}loc")).removeprefix(site.url): url.findtext(f"{space}lastmod")
        for url in ET.parse(site.output / "sitemap.xml").iter(f"{space}url")
    }
    changed = last_change_dates(catalog.papers, changes.last_change_dates(changes.load_history(site.root)))
    for paper in catalog.papers:
        day = changed.get(paper.file)
        assert dates[f"papers/{paper.id}/"] == (str(day) if day else None)
    for id in catalog.venues:
        days = [
            changed[paper.file] for paper in catalog.papers if paper.venue_id == id and paper.file in changed
        ]
        assert dates.get(f"venues/{id}/") == (str(max(days)) if days else None)
    assert dates["papers/"] == max(filter(None, dates.values()))
    assert all(date.fromisoformat(day) for day in dates.values() if day)


def test_a_record_is_as_new_as_its_last_change() -> None:
    dated, undated = make_paper("a-2020", added=date(2020, 1, 1)), make_paper("b-2021", added=None)
    files = dated.file, undated.file
    assert last_change_dates((dated, undated), {}) == {files[0]: date(2020, 1, 1)}
    later = {"a-2020": date(2022, 2, 2), "b-2021": date(2021, 1, 1)}
    assert last_change_dates((dated, undated), later) == dict(zip(files, later.values(), strict=True))
    earlier = {"a-2020": date(2019, 1, 1)}
    assert last_change_dates((dated,), earlier) == {files[0]: date(2020, 1, 1)}


def test_robots_are_shown_the_sitemap(site: BuiltSite) -> None:
    lines = (site.output / "robots.txt").read_text("utf-8").splitlines()
    assert f"Sitemap: {site.url}sitemap.xml" in lines
    assert "Disallow" not in "".join(lines)
