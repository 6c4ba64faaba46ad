"""One page of the theme, many papers: the page is rendered once, and what differs is poured into it.

The theme renders a page that has marks in place of its title, content and so on; split at the marks, its
HTML is the shell. Every page of that shape is the pieces of the shell with its own texts between them.
Nothing looks for marks in these texts, so that no record can forge one.

Each mark holds an apostrophe as HTML writes it. How that comes out tells what the theme does to a text in
this place, and the same is done to the texts that are poured there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markupsafe import Markup, escape

APOSTROPHE = "&#x27;"
WAYS: Mapping[str, Callable[[str], str]] = {
    APOSTROPHE: lambda text: text,
    "&amp;#x27;": lambda text: str(escape(text)),
    "&#39;": lambda text: str(escape(Markup(text).striptags())),
}
"""What templates do to a text, by what becomes of the apostrophe: nothing, `| e`, `| striptags | e`."""
MARK = re.compile("pour-([a-z_]+)-(?:<h1)?(.*?)-here")
"""Letters, which no way of writing a text changes: a mark is found again, or refused."""


def mark(name: str) -> str:
    """What stands in the shell for a text. Themes bring a heading for content that has none: this has one."""
    return f"pour-{name}-{'<h1' if name == 'content' else ''}{APOSTROPHE}-here"


class Shell:
    """A page of the theme, open where its texts belong."""

    def __init__(self, html: str) -> None:
        first, *rest = MARK.split(html)
        self.first = first
        self.rest = [(name, self._way(name, seen), piece) for name, seen, piece in _threes(rest)]

    def poured(self, texts: Mapping[str, str]) -> str:
        """The page with these texts, by the names of the marks."""
        pieces = [self.first]
        for name, way, piece in self.rest:
            pieces += [way(texts[name]), piece]
        return "".join(pieces)

    @staticmethod
    def _way(name: str, seen: str) -> Callable[[str], str]:
        if seen not in WAYS:
            raise ValueError(
                f"The theme makes {seen!r} of {APOSTROPHE!r} in a page's {name}; pouring cannot repeat that. "
                "Build with POUR=false, or add that way to hooks/catalog/html/shell.py."
            )
        return WAYS[seen]


def _threes(parts: list[str]) -> zip[tuple[str, str, str]]:
    """A flat list in groups of three."""
    return zip(*[iter(parts)] * 3, strict=True)
