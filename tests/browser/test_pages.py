"""Pages as readers meet them: light and dark, wide and narrow, with and without JavaScript."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import violations, visit

KINDS = {
    "home": "",
    "papers": "papers/",
    "paper": "papers/meow2lip-2020/",
    "category": "categories/talking-objects/",
    "venue": "venues/toycon/",
    "year": "years/2021/",
    "author": "authors/kasper-cheese/",
    "tag": "tags/audio/",
    "dataset": "datasets/squeak-2020/",
    "datasets": "datasets/",
    "categories": "categories/",
    "venues": "venues/",
    "years": "years/",
    "authors": "authors/",
    "tags": "tags/",
    "metrics": "metrics/",
    "all": "all/",
    "compare": "compare/",
    "changes": "changes/",
    "health": "health/",
    "preview": "preview/",
    "scope": "scope/",
    "listed": "scope/listed/",
    "about": "about/",
    "benchmarks": "about/benchmarks/",
    "scale": "about/scale/",
    "privacy": "about/privacy/",
    "moving": "about/moving/",
    "data": "data/",
    "contributing": "contributing/",
    "fields": "contributing/fields/",
    "rules": "contributing/rules/",
    "commands": "contributing/commands/",
    "add": "add/",
    "404": "papers/no-such-page/",
}
"""A page of each kind, looked at in every way."""
VARIANTS = {
    "a paper with little": "papers/silent-stone-2017/",
    "a paper in Hebrew": "papers/head-that-would-not-2022/",
    "a paper with a long title": "papers/very-long-2021/",
}
"""Pages much like these."""
REAL_PAGES = ("", "papers/wav2lip-2020/", "venues/cvpr/", "datasets/", "tags/", "metrics/")
SCHEMES = {"light": "default", "dark": "slate"}
WIDTHS = (390, 1280)


def check(browser: Browser, url: str, address: str, scheme: Any) -> None:
    """Look at a page on a phone and on a wide screen; a visit keeps the scheme that it began with."""
    with visit(browser, url, color_scheme=scheme) as opened:
        for width in WIDTHS:
            opened.page.set_viewport_size({"width": width, "height": 800})
            page = opened.go(address)
            assert page.get_attribute("body", "data-md-color-scheme") == SCHEMES[scheme]
            assert page.locator("h1").count() == 1
            found = violations(page)
            assert not found, "\n".join([f"{width} wide:", *found])
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            assert wide <= width, f"{wide} wide in a window of {width}"
        assert not opened.faults


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_is_accessible_fits_and_asks_nobody_else(
    browser: Browser, toy_url: str, address: str, scheme: str
) -> None:
    check(browser, toy_url, address, scheme)


@pytest.mark.parametrize("address", VARIANTS.values(), ids=VARIANTS.keys())
def test_so_is_a_page_with_unusual_content(browser: Browser, toy_url: str, address: str) -> None:
    check(browser, toy_url, address, "dark")


@pytest.mark.parametrize(("address", "scheme"), list(zip(REAL_PAGES, cycle(SCHEMES), strict=False)))
def test_so_is_a_real_page(browser: Browser, real_url: str, address: str, scheme: str) -> None:
    check(browser, real_url, address, scheme)


def test_every_page_can_be_read_without_javascript(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as opened:
        for address in (*KINDS.values(), *VARIANTS.values()):
            page = opened.go(address)
            expect(page.locator("h1")).to_be_visible()
            for card in page.locator("li.card").all():
                expect(card).to_be_visible()


def test_a_reader_without_javascript_gets_from_home_to_a_paper_and_its_venue(
    browser: Browser, toy_url: str
) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as opened:
        page = opened.go("")
        page.get_by_role("link", name="Meow Is All You Need").click()
        expect(page).to_have_url(f"{toy_url}papers/meow2lip-2020/")
        page.locator(".paper__place").get_by_role("link", name="ToyCon").click()
        expect(page.locator("h1")).to_contain_text("International Conference on Toys & Noise")
        page.locator(".crumbs").get_by_role("link", name="Venues").click()
        expect(page).to_have_url(f"{toy_url}venues/")


def test_the_keyboard_reaches_the_content_at_once(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("papers/meow2lip-2020/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#top"
