"""Comparing papers, new papers on the home page, and the look of both."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import open_papers
from tests.browser.citing import VISITED_KEY, dialog, expect_selected, press, select, selection_bar
from tests.browser.looks import PHONE, WIDE, each_look
from tests.browser.test_browse_look import SHIFTS
from tests.browser.visits import accessibility_violations, visit
from tests.sites import BuiltSite

THREE_IDS = "meow2lip-2020,quoted-2021,same-but-louder-2023"
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Wait until shifts of the layout are reported."""
VISITED = f"localStorage.getItem('{VISITED_KEY}')"
VISIT = f"localStorage.setItem('{VISITED_KEY}', '2022-10-31')"
TODAY = "new Date().toISOString().slice(0, 10)"


def rows(table: Any) -> dict[str, list[str]]:
    """Return the cells of a table, by the name of the row."""
    return {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in table.locator("tbody tr").all()
    }


def test_papers_stand_side_by_side(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=WIDE) as session:
        page = session.go(f"compare/?ids={THREE_IDS},never-was-2020")
        table = page.locator("table.compare")
        heads = table.locator("thead th")
        expect(heads.first).to_contain_text("Meow Is All You Need")
        cells = rows(table)
        assert cells["Venue"] == ["ToyCon\n(in all)"] * 3
        assert cells["Year"] == ["2020", "2021", "2021"]
        assert cells["Tags"][0] == "Audio-driven\nReal time\n(in all)"
        assert "Ågot Østergård-Łukasz" in cells["Authors"][1]
        assert cells["Links"][1] == "Paper"
        shared = table.locator(".compare__shared").evaluate_all(
            "items => items.map(item => item.firstChild.textContent)"
        )
        assert set(shared) == {"ToyCon", "Ågot Østergård-Łukasz", "Real time"}
        expect(page.locator("#compare-notice")).to_contain_text("Not in the catalog: never-was-2020.")
        heads.nth(1).get_by_role("link", name="from the comparison").click()
        expect(heads).to_have_count(2)
        assert page.url.endswith("?ids=meow2lip-2020,same-but-louder-2023")
        assert not session.errors


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("", ""),
        ("?ids=crowd-2019", "Select at least 2 papers"),
        ("?ids=crowd-2019,never-was-2020", "Select at least 2 papers"),
    ],
)
def test_one_paper_is_not_compared(browser: Browser, toy_url: str, query: str, notice: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(f"compare/{query}")
        expect(page.locator("#compare-notice")).to_contain_text(notice)
        expect(page.locator("#compare")).to_be_hidden()
        assert not session.errors


def test_six_papers_are_compared_at_most(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = open_papers(session)
        ids = page.locator(".browse__results .card").evaluate_all(
            "cards => cards.map(card => card.dataset.id)"
        )
        compare = selection_bar(page).get_by_role("link", name="Compare")
        select(page, ids[0])
        expect(compare).to_have_attribute("aria-disabled", "true")
        select(page, *ids[1:6])
        expect(compare).to_have_attribute("href", f"{toy_url}compare/?ids={','.join(ids[:6])}")
        select(page, ids[6])
        expect_selected(page, 7)
        expect(compare).not_to_have_attribute("href", "")
        assert compare.get_attribute("href") is None
        session.go(f"compare/?ids={','.join(ids[:8])}")
        expect(page.locator("#compare th[scope=col]")).to_have_count(6)
        expect(page.locator("#compare-notice")).to_contain_text("the first 6 of 8")


def test_a_table_that_cannot_be_loaded_is_reported(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/search/cards.json", lambda route: route.fulfill(status=404))
        page = session.go(f"compare/?ids={THREE_IDS}")
        expect(page.locator("#compare-notice")).to_contain_text("could not be loaded")


def test_a_phone_scrolls_the_table_under_its_first_column(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=PHONE) as session:
        page = session.go(f"compare/?ids={THREE_IDS}")
        name = page.get_by_role("rowheader", name="Authors")
        before = name.bounding_box()
        page.locator("#compare").evaluate("place => { place.scrollLeft = 200; }")
        assert page.locator("#compare").evaluate("place => place.scrollLeft") == 200
        assert name.bounding_box() == before
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]


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
        session.go(f"compare/?ids={THREE_IDS}")
        expect(page.locator("table.compare")).to_be_visible()
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
