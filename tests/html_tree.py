"""A page of the built site as a tree, to ask what stands where; read with the standard library alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
"""Tags that nothing stands in."""


@dataclass
class Element:
    """A tag with its attributes, and what stands in it: text and further elements."""

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
        """What a reader sees, with single spaces."""
        return " ".join(self.raw_text.split())

    @property
    def raw_text(self) -> str:
        """The text of the element, character by character."""
        return "".join(one if isinstance(one, str) else one.raw_text for one in self.children)

    @property
    def elements(self) -> Iterator[Element]:
        """Every element inside, in the order of the page; what stands in a template is not on it."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                if child.tag != "template":
                    yield from child.elements

    def select(self, selector: str) -> list[Element]:
        """The elements that a selector of one step names: `a`, `.card`, `li.card`."""
        tag, _, name = selector.partition(".")
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag) and (not name or name in element.classes)
        ]

    def select_one(self, selector: str) -> Element:
        """The only element that a selector names."""
        found = self.select(selector)
        assert len(found) == 1, f"{len(found)} of {selector!r}, expected one"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        """The texts of the elements that a selector names."""
        return [element.text for element in self.select(selector)]


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
    """The tree of a page; its root has no tag."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]
