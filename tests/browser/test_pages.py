"""Pages of every kind: light and dark, wide and narrow, with and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from catalog.facets.facets import FACETS
from tests.browser.looks import each_look, rest_in_gates, with_looks
from tests.browser.visits import accessibility_violations, visit
from tests.sites import ROOT, BuiltSite

KINDS = {
    "home": "",
    "start": "start/",
    "papers": "papers/",
    "paper": "papers/meow2lip-2020/",
    "category": "categories/talking-objects/",
    "venue": "venues/toycon/",
    "year": "years/2021/",
    "author": "authors/kasper-cheese/",
    "tag": "tags/audio/",
    "dataset": "datasets/squeak-2020/",
    "datasets": "datasets/",
    "code": "code/",
    **{facet.plural: f"{facet.plural}/" for facet in FACETS if facet.plural},
    "question": "questions/loud/",
    "results": "results/",
    "scores": "results/squeak-2020/",
    "metrics": "metrics/",
    "all": "all/",
    "compare": "compare/",
    "changes": "changes/",
    "health": "health/",
    "trends": "trends/",
    "preview": "preview/",
    "scope": "scope/",
    "listed": "scope/listed/",
    "refused, A to H": "scope/a-h/",
    "refused, I to Z": "scope/i-z/",
    "about": "about/",
    "benchmarks": "about/benchmarks/",
    "scale": "about/scale/",
    "privacy": "about/privacy/",
    "moving": "about/moving/",
    "data": "data/",
    "mcp": "data/mcp/",
    "python": "data/python/",
    "sqlite": "data/sqlite/",
    "embed": "embed/",
    "contributing": "contributing/",
    "fields": "contributing/fields/",
    "rules": "contributing/rules/",
    "commands": "contributing/commands/",
    "summaries": "contributing/summaries/",
    "upkeep": "contributing/upkeep/",
    "add": "add/",
    "404": "papers/no-such-page/",
}
"""One page of each kind."""
VARIANTS = {
    "a paper with little": "papers/silent-stone-2017/",
    "a paper in Hebrew": "papers/head-that-would-not-2022/",
    "a paper with a long title": "papers/very-long-2021/",
}
"""Pages of these kinds with unusual content."""
LONG_TEXTS = {"scope", "listed", "refused, A to H", "refused, I to Z", "benchmarks", "scale", "privacy"}
LONG_TEXTS |= {"moving", "rules", "commands", "summaries", "upkeep", "mcp", "python", "sqlite"}
"""Kinds of handwritten pages that differ from `about` only in their texts."""
SCRIPTED_PATHS = ("", "papers/", "papers/meow2lip-2020/", "venues/toycon/", "datasets/", "compare/", "add/")
"""Pages that scripts change most."""
REAL_PAGES = ("papers/wav2lip-2020/", "", "venues/cvpr/", "datasets/", "tags/", "metrics/", "trends/")
"""Of these, `make test` opens the first."""
SCHEMES = {"light": "default", "dark": "slate"}
"""Color schemes and the theme's names for them."""


def check(browser: Browser, url: str, path: str, scheme: Any, view: Any) -> None:
    """Check a page in one color scheme and width."""
    with visit(browser, url, color_scheme=scheme, viewport=view) as session:
        page = session.go(path)
        assert page.get_attribute("body", "data-md-color-scheme") == SCHEMES[scheme]
        assert page.locator("h1").count() == 1
        violations = accessibility_violations(page)
        assert not violations, "\n".join(violations)
        page_width, width = page.evaluate("document.scrollingElement.scrollWidth"), view["width"]
        assert page_width <= width, f"{page_width} wide in a window of {width}"
        assert not session.errors


def page_kind(href: str) -> str:
    """Return the path of a handwritten page, and that of a record's page without its ID."""
    folder, *rest = href.strip("/").split("/")
    is_handwritten = (ROOT / f"docs/{href.strip('/')}.md").is_file()
    return href if is_handwritten else "/".join([folder, *("*" for _ in rest)])


def test_every_kind_of_page_is_checked(toy_site: BuiltSite) -> None:
    kinds = {page_kind(href) for href in toy_site.pages if href != "404.html"}
    assert kinds - {page_kind(href) for href in KINDS.values()} == set()


@pytest.mark.parametrize(
    ("path", "scheme", "view"), with_looks({**KINDS, **VARIANTS}.items(), only_in_gates=LONG_TEXTS)
)
def test_a_page_is_accessible_and_fits_without_requests_to_others(
    browser: Browser, toy_url: str, path: str, scheme: str, view: Any
) -> None:
    check(browser, toy_url, path, scheme, view)


@pytest.mark.parametrize("path", rest_in_gates(REAL_PAGES))
@each_look
def test_a_real_page_is_accessible(
    browser: Browser, real_url: str, path: str, scheme: str, view: Any
) -> None:
    check(browser, real_url, path, scheme, view)


@pytest.mark.parametrize("paths", rest_in_gates([SCRIPTED_PATHS, (*KINDS.values(), *VARIANTS.values())]))
def test_every_page_is_readable_without_javascript(
    browser: Browser, toy_url: str, paths: tuple[str, ...]
) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        for path in paths:
            page = session.go(path)
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator("li.card:visible")).to_have_count(page.locator("li.card").count())


def test_without_javascript_links_lead_from_home_to_a_paper_and_its_venue(
    browser: Browser, toy_url: str
) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go("")
        page.get_by_role("link", name="Meow Is All You Need").click()
        expect(page).to_have_url(f"{toy_url}papers/meow2lip-2020/")
        page.locator(".paper__publication").get_by_role("link", name="ToyCon").click()
        expect(page.locator("h1")).to_contain_text("International Conference on Toys & Noise")
        page.locator(".crumbs").get_by_role("link", name="Venues").click()
        expect(page).to_have_url(f"{toy_url}venues/")


def test_the_first_tab_stop_skips_to_the_content(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("papers/meow2lip-2020/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
