"""Helpers that drive the paper browser (/papers/)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.looks import WIDE
from tests.browser.visits import Visit, visit


@contextmanager
def browsing(browser: Browser, url: str, query: str = "", **options: Any) -> Iterator[Visit]:
    """Open /papers/ in a fresh context, ready for use; fail at the end if there were errors."""
    with visit(browser, url, **({"viewport": WIDE} | options)) as session:
        open_papers(session, query)
        yield session
        assert not session.errors


def open_papers(session: Visit, query: str = "") -> Page:
    """Open /papers/ with URL parameters, and wait until it is ready."""
    page = session.go("papers/" + (f"?{query}" if query else ""))
    use_search(page)
    expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
    return page


def use_search(page: Page) -> None:
    """Begin to use the page, which then loads the search."""
    page.locator(".browse__form").dispatch_event("focusin")


def search(page: Page, text: str) -> None:
    """Type into the search field of the page and wait for the result."""
    page.locator(".browse__form input").fill(text)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the result is shown, its count announced, and the URL updated."""
    page.locator(".browse__results[aria-busy=false]").wait_for(state="attached")


def titles(page: Page) -> list[str]:
    """Return the titles of the visible results."""
    return page.locator(".browse__results .card__title a").all_inner_texts()


def paper_count(page: Page) -> int:
    """Return the number of results that the page states."""
    return int(re.sub(r"\D", "", page.locator(".browse__count").inner_text()))


def facet_value(page: Page, name: str) -> Locator:
    """Return the element of a facet value in the filter panel, with its facet unfolded."""
    label = page.locator(".value__name").get_by_text(name, exact=True)
    unfold_facets(page)
    return page.locator("li.value", has=label)


def unfold_facets(page: Page) -> None:
    """Unfold every facet of the filter panel."""
    page.locator("details.facet").evaluate_all("facets => facets.forEach(facet => { facet.open = true; })")


def value_count(page: Page, name: str) -> int:
    """Return the count beside a facet value."""
    return int(facet_value(page, name).locator(".count").inner_text().replace(",", ""))


def chips(page: Page) -> list[str]:
    """Return the labels of the active filters."""
    texts = page.locator(".chip--filter").all_inner_texts()
    return [text.removesuffix("×").strip() for text in texts]
