"""Abstracts on the site: on the page of their paper, with their source, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from catalog.history.abstracts import ABSTRACTS_FILE
from catalog.site.build import build
from catalog.views.site_info import SiteInfo
from tests.abstracts import TOY_ABSTRACTS
from tests.browser.looks import with_looks
from tests.browser.visits import accessibility_violations, visit
from tests.sites import TOY, BuiltSite, checkout

MEOW, VERBOSE = "papers/meow2lip-2020/", "papers/talking-squared-2021/"


def test_a_paper_page_has_the_abstract_and_its_source(short_site: BuiltSite) -> None:
    page = short_site.pages[MEOW]
    abstract = page.select_one("details.paper__abstract")
    text, source = abstract.select("p")
    assert text.raw_text == TOY_ABSTRACTS["2008.99001"]
    assert text["lang"] == "en"
    assert source.raw_text == "Abstract from arXiv"
    assert source.select_one("a")["href"] == "https://arxiv.org/abs/2008.99001"


def test_it_is_folded_below_a_summary_and_open_without(short_site: BuiltSite) -> None:
    for href, is_open in ((MEOW, False), (VERBOSE, True)):
        page = short_site.pages[href]
        assert ("open" in page.select_one("details.paper__abstract").attributes) is is_open
        assert bool(page.select("p.paper__summary")) is not is_open


def test_a_paper_without_abstract_says_nothing(short_site: BuiltSite) -> None:
    assert not short_site.pages["papers/very-long-2021/"].select(".paper__abstract")


def test_no_other_file_has_the_text(short_site: BuiltSite) -> None:
    """They are texts of others: exports, API, feeds and metadata of pages do without."""
    passage = b"in front of a sulking tabby"
    files = {name for name in short_site.files if passage in (short_site.output / name).read_bytes()}
    assert files == {f"{MEOW}index.html"}
    html = (short_site.output / MEOW / "index.html").read_bytes()
    assert html.count(passage) == 1


def test_a_build_without_abstracts_is_complete(toy_site: BuiltSite, short_site: BuiltSite) -> None:
    assert short_site.files - toy_site.files >= {"search/abstracts.json"}
    assert toy_site.files <= short_site.files
    assert not any(page.select(".paper__abstract") for page in toy_site.pages.values())
    assert ABSTRACTS_FILE not in toy_site.log


def test_what_cannot_be_used_is_said_and_stops_no_build(short_site: BuiltSite) -> None:
    assert f"{ABSTRACTS_FILE}: 1 abstract left out: of no paper." in short_site.log


def test_an_invalid_file_is_said_and_stops_no_build(tmp_path: Path) -> None:
    root = checkout(tmp_path, TOY)
    (root / ".cache").mkdir()
    (root / ABSTRACTS_FILE).write_text("{", "utf-8")
    site = build(root, SiteInfo())
    assert site.views.abstracts == {}
    assert site.notes == [f"{ABSTRACTS_FILE} is not valid, so the site has no abstracts."]


@pytest.mark.parametrize(("href", "scheme", "view"), with_looks((href, href) for href in (MEOW, VERBOSE)))
def test_a_page_with_an_abstract_is_accessible(
    browser: Browser, short_url: str, href: str, scheme: str, view: dict[str, int]
) -> None:
    with visit(browser, short_url, color_scheme=scheme, viewport=view) as session:
        page = session.go(href)
        abstract = page.locator(".paper__abstract")
        if not abstract.evaluate("details => details.open"):
            abstract.locator("summary").click()
        expect(abstract.locator("p").first).to_be_visible()
        violations = accessibility_violations(page)
        assert not violations, "\n".join(violations)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= view["width"]
        assert not session.errors
