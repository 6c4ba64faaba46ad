"""Comparing papers: what a table shows, and how papers come and go."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import open_papers
from tests.browser.citing import expect_selected, select, selection_bar, tab_to
from tests.browser.comparing import FIRST, SECOND, THIRD, THREE_IDS, cells, find, heads, open_table
from tests.browser.looks import WIDE
from tests.browser.visits import visit
from tests.sites import BuiltSite


def ids_in_url(page: Page) -> list[str]:
    return page.url.partition("?ids=")[2].split(",") if "?" in page.url else []


def test_facts_are_side_by_side(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport=WIDE) as session:
        page = open_table(session, f"{THREE_IDS},never-was-2020")
        expect(heads(page).first).to_contain_text("Meow2Lip")
        expect(heads(page).first).to_contain_text("Meow Is All You Need")
        table = cells(page)
        assert table["Venue"] == ["ToyCon\n(in all)"] * 3
        assert table["Year"] == ["2020", "2021", "2021"]
        assert table["Track"] == ["", "oral", "highlight"]
        assert table["Driving signal"] == ["Audio-driven", "Smell-driven", "Audio-driven"]
        assert table["Properties"] == ["Real time\n(in all)"] * 3
        assert table["Evaluated on"] == ["SQUEAK\nBlink & Wink", "", ""]
        assert table["License"][2] == "Handshake License 1.0\nNot for Sale (README)"
        assert table["Commercial use"] == ["", "", "unclear"]
        assert table["Speed"][2] == "12.5 fps, 32x32, Toaster 9000"
        assert "Technique" not in table, "no paper has one"
        groups = page.locator(".compare__group").all_inner_texts()
        assert groups[:4] == ["Publication", "Method", "Data", "Code"]
        expect(page.get_by_text("Empty: no source we read states it.")).to_be_visible()
        expect(page.locator("#compare-notice")).to_have_text("Not in the catalog: never-was-2020.")
        dataset = page.get_by_role("link", name="Blink & Wink")
        expect(dataset).to_have_attribute("href", f"{toy_url}datasets/blink/")
        assert not session.errors


def test_papers_are_added_by_name_and_removed(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("compare/")
        expect(page.locator("#compare")).to_be_hidden()
        find(page, "meow").first.click()
        expect(page.locator("#compare-notice")).to_contain_text("Add another paper")
        assert ids_in_url(page) == [FIRST]
        assert "in all" not in page.locator(".compare").inner_text(), "one paper has nothing in common"
        find(page, "louder").first.click()
        expect(heads(page)).to_have_count(2)
        assert ids_in_url(page) == [FIRST, THIRD]
        page.go_back()
        expect(heads(page)).to_have_count(1)
        page.go_forward()
        expect(heads(page)).to_have_count(2)
        page.get_by_role("button", name="Remove Meow2Lip").click()
        expect(heads(page)).to_have_count(1)
        expect(page.get_by_role("button", name="Remove")).to_be_focused()
        assert ids_in_url(page) == [THIRD]
        page.keyboard.press("Enter")
        expect(page.locator("#compare")).to_be_hidden()
        expect(page.get_by_label("Add a paper")).to_be_focused()
        expect(page.locator("#compare-notice")).to_have_text("Paper removed.")
        assert page.url == f"{toy_url}compare/"
        assert not session.errors


def test_the_keyboard_alone_adds_compares_and_exports(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, permissions=["clipboard-read", "clipboard-write"]) as session:
        page = session.go("compare/")
        tab_to(page, "#picker")
        for text, keys in (("meow", ["Enter"]), ("heads", ["ArrowDown", "ArrowDown", "ArrowUp", "Enter"])):
            page.keyboard.type(text)
            option = page.locator("#picker-options [role=option]").first
            expect(option).to_be_visible()
            id = option.get_attribute("id")
            for key in keys:
                page.keyboard.press(key)
                if key == "ArrowUp":
                    expect(page.locator("#picker")).to_have_attribute("aria-activedescendant", str(id))
            expect(page.locator("#picker-options")).to_be_hidden()
            expect(page.locator("#picker")).to_be_focused()
        expect(heads(page)).to_have_count(2)
        page.keyboard.type("meow")
        page.locator(".picker__panel").wait_for()
        page.keyboard.press("Escape")
        expect(page.locator(".picker__panel")).to_be_hidden()
        tab_to(page, ".compare__export select")
        page.keyboard.press("l")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#compare-export-status")).to_have_text("Copied.")
        assert r"Meow2Lip~\cite{meow2lip-2020}" in page.evaluate("navigator.clipboard.readText()")
        assert not session.errors


def test_what_cannot_be_added_is_not_offered(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = open_table(session, FIRST)
        page.get_by_label("Add a paper").fill("whisker")
        note = page.locator(".picker__note")
        expect(note).to_have_text("These papers are in the comparison.")
        page.get_by_label("Add a paper").fill("zzzzqqqq")
        expect(note).to_have_text("No papers match.")
        page.keyboard.press("Enter")
        assert ids_in_url(page) == [FIRST]
        assert not session.errors


def test_a_link_finds_its_paper(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        options = find(session.go("compare/"), "https://arxiv.org/abs/2008.99001v2")
        expect(options).to_have_count(1)
        expect(options).to_contain_text("Meow Is All You Need")


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
        assert compare.get_attribute("href") is None
        open_table(session, ",".join(ids[:7]))
        expect(heads(page)).to_have_count(6)
        expect(page.locator("#compare-notice")).to_have_text("Showing the first 6 of 7 papers.")
        find(page, "nobody").first.click()
        expect(page.locator("#compare-notice")).to_contain_text("at most 6 papers")
        expect(heads(page)).to_have_count(6)
        heads(page).first.get_by_role("button").click()
        expect(page.locator("#compare-notice")).to_have_text("Paper removed.")
        expect(heads(page)).to_have_count(6)
        assert ids_in_url(page) == ids[1:7]


@pytest.mark.parametrize("path", ["search/compare.json", "search/index.json"])
def test_a_failure_is_reported_and_can_be_repeated(browser: Browser, toy_url: str, path: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route(f"**/{path}", lambda route: route.fulfill(status=404))
        page = session.go(f"compare/?ids={THREE_IDS}")
        notice = page.locator("#compare-notice")
        expect(notice).to_contain_text("could not be loaded")
        session.page.unroute_all()
        find(page, "crowd").first.click()
        expect(heads(page)).to_have_count(4)


def test_a_search_that_cannot_be_loaded_says_so(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/search/index.json", lambda route: route.fulfill(status=404))
        page = session.go("compare/")
        page.get_by_label("Add a paper").fill("meow")
        expect(page.locator(".picker__note")).to_contain_text("could not be loaded")


def test_results_of_one_report_are_compared(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = open_table(session)
        group = page.locator(".compare__group", has_text="Results")
        expect(group).to_have_text(
            "Results on SQUEAK, reported by Same but Louder: a Second Talk at the Same Place"
        )
        link = group.get_by_role("link")
        expect(link).to_have_attribute("href", re.compile(r"/results/squeak-2020/#[\w-]+$"))
        table = cells(page)
        assert table["GIGGLE ↑"] == ["7.10", "", "9.25\n9.25 (even louder)"]
        assert table["SqE (mm) ↓"] == ["0.5", "", "0.50\n2.125 (even louder)"]
        assert table["Tears ↓"] == ["", "", "12\n40 (even louder)"]
        open_table(session, f"{FIRST},{SECOND}")
        expect(group).to_have_count(0)
        assert not session.errors


def test_results_that_no_paper_has_are_left_out(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    details = json.loads((toy_site.output / "search/compare.json").read_text("utf-8"))
    rows = [[position, "", "", "1"] for position in range(10)]
    details["tables"] = [
        {"name": "A", "href": "javascript:alert(1)", "metrics": ["FID", "FVD"], "rows": rows}
    ]
    with visit(browser, toy_url) as session:
        session.page.route("**/search/compare.json", lambda route: route.fulfill(json=details))
        page = open_table(session)
        assert "FID" not in (table := cells(page))
        assert table["FVD"] == ["1"] * 3
        expect(page.locator(".compare__group a")).to_have_count(0)
        assert not session.errors
