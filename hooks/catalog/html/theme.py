"""The site generator's theme around the pages of the catalog.

Thousands of pages differ in a few texts only, so the theme renders one page of each shape, with placeholders,
and the others are filled into that shell (see `shell`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from catalog.html.csp import check_policy, is_inert
from catalog.html.renderer import Content
from catalog.html.shell import PageShell, placeholder
from catalog.views.page import Page

RenderTheme = Callable[[Page, Mapping[str, str]], str]
"""Renders the theme around a page with the given texts; see `TEXTS`."""
TEXTS = ("title", "content", "canonical_url", "edit_url", "description", "head")
"""The texts in which pages of one shape differ. All but `canonical_url` and `edit_url` are HTML."""
RAW_TEXTS = ("content", "head")
"""Texts that the theme writes as they are."""
BLANK_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")


class Theme:
    """Puts the theme around pages."""

    def __init__(self, render: RenderTheme, *, use_shells: bool = True, checks_policy: bool = True) -> None:
        """Prepare an empty set of shells.

        Args:
            render: The theme of the site generator.
            use_shells: False to let the theme write all texts but RAW_TEXTS, which takes ten times as long.
            checks_policy: False under `mkdocs serve`, which adds a script to each page.
        """
        self._render = render
        self._use_shells = use_shells
        self._checks_policy = checks_policy
        self._shells: dict[tuple[object, ...], PageShell] = {}

    def wrap(self, page: Page, content: Content, texts: Mapping[str, str]) -> str:
        """Return the whole page.

        Args:
            page: The page.
            content: Its content.
            texts: The other texts of `TEXTS`.

        Raises:
            PolicyError: if the page violates its content security policy.
        """
        all_texts = {"content": content.html, **texts}
        # Everything the theme depends on: the active tab, the style, the path to the root, which texts exist.
        shape = (page.section, page.style, page.href.count("/"), *map(bool, all_texts.values()))
        if shape not in self._shells or not self._use_shells:
            self._shells[shape] = self._render_shell(page, all_texts)
        html = self._shells[shape].fill(all_texts)
        is_checked = self._use_shells and content.is_inert and is_inert("".join(texts.values()))
        return html if is_checked else self._checked(page, html)

    def _render_shell(self, page: Page, texts: Mapping[str, str]) -> PageShell:
        """Render the theme with placeholders, and without blank lines, which are a tenth of a page."""
        names = TEXTS if self._use_shells else RAW_TEXTS
        values = {name: placeholder(name) if text and name in names else text for name, text in texts.items()}
        html = BLANK_BETWEEN_TAGS.sub(">\n<", self._render(page, values))
        return PageShell(self._checked(page, html))

    def _checked(self, page: Page, html: str) -> str:
        if self._checks_policy:
            check_policy(f"{page.href}index.html", html)
        return html
