"""The theme's page as a reusable shell, which is rendered once and filled with the texts of many pages.

The theme renders a page with placeholders instead of its title, content and so on. Split at the placeholders,
that HTML is the shell. A filled page is its parts with the page's own texts between them; texts are not
searched for placeholders, so that no record can forge one.

Each placeholder contains an HTML-encoded apostrophe. What the theme turns it into shows how the theme escapes
a text there, and the same is done to the texts that fill it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup

from catalog.html.links import escape

APOSTROPHE = "&#x27;"
ESCAPINGS: Mapping[str, Callable[[str], str]] = {
    APOSTROPHE: lambda text: text,
    "&amp;#x27;": escape,
    "&#39;": lambda text: escape(Markup(text).striptags()),
}
"""Escaping functions by what becomes of the apostrophe: none, `| e`, and `| striptags | e`."""
PLACEHOLDER = re.compile("fill-([a-z_]+)-(?:<h1)?(.*?)-here")
"""Only letters around the apostrophe, so that escaping cannot change them."""


def placeholder(name: str) -> str:
    """Return the placeholder for a text; for content with a heading, which themes add otherwise."""
    return f"fill-{name}-{'<h1' if name == 'content' else ''}{APOSTROPHE}-here"


class PageShell:
    """A page of the theme, split at its placeholders."""

    def __init__(self, html: str) -> None:
        start, *rest = PLACEHOLDER.split(html)
        self.start = start
        self.rest = [
            (name, self._escaping_of(name, apostrophe), part) for name, apostrophe, part in _in_threes(rest)
        ]

    def fill(self, texts: Mapping[str, str]) -> str:
        """Return the page with these texts, by placeholder name."""
        parts = [self.start]
        for name, escaping, part in self.rest:
            parts += [escaping(texts[name]), part]
        return "".join(parts)

    @staticmethod
    def _escaping_of(name: str, apostrophe: str) -> Callable[[str], str]:
        if apostrophe not in ESCAPINGS:
            raise ValueError(
                f"The theme turns {APOSTROPHE!r} into {apostrophe!r} in a page's {name}, which PageShell "
                "cannot repeat. Build with SHELLS=false, or add that escaping to hooks/catalog/html/shell.py."
            )
        return ESCAPINGS[apostrophe]


def _in_threes(items: list[str]) -> zip[tuple[str, str, str]]:
    """Group a flat list in threes."""
    return zip(*[iter(items)] * 3, strict=True)
