"""Chips show how a query was read; each is taken off, or turned back into words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import browsing, paper_count, settle


@pytest.mark.parametrize(
    ("query", "chip", "rest"),
    [
        ("cvpr 2024 with code", "venue CVPR", "2024 with code"),
        ("cvpr 2024 with code", "year 2024", "cvpr with code"),
        ("CVPR'24 gan", "year 2024", "venue:cvpr gan"),
        ("without gan since 2025", "not tag GAN", "since 2025"),
    ],
)
@pytest.mark.every(3)
def test_taking_off_a_chip_is_as_if_it_had_not_been_typed(
    browser: Browser, real_url: str, query: str, chip: str, rest: str
) -> None:
    with browsing(browser, real_url) as session:
        page = session.page
        field = page.locator(".browse__form input")
        field.fill(query)
        settle(page)
        chips = page.locator(".browse__chips")
        chips.get_by_role("button", name=f"Remove filter: {chip}", exact=True).click()
        settle(page)
        expect(field).to_have_value(rest)
        without = paper_count(page)
        field.fill("")
        field.fill(rest)
        settle(page)
        assert paper_count(page) == without


def test_a_chip_turns_back_into_words(browser: Browser, real_url: str) -> None:
    with browsing(browser, real_url) as session:
        page = session.page
        field = page.locator(".browse__form input")
        field.fill("emotion 2024")
        settle(page)
        page.get_by_role("button", name="Search for the words “emotion” instead").click()
        settle(page)
        expect(field).to_have_value('"emotion" 2024')
        expect(page.get_by_role("button", name="Remove filter: tag Emotion control")).to_have_count(0)
