"""The search in the header finds papers, datasets and metrics, and leads to them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import search, violations, visit

FOUND = {
    "short name": ("meow2lip", "papers/meow2lip-2020/"),
    "alias": ("purr2lip", "papers/meow2lip-2020/"),
    "title word": ("whisker", "papers/meow2lip-2020/"),
    "beginning of a word": ("squea spot", "papers/squeak-spotting-2018/"),
    "author of one paper": ("plappermaul", "papers/very-long-2021/"),
    "other alphabet": ("מדבר", "papers/head-that-would-not-2022/"),
    "dataset": ("wink", "datasets/blink/"),
    "metric": ("giggle", "metrics/#giggle"),
}
REAL = {"wav2lip": "papers/wav2lip-2020/", "makeittalk": "papers/makeittalk-2020/"}


@pytest.mark.parametrize(("text", "address"), FOUND.values(), ids=FOUND)
def test_the_first_result_leads_there(browser: Browser, toy_url: str, text: str, address: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("about/")
        assert search(page, text)
        page.keyboard.press("Enter")
        path, _, place = address.partition("#")  # the theme puts the words to mark between them
        expect(page).to_have_url(re.compile(rf"{re.escape(toy_url + path)}(\?h=[^#]*)?#?{place}"))
        assert not opened.faults


def test_an_author_is_found_with_all_papers(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        titles = search(opened.go(""), "Østergård")
        assert len([title for title in titles if "Meow" in title or "Louder" in title]) == 2


@pytest.mark.parametrize(("text", "address"), REAL.items())
def test_a_real_paper_is_the_first_result(browser: Browser, real_url: str, text: str, address: str) -> None:
    with visit(browser, real_url) as opened:
        page = opened.go("venues/")
        search(page, text)
        page.locator(".md-search-result__item > a").first.click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url.startswith(real_url + address)


def test_a_query_in_the_address_opens_the_search(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("papers/?q=meow2lip")
        first = page.locator(".md-search-result__item > a").first
        expect(first).to_be_visible()
        expect(first).to_contain_text("Meow2Lip")
        assert not opened.faults


@pytest.mark.parametrize("address", ["", "papers/no-such-page/"], ids=["home", "404"])
def test_the_search_box_of_a_page_leads_to_results(browser: Browser, toy_url: str, address: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go(address)
        page.locator(".find input").fill("whisker")
        page.locator(".find button").click()
        expect(page.locator(".md-search-result__item > a").first).to_contain_text("Meow2Lip")
        assert page.url == f"{toy_url}papers/?q=whisker"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_search_is_accessible(browser: Browser, toy_url: str, scheme: Any) -> None:
    with visit(browser, toy_url, color_scheme=scheme) as opened:
        page = opened.go("about/")
        assert search(page, "meow")
        page.wait_for_timeout(300)  # it unfolds
        found = violations(page)
        assert not found, "\n".join(found)
