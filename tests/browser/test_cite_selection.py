"""The selection: papers selected on any page, kept in the browser, shared as a link."""

from __future__ import annotations

import json
from urllib.parse import quote, urljoin

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import open_papers, settle, titles
from tests.browser.citing import (
    SELECTION_KEY,
    expect_selected,
    press,
    select,
    selected_ids,
    selection_bar,
    tab_to,
)
from tests.browser.visits import visit
from tests.hostile.payloads import REFUSED_TEXTS

FIRST, SECOND, THIRD = "meow2lip-2020", "quoted-2021", "crowd-2019"
DENY_STORAGE = """for (const method of ["getItem", "setItem", "removeItem"]) {
  const original = Storage.prototype[method];
  Storage.prototype[method] = function (key, ...rest) {
    if (/\\.(selection|visited)$/.test(key)) throw new DOMException("denied", "SecurityError");
    return original.call(this, key, ...rest);
  };
}"""
"""Denies storage to our scripts only; the theme does not expect to be refused."""
STORED = f"localStorage.getItem('{SELECTION_KEY}')"
STORE = f"content => localStorage.setItem('{SELECTION_KEY}', content)"
CORRUPT = [
    "{",
    "7",
    "null",
    '{"a": 1}',
    '"meow2lip-2020"',
    "[[[]]]",
    "[null, 7, {}]",
    json.dumps([*REFUSED_TEXTS]),
]


