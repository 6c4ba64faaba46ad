"""The list of authors: filtered as one types, and sorted."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from catalog import Catalog
from tests.browser.visits import accessibility_violations, visit
from tests.sites import BuiltSite


def names(page: Page) -> list[str]:
    """Return the names of the visible authors."""
    return page.locator(".entry:visible .entry__name").all_inner_texts()


def test_authors_are_filtered_and_sorted(browser: Browser, real_site: BuiltSite, real_url: str) -> None:
    catalog = Catalog.load(real_site.root)
    with visit(browser, real_url) as session:
        page = session.go("authors/")
        expect(page.locator(".facts").first).to_contain_text(f"{len(catalog.authors):,} authors in all")
        everyone = names(page)
        page.get_by_role("searchbox", name="Name").fill("niessner")
        assert names(page) == ["Matthias Nießner"]
        assert page.locator(".groups h2:visible").all_inner_texts() == ["N"]
        link = page.locator(".authors__status a")
        expect(link).to_have_attribute("href", f"{real_url}papers/?q=author%3A%22niessner%22")
        page.get_by_role("searchbox", name="Name").fill("")
        assert names(page) == everyone
        page.get_by_role("combobox", name="Sort").select_option("papers")
        counts = [int(text) for text in page.locator(".entry__count").all_inner_texts()]
        assert counts == sorted(counts, reverse=True)
        assert sorted(names(page)) == sorted(everyone)
        page.get_by_role("searchbox", name="Name").fill("wang")
        assert 1 < len(names(page)) < len(everyone)
        assert all(re.search(r"\bwang", name, re.IGNORECASE) for name in names(page))
        page.get_by_role("combobox", name="Sort").select_option("name")
        page.get_by_role("searchbox", name="Name").fill("zzz")
        assert names(page) == []
        assert not accessibility_violations(page)
        assert not session.errors


def test_without_javascript_all_authors_are_listed(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url, java_script_enabled=False) as session:
        page = session.go("authors/")
        assert len(names(page)) == 4
        expect(page.locator(".authors__form")).to_be_hidden()
