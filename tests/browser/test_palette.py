"""The color scheme that a reader chose: kept, and forgotten if the stored value is broken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.citing import SITE_PATH
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit

KEY = f"{SITE_PATH}.__palette"
COLOR = {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "custom", "accent": "custom"}
STORE = "item => localStorage.setItem(...item)"
LIGHT = COLOR | {"media": "(prefers-color-scheme: light)", "scheme": "default"}
BROKEN = [
    "{",
    "",
    "7",
    "true",
    "[]",
    '"slate"',
    '{"color": null}',
    '{"index": 1, "color": {}}',
    '{"index": 1, "color": {"scheme": "mauve"}}',
    json.dumps({"color": COLOR}),
    json.dumps({"index": "1", "color": COLOR}),
    json.dumps({"index": 1, "color": {**COLOR, "a b": "c"}}),
    json.dumps({"index": 1, "color": {**COLOR, "accent": None}}),
]


def stored(page: Page) -> Any:
    return page.evaluate("key => localStorage.getItem(key)", KEY)


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def toggle(page: Page) -> None:
    page.locator("label[for^=__palette]:visible").click()


def test_a_choice_survives_a_reload(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        toggle(session.go("about/"))
        page = session.go("years/2020/")
        assert scheme(page) == "slate"
        expect(page.locator("label[for^=__palette]:visible")).to_have_count(1)
        assert json.loads(stored(page)) == {"index": 1, "color": COLOR}
        page.evaluate(
            "value => localStorage.setItem(...value)", [KEY, json.dumps({"index": 9, "color": COLOR})]
        )
        assert scheme(session.go("about/")) == "slate"
        assert not session.errors


@pytest.mark.parametrize("values", rest_in_gates([BROKEN[:4], BROKEN[4:]]))
def test_a_broken_one_is_replaced(browser: Browser, toy_url: str, values: list[str]) -> None:
    with visit(browser, toy_url, color_scheme="light") as session:
        for value in values:
            session.go("about/").evaluate(STORE, [KEY, value])
            page = session.go("years/2020/")
            assert scheme(page) == "default", value
            assert json.loads(stored(page)) == {"index": 0, "color": LIGHT}, value
            toggle(page)
            assert scheme(page) == "slate", value
            assert json.loads(stored(page)) == {"index": 1, "color": COLOR}, value
        assert not session.errors
