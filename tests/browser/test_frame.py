"""The frame of every page: light and dark, menu, way to the top, table of contents, and copies of code."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.citing import SITE_PATH
from tests.browser.visits import visit

KEY = f"{SITE_PATH}.scheme"
STORE = "item => localStorage.setItem(...item)"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})"
BROKEN = ["", "{", "mauve", '"slate"', "slate "]
PHONE = {"width": 390, "height": 700}
LONG_PAGE = "contributing/fields/"


def stored(page: Page) -> str | None:
    value: str | None = page.evaluate("key => localStorage.getItem(key)", KEY)
    return value


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def toggle(page: Page) -> None:
    page.locator(".scheme-button").click()


def test_a_chosen_scheme_survives_a_reload(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, color_scheme="light") as session:
        page = session.go("about/")
        assert (scheme(page), stored(page)) == ("default", None)
        toggle(page)
        page = session.go("years/2020/")
        assert (scheme(page), stored(page)) == ("slate", "slate")
        expect(page.get_by_role("button", name="Switch to light mode")).to_be_visible()
        toggle(page)
        assert scheme(session.go("about/")) == "default"
        assert not session.errors


def test_without_a_choice_the_scheme_is_that_of_the_device(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, color_scheme="dark") as session:
        page = session.go("about/")
        assert scheme(page) == "slate"
        page.emulate_media(color_scheme="light")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        toggle(page)
        page.emulate_media(color_scheme="dark")
        page.emulate_media(color_scheme="light")
        assert (scheme(page), stored(page)) == ("slate", "slate")


@pytest.mark.parametrize("value", BROKEN)
def test_a_broken_value_counts_as_none(browser: Browser, toy_url: str, value: str) -> None:
    with visit(browser, toy_url, color_scheme="light") as session:
        session.go("about/").evaluate(STORE, [KEY, value])
        page = session.go("years/2020/")
        assert scheme(page) == "default"
        toggle(page)
        assert (scheme(page), stored(page)) == ("slate", "slate")
        assert not session.errors


def test_without_storage_the_scheme_lasts_for_the_page(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, color_scheme="dark") as session:
        session.run_before_scripts(NO_STORAGE)
        page = session.go("about/")
        toggle(page)
        assert scheme(page) == "default"
        assert not session.errors


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_menu_of_a_phone_opens_closes_and_leads_on(
    browser: Browser, toy_url: str, has_scripts: bool
) -> None:
    with visit(browser, toy_url, viewport=PHONE, java_script_enabled=has_scripts) as session:
        page = session.go("years/2020/")
        menu, button = page.get_by_role("navigation", name="Main"), page.get_by_role("button", name="Menu")
        expect(menu).to_be_hidden()
        button.focus()
        page.keyboard.press("Enter")
        expect(menu).to_be_visible()
        expect(menu.locator("[aria-current]")).to_have_text(["Years"])
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        button.click()
        page.mouse.click(380, 600)
        expect(menu).to_be_hidden()
        button.click()
        menu.get_by_role("link", name="Metrics").click()
        expect(page).to_have_url(f"{toy_url}metrics/")


def test_the_menu_of_a_wide_screen_is_always_there(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, viewport={"width": 1280, "height": 700}) as session:
        page = session.go("papers/meow2lip-2020/")
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        menu = page.get_by_role("navigation", name="Main")
        expect(menu.locator("[aria-current=true]")).to_have_text(["Papers"])
        session.go("papers/")
        expect(menu.locator("[aria-current=page]")).to_have_text(["Papers"])


def test_scrolling_up_offers_the_way_to_the_top(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(LONG_PAGE)
        button = page.get_by_role("button", name="Back to top")
        page.mouse.wheel(0, 2000)
        page.wait_for_function("scrollY > 1500")
        expect(button).to_have_count(0)
        page.mouse.wheel(0, -200)
        button.click()
        page.wait_for_function("scrollY === 0")
        expect(button).to_be_hidden()


def test_the_table_of_contents_follows_the_reader(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(f"{LONG_PAGE}#links")
        contents = page.get_by_role("navigation", name="Table of contents")
        expect(contents.locator("[aria-current]")).to_have_count(1)
        titles = contents.locator("a").all_text_contents()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(contents.locator("[aria-current]")).to_have_text(titles[-1:])


def test_code_can_be_copied(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, permissions=["clipboard-read", "clipboard-write"]) as session:
        page = session.go("data/sqlite/")
        code = page.locator("article pre > code").first
        page.get_by_role("button", name="Copy").first.click()
        expect(page.get_by_role("button", name="Copied")).to_have_count(1)
        assert page.evaluate("navigator.clipboard.readText()") == code.text_content()


def test_code_is_selected_if_the_browser_refuses_to_copy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, permissions=[]) as session:
        session.run_before_scripts("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
        page = session.go("data/sqlite/")
        page.get_by_role("button", name="Copy").first.click()
        expect(page.get_by_role("button", name="Selected")).to_have_count(1)
        assert page.evaluate("`${getSelection()}`").startswith("curl")
