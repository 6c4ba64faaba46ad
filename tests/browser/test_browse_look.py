"""The paper browser with the keyboard, on phones, in print, and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import browsing, chips, facet_value, paper_count, settle
from tests.browser.looks import PHONE, WIDE, with_looks
from tests.browser.visits import accessibility_violations, visit

QUERIES = ("q=talk&tag=audio", "view=dense&year=2020..", "q=zebra+venue:toycom")
SHIFTS = """() => {
  window.shifts = 0;
  new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts += value; })
    .observe({ type: "layout-shift", buffered: false });
}"""


def test_the_dense_view_has_one_line_per_paper(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        page.get_by_role("button", name="Dense").click()
        settle(page)
        expect(page).to_have_url(f"{toy_url}papers/?view=dense")
        heights = page.locator(".cards--dense .card").evaluate_all(
            "cards => cards.map(card => card.offsetHeight)"
        )
        assert len(heights) == 10
        assert max(heights) < 40
        assert min(heights) >= 24
        page.go_back()
        settle(page)
        expect(page.locator(".cards--dense")).to_have_count(0)


def test_the_keyboard_alone_gets_to_a_result(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page

        def tab_to(selector: str) -> None:
            for _ in range(120):
                page.keyboard.press("Tab")
                if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                    return
            raise AssertionError(f"{selector} cannot be reached")

        tab_to(".browse__form input")
        page.keyboard.type("cheese")
        tab_to(".value input:enabled")
        page.keyboard.press("Space")
        settle(page)
        assert len(chips(page)) == 1
        tab_to(".chip--filter")
        page.keyboard.press("Enter")
        settle(page)
        assert chips(page) == []
        tab_to(".card__title a")
        title = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text(title)


def test_on_phones_the_filters_are_on_a_sheet(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, viewport=PHONE, has_touch=True) as session:
        page = session.page
        opener = page.locator(".browse__open")
        expect(facet_value(page, "ToyCon")).to_be_hidden()
        opener.click()
        expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
        facet_value(page, "ToyCon").locator("input").tap()
        settle(page)
        expect(page.locator(".browse__submit")).to_have_text("Show 4 papers")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert opener.evaluate("opener => opener === document.activeElement")
        expect(opener).to_have_text("Filters (1)")
        assert paper_count(page) == 4
        opener.click()
        page.locator(".browse__submit").click()
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(("query", "scheme", "view"), with_looks((query, query) for query in QUERIES))
def test_it_is_accessible_and_fits(
    browser: Browser, toy_url: str, query: str, scheme: Any, view: Any
) -> None:
    with browsing(browser, toy_url, query, color_scheme=scheme, viewport=view) as session:
        page = session.page
        violations = accessibility_violations(page)
        if view is PHONE:
            page.locator(".browse__open").click()
            violations += accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.every(2)
def test_the_layout_is_stable_while_typing(browser: Browser, real_url: str, view: Any) -> None:
    with browsing(browser, real_url, viewport=view) as session:
        page = session.page
        settle(page)
        page.evaluate(SHIFTS)
        for text in ("talking avatr", "wav2lp", "venue:cvpr gan"):
            page.locator(".browse__form input").fill("")
            page.locator(".browse__form input").press_sequentially(text, delay=30)
            settle(page)
        # All shifts count, even those right after a key, which the usual metric ignores.
        assert page.evaluate("window.shifts") <= 0.01


def test_only_results_are_printed(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, "q=meow&tag=audio") as session:
        page = session.page
        page.emulate_media(media="print")
        expect(page.get_by_text("Meow Is All You Need")).to_be_visible()
        for part in ("form", "side", "bar", "said", "more"):
            expect(page.locator(f".browse__{part}")).to_be_hidden()


def test_without_javascript_there_is_the_plain_list(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go("papers/?q=meow")
        expect(page.locator("li.card:visible")).to_have_count(10)
        expect(page.locator("h2.year__name").first).to_be_visible()
        for part in ("side", "bar", "said", "results"):
            expect(page.locator(f".browse__{part}")).to_be_hidden()
        page.locator(".browse__form input").fill("squeak")
        page.locator(".browse__form button").click()
        expect(page).to_have_url(f"{toy_url}papers/?q=squeak")
