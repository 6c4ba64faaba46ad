"""Numbered pages of long lists, and pages that load their scripts at first use."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looks import with_looks
from tests.browser.test_pages import check
from tests.browser.visits import visit

PATHS = ("venues/toycon/2/", "years/2021/2/", "all/2/")


@pytest.mark.parametrize(("path", "scheme", "view"), with_looks((path, path) for path in PATHS))
def test_a_numbered_page_is_accessible_and_fits(
    browser: Browser, short_url: str, path: str, scheme: str, view: Any
) -> None:
    check(browser, short_url, path, scheme, view)


def test_without_javascript_a_list_can_be_paged(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url, java_script_enabled=False) as session:
        page = session.go("venues/toycon/")
        pager = page.get_by_role("navigation", name="Pages of ToyCon")
        expect(pager.get_by_role("link", name="Page 1")).to_have_attribute("aria-current", "page")
        expect(pager.get_by_role("link", name="Newer")).to_have_count(0)
        pager.get_by_role("link", name="Older").click()
        expect(page).to_have_url(f"{short_url}venues/toycon/2/")
        page.locator(".chart a").first.click()
        expect(page).to_have_url(f"{short_url}venues/toycon/2/#y2020")
        pager.get_by_role("link", name="Page 1").click()
        expect(page).to_have_url(f"{short_url}venues/toycon/")


def test_the_form_to_add_loads_at_first_use(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("add/")
        page.wait_for_load_state("networkidle")
        assert page.locator("#add[data-state]").count() == 0
        page.get_by_label("Link to the paper").focus()
        expect(page.locator("#add")).to_have_attribute("data-state", "empty")
        assert not session.errors
