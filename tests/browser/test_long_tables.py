"""Tables with more rows than a page has: the others are loaded when they matter."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import PHONE, WIDE
from tests.browser.test_table import names, query_of, status_of
from tests.browser.visits import accessibility_violations, visit

FILE = "datasets/rows.json"
ROWS = """() => Array.from(document.querySelectorAll("tbody tr"), (row) => [
  JSON.stringify(row.dataset), ...Array.from(row.cells, (cell) => cell.outerHTML)])"""
PAGES_ROWS = ["Blink", "SQUEAK"]
"""The newest."""


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=["wide", "phone"])
def test_all_rows_are_shown_on_demand(browser: Browser, short_url: str, toy_url: str, view: Any) -> None:
    with visit(browser, toy_url, viewport=view) as session:
        whole = session.go("datasets/").evaluate(ROWS)
        expect(session.page.locator(".table-rest")).to_have_count(0)
    with visit(browser, short_url, viewport=view) as session:
        requests = session.record_requests()
        page = session.go("datasets/")
        assert names(page) == PAGES_ROWS
        expect(status_of(page)).to_have_text("3 datasets")
        note = page.locator(".table-rest")
        expect(note).to_contain_text("Only the newest 2 datasets are shown.")
        assert not accessibility_violations(page)
        assert FILE not in requests
        page.get_by_role("button", name="Show all 3").click()
        expect(note).to_have_count(0)
        assert page.evaluate(ROWS) == whole
        expect(status_of(page)).to_have_text("3 datasets")
        assert query_of(page) == ""
        page.get_by_role("searchbox", name="Search", exact=True).fill("ohne")
        assert names(page) == ["Ohne"]
        assert requests.count(FILE) == 1
        assert not session.errors


def test_sorting_and_filtering_see_all_rows(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        page = session.go("datasets/")
        page.get_by_role("searchbox", name="Search", exact=True).fill("ohne")
        expect(status_of(page)).to_have_text("1 of 3 datasets")
        assert names(page) == ["Ohne"]
        page = session.go("datasets/?sort=-name")
        expect(status_of(page)).to_have_text("3 datasets, sorted by Dataset, descending")
        assert names(page) == ["SQUEAK", "Ohne", "Blink"]
        page = session.go("datasets/")
        page.get_by_role("button", name="Hours").click()
        expect(page.locator("tbody tr")).to_have_count(3)
        assert names(page) == ["Blink", "SQUEAK", "Ohne"]
        assert not session.errors


def say_nothing_wrong(page: Page) -> None:
    expect(status_of(page)).to_contain_text("The table could not be loaded")
    assert names(page) == PAGES_ROWS


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"status": 404, "body": "gone"}, "404"),
        ({"body": "[null, "}, "JSON"),
        ({"body": json.dumps([None, ["tr", {}]])}, "older"),
    ],
)
def test_without_the_file_nothing_wrong_is_said(
    browser: Browser, short_url: str, reply: dict[str, Any], reason: str
) -> None:
    with visit(browser, short_url) as session:
        session.page.route(f"**/{FILE}", lambda route: route.fulfill(**reply))
        page = session.go("datasets/")
        page.get_by_role("searchbox", name="Search", exact=True).fill("ohne")
        say_nothing_wrong(page)
        expect(status_of(page)).to_contain_text(reason)
        page.unroute(f"**/{FILE}")
        page.get_by_role("button", name="Show all 3").click()
        expect(status_of(page)).to_have_text("1 of 3 datasets")


def test_hostile_rows_stay_text(browser: Browser, short_url: str) -> None:
    link = ["a", {"href": "javascript:window.__pwned=1"}, "<img src=x onerror=window.__pwned=1>"]
    rows = [None, ["tr", {}, ["th", {}, link], ["td", {}, ["a", {"href": "../x/"}, "fine"]]], None]
    with visit(browser, short_url) as session:
        session.page.route(f"**/{FILE}", lambda route: route.fulfill(json=rows))
        page = session.go("datasets/")
        page.get_by_role("button", name="Show all 3").click()
        row = page.locator("tbody tr").nth(1)
        expect(row.locator("th")).to_have_text("<img src=x onerror=window.__pwned=1>")
        assert row.locator("a").evaluate_all("links => links.map((link) => link.getAttribute('href'))") == [
            None,
            "../x/",
        ]
        assert page.locator("tbody img").count() == 0


def test_without_javascript_a_link_leads_to_all_rows(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url, java_script_enabled=False) as session:
        page = session.go("datasets/")
        assert names(page) == PAGES_ROWS
        expect(page.get_by_role("button", name="Show all")).to_be_hidden()
        link = page.get_by_role("link", name="All 3 as Markdown")
        twin = page.request.get(str(link.evaluate("link => link.href"))).text()
        assert all(name in twin for name in ("Blink", "Ohne", "SQUEAK"))
