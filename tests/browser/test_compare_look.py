"""The comparison on phones and wide pages, without JavaScript, and its accessibility."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.comparing import THREE_IDS, find, heads, open_table
from tests.browser.looks import PHONE, WIDE, each_look
from tests.browser.test_browse_look import SHIFTS
from tests.browser.visits import accessibility_violations, visit
from tests.sites import BuiltSite


def bounds(locator: Locator) -> dict[str, float]:
    """Return the place of an element."""
    box: dict[str, float] = locator.evaluate("element => element.getBoundingClientRect().toJSON()")
    return box


def test_a_phone_always_shows_which_row_and_which_paper(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as session:
        page = open_table(session)
        region = page.locator("#compare")
        region.evaluate("region => region.scrollIntoView()")
        row, name = page.get_by_role("rowheader", name="Speed"), heads(page).last.locator("a")
        row.scroll_into_view_if_needed()
        region.evaluate("region => { region.scrollLeft = 150; }")
        assert region.evaluate("region => [region.scrollLeft, region.scrollTop > 0]") == [150, True]
        cell = page.locator("td", has_text="12.5 fps")
        row_box, name_box, cell_box, region_box = map(bounds, (row, name, cell, region))
        assert row_box["x"] == pytest.approx(region_box["x"], abs=1)
        assert name_box["y"] == pytest.approx(region_box["y"], abs=12)
        assert name_box["x"] == pytest.approx(cell_box["x"], abs=12)
        assert cell_box["x"] >= row_box["x"] + row_box["width"]
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]


def test_titles_stay_below_the_header_of_a_wide_page(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport={"width": 1280, "height": 400}) as session:
        page = open_table(session)
        page.get_by_role("rowheader", name="Speed").scroll_into_view_if_needed()
        page.wait_for_function("scrollY > 200")
        bottom = page.locator(".md-header").evaluate("header => header.getBoundingClientRect().bottom")
        head = heads(page).first.evaluate("head => head.getBoundingClientRect().top")
        assert head == pytest.approx(bottom, abs=1)


def test_without_scripts_it_leads_to_the_papers(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.page
        page.goto(f"{toy_url}compare/?ids={THREE_IDS}")
        expect(page.locator("#picker")).to_be_hidden()
    notice = toy_site.pages["compare/"].select("noscript")[0]
    assert "needs JavaScript" in notice.text
    assert [link["href"] for link in notice.select("a")] == ["../papers/"]


@each_look
def test_it_is_accessible_and_fits(browser: Browser, toy_url: str, scheme: Any, view: Any) -> None:
    with visit(browser, toy_url, color_scheme=scheme, viewport=view) as session:
        page = session.go("compare/")
        find(page, "a")
        page.keyboard.press("ArrowDown")
        violations = accessibility_violations(page)
        page.get_by_label("Add a paper").fill("zzzzqqqq")
        expect(page.locator(".picker__note")).to_be_visible()
        violations += accessibility_violations(page)
        session.run_before_scripts("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        open_table(session)
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("region", name="Exported table")).to_be_visible()
        violations += accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
        assert not session.errors


@pytest.mark.parametrize("view", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_jumps(browser: Browser, toy_url: str, view: Any) -> None:
    with visit(browser, toy_url, viewport=view) as session:
        session.run_before_scripts(f"({SHIFTS})()")
        page = open_table(session)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shifts") <= 0.01
