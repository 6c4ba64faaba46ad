"""The search box where something is amiss: no index, no script, a strict policy, hostile words."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.visits import Visit, search, violations, visit
from tests.hostile.payloads import TEXTS

STRICT = (
    "default-src 'none'; script-src 'self' {}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What the pages must do with. The scripts that the theme writes into them are known by their hashes."""


BROKEN = {
    "missing": lambda route: route.fulfill(status=404, body="gone"),
    "no JSON": lambda route: route.fulfill(body="<!doctype html><p>Sign in to the hotel's network"),
    "another format": lambda route: route.fulfill(json={"format": 99}),
    "cut short": lambda route: route.fulfill(json={"format": 1, "papers": 3, "words": ""}),
    "no network": lambda route: route.abort(),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_without_an_index_the_box_says_so_and_can_try_again(
    browser: Browser, toy_url: str, broken: Any
) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/index.json", broken)  # before the page, as routes miss a request else
        page = opened.go("about/")
        page.keyboard.press("/")
        page.keyboard.type("meow")
        note = page.locator(".finder__note")
        expect(note).to_contain_text("The search could not be loaded.")
        expect(note.get_by_role("link", name="everything as a plain list")).to_have_attribute(
            "href", f"{toy_url}all/"
        )
        page.unroute("**/search/index.json")
        note.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("option").first).to_contain_text("Meow")


def test_without_the_other_results_papers_are_found(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/others.json", lambda route: route.abort())
        page = opened.go("about/")
        assert search(page, "meow")[0].startswith("Meow")


def test_once_loaded_it_needs_no_network(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("about/")
        search(page, "squeak")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        assert search(page, "whisker")[0].startswith("Meow")
        assert not opened.faults


def test_without_javascript_the_box_leads_to_the_papers(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as opened:
        page = opened.go("about/")
        page.get_by_role("combobox").fill("meow")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=meow")
        expect(page.locator("li.card").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["meow", "whiskr", "zzzzzz"])
def test_an_open_search_is_accessible(
    browser: Browser, toy_url: str, scheme: Any, width: int, text: str
) -> None:
    with visit(browser, toy_url, color_scheme=scheme, viewport={"width": width, "height": 700}) as opened:
        page = opened.go("venues/")
        search(page, text)
        page.keyboard.press("ArrowDown")
        found = violations(page)
        assert not found, "\n".join(found)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def strictly(opened: Visit) -> None:
    """Serve every page with a strict policy: only scripts from files, and those the theme writes, by hash."""

    def answer(route: Route) -> None:
        reply = route.fetch()
        scripts = re.findall(r"<script(?: [^>]*)?>(.*?)</script>", reply.text(), re.DOTALL)
        hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
        policy = STRICT.format(" ".join(f"'sha256-{one}'" for one in hashes))
        route.fulfill(response=reply, headers={**reply.headers, "content-security-policy": policy})

    opened.page.route(lambda url: url.partition("?")[0].endswith("/"), answer)


def test_the_search_works_under_a_strict_policy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        strictly(opened)
        page = opened.go("about/")
        assert search(page, "whiskr")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=whiskr")
        expect(page.locator("mark").first).to_be_visible()
        assert not opened.faults


def test_hostile_queries_are_words(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("about/")
        for text in TEXTS:
            search(page, text)
            assert executed(page) is None, text
        assert not opened.faults


def executed(page: Page) -> object:
    return page.evaluate("window.__pwned")
