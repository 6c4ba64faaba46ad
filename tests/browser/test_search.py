"""The search box in the header: finds papers, lists, datasets, metrics and pages, and leads to them."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.visits import Visit, search, violations, visit
from tests.hostile.payloads import TEXTS

FOUND = {
    "short name": ("meow2lip", "papers/meow2lip-2020/"),
    "name in pieces": ("meow 2 lip", "papers/meow2lip-2020/"),
    "alias": ("purr2lip", "papers/meow2lip-2020/"),
    "title word": ("whisker", "papers/meow2lip-2020/"),
    "slip of the finger": ("wihsker", "papers/meow2lip-2020/"),
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
    "arXiv address": ("https://arxiv.org/abs/2008.99001v2", "papers/meow2lip-2020/"),
    "dataset": ("wink", "datasets/blink/"),
    "metric": ("giggle", "metrics/#giggle"),
    "venue": ("toycon", "venues/toycon/"),
    "page": ("what you can rely on", "about/#what-you-can-rely-on"),
}
STRICT = (
    "default-src 'none'; script-src 'self' {}; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What the pages must do with. The scripts that the theme writes into them are known by their hashes."""


@pytest.mark.parametrize(("text", "address"), FOUND.values(), ids=FOUND)
def test_the_first_result_leads_there(browser: Browser, toy_url: str, text: str, address: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("about/")
        search(page, text)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page).to_have_url(toy_url + address)
        assert not opened.faults


