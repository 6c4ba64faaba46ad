"""Rules of Material's style sheet that are left out, as no page has what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from catalog.site.material import ICONS, read_material_style, render_icons, render_material_style
from tests.browser.looks import LOOKS, rest_in_gates
from tests.browser.test_pages import KINDS, VARIANTS
from tests.browser.visits import PENDING_CARDS, visit
from tests.html_tree import parse_html
from tests.sites import ROOT

RULES = """\
/*! license */
@charset "UTF-8";
:root { --md-old-icon: url('data:image/svg+xml;charset=utf-8,<svg/>'); --md-size: 2px; }
.md-header { --md-icon: url("x"); width: var(--md-size); mask: var(--md-icon); }
.md-version, .md-header .md-version { color: red; }
.md-version, .md-header { color: green; }
.md-header:not(.md-version) { color: blue; }
[dir=rtl] .md-header { color: red; }
[data-md-toggle=search]:checked ~ .md-header { color: red; }
.highlight .kt { color: blue; }
@media print { .md-version { color: red; } .md-header { color: green; } }
@media print { .md-version { color: red; } }
@keyframes fade { from { opacity: 0; } to { opacity: 1; } }
"""
KEPT = """\
:root { --md-size: 2px; }
.md-header { --md-icon: url("x"); width: var(--md-size); mask: var(--md-icon); }
.md-version, .md-header { color: green; }
.md-header:not(.md-version) { color: blue; }
.highlight .kt { color: blue; }
@media print { .md-header { color: green; } }
@keyframes fade { from { opacity: 0; } to { opacity: 1; } }
"""


def test_rules_that_may_concern_a_page_are_kept(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/main.html").write_text('<header class="md-header">', "utf-8")
    assert "".join(render_material_style(tmp_path, RULES).split()) == "".join(KEPT.split())


def test_each_icon_is_a_symbol() -> None:
    icons = render_icons(ROOT / "docs")
    symbols = parse_html(icons).select("symbol")
    assert [symbol["id"] for symbol in symbols] == [*ICONS, "mark"]
    assert all(symbol.select("path") and symbol["viewbox"] for symbol in symbols)
    assert "License" in icons, "one of them must name its author"


def photograph(browser: Browser, url: str, path: str, looks: Iterable[Any], style: str = "") -> list[bytes]:
    """Take a picture of a page in each look, with another style sheet of Material if one is given.

    The pages are open at the same time, since each waits half a second after its last request.
    """
    with ExitStack() as visits:
        pages = list[Page]()
        for scheme, view in looks:
            session = visits.enter_context(visit(browser, url, color_scheme=scheme, viewport=view))
            if style:
                session.page.route("**/assets/material.css", lambda route: route.fulfill(body=style))
            pages.append(session.go(path))
        for page in pages:
            page.wait_for_load_state("networkidle")
            expect(page.locator(PENDING_CARDS)).to_have_count(0)
        return [
            page.screenshot(full_page=True, animations="disabled", mask=[page.locator(".md-icon svg")])
            for page in pages
        ]


@pytest.mark.parametrize(
    "path", rest_in_gates(dict.fromkeys(["papers/meow2lip-2020/", *KINDS.values(), *VARIANTS.values()]))
)
def test_no_pixel_differs_from_the_whole_style_sheet(browser: Browser, toy_url: str, path: str) -> None:
    whole_style = read_material_style()
    assert len(whole_style) > 100_000
    looks = dict(LOOKS)
    for _ in range(3):  # a list may still be settling when its picture is taken
        ours, whole = (
            photograph(browser, toy_url, path, looks.values(), style) for style in ("", whole_style)
        )
        pairs = zip(looks.items(), ours, whole, strict=True)
        looks = {name: look for (name, look), left, right in pairs if left != right}
        if not looks:
            break
    assert not looks, path
