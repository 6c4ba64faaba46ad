"""Lists for iframes of other sites: few bytes, no scripts, and links that lead somewhere from there."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace
from posixpath import normpath
from statistics import mean
from urllib.parse import urljoin, urlsplit

import pytest

from catalog import Catalog
from catalog.html.csp import PolicyError
from catalog.site.embeds import MAX_PAPERS, render_embeds
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.html_tree import Element, parse_html
from tests.policies import parse_policy
from tests.site.embeds import GOLDEN, GOLDEN_PATH, make_renderer
from tests.sites import ROOT, TOY, BuiltSite

EMBEDDED = ("categories", "questions", "tags")
"""Folders of the lists that other sites can show."""
MAX_BADGE_BYTES = 2000
MAX_MEAN_BYTES, MAX_BYTES = 6000, 7500
"""Limits of lists with 10 papers: their mean, and each, since some addresses of publishers are long."""


@pytest.fixture
def toy_embeds() -> Mapping[str, str]:
    return dict(render_embeds(make_renderer(Catalog.load(TOY.parent))))


def paper_links(page: Element) -> list[str]:
    """Return where the titles of the papers lead."""
    return [item.select("a")[0]["href"] for item in page.select("li")]


def test_a_page_is_as_it_was(toy_embeds: Mapping[str, str]) -> None:
    assert toy_embeds[GOLDEN_PATH] == GOLDEN.read_text("utf-8"), "python -m tests.site.embeds"


def test_each_list_about_a_topic_has_one(site: BuiltSite, catalog: Catalog) -> None:
    assert {href.split("/")[1] for href in site.embeds} == {*EMBEDDED}
    views = Views(catalog)
    with_papers = {value.href for value in views.lists if value.href.startswith(EMBEDDED) and value.papers}
    assert {href.removeprefix("embed/") for href in site.embeds} == with_papers


def test_it_shows_the_newest_papers_of_the_list(site: BuiltSite, catalog: Catalog) -> None:
    for value in Views(catalog).lists_to_embed:
        page = site.embeds[value.embed_href]
        expected = [f"../../../papers/{paper.id}/" for paper in value.papers[:MAX_PAPERS]]
        assert paper_links(page) == expected
        assert page.select_one("h1").select_one("a")["href"] == f"../../../{value.href}"
        footer = page.select_one("footer").texts("a")
        assert footer[:-1] == ([f"All {value.size:,} papers"] if value.size > MAX_PAPERS else [])


def test_long_lists_lead_to_all_of_their_papers() -> None:
    papers = tuple(
        make_paper(f"toy{n}-2020", year=2020, categories=("talking-objects",), tags=(), authors=())
        for n in range(25)
    )
    catalog = replace(Catalog.load(TOY.parent), papers=papers)
    (html,) = (html for path, html in render_embeds(make_renderer(catalog)) if "categories" in path)
    page = parse_html(html)
    newest = catalog.papers[:MAX_PAPERS]
    assert paper_links(page) == [f"../../../papers/{paper.id}/" for paper in newest]
    link = page.select_one("footer").select("a")[0]
    assert (link.text, link["href"]) == ("All 25 papers", page.select_one("h1").select_one("a")["href"])


def test_every_link_leads_to_a_page_or_another_host(site: BuiltSite) -> None:
    for href, page in site.embeds.items():
        links = [element["href"] for element in page.elements if "href" in element.attributes]
        assert links
        for link in links:
            parts = urlsplit(urljoin(f"https://site.example/{href}", link))
            path = f"{parts.path}index.html" if parts.path.endswith("/") else parts.path
            is_ours = parts.netloc == "site.example"
            assert normpath(path.lstrip("/")) in site.files if is_ours else parts.scheme in ("http", "https")


def test_it_may_only_be_shown(site: BuiltSite) -> None:
    for href, page in site.embeds.items():
        tags = {element.tag for element in page.elements}
        assert not tags & {"script", "style", "img", "form", "iframe", "object"}, href
        assert [link["rel"] for link in page.select("link")] == ["stylesheet"]
        sources = {name: " ".join(sources) for name, sources in parse_policy(page).items()}
        nothing = dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")
        assert sources == nothing | {"style-src": "'self'"}
        assert page.select_one("base").attributes == {"target": "_blank"}
        assert {meta["name"]: meta["content"] for meta in page.select("meta")}["robots"] == "noindex"
    sitemap = (site.output / "sitemap.xml").read_text("utf-8")
    assert re.findall(f"{site.url}(embed/[^<]*)", sitemap) == ["embed/"]


def test_a_page_that_breaks_its_policy_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = make_renderer(Catalog.load(TOY.parent))
    evil = renderer.environment.from_string("<head></head><script>evil()</script>")
    monkeypatch.setattr(renderer, "get_template", lambda _: evil)
    with pytest.raises(PolicyError, match="embed/"):
        list(render_embeds(renderer))


@pytest.mark.data
def test_it_is_small() -> None:
    pages = [html for _, html in render_embeds(make_renderer(Catalog.load(ROOT)))]
    sizes = [len(html.encode()) for html in pages if html.count("<li>") == MAX_PAPERS]
    assert mean(sizes) <= MAX_MEAN_BYTES
    assert max(sizes) <= MAX_BYTES


def test_the_page_about_them_has_the_html_of_each(site: BuiltSite) -> None:
    page = site.pages["embed/"]
    frames = [parse_html(field["value"]).select_one("iframe") for field in page.select("input.snippet")]
    assert {frame["src"] for frame in frames} == {f"{site.url}{href}" for href in site.embeds}
    for frame in frames:
        embed = site.embeds[frame["src"].removeprefix(site.url)]
        assert frame["title"] == embed.select_one("h1").raw_text
    sample = page.select_one("iframe")
    assert urljoin("embed/", sample["src"]) in site.embeds
    assert [href for href, other in site.pages.items() if other.select("iframe")] == ["embed/"]


def test_lists_and_the_data_page_lead_to_it(site: BuiltSite) -> None:
    lists = {href for href in site.pages if f"embed/{href}" in site.embeds}
    for href in (*lists, "data/"):
        links = {urljoin(href, link["href"]).partition("?")[0] for link in site.pages[href].select("a")}
        assert "embed/" in links, href


def test_the_badge_is_a_small_image_with_a_title(site: BuiltSite) -> None:
    badge = (site.output / "badge.svg").read_bytes()
    assert len(badge) <= MAX_BADGE_BYTES
    root = ET.fromstring(badge)
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "Listed in Awesome Talking Face"
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", title.get("id"))
    assert root.get("height") == "20"
    assert not re.search(rb"href|<script|<style|url\(", badge)
    codes = [code.raw_text for code in site.pages["embed/"].select("pre")]
    assert all(f"{site.url}badge.svg" in code and f"{site.url}papers/" in code for code in codes)
    assert len(codes) == 2
