"""A list of this site on a page of another one, which shows it in an iframe."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from tests.browser.visits import Visit, accessibility_violations, visit
from tests.html_tree import parse_html
from tests.server import run_server
from tests.sites import BuiltSite

EMBED = "embed/categories/talking-objects/"
BACKGROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 28)"}
WIDTHS = (300, 800)
HEADING = "Things that talk"
HOST = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The Toy Lab</title><meta name="color-scheme" content="light dark"></head>
<body style="margin: 0"><h1>Our field</h1>{html}<img src="{url}badge.svg" alt="" height="20"></body>
</html>
"""
"""The page of another site."""


@pytest.fixture(scope="module")
def host_url(toy_site: BuiltSite, toy_url: str) -> Iterator[str]:
    """The URL of a page of another site, with the HTML that /embed/ gives for a list."""
    snippets = [field["value"] for field in toy_site.pages["embed/"].select("input.snippet")]
    (snippet,) = (html for html in snippets if parse_html(html).select_one("iframe")["src"].endswith(EMBED))
    body = HOST.format(html=snippet.replace(toy_site.url, toy_url), url=toy_url).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with run_server(Handler) as url:
        yield f"{url}/"


def visit_host(browser: Browser, host_url: str, toy_url: str, **options: Any) -> Any:
    return visit(browser, host_url, [urlsplit(toy_url).netloc], **options)


def open_frame(session: Visit) -> FrameLocator:
    frame = session.go("").frame_locator("iframe")
    expect(frame.get_by_role("heading", name=HEADING)).to_be_visible()
    return frame


@pytest.mark.parametrize("scheme", BACKGROUNDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_fits_into_a_page_of_another_site(
    browser: Browser, host_url: str, toy_url: str, scheme: str, width: int
) -> None:
    view = {"width": width, "height": 700}
    with visit_host(browser, host_url, toy_url, color_scheme=scheme, viewport=view) as session:
        body = open_frame(session).locator("body")
        assert body.evaluate("body => getComputedStyle(body).backgroundColor") == BACKGROUNDS[scheme]
        assert body.evaluate("() => innerWidth") == width
        assert body.evaluate("() => document.scrollingElement.scrollWidth") <= width
        badge = session.page.locator("img")
        expect(badge).to_have_js_property("complete", True)
        assert badge.evaluate("image => [image.naturalWidth, image.height]") == [212, 20]
        assert not session.errors


@pytest.mark.parametrize("scheme", BACKGROUNDS)
def test_it_is_accessible(browser: Browser, toy_url: str, scheme: str) -> None:
    with visit(browser, toy_url, color_scheme=scheme) as session:
        assert accessibility_violations(session.go(EMBED)) == []


def test_links_open_a_tab_that_cannot_change_the_other_site(
    browser: Browser, host_url: str, toy_url: str
) -> None:
    with visit_host(browser, host_url, toy_url) as session:
        links = open_frame(session).get_by_role("link")
        for link in (links.first, links.nth(1), links.last):
            with session.page.context.expect_page() as opened:
                link.click()
            opened.value.wait_for_load_state()
            assert opened.value.url.startswith(toy_url)
            assert opened.value.evaluate("window.opener") is None
        assert session.page.url == host_url
        assert not session.errors


def test_it_loads_nothing_but_a_style_sheet_and_stores_nothing(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        paths = session.record_requests()
        page = session.go(EMBED)
        page.wait_for_load_state("networkidle")
        assert [path for path in paths if "favicon" not in path] == [EMBED, "assets/embed.css"]
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_page_about_lists_shows_one_and_filters_them(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("embed/")
        expect(page.frame_locator("iframe.sample").locator("h1")).to_be_visible()
        session.go("tags/smell/")
        page.get_by_role("link", name="Embed", exact=True).click()
        rows = page.locator("#embed-table tbody tr:visible")
        expect(rows).to_have_count(1)
        expect(rows.locator("input")).to_have_value(
            '<iframe src="https://pages.example/fork/of/it/embed/tags/smell/" title="Smell-driven" '
            'width="100%" height="400" loading="lazy" style="border: 0"></iframe>'
        )
        assert not session.errors
