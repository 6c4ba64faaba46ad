"""The filter panel and the toolbar of the paper browser: folding, keyboard, dates, feeds, and touch."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog import Catalog
from tests.browser.browsing import browsing, facet_value, open_papers, search, settle, titles
from tests.browser.looks import PHONE
from tests.browser.visits import visit
from tests.sites import BuiltSite

SMALL_TARGETS = """() => {
  const controls = [...document.querySelectorAll(".browse :is(a, button, select, summary, input, label)")];
  return controls.filter((control) => control.checkVisibility()).filter((control) => {
    const { width, height } = (control.closest("label") ?? control).getBoundingClientRect();
    return height < 24 || width < 24;
  }).map((control) => control.outerHTML.slice(0, 80));
}"""
"""Visible controls that are smaller than WCAG 2.2 asks for."""


def facets(page: Page) -> list[str]:
    """Return the names of the facets, in order."""
    return page.locator(".facet > summary > span:first-child").all_inner_texts()


def open_facets(page: Page) -> list[str]:
    """Return the names of the facets that are unfolded."""
    return page.locator(".facet[open] > summary > span:first-child").all_inner_texts()


def focused(page: Page) -> str:
    """Return the text or label of the control that has the focus."""
    return str(
        page.evaluate("""() => {
          const { activeElement: node } = document;
          return node.getAttribute("aria-label") ?? (node.closest("label") ?? node).innerText.trim();
        }""")
    )


def test_facets_are_in_order_and_fold(browser: Browser, real_url: str) -> None:
    with browsing(browser, real_url) as session:
        page = session.page
        names = facets(page)
        assert names[:2] == ["Category", "Input"]
        assert names[-1] == "Venue"
        assert {"Technique", "Output", "Task", "Tags", "Has", "Year"} < set(names)
        assert open_facets(page) == names[:3]
        technique = page.locator(".facet", has=page.locator("summary", has_text="Technique"))
        more = technique.get_by_role("button", name=re.compile(r"^Show \d+ more$"))
        hidden = int(re.sub(r"\D", "", more.inner_text()))
        total = int(technique.locator("summary .count").inner_text())
        assert technique.locator(".value:visible").count() + hidden == total
        more.click()
        expect(technique.locator(".value:visible")).to_have_count(total)
        assert page.locator(".browse__side").evaluate("side => side.scrollHeight <= side.clientHeight")


def test_a_folded_facet_says_what_is_active(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, "year=2021&venue=toycon") as session:
        page = session.page
        assert {"Year", "Venue"} <= set(open_facets(page))
        expect(page.locator(".facet__active:not(:empty)")).to_have_text(["1 active", "1 active"])


def test_a_facet_is_one_tab_stop(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        stops = "group => [...group.querySelectorAll('input, button')].filter((node) => node.tabIndex === 0)"
        for group in page.locator(".panel .values").all():
            assert group.evaluate(f"group => ({stops})(group).length") <= 1
        facet_value(page, "ToyCon").locator("input").focus()
        page.keyboard.press("ArrowDown")
        first = focused(page)
        assert first != "ToyCon"
        page.keyboard.press("ArrowRight")
        assert focused(page) == f"Exclude {first}"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Home")
        assert focused(page) == "ToyCon"
        page.keyboard.press("-")
        settle(page)
        expect(page).to_have_url(f"{toy_url}papers/?venue=-toycon")
        assert focused(page) == "ToyCon"
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert focused(page) == "ToyCon", "the stop has moved"


def test_two_tabs_and_enter_lead_to_the_first_result(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to results"
        page.keyboard.press("Enter")
        assert focused(page) == titles(page)[0]


def test_the_skip_link_works_without_javascript(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go("papers/")
        page.locator(".md-skip", has_text="Skip to results").press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/#first-result")


@pytest.mark.parametrize("sort", ["submitted", "added"])
def test_papers_are_sorted_by_dates(browser: Browser, toy_site: BuiltSite, toy_url: str, sort: str) -> None:
    papers = Catalog.load(toy_site.root).papers
    dated = [paper.title for paper in papers if getattr(paper, sort)]
    assert dated
    with browsing(browser, toy_url) as session:
        page = session.page
        page.locator(".browse__sort").select_option(sort)
        settle(page)
        expect(page).to_have_url(f"{toy_url}papers/?sort={sort}")
        shown = titles(page)
        assert len(shown) == len(papers)
        if sort == "added":
            assert sorted(shown[: len(dated)]) == sorted(dated)
        undated = [paper.title for paper in papers if not paper.submitted and not paper.arxiv]
        if sort == "submitted":
            assert shown[-len(undated) :] == undated


def test_a_search_can_be_followed_if_there_is_a_feed(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        links = page.locator(".browse__follow a")
        for query, feed in [
            ("", "feeds/new"),
            ("tag=audio", "feeds/tags/audio"),
            ("input=audio", "feeds/tags/audio"),
            ("q=venue%3Atoycon", "feeds/venues/toycon"),
            ("dataset=squeak-2020", "feeds/datasets/squeak-2020"),
        ]:
            open_papers(session, query)
            settle(page)
            urls = links.evaluate_all("links => links.map(({ href }) => href)")
            assert urls == [f"{toy_url}{feed}.{suffix}" for suffix in ("xml", "json")]
            assert [page.request.get(url).status for url in urls] == [200, 200]
        for query in ("q=meow", "tag=-audio", "tag=audio&venue=toycon", "year=2020", "venue=nowhere"):
            open_papers(session, query)
            settle(page)
            expect(page.locator(".browse__follow")).to_have_text("No feed for this search; see all feeds")
        session.errors.clear()  # of the favicon of feeds, if any


def test_an_empty_export_looks_disabled(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        export = page.locator(".browse__export")
        style = "node => { const { color, cursor } = getComputedStyle(node); return [color, cursor]; }"
        enabled = export.evaluate(style)
        search(page, "zebra trombone quagga")
        if export.is_enabled():
            search(page, "venue:nowhere")
        expect(export).to_be_disabled()
        assert export.evaluate(style)[0] != enabled[0]
        assert export.evaluate(style)[1] == "not-allowed"


def test_a_dense_row_unfolds(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, "view=dense", viewport=PHONE, has_touch=True) as session:
        page = session.page
        card = page.locator(".browse__results .card", has_text="Meow Is All You Need")
        for part in (".card__links", ".card__authors", ".card__summary"):
            expect(card.locator(part)).to_be_hidden()
        button = card.get_by_role("button", name="Details of Meow Is All You Need")
        button.tap()
        expect(button).to_have_attribute("aria-expanded", "true")
        for part in (".card__links", ".card__authors", ".card__summary"):
            expect(card.locator(part)).to_be_visible()
        button.tap()
        expect(card.locator(".card__links")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "view=dense&tag=audio"])
def test_touch_targets_are_large_enough(browser: Browser, toy_url: str, query: str) -> None:
    with browsing(browser, toy_url, query, viewport=PHONE, has_touch=True) as session:
        page = session.page
        assert page.evaluate(SMALL_TARGETS) == []
        box = page.locator(".card__select").first.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 36
