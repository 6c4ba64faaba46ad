"""Rules of Material's style sheet that are left out, as no page has what they are for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

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


@pytest.mark.parametrize(
    "path", rest_in_gates(dict.fromkeys(["papers/meow2lip-2020/", *KINDS.values(), *VARIANTS.values()]))
)
def test_no_pixel_differs_from_the_whole_style_sheet(browser: Browser, toy_url: str, path: str) -> None:
    def see(scheme: Any, view: Any, whole: bool) -> bytes:
        with visit(browser, toy_url, color_scheme=scheme, viewport=view) as session:
            if whole:
                session.page.route("**/assets/material.css", lambda route: route.fulfill(body=style))
            page = session.go(path)
            page.wait_for_load_state("networkidle")
            expect(page.locator(PENDING_CARDS)).to_have_count(0)
            picture = page.screenshot(
                full_page=True, animations="disabled", mask=[page.locator(".md-icon svg")]
            )
            session.page.unroute("**/assets/material.css")
            return picture

    style = read_material_style()
    assert len(style) > 100_000
    for scheme, view in LOOKS.values():
        # A list may still be settling when its picture is taken.
        pictures = ({see(scheme, view, whole) for whole in (False, True)} for _ in range(3))
        assert any(len(both) == 1 for both in pictures), (path, scheme)