def test_nothing_is_fetched_before_somebody_wants_to_search(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        asked: list[str] = []
        opened.page.on("request", lambda request: asked.append(request.url.removeprefix(toy_url)))
        page = opened.go("about/")
        page.wait_for_load_state("networkidle")
        before = [url for url in asked if "search" in url]
        assert before == []
        search(page, "meow")
        page.wait_for_load_state("networkidle")
        after = [url for url in asked if "search" in url]
        assert sorted(after) == sorted(set(after)), "a file is fetched twice"
        assert "search/index.json" in after
        assert "search/cards.json" not in after
        assert not any("worker" in url or "search_index" in url for url in after)


def test_an_author_is_found_with_all_papers(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        titles = search(opened.go(""), "Østergård")
        assert len([title for title in titles if "Meow" in title or "Louder" in title]) == 2


def test_words_that_were_asked_for_are_marked(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("")
        search(page, "whiskr generat")
        assert page.locator(".finder__option mark").all_inner_texts() == ["Whisker", "Generation"]
        expect(page.locator(".finder__note")).to_have_text("No paper has “whiskr”. These have “whisker”.")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("meow zzzzzz", "No paper has all these words. These lack “zzzzzz”."),
        ("zzzzzz", "No paper fits. Is it missing? Add it."),
        ("venue:toycom", "There is no venue “toycom”. Did you mean ToyCon?"),
        ("tag:zzzzzz", "There is no tag “zzzzzz”."),
    ],
)
def test_the_box_says_what_it_did(browser: Browser, toy_url: str, text: str, note: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("")
        search(page, text)
        expect(page.locator(".finder__note")).to_have_text(note)
        expect(page.get_by_role("option", name=re.compile("filters"))).to_be_visible()


def test_arrows_walk_through_the_results_and_back_to_the_box(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("")
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
    with visit(browser, toy_url) as opened:
        page = opened.go("")
        box = page.get_by_role("combobox")
        search(page, "meow")
        expect(box).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(page.locator(".finder__panel")).to_be_hidden()
        expect(box).to_have_value("meow")
        page.keyboard.press("Escape")
        expect(box).not_to_be_focused()


def test_enter_leads_to_all_papers_of_the_query(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("venues/toycon/")
        search(page, "head & <b>")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=head+%26+%3Cb%3E")


def test_a_slash_in_a_field_is_a_slash(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("")
        field = page.locator(".find input")
        field.focus()
        page.keyboard.type("a/b")
        expect(field).to_have_value("a/b")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox")).to_be_focused()


def test_the_number_of_results_is_read_out(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("")
        search(page, "squeak")
        expect(page.locator(".finder [role=status]")).to_have_text(
            re.compile(r"^2 papers and \d other results?$")
        )


def test_an_unfinished_word_of_an_input_method_is_not_searched(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("")
        found = search(page, "meow")
        box = page.get_by_role("combobox")
        box.evaluate("""box => {
            box.value = "zzzzzz";
            box.dispatchEvent(new InputEvent("input", {isComposing: true}));
            box.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", isComposing: true}));
        }""")
        page.wait_for_timeout(100)
        assert page.locator("[role=group][data-kind] .finder__title").all_inner_texts() == found
        assert box.get_attribute("aria-activedescendant") is None
        box.evaluate("box => box.dispatchEvent(new CompositionEvent('compositionend'))")
        expect(page.locator(".finder__note")).to_have_text("No paper fits. Is it missing? Add it.")


def test_on_a_phone_one_tap_opens_the_box(browser: Browser, toy_url: str) -> None:
    phone: Any = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}
    with visit(browser, toy_url, **phone) as opened:
        page = opened.go("venues/")
        page.get_by_role("combobox").tap()
        page.keyboard.type("whisker")
        option = page.get_by_role("option").first
        expect(option).to_contain_text("Meow")
        room = page.get_by_role("combobox").bounding_box()
        assert room is not None
        assert room["width"] == 390
        option.tap()
        expect(page).to_have_url(f"{toy_url}papers/meow2lip-2020/")
        page.get_by_role("combobox").tap()
        page.get_by_role("button", name="Close the search").tap()
        expect(page.get_by_role("combobox")).not_to_be_focused()


BROKEN = {
    "missing": lambda route: route.fulfill(status=404, body="gone"),
    "no JSON": lambda route: route.fulfill(body="<!doctype html><p>Sign in to the hotel's network"),
    "another format": lambda route: route.fulfill(json={"format": 99}),
    "cut short": lambda route: route.fulfill(json={"format": 1, "papers": 3, "words": ""}),
    "no network": lambda route: route.abort(),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_without_an_index_the_box_says_so_and_can_try_again(
    browser: Browser, toy_url: str, broken: Any
) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/index.json", broken)  # before the page, as routes miss a request else
        page = opened.go("about/")
        page.keyboard.press("/")
        page.keyboard.type("meow")
        note = page.locator(".finder__note")
        expect(note).to_contain_text("The search could not be loaded.")
        expect(note.get_by_role("link", name="everything as a plain list")).to_have_attribute(
            "href", f"{toy_url}all/"
        )
        page.unroute("**/search/index.json")
        note.get_by_role("button", name="Try again").click()
        expect(page.get_by_role("option").first).to_contain_text("Meow")


def test_without_the_other_results_papers_are_found(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/others.json", lambda route: route.abort())
        page = opened.go("about/")
        assert search(page, "meow")[0].startswith("Meow")


def test_once_loaded_it_needs_no_network(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("about/")
        search(page, "squeak")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        assert search(page, "whisker")[0].startswith("Meow")
        assert not opened.faults


def test_without_javascript_the_box_leads_to_the_papers(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as opened:
        page = opened.go("about/")
        page.get_by_role("combobox").fill("meow")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=meow")
        expect(page.locator("li.card").first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["meow", "whiskr", "zzzzzz"])
def test_an_open_search_is_accessible(
    browser: Browser, toy_url: str, scheme: Any, width: int, text: str
) -> None:
    with visit(browser, toy_url, color_scheme=scheme, viewport={"width": width, "height": 700}) as opened:
        page = opened.go("venues/")
        search(page, text)
        page.keyboard.press("ArrowDown")
        found = violations(page)
        assert not found, "\n".join(found)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def strictly(opened: Visit) -> None:
    """Serve every page with a strict policy: only scripts from files, and those the theme writes, by hash."""

    def answer(route: Route) -> None:
        reply = route.fetch()
        scripts = re.findall(r"<script(?: [^>]*)?>(.*?)</script>", reply.text(), re.DOTALL)
        hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
        policy = STRICT.format(" ".join(f"'sha256-{one}'" for one in hashes))
        route.fulfill(response=reply, headers={**reply.headers, "content-security-policy": policy})

    opened.page.route(lambda url: url.partition("?")[0].endswith("/"), answer)


def test_the_search_works_under_a_strict_policy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        strictly(opened)
        page = opened.go("about/")
        assert search(page, "whiskr")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{toy_url}papers/?q=whiskr")
        expect(page.locator("mark").first).to_be_visible()
        assert not opened.faults


def test_hostile_queries_are_words(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("about/")
        for text in TEXTS:
            search(page, text)
            assert executed(page) is None, text
        assert not opened.faults


def executed(page: Page) -> object:
    return page.evaluate("window.__pwned")
