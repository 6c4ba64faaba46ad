"""The page for adding a paper where something goes wrong: rubbish, hostile texts, too much, no network."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, expect

from catalog import Catalog
from catalog.html.renderer import Renderer
from tests.browser.adding import Adding, adding
from tests.browser.visits import accessibility_violations, visit
from tests.hostile.payloads import ALL, PLAIN
from tests.sites import ROOT

NEW = "https://arxiv.org/abs/2508.12345"
TITLE = "Mumblr: Real Time Mumbling with a Mouth Full of Crisps"
FIELDS = ("title", "venue", "short", "authors")
NEAR = "Meow Is All You Need: Speech to Whisker Generation In the Wilds"
"""Much like a title of the toys."""
VIEWS = [{"width": 390, "height": 800}, {"width": 1280, "height": 800}]


@pytest.fixture
def one(browser: Browser, add_url: str) -> Iterator[Adding]:
    with adding(browser, add_url) as somebody:
        yield somebody
        assert not [
            fault
            for fault in somebody.opened.errors
            if not fault.startswith("request to https://github.com/")
        ]


@pytest.mark.parametrize("text", ["meow", "javascript:alert(1)", "<img src=x onerror=alert(1)>", "🐈" * 700])
def test_rubbish_is_told_once_the_typing_rests_and_sent_nowhere(one: Adding, text: str) -> None:
    page = one.begin()
    one.paste(text)
    expect(page.locator(".add__link-status")).to_contain_text("is no")
    expect(page.locator(".add__link-status")).to_contain_text("Write a link such as")
    expect(page.locator("#add-form")).to_be_hidden()
    page.keyboard.press("Enter")
    one.paste(NEW)
    expect(page.locator("#add-form")).to_be_visible()
    expect(page.locator(".add__link-status")).not_to_contain_text("is no")
    assert not one.asked


def test_a_link_that_breaks_later_takes_the_way_to_github_away(one: Adding) -> None:
    page = one.begin()
    one.paste(NEW)
    one.write("title", TITLE)
    one.choose()
    assert page.locator("#add-propose").get_attribute("href")
    one.paste("https://arxiv.org/abs/meow")
    expect(page.locator("#add-propose")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".add__problems")).to_contain_text("is no arXiv id")


def test_asking_too_early_leads_to_what_is_missing(one: Adding) -> None:
    page = one.begin()
    one.paste(NEW)
    assert one.state == "Still to do: Title, Category."
    expect(page.locator("#add-title-said")).to_have_text(
        "As printed in the paper, including punctuation and capitalization."
    )
    page.locator("#add-propose").dispatch_event("click")
    assert page.evaluate("document.activeElement.id") == "add-title"
    expect(page.locator("#add-title")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#add-title-said")).to_contain_text("issing")
    one.write("title", TITLE)
    expect(page.locator("#add-title")).not_to_have_attribute("aria-invalid", "true")
    assert one.state == "Still to do: Category."


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_texts_stay_texts(one: Adding, field: str) -> None:
    page = one.begin()
    one.paste(NEW)
    one.write("title", TITLE)
    one.choose()
    before = page.locator("#add *").count()
    for text in ALL:
        one.write(field, text)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        found = yaml.safe_load(one.yaml) if text.isprintable() else {}
        if field in ("title", "short") and text in PLAIN:
            assert found[field] == text
        if field == "authors" and text in PLAIN:
            assert found["authors"] == [text]
        assert page.evaluate("window.__pwned") is None, text
        tags = page.locator("#add :is(script, img, svg, iframe, style, base, meta, object)").count()
        assert tags == 0, text
    one.write(field, "Meow")
    assert abs(page.locator("#add *").count() - before) < 12


def test_a_hostile_address_runs_nothing(one: Adding) -> None:
    page = one.begin()
    for text in ALL:
        one.paste(text)
        assert page.evaluate("window.__pwned") is None, text
        for href in page.locator("#add a[href]").evaluate_all("all => all.map(link => link.href)"):
            assert href.startswith(("https://", "http://")), text


@pytest.mark.parametrize("text", ["<img src=x onerror=window.__pwned=1>", "javascript:window.__pwned=1"])
def test_a_hostile_address_in_the_address_runs_nothing(one: Adding, text: str) -> None:
    page = one.begin(f"?link={quote(text)}")
    expect(page.locator("#add-link")).to_have_value(text)
    expect(page.locator(".add__link-status")).to_contain_text("is no link")
    assert page.evaluate("window.__pwned") is None


def test_too_much_for_a_link_is_said_and_can_be_copied(one: Adding) -> None:
    page = one.begin()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    one.paste(NEW)
    one.write("title", TITLE)
    one.choose()
    one.write("authors", "\n".join(f"Ann {'Ö' * 10}{number}" for number in range(200)))
    assert one.state.startswith("Ready, but too long for a link")
    page.get_by_role("button", name="Copy record").click()
    expect(page.locator(".add__copy-status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == one.yaml
    one.propose()
    assert one.sent == {"filename": "data/papers/2025/mumblr-2025.yml"}


def test_a_description_that_does_not_fit_is_left_out_first(one: Adding) -> None:
    page = one.begin()
    one.paste(NEW)
    one.write("title", TITLE)
    one.choose()

    def address(authors: int) -> str:
        """Where the page leads with so many of them."""
        page.locator("#add-authors").fill("\n".join(f"Ann Alder {one}" for one in range(authors)))
        return page.locator("#add-propose").get_attribute("href") or ""

    number = next(some for some in range(100, 500, 20) if "&description=" not in address(some))
    while "&value=" not in (href := address(number)):
        assert len(href) <= 8000
        number -= 1
    assert "&description=" not in href
    assert len(href) <= 8000
    assert "&message=" in href


@pytest.mark.parametrize("broken", ["rules.json", "page.js"])
def test_without_the_rules_the_link_can_still_be_sent(one: Adding, broken: str) -> None:
    page = one.page
    page.route(f"**/add/{broken}", lambda route: route.abort())
    one.begin()
    expect(page.locator(".add__link-status")).to_contain_text("You can still send the link alone")
    one.paste(NEW)
    one.send()
    assert one.sent["link"] == NEW
    one.opened.errors[:] = [fault for fault in one.opened.errors if "net::ERR_FAILED" not in fault]


def test_without_the_catalog_the_record_can_still_be_written(one: Adding) -> None:
    page = one.page
    page.route("**/search/*.json", lambda route: route.abort())
    one.begin()
    one.paste("https://arxiv.org/abs/2008.99001")
    expect(page.locator(".add__link-status")).to_contain_text("The catalog could not be loaded")
    one.write("title", TITLE)
    one.choose()
    one.propose()
    assert one.sent["filename"] == "data/papers/2020/mumblr-2020.yml"
    one.opened.errors[:] = [fault for fault in one.opened.errors if "net::ERR_FAILED" not in fault]


def test_a_copy_without_a_repository_says_so() -> None:
    page = Renderer(Catalog(), ROOT / "docs/templates").render_template("catalog/add.html", "add/")
    assert "nowhere to send a paper to" in page
    assert "<form" not in page
    assert "<script" not in page


@pytest.mark.parametrize(("scheme", "view"), list(product(["light", "dark"], VIEWS)))
def test_it_is_accessible_and_fits(browser: Browser, add_url: str, scheme: Any, view: Any) -> None:
    options = {"color_scheme": scheme, "viewport": view, "has_touch": view["width"] < 500}
    options["reduced_motion"] = "reduce"  # what fades has no contrast on the way
    with adding(browser, add_url, **options) as one:
        page = one.begin()
        found = accessibility_violations(page)
        one.paste(NEW)
        page.locator("#add-propose").dispatch_event("click")
        page.keyboard.type(f"{NEAR} <b>", delay=2)
        expect(page.locator(".add__similar")).not_to_be_empty()
        page.wait_for_timeout(700)
        found += accessibility_violations(page)
        for _ in " <b>":
            page.keyboard.press("Backspace")
        label = page.locator(".add__category").first
        label.tap() if view["width"] < 500 else label.click()
        page.locator("#add-venue").press_sequentially("Workshop on Crisps")
        page.locator(".add__row input").last.press_sequentially("https://github.com/meow/lip")
        page.wait_for_timeout(700)
        found += accessibility_violations(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
        one.paste("https://arxiv.org/abs/2008.99001")
        found += accessibility_violations(page)
        one.paste("meow")
        page.wait_for_timeout(700)
        found += accessibility_violations(page)
        assert not found, "\n".join(found)
        assert not one.opened.errors


def test_nothing_moves_when_a_field_is_answered(one: Adding) -> None:
    page = one.begin()
    place = "all => all.map(part => part.getBoundingClientRect().top + scrollY)"
    steps = page.locator(".add__steps").evaluate_all(place)
    one.paste("meow")
    expect(page.locator(".add__link-status")).to_contain_text("is no link")
    assert page.locator(".add__steps").evaluate_all(place) == steps
    one.paste(NEW)
    page.locator("#add-title").focus()
    fields = page.locator(".add__field").evaluate_all(place)
    page.keyboard.type(f"{NEAR} <b>")
    expect(page.locator("#add-title-said")).to_have_class("add__hint add__hint--problem")
    expect(page.locator(".add__similar")).not_to_be_empty()
    assert page.locator(".add__field").evaluate_all(place) == fields


@pytest.mark.parametrize("address", ["", "no-such-page/"])
def test_pages_lead_here(browser: Browser, toy_url: str, address: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go(address)
        page.get_by_role("link", name="Add").last.click()
        expect(page).to_have_url(f"{toy_url}add/")


def test_an_arxiv_id_that_is_not_found_is_taken_along(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.go("papers/?q=2508.12345v1")
        add = page.locator(".browse__alternatives").get_by_role("link", name="Add it")
        assert add.evaluate("link => link.href") == f"{toy_url}add/?link=2508.12345"
        page.locator(".finder__input").fill("arxiv.org/abs/2508.12345")
        page.locator(".finder__note").get_by_role("link", name="Add it").click()
        expect(page).to_have_url(f"{toy_url}add/?link=2508.12345")
        expect(page.locator("#add-link")).to_have_value("2508.12345")
