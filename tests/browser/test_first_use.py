"""The paper browser before and at its first use: the page has what shows, and loads the search only then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.browsing import chips, facet_value, paper_count, settle, titles, use_search
from tests.browser.looks import PHONE, WIDE, rest_in_gates
from tests.browser.test_browse_look import SHIFTS
from tests.browser.visits import Visit, accessibility_violations, visit

VIEWS = pytest.mark.parametrize("view", [WIDE, PHONE], ids=["wide", "phone"])
SHOWN = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_ELEMENT);
  const shown = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.closest(".year__name, .visually-hidden")) continue;
    if (node.matches(":not(a, button, li)") && node.childElementCount) continue;
    const { x, y, width, height } = node.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    const label = node.getAttribute("aria-label") ?? node.textContent.trim();
    shown.push([node.localName, label, ...[x, y, width, height].map(Math.round)].join(" "));
  }
  return shown;
}"""
"""Returns kind, text and place of each element that shows."""


def wait_until_ready(page: Page) -> None:
    expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
    settle(page)


def open_unused(session: Visit) -> Page:
    """Open the page without using anything on it."""
    session.page.mouse.move(0, 0)
    page = session.go("papers/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#browse")).to_have_attribute("data-state", "waiting")
    return page


@VIEWS
@pytest.mark.parametrize("site", rest_in_gates(["toy_url", "real_url"]))
def test_nothing_changes_when_the_search_is_loaded(
    browser: Browser, request: pytest.FixtureRequest, site: str, view: Any
) -> None:
    with visit(browser, request.getfixturevalue(site), viewport=view) as session:
        page = open_unused(session)
        before = page.evaluate(SHOWN)
        assert any("Atom feed" in element for element in before)
        assert any("Exclude " in element for element in before) == (view is WIDE)
        page.evaluate(SHIFTS)
        use_search(page)
        wait_until_ready(page)
        expect(page.locator(".browse__notice")).to_have_text("")
        assert page.evaluate(SHOWN) == before
        assert page.evaluate("window.shifts") <= 0.01
        assert not session.errors


@VIEWS
def test_the_search_is_loaded_at_its_first_use(browser: Browser, toy_url: str, view: Any) -> None:
    with visit(browser, toy_url, viewport=view) as session:
        requests = session.record_requests()
        page = open_unused(session)
        assert not [url for url in requests if url.startswith("search/") or "engine" in url]
        assert not accessibility_violations(page)
        expect(page.locator(".browse__count")).to_have_text("10 papers")
        if view is WIDE:
            page.locator(".browse__side summary").first.hover()
        else:
            page.get_by_role("button", name="Filters").click()
            expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
        wait_until_ready(page)
        assert not accessibility_violations(page)
        assert [requests.count(f"search/{name}.json") for name in ("index", "people", "cards")] == [1, 1, 1]
        assert not session.errors


def check_a_value(page: Page) -> None:
    page.get_by_role("checkbox", name="Things that talk").check()


def exclude_a_value(page: Page) -> None:
    page.get_by_role("button", name="Exclude Things that talk").click()


def sort_by_title(page: Page) -> None:
    page.get_by_label("Sort").select_option("title")


@pytest.mark.parametrize(
    ("act", "query"),
    [
        (check_a_value, "?category=talking-objects"),
        (exclude_a_value, "?category=-talking-objects"),
        (sort_by_title, "?sort=title"),
    ],
)
def test_what_is_done_before_it_is_loaded_is_done_then(
    browser: Browser, toy_url: str, act: Callable[[Page], None], query: str
) -> None:
    pending = list[Route]()
    with visit(browser, toy_url, viewport=WIDE) as session:
        session.page.route("**/search/index.json", lambda route: pending.append(route))
        page = open_unused(session)
        with page.expect_request("**/search/index.json"):
            act(page)
        expect(page.locator("#browse")).to_have_attribute("data-state", "waiting")
        pending[0].continue_()
        expect(page).to_have_url(f"{toy_url}papers/{query}")
        settle(page)
        assert len(chips(page)) == ("category" in query)
        assert not session.errors


def test_more_papers_follow_those_of_the_page(browser: Browser, real_url: str) -> None:
    with visit(browser, real_url, viewport=WIDE) as session:
        page = open_unused(session)
        first = page.locator(".card__title a").all_inner_texts()
        assert len(first) == 50
        page.get_by_role("button", name="Show 50 more").click()
        expect(page).to_have_url(f"{real_url}papers/?shown=100")
        assert titles(page)[:50] == first
        assert len(titles(page)) == 100
        focused = "cards => cards.findIndex(card => card.contains(document.activeElement))"
        assert page.locator(".card").evaluate_all(focused) == 50
        assert not session.errors


@pytest.mark.parametrize("control", [".card__title a", ".value input"])
def test_the_focus_and_folded_facets_stay(browser: Browser, toy_url: str, control: str) -> None:
    pending = list[Route]()
    with visit(browser, toy_url, viewport=WIDE) as session:
        session.page.route("**/search/index.json", lambda route: pending.append(route))
        page = open_unused(session)
        facet = page.locator("details.facet")
        with page.expect_request("**/search/index.json"):
            facet.nth(1).locator("summary").click()
        facet.last.locator("summary", has_text="Venue").click()
        focused = page.locator(control).first.element_handle()
        assert focused
        focused.focus()
        pending[0].continue_()
        wait_until_ready(page)
        assert focused.evaluate("control => control === document.activeElement")
        assert [node.get_attribute("open") for node in (facet.nth(1), facet.last)] == [None, ""]
        expect(facet_value(page, "ToyCon")).to_be_visible()
        assert paper_count(page) == 10
        assert not session.errors


def test_filters_show_without_the_search_once_there_is_room(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as session:
        page = open_unused(session)
        expect(page.locator(".browse__side .panel")).to_be_hidden()
        page.set_viewport_size(WIDE)
        expect(page.locator(".browse__side .panel")).to_be_visible()
        expect(page.locator("#browse")).to_have_attribute("data-state", "waiting")
        use_search(page)
        wait_until_ready(page)
        page.set_viewport_size(PHONE)
        page.get_by_role("button", name="Filters").click()
        expect(page.get_by_role("dialog").locator(".panel")).to_be_visible()
        assert not session.errors
