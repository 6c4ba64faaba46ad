"""The search box in the header: finds papers, lists, datasets, metrics and pages, and links to them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visits import search, visit

FIRST_RESULTS = {
    "short name": ("meow2lip", "papers/meow2lip-2020/"),
    "name in pieces": ("meow 2 lip", "papers/meow2lip-2020/"),
    "alias": ("purr2lip", "papers/meow2lip-2020/"),
    "title word": ("whisker", "papers/meow2lip-2020/"),
    "typo": ("wihsker", "papers/meow2lip-2020/"),
    "words without hyphen": ("squeek spoting", "papers/squeak-spotting-2018/"),
    "beginning of a word": ("squea spot", "papers/squeak-spotting-2018/"),
    "author of one paper": ("plappermaul", "papers/very-long-2021/"),
    "author without accents": ("van duc nguyen", "papers/meow2lip-2020/"),
    "author without umlauts": ("mueller unal", "papers/same-but-louder-2023/"),
    "part of a Chinese name": ("小明 louder", "papers/same-but-louder-2023/"),
    "Chinese name in Latin letters": ("xiaoming whisker", "papers/meow2lip-2020/"),
    "other alphabet": ("מדבר", "papers/head-that-would-not-2022/"),
    "phrase": ('"speech to whisker"', "papers/meow2lip-2020/"),
    "filter": ("author:østergård year:2020", "papers/meow2lip-2020/"),
    "arXiv URL": ("https://arxiv.org/abs/2008.99001v2", "papers/meow2lip-2020/"),
    "dataset": ("wink", "datasets/blink/"),
    "metric": ("giggle", "metrics/#giggle"),
    "venue": ("toycon", "venues/toycon/"),
    "page": ("what you can rely on", "about/#what-you-can-rely-on"),
}

BROWSE = re.compile("with filters|paper browser")
"""The label of the last option, which opens the paper browser."""


def test_the_first_result_is_the_right_one(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("about/")
        for name, (text, path) in FIRST_RESULTS.items():
            search(page, text)
            href = page.locator(".finder__option").first.evaluate("option => option.href")
            assert href == toy_url + path, name
        assert not session.errors


@pytest.mark.parametrize("name", ["short name", "dataset", "page"])
def test_enter_opens_the_chosen_result(browser: Browser, toy_url: str, name: str) -> None:
    text, path = FIRST_RESULTS[name]
    with visit(browser, toy_url) as session:
        page = session.go("about/")
        search(page, text)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page).to_have_url(toy_url + path)
        assert not session.errors


def test_nothing_is_fetched_before_the_first_search(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        requests = session.record_requests()
        page = session.go("about/")
        page.wait_for_load_state("networkidle")
        before = [url for url in requests if "search" in url]
        assert before == []
        search(page, "meow")
        page.wait_for_load_state("networkidle")
        after = [url for url in requests if "search" in url]
        assert sorted(after) == sorted(set(after)), "a file is fetched twice"
        assert "search/index.json" in after
        assert "search/cards.json" not in after
        assert not any("worker" in url or "search_index" in url for url in after)


def test_an_author_is_found_with_all_papers(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        titles = search(session.go(""), "Østergård")
        assert len([title for title in titles if "Meow" in title or "Louder" in title]) == 2


def test_words_of_the_query_are_highlighted(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        search(page, "whiskr generat")
        assert page.locator(".finder__option mark").all_inner_texts() == ["Whisker", "Generation"]
        expect(page.locator(".finder__note")).to_have_text(
            "No results for “whiskr”. Showing “whisker” instead."
        )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("meow zzzzzz", "No paper has all of these words. Showing papers without “zzzzzz”."),
        ("zzzzzz", "No papers match. Missing a paper? Add it."),
        ("venue:toycom", "Unknown venue filter: “toycom”. Did you mean ToyCon?"),
        ("tag:zzzzzz", "Unknown tag filter: “zzzzzz”."),
    ],
)
def test_the_note_explains_the_results(browser: Browser, toy_url: str, text: str, note: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        search(page, text)
        expect(page.locator(".finder__note")).to_have_text(note)
        expect(page.get_by_role("option", name=BROWSE)).to_be_visible()


def test_arrow_keys_move_through_the_results_and_back_to_the_box(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        box = page.get_by_role("combobox")
        search(page, "head")
        options = page.get_by_role("option")
        count = options.count()
        assert count > 2
        for at in (0, 1):
            page.keyboard.press("ArrowDown")
            assert box.get_attribute("aria-activedescendant") == options.nth(at).get_attribute("id")
            expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
        for _ in range(2):
            page.keyboard.press("ArrowUp")
        assert box.get_attribute("aria-activedescendant") is None
        page.keyboard.press("ArrowUp")
        assert box.get_attribute("aria-activedescendant") == options.nth(count - 1).get_attribute("id")


def test_escape_closes_the_list_then_leaves_the_box(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        box = page.get_by_role("combobox")
        search(page, "meow")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(page.locator(".finder__panel")).to_be_hidden()
        expect(box).to_have_value("meow")
        page.keyboard.press("Escape")
        expect(box).not_to_be_focused()


def test_enter_opens_the_paper_browser_with_the_query(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("venues/toycon/")
        search(page, "head & <b>")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=head+%26+%3Cb%3E")


def test_a_slash_in_a_field_is_a_slash(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        field = page.locator(".search-form input")
        field.focus()
        page.keyboard.type("a/b")
        expect(field).to_have_value("a/b")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox")).to_be_focused()


def test_the_number_of_results_is_announced(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        search(page, "squeak")
        expect(page.locator(".finder [role=status]")).to_have_text(
            re.compile(r"^1 paper and \d other results?$")
        )


def test_text_of_an_input_method_is_searched_when_complete(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("")
        results = search(page, "meow")
        box = page.get_by_role("combobox")
        box.evaluate("""box => {
            box.value = "zzzzzz";
            box.dispatchEvent(new InputEvent("input", {isComposing: true}));
            box.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", isComposing: true}));
        }""")
        expect(page.locator("#finder-results")).to_have_attribute("aria-busy", "false")
        assert page.locator("[role=group][data-kind] .finder__title").all_inner_texts() == results
        assert box.get_attribute("aria-activedescendant") is None
        box.evaluate("box => box.dispatchEvent(new CompositionEvent('compositionend'))")
        expect(page.locator(".finder__note")).to_have_text("No papers match. Missing a paper? Add it.")


def test_on_a_phone_one_tap_opens_the_box(browser: Browser, toy_url: str) -> None:
    phone: Any = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}
    with visit(browser, toy_url, **phone) as session:
        page = session.go("venues/")
        page.get_by_role("combobox").tap()
        page.keyboard.type("whisker")
        option = page.get_by_role("option").first
        expect(option).to_contain_text("Meow")
        bounds = page.get_by_role("combobox").bounding_box()
        assert bounds is not None
        assert bounds["width"] == 390
        option.tap()
        expect(page).to_have_url(f"{toy_url}papers/meow2lip-2020/")
        page.get_by_role("combobox").tap()
        page.get_by_role("button", name="Close search").tap()
        expect(page.get_by_role("combobox")).not_to_be_focused()
