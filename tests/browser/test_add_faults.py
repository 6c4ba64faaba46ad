"""Faults on the page for adding a paper: invalid and hostile input, oversized records, no network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from catalog import Catalog
from catalog.html.renderer import Renderer
from catalog.views.views import Views
from tests.browser.adding import Contributor, contributor
from tests.browser.looks import each_look
from tests.browser.visits import accessibility_violations, visit
from tests.helpers import load_yaml
from tests.hostile.payloads import PAYLOADS, PLAIN_TEXTS
from tests.sites import ROOT

NEW = "https://arxiv.org/abs/2508.12345"
TITLE = "Mumblr: Real Time Mumbling with a Mouth Full of Crisps"
FIELDS = ("title", "venue", "short", "authors")
NEAR = "Meow Is All You Need: Speech to Whisker Generation In the Wilds"
"""Similar to a title in the toy catalog."""


@pytest.fixture
def user(browser: Browser, add_url: str) -> Iterator[Contributor]:
    with contributor(browser, add_url) as contributing_user:
        yield contributing_user
        assert not [
            error
            for error in contributing_user.session.errors
            if not error.startswith("request to https://github.com/")
        ]


@pytest.mark.parametrize("text", ["meow", "javascript:alert(1)", "<img src=x onerror=alert(1)>", "🐈" * 700])
def test_invalid_input_is_reported_after_a_pause_and_sent_nowhere(user: Contributor, text: str) -> None:
    page = user.open_form()
    user.paste(text)
    expect(page.locator(".add__link-status")).to_contain_text("is not a link")
    expect(page.locator(".add__link-status")).to_contain_text("Write a link such as")
    expect(page.locator("#add-form")).to_be_hidden()
    page.keyboard.press("Enter")
    user.paste(NEW)
    expect(page.locator("#add-form")).to_be_visible()
    expect(page.locator(".add__link-status")).not_to_contain_text("is not a link")
    assert not user.github_urls


def test_a_link_that_becomes_invalid_disables_the_proposal(user: Contributor) -> None:
    page = user.open_form()
    user.paste(NEW)
    user.fill("title", TITLE)
    user.choose_category()
    assert page.locator("#add-propose").get_attribute("href")
    user.paste("https://arxiv.org/abs/meow")
    expect(page.locator("#add-propose")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".add__problems")).to_contain_text("is not a valid arXiv ID")


def test_proposing_too_early_leads_to_the_first_problem(user: Contributor) -> None:
    page = user.open_form()
    user.paste(NEW)
    assert user.state == "Still to do: Title, Category."
    expect(page.locator("#add-title-said")).to_have_text(
        "As printed in the paper, including punctuation and capitalization."
    )
    page.locator("#add-propose").dispatch_event("click")
    assert page.evaluate("document.activeElement.id") == "add-title"
    expect(page.locator("#add-title")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#add-title-said")).to_contain_text("issing")
    user.fill("title", TITLE)
    expect(page.locator("#add-title")).not_to_have_attribute("aria-invalid", "true")
    assert user.state == "Still to do: Category."


TYPE_TEXTS = """async ([selector, texts]) => {
  const field = document.querySelector(selector);
  const states = [];
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
    states.push({
      yaml: document.querySelector(".add__yaml").textContent,
      ran: window.__pwned !== undefined,
      elements: document.querySelectorAll(
        "#add :is(script, img, svg, iframe, style, base, meta, object)",
      ).length,
      links: [...document.querySelectorAll("#add a[href]")].map((link) => link.href),
    });
  }
  return states;
}"""
"""Type texts into a field of the form; return what the page shows after each."""


def type_texts(user: Contributor, field: str) -> dict[str, dict[str, Any]]:
    """Type every hostile text; return the states of the page by text."""
    states = user.page.evaluate(TYPE_TEXTS, [f"#add-{field}", PAYLOADS])
    assert user.page.evaluate("window.__pwned") is None
    return dict(zip(PAYLOADS, states, strict=True))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.every(4)
def test_hostile_texts_stay_texts(user: Contributor, field: str) -> None:
    page = user.open_form()
    user.paste(NEW)
    user.fill("title", TITLE)
    user.choose_category()
    before = page.locator("#add *").count()
    for text, state in type_texts(user, field).items():
        record = load_yaml(state["yaml"]) if text.isprintable() else {}
        if field in ("title", "short") and text in PLAIN_TEXTS:
            assert record[field] == text
        if field == "authors" and text in PLAIN_TEXTS:
            assert record["authors"] == [text]
        assert (state["ran"], state["elements"]) == (False, 0), text
    user.fill(field, "Meow")
    assert abs(page.locator("#add *").count() - before) < 12


def test_a_hostile_address_runs_nothing(user: Contributor) -> None:
    user.open_form()
    for text, state in type_texts(user, "link").items():
        assert not state["ran"], text
        assert all(href.startswith(("https://", "http://")) for href in state["links"]), text


@pytest.mark.parametrize("text", ["<img src=x onerror=window.__pwned=1>", "javascript:window.__pwned=1"])
def test_a_hostile_address_in_the_address_runs_nothing(user: Contributor, text: str) -> None:
    page = user.open_form(f"?link={quote(text)}")
    expect(page.locator("#add-link")).to_have_value(text)
    expect(page.locator(".add__link-status")).to_contain_text("is not a link")
    assert page.evaluate("window.__pwned") is None


def test_a_record_too_long_for_a_link_can_be_copied(user: Contributor) -> None:
    page = user.open_form()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    user.paste(NEW)
    user.fill("title", TITLE)
    user.choose_category()
    endings = [first + second for first in "abcdefghij" for second in "abcdefghijklmnopqrst"]
    user.fill("authors", "\n".join(f"Ann {'Ö' * 10}{ending}" for ending in endings))
    assert user.state.startswith("Ready, but too long for a link")
    page.get_by_role("button", name="Copy record").click()
    expect(page.locator(".add__copy-status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == user.yaml
    user.propose()
    assert user.parameters == {"filename": "data/papers/2025/mumblr-2025.yml"}


HREFS = """numbers => numbers.map((number) => {
  const field = document.querySelector("#add-authors");
  const letters = (at) => String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26));
  const name = (_, at) => `Ann ${"Alder".repeat(7)}${letters(at)}`;
  field.value = Array.from({ length: number }, name).join("\\n");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return document.querySelector("#add-propose").getAttribute("href") ?? "";
})"""
"""Return the link to GitHub for each number of authors."""


def test_a_description_that_does_not_fit_is_left_out_first(user: Contributor) -> None:
    page = user.open_form()
    user.paste(NEW)
    user.fill("title", TITLE)
    user.choose_category()
    hrefs: list[str] = page.evaluate(HREFS, [*range(100, 200)])
    with_record = [href for href in hrefs if "&value=" in href]
    assert with_record == hrefs[: len(with_record)] != hrefs
    assert max(map(len, with_record)) <= 8000
    assert all("&message=" in href for href in with_record)
    with_description = [href for href in with_record if "&description=" in href]
    assert with_description == with_record[: len(with_description)] != with_record
    assert with_description


@pytest.mark.parametrize("broken", ["rules.json", "page.js"])
def test_without_the_rules_the_link_can_still_be_sent(user: Contributor, broken: str) -> None:
    page = user.page
    page.route(f"**/add/{broken}", lambda route: route.abort())
    user.open_form()
    expect(page.locator(".add__link-status")).to_contain_text("You can still send the link alone")
    user.paste(NEW)
    user.send_link()
    assert user.parameters["link"] == NEW
    user.session.errors[:] = [error for error in user.session.errors if "net::ERR_FAILED" not in error]


def test_without_the_catalog_the_record_can_still_be_written(user: Contributor) -> None:
    page = user.page
    page.route("**/search/*.json", lambda route: route.abort())
    user.open_form()
    user.paste("https://arxiv.org/abs/2008.99001")
    expect(page.locator(".add__link-status")).to_contain_text("The catalog could not be loaded")
    user.fill("title", TITLE)
    user.choose_category()
    user.propose()
    assert user.parameters["filename"] == "data/papers/2020/mumblr-2020.yml"
    user.session.errors[:] = [error for error in user.session.errors if "net::ERR_FAILED" not in error]


def test_a_copy_without_a_repository_says_so() -> None:
    renderer = Renderer(Views(Catalog()), ROOT / "docs/templates")
    page = renderer.render_template("catalog/add.html", "add/").html
    assert "papers cannot be submitted here" in page
    assert "<form" not in page
    assert "<script" not in page


@each_look
def test_it_is_accessible_and_fits(browser: Browser, add_url: str, scheme: Any, view: Any) -> None:
    options = {"color_scheme": scheme, "viewport": view, "has_touch": view["width"] < 500}
    options["reduced_motion"] = "reduce"  # fading text lacks contrast
    with contributor(browser, add_url, **options) as user:
        page = user.open_form()
        violations = accessibility_violations(page)
        user.paste(NEW)
        page.locator("#add-propose").dispatch_event("click")
        page.keyboard.type(f"{NEAR} <b>", delay=2)
        expect(page.locator(".add__similar")).not_to_be_empty()
        expect(page.locator("#add-title-said")).to_have_class("add__hint add__hint--problem")
        violations += accessibility_violations(page)
        for _ in " <b>":
            page.keyboard.press("Backspace")
        label = page.locator(".add__category").first
        label.tap() if view["width"] < 500 else label.click()
        page.locator("#add-venue").press_sequentially("Workshop on Crisps")
        page.locator(".add__row input").last.press_sequentially("https://github.com/meow/lip")
        expect(page.locator("#add-venue-said")).to_contain_text("will be sent to the curators")
        violations += accessibility_violations(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
        user.paste("https://arxiv.org/abs/2008.99001")
        violations += accessibility_violations(page)
        user.paste("meow")
        expect(page.locator(".add__link-status")).to_contain_text("is not a link")
        violations += accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert not user.session.errors


def test_nothing_moves_when_a_field_is_answered(user: Contributor) -> None:
    page = user.open_form()
    tops = "nodes => nodes.map(node => node.getBoundingClientRect().top + scrollY)"
    steps = page.locator(".add__steps").evaluate_all(tops)
    user.paste("meow")
    expect(page.locator(".add__link-status")).to_contain_text("is not a link")
    assert page.locator(".add__steps").evaluate_all(tops) == steps
    user.paste(NEW)
    page.locator("#add-title").focus()
    fields = page.locator(".add__field").evaluate_all(tops)
    page.keyboard.type(f"{NEAR} <b>")
    expect(page.locator("#add-title-said")).to_have_class("add__hint add__hint--problem")
    expect(page.locator(".add__similar")).not_to_be_empty()
    assert page.locator(".add__field").evaluate_all(tops) == fields


@pytest.mark.parametrize("address", ["", "no-such-page/"])
def test_pages_lead_here(browser: Browser, toy_url: str, address: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go(address)
        page.get_by_role("link", name="Add").last.click()
        expect(page).to_have_url(f"{toy_url}add/")


def test_an_arxiv_id_that_is_not_found_is_taken_along(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("papers/?q=2508.12345v1")
        add = page.locator(".browse__alternatives").get_by_role("link", name="Add it")
        assert add.evaluate("link => link.href") == f"{toy_url}add/?link=2508.12345v1"
        page.locator(".finder__input").fill("arxiv.org/abs/2508.12345")
        page.locator(".finder__note").get_by_role("link", name="Add it").click()
        expect(page).to_have_url(f"{toy_url}add/?link=arxiv.org%2Fabs%2F2508.12345")
        expect(page.locator("#add-link")).to_have_value("arxiv.org/abs/2508.12345")
