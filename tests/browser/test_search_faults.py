"""The search box without an index, without scripts, with a strict policy, and with hostile input."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from catalog.search.index import FORMAT
from tests.browser.looks import with_looks
from tests.browser.visits import Visit, accessibility_violations, search, visit
from tests.hostile.payloads import REFUSED_TEXTS

STRICT = (
    "default-src 'none'; script-src 'self' {}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""A policy under which pages must work; the inline scripts of the theme are allowed by hash."""
BROKEN = {
    "missing": lambda route: route.fulfill(status=404, body="gone"),
    "no JSON": lambda route: route.fulfill(body="<!doctype html><p>Sign in to the hotel's network"),
    "another format": lambda route: route.fulfill(json={"format": 99}),
    "cut short": lambda route: route.fulfill(json={"format": FORMAT, "papers": 3, "titles": {}}),
    "no network": lambda route: route.abort(),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.every(3)
def test_a_broken_index_is_reported_and_can_be_retried(browser: Browser, toy_url: str, broken: Any) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/search/index.json", broken)  # before the page requests it
        page = session.go("about/")
        page.keyboard.press("/")
        page.keyboard.type("meow")
        note = page.locator(".finder__note")
        expect(note).to_contain_text("Search could not be loaded.")
        expect(note.get_by_role("link", name="all papers as a plain list")).to_have_attribute(
            "href", f"{toy_url}all/"
        )
        page.unroute("**/search/index.json")
        note.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("option").first).to_contain_text("Meow")


def test_papers_are_found_without_other_entries(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/search/others.json", lambda route: route.abort())
        page = session.go("about/")
        assert search(page, "meow")[0].startswith("Meow")


def test_once_loaded_it_needs_no_network(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("about/")
        search(page, "squeak")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        assert search(page, "whisker")[0].startswith("Meow")
        assert not session.errors


def test_without_javascript_the_box_opens_the_papers(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go("about/")
        page.get_by_role("textbox", name="Search papers, datasets, and pages").fill("meow")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=meow")
        expect(page.locator("li.card").first).to_be_visible()


@pytest.mark.parametrize(
    ("text", "scheme", "view"), with_looks((text, text) for text in ("meow", "whiskr", "zzzzzz"))
)
def test_an_open_search_is_accessible(
    browser: Browser, toy_url: str, text: str, scheme: Any, view: Any
) -> None:
    with visit(browser, toy_url, color_scheme=scheme, viewport=view) as session:
        page = session.go("venues/")
        search(page, text)
        page.keyboard.press("ArrowDown")
        violations = accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]


def enforce_policy(session: Visit) -> None:
    """Serve every page with a policy that allows scripts from files and the theme's own, by hash."""

    def answer(route: Route) -> None:
        reply = route.fetch()
        scripts = re.findall(r"<script(?: [^>]*)?>(.*?)</script>", reply.text(), re.DOTALL)
        hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
        policy = STRICT.format(" ".join(f"'sha256-{digest}'" for digest in hashes))
        route.fulfill(response=reply, headers={**reply.headers, "content-security-policy": policy})

    session.page.route(lambda url: url.partition("?")[0].endswith("/"), answer)


def test_the_search_works_under_a_strict_policy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        enforce_policy(session)
        page = session.go("about/")
        assert search(page, "whiskr")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=whiskr")
        expect(page.locator("mark").first).to_be_visible()
        assert not session.errors


def test_hostile_queries_run_nothing(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("about/")
        for text in REFUSED_TEXTS:
            search(page, text)
            assert page.evaluate("window.__pwned") is None, text
        assert not session.errors
