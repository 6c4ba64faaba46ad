"""The paper browser: searching, filtering, sorting, and the URL."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.browsing import (
    browsing,
    chips,
    facet_value,
    open_papers,
    paper_count,
    search,
    settle,
    titles,
    value_count,
)

MEOW = "Meow Is All You Need: Speech to Whisker Generation In the Wild"


def test_typing_finds_highlights_and_counts(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        assert len(titles(page)) == paper_count(page) == 10
        search(page, "whisk cheese")
        assert titles(page) == [MEOW]
        assert page.locator(".card mark").all_inner_texts() == ["Whisker", "whisker", "Cheese"]
        expect(page.locator(".browse__status")).to_have_text(re.compile(r"^1 paper\."))
        assert value_count(page, "ToyCon") == 1
        assert value_count(page, "JoT") == 0
        expect(facet_value(page, "JoT").locator("input")).to_be_disabled()
        expect(page).to_have_url(f"{toy_url}papers/?q=whisk+cheese")


def test_text_of_an_input_method_is_searched_when_complete(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        field = session.page.locator(".browse__form input")
        field.evaluate("""field => {
          field.value = "小明";
          field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        }""")
        settle(session.page)
        assert paper_count(session.page) == 10
        field.dispatch_event("compositionend")
        settle(session.page)
        assert paper_count(session.page) == 2


def test_values_are_included_and_excluded(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        expected = value_count(page, "ToyCon")
        facet_value(page, "ToyCon").locator("input").check()
        settle(page)
        assert paper_count(page) == expected == 4
        assert value_count(page, "JoT") == 2  # further venues add papers
        facet_value(page, "JoT").locator("input").check()
        settle(page)
        assert paper_count(page) == 6
        facet_value(page, "Real time").get_by_role("button", name="Exclude Real time").click()
        settle(page)
        assert paper_count(page) == 3
        assert chips(page) == ["venue ToyCon", "venue JoT", "not tag Real time"]
        expect(page).to_have_url(f"{toy_url}papers/?tag=-real-time&venue=jot&venue=toycon")
        pressed = facet_value(page, "Real time").get_by_role("button")
        expect(pressed).to_have_attribute("aria-pressed", "true")
        pressed.click()
        facet_value(page, "JoT").locator("input").uncheck()
        settle(page)
        assert chips(page) == ["venue ToyCon"]


def test_years_are_bars_and_a_range(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        page.locator("summary", has_text="Year").click()
        bar = page.get_by_role("button", name="2021: 4 papers")
        bar.click()
        settle(page)
        assert paper_count(page) == 4
        expect(bar).to_have_attribute("aria-pressed", "true")
        first, last = page.locator(".bars__range input").all()
        expect(first).to_have_value("2021")
        first.fill("2018")
        first.press("Enter")
        last.fill("2020")
        last.press("Enter")
        settle(page)
        expect(page).to_have_url(f"{toy_url}papers/?year=2018..2020")
        assert paper_count(page) == 4
        assert page.locator(".bar[aria-pressed=true]").count() == 3
        last.fill("")
        last.press("Enter")
        settle(page)
        assert chips(page) == ["year 2018 or later"]


def test_chips_remove_chosen_and_typed_filters(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, "q=talk+venue:TOYCON+-same&tag=audio") as session:
        page = session.page
        assert chips(page) == ["tag Audio-driven", "venue ToyCon", "without “same”"]
        expect(facet_value(page, "ToyCon").locator("input")).to_be_checked()
        page.get_by_role("button", name="Remove filter: venue ToyCon").click()
        settle(page)
        expect(page.locator(".browse__form input")).to_have_value("talk -same")
        assert chips(page) == ["tag Audio-driven", "without “same”"]
        page.get_by_role("button", name="Clear all filters").click()
        settle(page)
        expect(page).to_have_url(f"{toy_url}papers/?q=talk")
        assert chips(page) == []


def test_back_and_forward_restore_filters_text_and_scroll_position(browser: Browser, real_url: str) -> None:
    with browsing(browser, real_url) as session:
        page = session.page
        total = paper_count(page)
        search(page, "talking head")
        with_text = paper_count(page)
        facet_value(page, "CVPR").locator("input").check()
        settle(page)
        with_venue = paper_count(page)
        assert 0 < with_venue < with_text < total
        page.go_back()
        settle(page)
        assert paper_count(page) == with_text
        expect(page.locator(".browse__form input")).to_have_value("talking head")
        expect(facet_value(page, "CVPR").locator("input")).not_to_be_checked()
        page.go_forward()
        settle(page)
        assert paper_count(page) == with_venue
        page.go_back()
        settle(page)
        for _ in range(2):
            page.get_by_role("button", name="Show 50 more").click()
        card = page.locator(".browse__results .card").nth(120)
        card.scroll_into_view_if_needed()
        settle(page)
        before = page.evaluate("scrollY")
        assert before > 3000
        card.locator(".card__title a").click()
        expect(page.locator("h1")).to_be_visible()
        page.go_back()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
        settle(page)
        assert len(titles(page)) == 150
        assert abs(page.evaluate("scrollY") - before) < 5


@pytest.mark.parametrize(
    "query",
    [
        "q=avatr&venue=cvpr",
        "year=2020..2022&has=code&tag=-gan&sort=title",
        "q=lip+sync&sort=oldest&shown=100",
    ],
)
@pytest.mark.every(3)
def test_a_copied_url_gives_the_same_results(browser: Browser, real_url: str, query: str) -> None:
    with browsing(browser, real_url, query) as session:
        first = titles(session.page), chips(session.page), paper_count(session.page)
        assert first[0]
        page = open_papers(session, session.page.url.partition("?")[2])
        assert (titles(page), chips(page), paper_count(page)) == first


def test_papers_are_sorted(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url) as session:
        page = session.page
        menu = page.locator(".browse__sort")
        newest = titles(page)
        expect(menu).to_have_value("newest")
        expect(menu.locator("option").first).to_be_disabled()
        menu.select_option("oldest")
        settle(page)
        assert titles(page) == newest[::-1]
        menu.select_option("venue")
        settle(page)
        venues = page.locator(".card__venue").all_inner_texts()
        assert venues == sorted(venues, key=str.lower)
        menu.select_option("title")
        settle(page)
        assert titles(page)[1:4] == sorted(titles(page)[1:4])
        expect(page).to_have_url(f"{toy_url}papers/?sort=title")
        menu.select_option("newest")
        settle(page)
        search(page, "meow")
        menu.select_option("best")
        settle(page)
        expect(page).to_have_url(f"{toy_url}papers/?q=meow")


def test_fifty_papers_are_shown_at_a_time(browser: Browser, real_url: str) -> None:
    with browsing(browser, real_url) as session:
        page = session.page
        assert len(titles(page)) == 50
        page.get_by_role("button", name="Show 50 more").click()
        assert len(titles(page)) == 100
        focused = "cards => cards.findIndex(card => card.contains(document.activeElement))"
        assert page.locator(".browse__results .card").evaluate_all(focused) == 50
        expect(page).to_have_url(f"{real_url}papers/?shown=100")
        facet_value(page, "ECCV").locator("input").check()
        settle(page)
        assert len(titles(page)) == paper_count(page) < 50
        expect(page.locator(".browse__more")).to_be_hidden()
        assert "shown" not in page.url


def test_notices_name_misspelled_and_missing_words(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, "q=whsker") as session:
        notice = session.page.locator(".browse__notice")
        expect(notice).to_have_text("No results for “whsker”. Showing “whisker” instead.")
        search(session.page, "meow trombone")
        expect(notice).to_have_text("No paper has all of these words. Showing papers without “trombone”.")
        search(session.page, "meow")
        expect(notice).to_have_text("")


@pytest.mark.parametrize("query", ["q=meow+venue:toycom", "q=meow&venue=toycom"])
def test_the_suggestion_for_an_unknown_filter_is_accepted(browser: Browser, toy_url: str, query: str) -> None:
    with browsing(browser, toy_url, query) as session:
        page = session.page
        expect(page.locator(".browse__notice")).to_have_text(
            "Unknown venue filter: “toycom”. Did you mean ToyCon?"
        )
        assert paper_count(page) == 0
        page.locator(".browse__notice button").click()
        settle(page)
        assert titles(page) == [MEOW]
        assert chips(page) == ["venue ToyCon"]


def test_an_empty_result_offers_alternatives(browser: Browser, toy_url: str) -> None:
    with browsing(browser, toy_url, "q=meow&venue=jot&tag=audio") as session:
        page = session.page
        alternatives = page.locator("div.browse__alternatives")
        expect(alternatives.locator("li")).to_have_text(
            [
                "Remove filter: tag Audio-driven 0 papers",
                "Remove filter: venue JoT 1 paper",
                "Remove search words 0 papers",
                "Clear search and filters 10 papers",
            ]
        )
        add = alternatives.get_by_role("link", name="Add it")
        assert add.evaluate("link => link.href") == f"{toy_url}add/"
        expect(alternatives.get_by_role("button", name="Remove filter: tag Audio-driven")).to_be_disabled()
        alternatives.get_by_role("button", name="Remove filter: venue JoT").click()
        settle(page)
        assert titles(page) == [MEOW]
        assert page.evaluate("document.activeElement.textContent") == "Results"
