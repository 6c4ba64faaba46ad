"""The page about privacy, held against what the browser really keeps and asks after everything was used."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.citing import dialog, expect_selected, press, select
from tests.browser.previewing import HOST, NEW, RAW, REF, REPO, RawHost, canonical_file, expect_summary
from tests.browser.visits import Visit, search, visit
from tests.sites import ROOT, BuiltSite

PAGE = ROOT / "docs/about/privacy.md"
KEPT = """async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(one => one.name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
"""Everything in which a page can keep something, but cookies."""


def named(heading: str) -> set[str]:
    """What the list under a heading names."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return set(re.findall(r"^- `(.+?)`:", section, re.MULTILINE))


def use_everything(session: Visit) -> Page:
    """Do what can be done: read, search, filter, tick, compare, export, cite, add, preview, and go dark."""
    page = session.go("")
    search(page, "meow")
    page.keyboard.press("Escape")
    page.locator("label[for=__palette_1]").first.click()
    session.go("papers/?tag=audio")
    expect(page.locator("#browse")).to_have_attribute("data-state", "ready")
    ids = page.locator("[data-id]").evaluate_all("all => all.slice(0, 2).map(one => one.dataset.id)")
    select(page, *ids)
    expect_selected(page, 2)
    press(page, "Export")
    expect(dialog(page)).to_be_visible()
    session.go(f"compare/?ids={','.join(ids)}")
    session.go("papers/meow2lip-2020/")
    page.get_by_role("tab", name="RIS").first.click()
    page = session.go("add/?url=https://arxiv.org/abs/2401.00001")
    page.locator("#add-link").focus()
    page.locator("#add[data-state]").wait_for(state="attached")
    session.go(f"preview/?repo={REPO}&ref={REF}&files=purr2face-2024")
    expect_summary(page, "record")
    return session.go("")


@pytest.fixture
def used(browser: Browser, toy_url: str) -> Any:
    """What a browser kept after everything was used, and whom it asked besides the site."""
    raw = RawHost(dict([canonical_file("purr2face-2024", NEW)]))
    hosts: set[str] = set()
    with visit(browser, toy_url, [HOST]) as session:
        session.page.route(f"{RAW}/**", raw)
        session.page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        kept = use_everything(session).evaluate(KEPT)
        assert not session.errors
        yield kept | {"cookies": session.page.context.cookies(), "hosts": hosts - {urlsplit(toy_url).netloc}}


def test_the_page_names_all_that_is_kept_and_asked(used: Any, toy_site: BuiltSite) -> None:
    local = {name.removeprefix(f"{toy_site.base}.") for name in used.pop("local")}
    assert local == named("What your browser keeps")
    assert used.pop("hosts") == named("What is asked of others")
    assert not any(used.values()), used
