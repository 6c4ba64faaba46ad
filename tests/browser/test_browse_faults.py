"""The paper browser with broken files, without a network, and with hostile input."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Route, expect

from catalog.search.index import FORMAT
from tests.browser.browsing import open_papers, paper_count, search, settle, titles, use_search
from tests.browser.looks import WIDE, rest_in_gates
from tests.browser.visits import Visit, accessibility_violations, visit
from tests.hostile.payloads import REFUSED_TEXTS

INDEX = "**/search/index.json"
PEOPLE = "**/search/people.json"
BROKEN = {
    "missing": ({"status": 404, "body": "gone"}, "404"),
    "broken": ({"body": '{"format": 2, "papers"'}, "JSON"),
    "truncated": ({"json": {"format": FORMAT, "papers": 10}}, "could not be loaded"),
    "another version": ({"json": {"format": 999}}, "has format 999"),
    "empty": ({"body": ""}, "JSON"),
    "no object": ({"json": []}, "has format undefined"),
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Stricter than the policy of any page: no inline scripts or styles, and no HTML from text."""
REFUSED = """window.refused = [];
document.addEventListener("securitypolicyviolation", ({ sourceFile, violatedDirective }) => {
  window.refused.push(`${sourceFile} ${violatedDirective}`);
});"""


@pytest.mark.parametrize(("reply", "reason"), BROKEN.values(), ids=BROKEN)
@pytest.mark.every(3)
def test_a_broken_index_is_reported_and_the_list_stays(
    browser: Browser, toy_url: str, reply: dict[str, Any], reason: str
) -> None:
    with visit(browser, toy_url) as session:
        page = session.page
        page.route(INDEX, lambda route: route.fulfill(**reply))
        use_search(session.go("papers/"))
        notice = page.locator(".browse__notice")
        expect(notice).to_contain_text("Search could not be loaded")
        expect(notice).to_contain_text(reason)
        expect(page.locator("li.card:visible")).to_have_count(10)
        expect(page.locator("h2.year__name").first).to_be_visible()
        if reason == "404":
            assert not accessibility_violations(page)
        plain_list = notice.get_by_role("link", name="all papers as a plain list")
        assert plain_list.evaluate("link => link.href") == f"{toy_url}all/"
        page.unroute(INDEX)
        notice.get_by_role("button", name="Try again").click()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
        search(page, "meow")
        assert paper_count(page) == 1


