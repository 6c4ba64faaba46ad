"""A page of the built site as a tree of elements, parsed with the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
"""Elements without content."""


@dataclass
class Element:
    """An element with its attributes and content: text and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def classes(self) -> list[str]:
        return self["class"].split()

    @property
    def text(self) -> str:
        """The text with collapsed whitespace."""
        return " ".join(self.raw_text.split())

    @property
    def raw_text(self) -> str:
        """The text as it is in the source."""
        return "".join(child if isinstance(child, str) else child.raw_text for child in self.children)

    @property
    def elements(self) -> Iterator[Element]:
        """All descendants in document order, without the content of templates."""
        waiting = [self]  # no recursion: a generator in each of ten levels takes three times as long
        while waiting:
            element = waiting.pop()
            if element is not self:
                yield element
            if element is self or element.tag != "template":
                waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    def select(self, selector: str) -> list[Element]:
        """Return the descendants that match a simple selector: `a`, `.card` or `li.card`."""
        tag, _, name = selector.partition(".")
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag) and (not name or name in element.classes)
        ]

    def select_one(self, selector: str) -> Element:
        """Return the only descendant that matches a selector."""
        elements = self.select(selector)
        assert len(elements) == 1, f"{len(elements)} elements match {selector!r}, expected one"
        return elements[0]

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the descendants that match a selector."""
        return [element.text for element in self.select(selector)]


def listed_papers(page: Element) -> list[Element]:
    """Return the papers of a list: cards, rows of the answer to a question, or lines."""
    lines = [line for lines in page.select("ul.lines") for line in lines.select("li")]
    return page.select("li.card") or page.select("tr.answer") or lines


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_html(html: str) -> Element:
    """Parse a page; the root has no tag."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]
