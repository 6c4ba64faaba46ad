"""Sections of pages for the search index: each heading with an id, and the text below it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
INLINE_TAGS = frozenset(("a", "abbr", "b", "code", "em", "i", "kbd", "small", "span", "strong", "sub", "sup"))
"""Tags that do not separate words."""
UNSEARCHED_TAGS = frozenset(("script", "style", "template"))


class Section(NamedTuple):
    """A heading and the text below it."""

    href: str
    """The path from the root of the site, with a fragment for all sections but the first."""
    title: str
    text: str


class _SectionParser(HTMLParser):
    """Collects [id, title, text] of each section."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[list[str]] = []
        self.heading = ""
        """The tag of the heading being read, if any."""
        self.skipped_tag = ""
        """The tag of the element being skipped, if any: scripts, permalinks, `data-search-exclude`."""
        self.skipped_depth = 0
        """Open elements with that tag."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        is_skipped = (
            tag in UNSEARCHED_TAGS
            or attributes.get("class") == "headerlink"
            or "data-search-exclude" in attributes
        )
        if is_skipped and not self.skipped_tag:
            self.skipped_tag = tag
        self.skipped_depth += tag == self.skipped_tag
        if tag in HEADINGS and (id := attributes.get("id")):
            self.sections.append([id, "", ""])
            self.heading = tag
        self._separate_words(tag)

    def handle_endtag(self, tag: str) -> None:
        self.skipped_depth -= tag == self.skipped_tag
        self.skipped_tag = self.skipped_tag if self.skipped_depth else ""
        self._separate_words(tag)
        if tag == self.heading:
            self.heading = ""

    def handle_data(self, data: str) -> None:
        if self.sections and not self.skipped_tag:
            self.sections[-1][1 if self.heading else 2] += data

    def _separate_words(self, tag: str) -> None:
        if tag not in INLINE_TAGS:
            self.handle_data(" ")


def page_sections(href: str, html: str) -> Iterator[Section]:
    """Yield the sections of a page; text before the first heading is ignored."""
    parser = _SectionParser()
    parser.feed(html)
    parser.close()
    for index, (id, title, text) in enumerate(parser.sections):
        section_href = f"{href}#{id}" if index else href
        yield Section(section_href, " ".join(title.split()), " ".join(text.split()))
