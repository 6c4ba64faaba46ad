"""The page of trends: accessible, and its columns and tables lead to the papers that they count."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.looks import each_look
from tests.browser.test_pages import check
from tests.browser.visits import accessibility_violations, visit


@each_look
def test_charts_are_accessible_and_fit(browser: Browser, short_url: str, scheme: str, view: Any) -> None:
    check(browser, short_url, "trends/", scheme, view)


def test_open_tables_are_accessible(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        page = session.go("trends/")
        page.evaluate("document.querySelectorAll('details').forEach(element => (element.open = true))")
        assert not accessibility_violations(page)
        assert not session.errors


def test_a_column_leads_to_its_papers(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        page = session.go("trends/")
        texts = page.locator(".trend").evaluate_all(
            """sections => sections.flatMap(section => [...section.querySelectorAll("svg a")].slice(-1)
                .map(link => [link.getAttribute("href"), link.querySelector("title").textContent]))"""
        )
        assert len(texts) == 4
        for href, title in texts:
            count = re.search(r": ([\d,]+) of", title)
            assert count
            page = session.go(f"trends/{href}")
            noun = "paper" if count[1] == "1" else "papers"
            expect(page.locator(".browse__count")).to_have_text(re.compile(rf"^{count[1]} (of \d+ )?{noun}"))
        assert not session.errors


def test_the_keyboard_stops_in_the_tables_not_at_every_column(browser: Browser, short_url: str) -> None:
    with visit(browser, short_url) as session:
        page = session.go("trends/")
        in_charts = page.locator("svg.plot a")
        assert in_charts.count() > 10
        assert page.locator("svg.plot a:not([tabindex='-1'])").count() == 0
        hrefs = "links => [...new Set(links.map(link => link.getAttribute('href')))].sort()"
        in_tables = page.locator("table.shares a")
        assert set(in_charts.evaluate_all(hrefs)) <= set(in_tables.evaluate_all(hrefs))
