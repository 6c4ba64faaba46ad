"""The pages of a long list as readers meet them, and the papers' page on a phone before anybody asks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import PHONE, WIDE
from tests.browser.test_pages import SCHEMES, check
from tests.browser.visits import violations, visit


@pytest.mark.parametrize("address", ["venues/toycon/2/", "years/2021/2/", "all/2/"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_part_is_accessible_and_fits(browser: Browser, short_url: str, address: str, scheme: str) -> None:
    check(browser, short_url, address, scheme)


def test_a_reader_without_javascript_goes_through_a_list(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url, java_script_enabled=False) as opened:
        page = opened.go("venues/toycon/")
        parts = page.get_by_role("navigation", name="Pages of ToyCon")
        expect(parts.get_by_role("link", name="Page 1")).to_have_attribute("aria-current", "page")
        expect(parts.get_by_role("link", name="Newer")).to_have_count(0)
        parts.get_by_role("link", name="Older").click()
        expect(page).to_have_url(f"{short_url}venues/toycon/2/")
        page.locator(".chart a").first.click()
        expect(page).to_have_url(f"{short_url}venues/toycon/2/#y2020")
        parts.get_by_role("link", name="Page 1").click()
        expect(page).to_have_url(f"{short_url}venues/toycon/")


def test_on_a_phone_the_search_waits_until_somebody_turns_to_it(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as opened:
        asked: list[str] = []
        opened.page.on("request", lambda request: asked.append(request.url.removeprefix(toy_url)))
        page = opened.go("papers/")
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if url.startswith("search/") or "engine" in url]
        assert not violations(page)
        expect(page.locator(".browse__count")).to_have_text("10 papers")
        page.get_by_role("button", name="Filters").click()
        expect(page.get_by_role("dialog", name="Filters")).to_be_visible()
        assert not violations(page)
        assert not opened.faults


def test_what_is_chosen_before_the_search_has_come_is_done(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as opened:
        page = opened.go("papers/")
        page.get_by_label("Sort").select_option("title")
        expect(page).to_have_url(f"{toy_url}papers/?sort=title")
        assert not opened.faults


def test_the_search_comes_when_the_window_gets_wide(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as opened:
        page = opened.go("papers/")
        expect(page.locator("#browse")).to_have_attribute("data-state", "waiting")
        page.set_viewport_size(WIDE)
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
        expect(page.locator(".browse__side .panel")).to_be_visible()


def test_the_form_to_add_waits_until_somebody_turns_to_it(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("add/")
        page.wait_for_load_state("networkidle")
        assert page.locator("#add[data-state]").count() == 0
        page.get_by_label("Link to the paper").focus()
        expect(page.locator("#add")).to_have_attribute("data-state", "empty")
        assert not opened.faults
