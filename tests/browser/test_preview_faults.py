"""Previews of unreadable files, invalid parameters and hostile records."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.previewing import (
    HOST,
    NEW,
    RAW,
    REF,
    REPO,
    RawHost,
    Reply,
    canonical_file,
    expect_summary,
    open_preview,
)
from tests.browser.visits import visit
from tests.hostile.payloads import DANGEROUS_URLS, PAYLOADS
from tests.policies import parse_policy
from tests.sites import BuiltSite

BAD: dict[str, tuple[Reply, str]] = {
    "missing": (404, "GitHub has no such file at this commit"),
    "forbidden": (403, "too many requests"),
    "too often": (429, "too many requests"),
    "broken": (503, "answered with status 503"),
    "offline": (0, "GitHub could not be reached"),
    "elsewhere": (302, "GitHub could not be reached"),
    "too large": ("# " + "x" * 1_000_000, "The file has more than 1,000,000 bytes"),
    "not UTF-8": (b"title: \xff", "The file is not UTF-8 text"),
}


@pytest.mark.parametrize(("reply", "message"), BAD.values(), ids=BAD)
@pytest.mark.every(3)
def test_an_unreadable_file_is_reported_and_retried(
    browser: Browser, toy_url: str, reply: Reply, message: str
) -> None:
    path, content = canonical_file("purr2face-2024", NEW)
    with open_preview(browser, toy_url, {path: [reply, content]}, "purr2face-2024") as (session, raw):
        page = session.page
        expect_summary(page, "1 record: 1 not loaded.")
        expect(page.locator(".proposal")).to_contain_text(message)
        page.get_by_role("button", name="Try again").press("Enter")
        expect_summary(page, "1 record: 1 new.")
        expect(page.locator(".proposal h2")).to_be_focused()
        assert not raw.followed_redirects
        assert all(HOST in error for error in session.errors), session.errors  # of the browser itself


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"repo": ""}, "names no repository"),
        ({"repo": "a/b/c"}, "names no repository"),
        ({"repo": "a/.."}, "names no repository"),
        ({"repo": "a/b..c"}, "names no repository"),
        ({"repo": "-a/b"}, "names no repository"),
        ({"repo": "a\n/b"}, "names no repository"),
        ({"repo": "a/b?x"}, "names no repository"),
        ({"repo": "evil.example/a"}, "names no repository"),
        ({"ref": "main"}, "names no commit"),
        ({"ref": REF.upper()}, "names no commit"),
        ({"ref": REF + "\n"}, "names no commit"),
        ({"ref": REF + "/../.."}, "names no commit"),
        ({"files": ""}, "invalid ID"),
        ({"files": "purr2face-2024,"}, "invalid ID"),
        ({"files": "../../x-2024"}, "invalid ID"),
        ({"files": "Purr-2024"}, "invalid ID"),
        ({"files": "purr2face-2024\n"}, "invalid ID"),
        ({"files": "datasets/../venues"}, "invalid ID"),
        ({"files": "venues"}, "invalid ID"),
        ({"files": "x" * 196 + "-2024"}, "invalid ID"),
        ({"files": ",".join(f"purr-{at}-2024" for at in range(51))}, "at most 50"),
    ],
    ids=lambda value: str(value)[:30],
)
@pytest.mark.every(4)
def test_invalid_parameters_are_refused(
    browser: Browser, toy_url: str, change: dict[str, str], message: str
) -> None:
    parameters = {"repo": REPO, "ref": REF, "files": "purr2face-2024"} | change
    with visit(browser, toy_url) as session:
        page = session.go(f"preview/?{urlencode(parameters)}")
        expect_summary(page, message)
        expect(page.locator("#preview-records")).to_be_empty()
        assert not session.errors


def everywhere(text: str) -> dict[str, Any]:
    """Return a record with the same text in every field."""
    single = ("title", "short", "venue", "year", "track", "status", "note", "arxiv", "doi")
    several = ("aliases", "authors", "categories", "tags", "sources")
    links = dict.fromkeys(("paper", "code", "project", "demo", "video", "dataset"), text)
    fields = dict.fromkeys(single, text) | {name: [text, text] for name in several}
    return fields | {"links": links, "claims": [{"source": text, "title": text}], text: text}


ODD: tuple[dict[str, Any], ...] = (
    {"title": ["x"], "authors": "Ann", "links": ["x"], "tags": {"a": "b"}, "claims": "x", "year": {"a": "b"}},
    {"title": {"toString": "x"}, "links": {"paper": {"a": "b"}}, "__proto__": {"x": "y"}, "arxiv": ["x"]},
    {"title": "x", "links": "x", "constructor": "x", "hasOwnProperty": "x"},
)
"""Values of unexpected types."""
MAX_RECORDS = 50
"""Records that the page shows at once."""


def test_hostile_records_are_text(browser: Browser, toy_url: str) -> None:
    texts = [one for one in PAYLOADS if one.isprintable()]
    records: dict[str, Any] = {f"evil{at}-2024": everywhere(one) for at, one in enumerate(texts)}
    records |= {f"odd{at}-2024": odd for at, odd in enumerate(ODD)}
    files = dict(canonical_file(id, data) for id, data in records.items())
    ids = list(records)
    for batch in (ids[at : at + MAX_RECORDS] for at in range(0, len(ids), MAX_RECORDS)):
        with open_preview(browser, toy_url, files, ",".join(batch)) as (session, raw):
            page = session.page
            expect_summary(page, f"{len(batch)} records: {len(batch)} new.")
            assert len(raw.requests) == len(batch)
            assert page.evaluate("window.__pwned") is None
            links = page.locator(".proposal .card a").evaluate_all(
                "links => links.map(link => link.getAttribute('href'))"
            )
            assert not [link for link in links if link in DANGEROUS_URLS]
            assert all(link.startswith(("https://arxiv.org/abs/", "https://ok.example/")) for link in links)
            for tag in ("script", "img", "svg", "iframe", "base", "meta", "style", "textarea", "b", "i"):
                expect(page.locator(f"#preview-records {tag}")).to_have_count(0)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            assert not session.errors


def test_only_this_page_may_contact_github(browser: Browser, toy_url: str, toy_site: BuiltSite) -> None:
    allowed = [
        address for address, page in toy_site.documents.items() if RAW in parse_policy(page)["connect-src"]
    ]
    assert allowed == ["preview/"]
    fetch = "url => fetch(url).then(() => 'loaded', () => 'refused')"
    for address, outcome in {"preview/": "loaded", "": "refused", "papers/no-such-page/": "refused"}.items():
        with visit(browser, toy_url, [HOST]) as session:
            session.page.route(f"{RAW}/**", RawHost({}))
            session.go(address)
            assert session.page.evaluate(fetch, f"{RAW}/{REPO}/{REF}/x") == outcome


def test_rules_that_do_not_load_are_reported(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.page.route("**/search/index.json", lambda route: route.fulfill(status=503))
        page = session.go(f"preview/?repo={REPO}&ref={REF}&files=purr2face-2024")
        expect_summary(page, "The rules could not be loaded")
        session.page.unroute("**/search/index.json")
        session.page.route(f"{RAW}/**", RawHost(dict([canonical_file("purr2face-2024", NEW)])))
        page.get_by_role("button", name="Try again").click()
        expect_summary(page, "1 record: 1 new.")
