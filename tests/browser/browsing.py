"""The browser of papers as its readers use it, for the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visits import Visit, visit

WIDE: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 390, "height": 800}
SETTLED = 500
"""Milliseconds in which the address is written and a count read out."""


@contextmanager
def browsing(browser: Browser, url: str, query: str = "", **options: Any) -> Iterator[Visit]:
    """The papers' page, ready, in a context of its own. At the end nothing must have gone wrong."""
    with visit(browser, url, **({"viewport": WIDE} | options)) as opened:
        go(opened, query)
        yield opened
        assert not opened.faults


def go(opened: Visit, query: str = "") -> Page:
    """Open the papers' page with a query, and wait until it is ready."""
    page = opened.go("papers/" + (f"?{query}" if query else ""))
    page.locator(".browse__form").dispatch_event("focusin")  # on a phone, it begins when somebody turns to it
    expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
    return page


def search(page: Page, text: str) -> None:
    """Type into the page's own field and wait for the answer."""
    page.locator(".browse__form input").fill(text)
    settle(page)


def settle(page: Page) -> None:
    """Wait until what was asked is answered and written into the address."""
    page.wait_for_timeout(SETTLED)


def titles(page: Page) -> list[str]:
    """The titles that are shown."""
    return page.locator(".browse__results .card__title a").all_inner_texts()


def number(page: Page) -> int:
    """The number of papers that the page says it has found."""
    return int(re.sub(r"\D", "", page.locator(".browse__count").inner_text()))


def value(page: Page, name: str) -> Locator:
    """A value of the panel: its box, its count and its button."""
    label = page.locator(".value__name").get_by_text(name, exact=True)
    return page.locator("li.value", has=label)


def counted(page: Page, name: str) -> int:
    """The count beside a value."""
    return int(value(page, name).locator(".count").inner_text().replace(",", ""))


def chips(page: Page) -> list[str]:
    """The filters above the results."""
    texts = page.locator(".chip--filter").all_inner_texts()
    return [text.removesuffix("×").strip() for text in texts]
