"""The browser of papers when something fails, and when somebody means harm."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.browsing import browsing, go, number, search, settle, titles
from tests.browser.visits import violations, visit
from tests.hostile.payloads import TEXTS

INDEX = "**/search/index.json"
PEOPLE = "**/search/people.json"
BROKEN = {
    "missing": ({"status": 404, "body": "gone"}, "404"),
    "broken": ({"body": '{"format": 1, "papers"'}, "JSON"),
    "cut off": ({"json": {"format": 1, "papers": 10}}, "could not be loaded"),
    "of another time": ({"json": {"format": 999}}, "has format 999"),
    "empty": ({"body": ""}, "JSON"),
    "of another kind": ({"json": []}, "has format undefined"),
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Stricter than any page needs: no inline script or style, and no HTML from text."""
REFUSED = """window.refused = [];
document.addEventListener("securitypolicyviolation", ({ sourceFile, violatedDirective }) => {
  window.refused.push(`${sourceFile} ${violatedDirective}`);
});"""


@pytest.mark.parametrize(("reply", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_index_is_said_and_the_list_stays(
    browser: Browser, toy_url: str, reply: dict[str, Any], reason: str
) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.page
        page.route(INDEX, lambda route: route.fulfill(**reply))
        opened.go("papers/")
        notice = page.locator(".browse__notice")
        expect(notice).to_contain_text("The search could not be loaded")
        expect(notice).to_contain_text(reason)
        expect(page.locator("li.card:visible")).to_have_count(10)
        expect(page.locator("h2.year__name").first).to_be_visible()
        assert not violations(page)
        everything = notice.get_by_role("link", name="everything as a plain list")
        assert everything.evaluate("link => link.href") == f"{toy_url}all/"
        page.unroute(INDEX)
        notice.get_by_role("button", name="Try again").click()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
        search(page, "meow")
        assert number(page) == 1


@pytest.mark.parametrize("file", [INDEX, PEOPLE])
def test_no_network_is_said(browser: Browser, toy_url: str, file: str) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route(file, lambda route: route.abort())
        page = opened.go("papers/")
        expect(page.locator(".browse__notice")).to_contain_text("The search could not be loaded")
        opened.page.unroute(file)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")


def test_only_a_long_wait_is_mentioned(browser: Browser, toy_url: str) -> None:
    waiting = list[Route]()
    with visit(browser, toy_url) as opened:
        opened.page.route(INDEX, lambda route: waiting.append(route))
        page = opened.go("papers/")
        notice = page.locator(".browse__notice")
        assert notice.inner_text() == ""
        expect(notice).to_have_text("Loading the search …")
        page.locator(".browse__form input").fill("meow")  # who cannot wait is not forgotten
        waiting[0].continue_()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
        expect(notice).to_have_text("")
        assert number(page) == 1
        assert not opened.faults


def test_without_the_file_of_links_the_cards_stay(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        opened.page.route("**/search/cards.json", lambda route: route.fulfill(status=404))
        page = go(opened)
        expect(page.locator(".browse__notice")).to_contain_text("links of the papers could not be loaded")
        assert len(titles(page)) == 10
        search(page, "2008.99001")  # only that file knows the number
        expect(page.locator(".browse__notice")).to_contain_text("could not")
        search(page, "meow")
        assert number(page) == 1


def test_it_goes_on_without_a_network(browser: Browser, real_url: str) -> None:
    with browsing(browser, real_url) as opened:
        page = opened.page
        expect(page.locator(".cards--waiting")).to_have_count(0)
        page.context.set_offline(True)
        search(page, "wav2lip")
        assert titles(page)[0].startswith("A Lip Sync Expert")
        assert page.locator(".browse__results .card__link").count() > 0


def answered_with_csp(page: Page) -> None:
    def strict(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, headers=reply.headers | {"content-security-policy": CSP})

    page.route("**/papers/?*", strict)
    page.add_init_script(REFUSED)


def test_it_works_under_a_strict_policy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as opened:
        page = opened.page
        answered_with_csp(page)
        go(opened, "q=wisker&venue=toycom&tag=-smell")
        page.locator(".browse__notice button").click()
        page.get_by_role("button", name="2020:").click()
        search(page, "meow")
        page.get_by_role("button", name="Dense").click()
        settle(page)
        assert titles(page)
        refused: list[str] = page.evaluate("window.refused")
        assert [one for one in refused if "/assets/search/" in one] == []
        assert refused, "the policy was not heeded at all"  # the theme's own script is refused


@pytest.mark.parametrize(
    ("parameters", "texts"),
    [(("q",), TEXTS[::2]), (("venue", "tag", "sort", "view", "shown", "year"), TEXTS[1::2])],
    ids=["words", "values"],
)
def test_hostile_addresses_run_nothing(
    browser: Browser, toy_url: str, parameters: tuple[str, ...], texts: Sequence[str]
) -> None:
    typed = ("venue:<img/src=x/onerror=window.__pwned=1>", '-"><svg/onload=window.__pwned=1>')
    with visit(browser, toy_url) as opened:
        for text in (*texts, *typed):
            page = go(opened, "&".join(f"{parameter}={quote(text)}" for parameter in parameters))
            assert page.evaluate("window.__pwned") is None, text
            assert page.locator(".browse :is(script, img, iframe, style, base, meta)").count() == 0, text
            field = page.locator(".browse__form input").input_value()
            kept = text.replace("\r", "").replace("\n", "")  # as a field of one line keeps it
            assert field.split() == (kept.split() if "q" in parameters else []), text
        assert not opened.faults


def test_what_strangers_wrote_into_the_index_stays_text(browser: Browser, toy_url: str) -> None:
    """Names in the index are written by strangers."""
    attack = "<img/src=x/onerror=window.__pwned=1>"

    def hostile(route: Route) -> None:
        data = route.fetch().json()
        data["venues"] = [[id, attack, attack] for id, *_ in data["venues"]]
        data["tags"] = [[id, attack, attack] for id, *_ in data["tags"]]
        data["categories"] = [[id, attack] for id, *_ in data["categories"]]
        route.fulfill(body=json.dumps(data))

    def hostile_people(route: Route) -> None:
        data = route.fetch().json()
        data["words"] = "\n".join(f"#{attack}" for _ in data["words"].split("\n"))  # nothing is shared
        route.fulfill(body=json.dumps(data))

    with visit(browser, toy_url) as opened:
        opened.page.route(INDEX, hostile)
        opened.page.route(PEOPLE, hostile_people)
        page = go(opened, "q=meow&venue=toycon&tag=audio")
        assert attack in page.locator(".card__authors").first.inner_text()
        assert page.locator(".browse img").count() == 0
        assert page.evaluate("window.__pwned") is None
        assert not opened.faults
