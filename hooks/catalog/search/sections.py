"""The sections of a page, for the search: each heading that can be linked to, with the text under it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
INLINE_TAGS = frozenset(("a", "abbr", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup"))
"""Tags that do not part words; all others do."""
UNSEARCHED_TAGS = frozenset(("script", "style", "template"))


class Section(NamedTuple):
    """A heading and its text."""

    href: str
    """The address, from the root of the site; that of the page, for its first section."""
    title: str
    text: str


class _SectionParser(HTMLParser):
    """Collects [id, title, text] of each section."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[str]] = []
        self.heading = ""
        """The heading that is being read."""
        self.silent = ""
        """What is passed over: scripts, links of headings to themselves, `data-search-exclude`."""
        self.depth = 0
        """How many of its kind are open."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        passed = tag in UNSEARCHED_TAGS or given.get("class") == "headerlink" or "data-search-exclude" in given
        if passed and not self.silent:
            self.silent = tag
        self.depth += tag == self.silent
        if tag in HEADINGS and (id := given.get("id")):
            self.found.append([id, "", ""])
            self.heading = tag
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == self.silent
        self.silent = self.silent if self.depth else ""
        self._part(tag)
        if tag == self.heading:
            self.heading = ""

    def handle_data(self, data: str) -> None:
        if self.found and not self.silent:
            self.found[-1][1 if self.heading else 2] += data

    def _part(self, tag: str) -> None:
        if tag not in INLINE_TAGS:
            self.handle_data(" ")


def page_sections(href: str, html: str) -> Iterator[Section]:
    """The sections of a page at an address. What stands before the first heading is not searched."""
    reader = _SectionParser()
    reader.feed(html)
    reader.close()
    for at, (id, title, text) in enumerate(reader.found):
        yield Section(f"{href}#{id}" if at else href, " ".join(title.split()), " ".join(text.split()))