@pytest.mark.parametrize("file", [INDEX, PEOPLE])
def test_a_missing_network_is_reported(browser: Browser, toy_url: str, file: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route(file, lambda route: route.abort())
        page = session.go("papers/")
        use_search(page)
        expect(page.locator(".browse__notice")).to_contain_text("Search could not be loaded")
        session.page.unroute(file)
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")


def test_only_a_long_wait_is_mentioned(browser: Browser, toy_url: str) -> None:
    pending = list[Route]()
    with visit(browser, toy_url) as session:
        session.page.route(INDEX, lambda route: pending.append(route))
        page = session.go("papers/")
        use_search(page)
        notice = page.locator(".browse__notice")
        assert notice.inner_text() == ""
        expect(notice).to_have_text("Loading search…")
        page.locator(".browse__form input").fill("meow")  # must not be lost
        pending[0].continue_()
        expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
        expect(notice).to_have_text("")
        assert paper_count(page) == 1
        assert not session.errors


def test_without_links_the_cards_stay(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/search/cards.json", lambda route: route.fulfill(status=404))
        page = open_papers(session)
        expect(page.locator(".browse__notice")).to_contain_text("Links could not be loaded")
        assert len(titles(page)) == 10
        search(page, "2008.99001")  # only that file has arXiv ids
        expect(page.locator(".browse__notice")).to_contain_text("could not")
        search(page, "meow")
        assert paper_count(page) == 1


def test_once_loaded_it_needs_no_network(browser: Browser, real_url: str) -> None:
    with visit(browser, real_url, viewport=WIDE) as session:
        page = session.page
        with (
            page.expect_response("**/search/cards.json") as cards,
            page.expect_response("**/search/summaries.json") as summaries,
        ):
            open_papers(session)
        for response in (cards.value, summaries.value):
            response.finished()
        page.context.set_offline(True)
        search(page, "wav2lip")
        assert titles(page)[0].startswith("A Lip Sync Expert")
        assert page.locator(".browse__results .card__link").count() > 0
        without_hints = [error for error in session.errors if "/search/others.json" not in error]
        assert not without_hints  # of lists and datasets, which need that file


def enforce_csp(session: Visit) -> None:
    def add_policy(route: Route) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, headers=reply.headers | {"content-security-policy": CSP})

    session.page.route("**/papers/?*", add_policy)
    session.run_before_scripts(REFUSED)


def test_it_works_under_a_strict_policy(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.page
        enforce_csp(session)
        open_papers(session, "q=wisker&venue=toycom&tag=-smell")
        page.locator(".browse__notice button").click()
        page.locator("summary", has_text="Year").click()
        page.get_by_role("button", name="2020:").click()
        search(page, "meow")
        page.get_by_role("button", name="Dense").click()
        settle(page)
        assert titles(page)
        refused: list[str] = page.evaluate("window.refused")
        assert not [violation for violation in refused if "/assets/search/" in violation]
        assert refused, "the policy was not enforced"  # it blocks a script of the theme


@pytest.mark.parametrize("step", rest_in_gates([8, 1]))
@pytest.mark.parametrize(
    ("parameters", "texts"),
    [(("q",), REFUSED_TEXTS[::2]), (("venue", "tag", "sort", "view", "shown", "year"), REFUSED_TEXTS[1::2])],
    ids=["words", "values"],
)
@pytest.mark.every(4)
def test_hostile_addresses_run_nothing(
    browser: Browser, toy_url: str, parameters: tuple[str, ...], texts: Sequence[str], step: int
) -> None:
    typed = ("venue:<img/src=x/onerror=window.__pwned=1>", '-"><svg/onload=window.__pwned=1>')
    with visit(browser, toy_url) as session:
        for text in (*texts[::step], *typed):
            page = open_papers(session, "&".join(f"{parameter}={quote(text)}" for parameter in parameters))
            assert page.evaluate("window.__pwned") is None, text
            assert page.locator(".browse :is(script, img, iframe, style, base, meta)").count() == 0, text
            field = page.locator(".browse__form input").input_value()
            one_line = text.replace("\r", "").replace("\n", "")  # as a single-line field keeps it
            assert field.split() == (one_line.split() if "q" in parameters else []), text
        assert not session.errors


def test_hostile_names_in_the_index_stay_text(browser: Browser, toy_url: str) -> None:
    attack = "<img/src=x/onerror=window.__pwned=1>"

    def hostile_index(route: Route) -> None:
        data = route.fetch().json()
        for facet in data["facets"]:
            facet["label"] = attack
            if "rows" in facet:
                facet["values"] = [[id, attack, attack, attack] for id, *_ in facet["values"]]
            facet["headings"] = [[attack, count] for _, count in facet.get("headings", [])]
        route.fulfill(body=json.dumps(data))

    def hostile_people(route: Route) -> None:
        data = route.fetch().json()
        people = data["people"]
        people["words"] = "\n".join(f"#{attack}" for _ in people["words"].split("\n"))  # no shared prefixes
        people["once"] = "\n".join(attack for _ in people["once"].split("\n"))
        route.fulfill(body=json.dumps(data))

    with visit(browser, toy_url) as session:
        session.page.route(INDEX, hostile_index)
        session.page.route(PEOPLE, hostile_people)
        page = open_papers(session, "q=meow&venue=toycon&tag=audio")
        assert attack in page.locator(".card__authors").first.inner_text()
        assert page.locator(".browse img").count() == 0
        assert page.evaluate("window.__pwned") is None
        assert not session.errors
