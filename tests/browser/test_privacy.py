"""The privacy page names all that a browser stores and all hosts that it contacts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import looking_up
from tests.browser.citing import dialog, expect_selected, press, select
from tests.browser.previewing import HOST, NEW, RAW, REF, REPO, RawHost, canonical_file, expect_summary
from tests.browser.visits import Visit, search, visit
from tests.sites import ROOT, BuiltSite

PAGE = ROOT / "docs/about/privacy.md"
STORED = """async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
"""Everything that a page can store, except cookies."""


def names_under(heading: str) -> set[str]:
    """Return the names in the list below a heading."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^- `(.+?)`:", section, re.MULTILINE))


def use_everything(session: Visit) -> Page:
    """Use every feature: search, filter, select, compare, export, cite, add, preview, and the dark scheme."""
    page = session.go("")
    search(page, "meow")
    page.keyboard.press("Escape")
    page.locator(".scheme-button").click()
    session.go("papers/?tag=audio")
    expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
    ids = page.locator("[data-id]").evaluate_all("cards => cards.slice(0, 2).map(card => card.dataset.id)")
    select(page, *ids)
    expect_selected(page, 2)
    press(page, "Export")
    expect(dialog(page)).to_be_visible()
    session.go(f"compare/?ids={','.join(ids)}")
    session.go("papers/meow2lip-2020/")
    page.locator(".citation-fold > summary").click()
    page.get_by_role("tab", name="RIS").first.click()
    page = session.go(f"add/?link={looking_up.ARXIV}")
    page.get_by_role("button", name="Look up on DataCite").click()
    expect(page.locator(".add__lookup-status")).to_contain_text("From DataCite")
    session.go(f"preview/?repo={REPO}&ref={REF}&files=purr2face-2024")
    expect_summary(page, "record")
    return session.go("")


@pytest.fixture
def stored(browser: Browser, toy_url: str) -> Any:
    """What a browser stored after every feature was used, and the hosts it contacted besides the site."""
    raw = RawHost(dict([canonical_file("purr2face-2024", NEW)]))
    hosts: set[str] = set()
    with visit(browser, toy_url, [HOST, looking_up.HOST]) as session:
        session.page.route(f"{RAW}/**", raw)
        session.page.route(f"{looking_up.DATACITE}/**", looking_up.DataCite())
        session.on_request(lambda request: hosts.add(urlsplit(request.url).netloc))
        stored = use_everything(session).evaluate(STORED)
        assert not session.errors
        yield stored | {
            "cookies": session.page.context.cookies(),
            "hosts": hosts - {urlsplit(toy_url).netloc},
        }


def test_the_page_names_all_stored_data_and_contacted_hosts(stored: Any, toy_site: BuiltSite) -> None:
    local = {name.removeprefix(f"{toy_site.base}.") for name in stored.pop("local")}
    assert local == names_under("Stored in your browser")
    assert stored.pop("hosts") == names_under("Requests to other hosts")
    assert not any(stored.values()), stored