def test_a_selection_survives_a_reload_and_is_the_same_on_every_page(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        assert page.evaluate(STORED) is None
        expect(selection_bar(page)).to_have_count(0)
        select(page, FIRST)
        expect_selected(page, 1)
        page.reload()
        expect_selected(page, 1)
        assert selected_ids(page) == {FIRST}
        session.go(f"papers/{SECOND}/")
        select(page, SECOND)
        expect_selected(page, 2)
        open_papers(session)
        assert selected_ids(page) == {FIRST, SECOND}
        page.locator(f"[data-id={FIRST}] .select-box").uncheck()
        expect_selected(page, 1)
        assert json.loads(page.evaluate(STORED)) == [SECOND]
        assert not session.errors


def test_two_tabs_have_one_selection(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2020/")
        second_tab = page.context.new_page()
        second_tab.goto(f"{toy_url}years/2021/")
        select(page, FIRST)
        expect_selected(second_tab, 1)
        select(second_tab, SECOND)
        expect_selected(page, 2)
        second_tab.goto(f"{toy_url}years/2020/")
        assert selected_ids(second_tab) == {FIRST}
        second_tab.locator(f"[data-id={FIRST}] .select-box").uncheck()
        expect(page.locator(f"[data-id={FIRST}] .select-box")).not_to_be_checked()
        expect_selected(page, 1)
        press(page, "Clear")
        expect(selection_bar(second_tab)).to_be_hidden()
        assert not session.errors


def test_clearing_can_be_undone(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2021/")
        select(page, SECOND)
        press(page, "Clear")
        assert selected_ids(page) == set()
        assert page.evaluate(STORED) is None
        press(page, "Undo")
        expect_selected(page, 1)
        assert selected_ids(page) == {SECOND}
        press(page, "Clear")
        page.keyboard.press("Tab")
        expect(selection_bar(page)).to_be_hidden()
        select(page, SECOND)
        expect_selected(page, 1)
        assert not session.errors


def test_it_works_for_the_page_where_nothing_may_be_stored(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.run_before_scripts(DENY_STORAGE)
        page = open_papers(session)
        select(page, FIRST, SECOND)
        expect_selected(page, 2)
        page.locator(f"[data-id={FIRST}] .select-box").uncheck()
        expect_selected(page, 1)
        session.go("")
        session.go("years/2021/")
        expect(selection_bar(page)).to_have_count(0)
        assert not session.errors


def test_two_sites_on_one_host_do_not_share_a_selection(browser: Browser, toy_url: str) -> None:
    other_url = urljoin(toy_url, "/another/site/")
    with visit(browser, toy_url) as session:
        session.page.route(
            f"{other_url}**", lambda route: route.continue_(url=route.request.url.replace(other_url, toy_url))
        )
        select(session.go("years/2020/"), FIRST)
        expect_selected(session.page, 1)
        session.page.goto(f"{other_url}years/2020/")
        session.page.wait_for_load_state("networkidle")
        expect(selection_bar(session.page)).to_have_count(0)
        select(session.page, FIRST)
        press(session.page, "Clear")
        page = session.go("years/2020/")
        expect_selected(page, 1)
        assert not session.errors


@pytest.mark.parametrize("content", CORRUPT)
@pytest.mark.every(3)
def test_a_corrupt_selection_is_ignored(browser: Browser, toy_url: str, content: str) -> None:
    with visit(browser, toy_url) as session:
        session.go("about/").evaluate(STORE, content)
        page = session.go("years/2020/")
        page.wait_for_load_state("networkidle")
        expect(selection_bar(page)).to_have_count(0)
        select(page, FIRST)
        expect_selected(page, 1)
        assert json.loads(page.evaluate(STORED)) == [FIRST]
        assert not page.evaluate("window.__pwned")
        assert not session.errors


def test_a_selection_has_a_maximum_size(browser: Browser, toy_url: str) -> None:
    ids = [f"a-paper-of-many-{at}-2020" for at in range(600)]
    with visit(browser, toy_url) as session:
        session.go("about/").evaluate(STORE, json.dumps(ids))
        page = session.go("years/2020/")
        expect_selected(page, 500)
        page.locator(f"[data-id={FIRST}] .select-box").click()
        expect(selection_bar(page)).to_contain_text("at most 500")
        assert selected_ids(page) == set()
        assert selection_bar(page).locator(".selection-bar__count a").get_attribute("href") is None
        press(page, "Copy link")
        expect(selection_bar(page)).to_contain_text("Too many papers for a link")


def test_a_link_opens_the_same_list_for_somebody_else(browser: Browser, toy_url: str) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with visit(browser, toy_url, permissions=permissions) as session:
        page = open_papers(session)
        select(page, SECOND, FIRST)
        press(page, "Copy link")
        expect(selection_bar(page)).to_contain_text("Link copied.")
        link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{toy_url}papers/?ids={SECOND},{FIRST}"
    with visit(browser, toy_url) as session:
        page = open_papers(session, link.partition("?")[2])
        assert len(titles(page)) == 2
        chip = page.locator(".chip--filter")
        expect(chip).to_contain_text("list of 2 papers")
        page.locator(".value__name", has_text="Heads that stay silent").click()
        settle(page)
        assert f"ids={FIRST},{SECOND}" in page.url
        page.get_by_role("button", name="Remove filter: list").click()
        settle(page)
        assert "ids" not in page.url
        assert page.evaluate(STORED) is None
        assert not session.errors


def test_without_a_clipboard_the_link_is_selected(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.run_before_scripts("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page = session.go("years/2020/")
        select(page, FIRST)
        press(page, "Copy link")
        expect(selection_bar(page)).to_contain_text("Selected: press")
        assert page.evaluate("String(getSelection())") == f"{toy_url}papers/?ids={FIRST}"


def test_unknown_ids_are_named(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = open_papers(session, f"ids=never-was-2020,{FIRST.upper()},nor-was-2021")
        assert len(titles(page)) == 1
        expect(page.locator(".browse__notice")).to_have_text(
            "Not in the catalog: never-was-2020, nor-was-2021."
        )
        page = open_papers(session, "ids=never-was-2020")
        assert titles(page) == []
        page.locator(".browse__alternatives").get_by_role("button", name="list of 1 paper").click()
        settle(page)
        assert len(titles(page)) == 10
        assert not session.errors


def test_hostile_ids_are_ignored(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        texts = [*REFUSED_TEXTS, "__proto__", "constructor-2020", ",,,", "../x-2020", "a" * 9000 + "-2020"]
        for batch in (texts[at : at + 10] for at in range(0, len(texts), 10)):
            hostile = ",".join(map(quote, batch))
            page = open_papers(session, f"ids={hostile},{FIRST}")
            assert len(titles(page)) == 1
            session.go(f"compare/?ids={hostile},{FIRST},{SECOND}")
            expect(page.locator("#compare th[scope=col]")).to_have_count(2)
            assert not page.evaluate("window.__pwned")
        assert not session.errors


def test_the_keyboard_alone_selects_and_compares(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("years/2021/")
        for _ in range(2):
            tab_to(page, ".select-box")
            page.keyboard.press("Space")
        expect_selected(page, 2)
        tab_to(page, ".selection-bar__actions a")
        page.keyboard.press("Enter")
        expect(page.locator("#compare th[scope=col]")).to_have_count(2)
        tab_to(page, ".selection-bar__actions button:last-child")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Undo")).to_be_focused()
        assert not session.errors
