"""New papers on the home page, and the look of pages where papers are selected and cited."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import open_papers
from tests.browser.citing import VISITED_KEY, dialog, expect_selected, press, select
from tests.browser.looks import PHONE, WIDE, each_look
from tests.browser.test_browse_look import SHIFTS
from tests.browser.visits import accessibility_violations, visit
from tests.sites import BuiltSite

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until shifts of the layout are reported."""
VISITED = f"localStorage.getItem('{VISITED_KEY}')"
VISIT = f"localStorage.setItem('{VISITED_KEY}', '2022-10-31')"
TODAY = "new Date().toISOString().slice(0, 10)"


def test_the_home_page_lists_new_papers(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    added = json.loads((toy_site.output / "home/added.json").read_text("utf-8"))
    assert [date for _, _, date in added] == ["2022-11-01"] * 3
    with visit(browser, toy_url) as session:
        page = session.go("")
        expect(page.locator("#new")).to_be_empty()
        assert page.evaluate(VISITED) is None
        session.go("about/")
        assert page.evaluate(VISITED) == page.evaluate(TODAY)
        page.evaluate(VISIT)
        session.go("")
        summary = page.locator("#new summary")
        expect(summary).to_have_text("3 new papers since October 31, 2022")
        summary.click()
        expect(page.locator("#new").get_by_role("link")).to_have_text([title for _, title, _ in added])
        page.get_by_role("button", name="Dismiss").click()
        expect(page.locator("#new")).to_be_empty()
        assert page.evaluate(VISITED) == page.evaluate(TODAY)
        page.reload()
        page.wait_for_load_state("networkidle")
        expect(page.locator("#new")).to_be_empty()
        assert not session.errors


@pytest.mark.parametrize(
    "date", ["2022-11-01", "9999-01-01", "2022-13-45", "<b>", "yesterday", "2022-10-31T00:00:00Z"]
)
def test_an_invalid_last_visit_shows_nothing(browser: Browser, toy_url: str, date: str) -> None:
    with visit(browser, toy_url) as session:
        session.go("about/").evaluate(f"date => localStorage.setItem('{VISITED_KEY}', date)", date)
        page = session.go("")
        page.wait_for_load_state("networkidle")
        expect(page.locator("#new")).to_be_empty()
        assert not session.errors


@each_look
def test_it_is_accessible_and_fits(browser: Browser, toy_url: str, scheme: Any, view: Any) -> None:
    with visit(browser, toy_url, color_scheme=scheme, viewport=view) as session:
        page = open_papers(session)
        select(page, "meow2lip-2020", "quoted-2021")
        expect_selected(page, 2)
        violations = accessibility_violations(page)
        press(page, "Export")
        expect(dialog(page).get_by_role("button", name="BibTeX")).to_be_visible()
        violations += accessibility_violations(page)
        page.keyboard.press("Escape")
        page.locator("[data-id=meow2lip-2020] .card__cite").click()
        expect(dialog(page).get_by_role("tabpanel")).not_to_be_empty()
        violations += accessibility_violations(page)
        page.keyboard.press("Escape")
        press(page, "Clear")
        violations += accessibility_violations(page)
        page.evaluate(VISIT)
        session.go("")
        page.locator("#new summary").click()
        violations += accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
        assert not session.errors


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("address", ["", "years/2021/", "papers/meow2lip-2020/"])
@pytest.mark.every(5)
def test_nothing_jumps(browser: Browser, toy_url: str, view: Any, address: str) -> None:
    with visit(browser, toy_url, viewport=view) as session:
        page = session.go("about/")
        page.evaluate(VISIT)
        session.run_before_scripts(f"({SHIFTS})()")
        session.go(address)
        page.wait_for_load_state("networkidle")
        page.locator(".select-box").first.check()
        expect_selected(page, 1)
        if address.startswith("papers/"):
            page.get_by_text("Cite this paper").click()
            page.get_by_role("tab", name="Preprint").click()
            expect(page.locator(".citation__text")).to_contain_text("-preprint")
        page.reload()
        expect_selected(page, 1)
        page.evaluate(TWO_FRAMES)
        assert page.evaluate("window.shifts") <= 0.01


def test_print_shows_papers_only(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        select(page, "meow2lip-2020")
        expect_selected(page, 1)
        page.emulate_media(media="print")
        expect(page.get_by_text("Meow Is All You Need")).to_be_visible()
        for part in (".selection-bar", ".select-box", ".card__cite"):
            expect(page.locator(part).first).to_be_hidden()
