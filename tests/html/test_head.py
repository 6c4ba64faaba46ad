"""Programs read of each page what its record says: reference managers, search engines and previews."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.citing.coins import family_first, format_coins
from catalog.citing.names import parse_name
from catalog.citing.reference import Reference, references
from catalog.html.head import CARD_SIZE, citation_metas, last_change_dates, pdf_url
from catalog.records.catalog import Catalog, given_first
from catalog.records.schema import Links, Paper
from catalog.utils.text import fold
from tests.helpers import make_paper
from tests.html.zotero import Item, context_object, items, people
from tests.html_tree import Element
from tests.sites import ROOT, BuiltSite

KINDS = {
    "conference": "conferencePaper",
    "workshop": "conferencePaper",
    "journal": "journalArticle",
    "book-series": "bookSection",
    "preprint": "preprint",
}
LISTS = ("categories", "venues", "years", "tags", "authors")


def assert_is(item: Item, paper: Paper, reference: Reference, lost: str = "") -> None:
    """An item says what the reference says, without the signs that cannot be said."""

    def said(text: str) -> str:
        return " ".join(text.translate({ord(sign): " " for sign in lost}).split())

    fields = {key: said(value) for key, value in item.fields.items()}
    assert item.kind == KINDS[reference.kind], paper.id
    assert fields["title"] == said(paper.title)
    assert fields["date"] == str(reference.year)
    assert fields.get("publicationTitle", "") == ("" if reference.is_preprint else said(reference.container))
    assert fields.get("DOI", "") == said(reference.doi)
    assert fields.get("pages", "") == reference.pages
    assert [fold(f"{given} {family}") for family, given in item.creators] == [
        fold(said(given_first(name).replace(", ", " "))) for name in paper.authors
    ], paper.id


def test_zotero_reads_the_page_of_each_paper(site: BuiltSite, catalog: Catalog) -> None:
    for paper in catalog.papers:
        page, reference = site.pages[f"papers/{paper.id}/"], references(catalog, paper)[0]
        (item,) = items(page)
        assert_is(item, paper, reference)
        assert item.fields["url"] == (reference.link or f"{site.url}papers/{paper.id}/")
        if item.kind == "conferencePaper":
            assert item.fields["conferenceName"] == reference.container
        assert bool(item.pdf) is bool(pdf_url(paper))
        families = [name.full_family for name in reference.authors if not name.literal]
        theirs = [family for family, given in item.creators if given]
        assert theirs == families, paper.id


def shown(card: Element) -> str:
    """Where the title of a card leads, from the root of the site."""
    return card.select("a")[0]["href"].removeprefix("../../").removeprefix("../")


def test_zotero_finds_each_card_of_a_list(site: BuiltSite, catalog: Catalog) -> None:
    lists = [address for address in site.pages if address.count("/") == 2 and address.startswith(LISTS)]
    for address in ("", "papers/", *lists):
        page = site.pages[address]
        cards = page.select("li.card")
        assert [len(card.select("span.Z3988")) for card in cards] == [1] * len(cards)
        found = items(page)
        assert len(found) == len(cards), address
        for item, card in zip(found, cards, strict=True):
            paper = catalog.paper[shown(card).split("/")[1]]
            assert_is(item, paper, references(catalog, paper)[0], lost="+")  # which it takes for a space


def test_no_page_has_both(site: BuiltSite) -> None:
    for address, page in site.documents.items():
        names = {meta["name"] for meta in page.select_one("head").select("meta")}
        spans = page.select("span.Z3988")
        assert not (spans and "citation_title" in names), address
        assert ("citation_title" in names) is bool(
            re.fullmatch("papers/.+", address) and address in site.pages
        )
        assert not spans or not address.startswith(("datasets/", "all/"))


@pytest.mark.parametrize(
    "name",
    ["Jan van den Berg", "von und zu Plapper, Anna Maria", "Martin Luther King Jr.", "王小明", "K R Prajwal"],
)
def test_a_single_author_stays_one(name: str) -> None:
    paper = make_paper(authors=(name,), venue="arxiv", arxiv="2101.00001")
    written = dict(citation_metas(paper, references(Catalog(), paper)[0]))
    ((family, given),) = people([written["citation_author"]])
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
def test_a_span_keeps_every_sign(title: str) -> None:
    paper = make_paper(title=title, authors=("Ann Alder",), venue="arxiv", arxiv="2101.00001")
    assert context_object(format_coins(references(Catalog(), paper)[0])).fields["title"] == title


def test_the_text_of_a_paper_is_a_pdf() -> None:
    ours = ("https://toys.example/page", "https://toys.example/a.PDF?x=1#page=2")
    assert pdf_url(make_paper(links=Links(paper=ours), arxiv="2101.00001")) == ours[1]
    assert (
        pdf_url(make_paper(links=Links(paper=ours[:1]), arxiv="cs/0101001"))
        == "https://arxiv.org/pdf/cs/0101001"
    )
    assert pdf_url(make_paper(links=Links.model_construct(paper=("javascript:x.pdf",)))) is None


def data(page: Element) -> list[dict[str, Any]]:
    """The JSON-LD of a page."""
    scripts = [one for one in page.select("script") if one["type"] == "application/ld+json"]
    return [json.loads(one.raw_text) for one in scripts]


TYPES = {
    "papers": "ScholarlyArticle",
    "datasets": "Dataset",
    **dict.fromkeys(LISTS, "CollectionPage"),
}


def test_each_page_says_what_it_is_as_json_ld(site: BuiltSite, catalog: Catalog) -> None:
    for address, page in site.pages.items():
        section, _, id = address.rstrip("/").partition("/")
        expected = TYPES.get(section, "") if id else {"": "WebSite", "data": "Dataset"}.get(section, "")
        found = data(page)
        assert [one["@type"] for one in found] == ([expected] if expected else []), address
        for one in found:
            assert one["@context"] == "https://schema.org"
            assert one["@id"] == one["url"] == site.url + address
        if expected == "CollectionPage":
            listed = found[0]["mainEntity"]
            urls = [one["url"].removeprefix(site.url) for one in listed["itemListElement"]]
            said = page.select_one("p.facts").select("span")[0].text
            assert said.startswith(f"{listed['numberOfItems']:,} paper")
            assert sorted(urls) == sorted(shown(card) for card in page.select("li.card"))
        if expected == "ScholarlyArticle":
            paper = catalog.paper[id]
            assert found[0]["name"] == paper.title
            assert len(found[0].get("author", ())) == len(paper.authors)


def test_the_catalog_is_a_dataset_that_can_be_downloaded(site: BuiltSite) -> None:
    (whole,) = data(site.pages["data/"])
    files = [one["contentUrl"].removeprefix(site.url) for one in whole["distribution"]]
    assert len(files) == 6
    assert set(files) <= site.files
    linked = {f"data/{link['href']}".replace("data/../", "") for link in site.pages["data/"].select("a")}
    assert set(files) <= linked


def test_the_home_page_says_how_to_search(site: BuiltSite) -> None:
    (home,) = data(site.pages[""])
    assert home["potentialAction"]["target"]["urlTemplate"] == f"{site.url}papers/?q={{search_term_string}}"


def test_every_page_has_a_preview_with_a_picture(site: BuiltSite) -> None:
    for address, page in site.pages.items():
        if address == "404.html":
            continue
        found = {meta["property"]: meta["content"] for meta in page.select_one("head").select("meta")}
        assert found["og:title"], address
        assert found["og:description"], address
        assert found["og:url"] == site.url + address
        picture = found["og:image"].removeprefix(site.url)
        assert picture in site.files, address
        assert (found["og:image:width"], found["og:image:height"]) == tuple(map(str, CARD_SIZE))
        # The site's name would be the journal of a paper, for Zotero.
        assert "og:site_name" not in found


@pytest.mark.parametrize("path", sorted((ROOT / "docs/assets/cards").glob("*")), ids=lambda path: path.name)
def test_a_picture_is_a_small_png_of_the_stated_size(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert tuple(int.from_bytes(content[at : at + 4]) for at in (16, 20)) == CARD_SIZE
    assert len(content) < 30_000


def test_the_sitemap_dates_pages_by_their_facts(site: BuiltSite, catalog: Catalog) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    dates = {
        str(one.findtext(f"{space}loc")).removeprefix(site.url): one.findtext(f"{space}lastmod")
        for one in ET.parse(site.output / "sitemap.xml").iter(f"{space}url")
    }
    for paper in catalog.papers:
        assert dates[f"papers/{paper.id}/"] == (str(paper.added) if paper.added else None)
    for id in catalog.venues:
        theirs = [paper.added for paper in catalog.papers if paper.venue_id == id and paper.added]
        assert dates.get(f"venues/{id}/") == (str(max(theirs)) if theirs else None)
    assert dates["papers/"] == max(filter(None, dates.values()))
    assert all(date.fromisoformat(day) for day in dates.values() if day)


def test_a_record_is_as_new_as_its_last_change() -> None:
    known, unknown = make_paper("a-2020", added=date(2020, 1, 1)), make_paper("b-2021", added=None)
    files = known.file, unknown.file
    assert last_change_dates((known, unknown), {}) == {files[0]: date(2020, 1, 1)}
    later = {"a-2020": date(2022, 2, 2), "b-2021": date(2021, 1, 1)}
    assert last_change_dates((known, unknown), later) == dict(zip(files, later.values(), strict=True))
    earlier = {"a-2020": date(2019, 1, 1)}
    assert last_change_dates((known,), earlier) == {files[0]: date(2020, 1, 1)}


def test_robots_are_shown_the_sitemap(site: BuiltSite) -> None:
    lines = (site.output / "robots.txt").read_text("utf-8").splitlines()
    assert f"Sitemap: {site.url}sitemap.xml" in lines
    assert "Disallow" not in "".join(lines)
