"""YAML files as trees of items with their comments, for edits and the formatter.

PyYAML drops comments, and round-trip loaders attach a comment to the line before it, which is wrong as soon
as keys change places. Here a comment belongs to the item below or beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from catalog.documents.parser import LOADER, event_mark


@dataclass
class Item:
    """A key with its value or an item of a list, with its comments."""

    key: str
    """Empty in a list."""
    value: str | Collection
    line: int
    """Line in the file, counted from 0."""
    comments_above: list[str] = field(default_factory=list)
    comments_beside: list[str] = field(default_factory=list)

    @property
    def has_comments(self) -> bool:
        """True if the item or any of its children has a comment."""
        return bool(self.comments_above or self.comments_beside) or any(
            child.has_comments for child in self.children
        )

    @property
    def all_comments(self) -> list[str]:
        """Comments of the item and its children."""
        return [
            *self.comments_above,
            *self.comments_beside,
            *(comment for child in self.children for comment in child.all_comments),
        ]

    @property
    def children(self) -> list[Item]:
        """Items of its value."""
        return self.value.items if isinstance(self.value, Collection) else []


@dataclass
class Collection:
    """A list or a mapping."""

    is_list: bool
    items: list[Item]


class Tree(NamedTuple):
    """A file: its mapping, and the comments above and below all items."""

    root: Collection
    header: list[str]
    footer: list[str]


class Comment(NamedTuple):
    """A comment in a file."""

    line: int
    """Line, counted from 0."""
    has_own_line: bool
    text: str
    """Text with the leading `#`."""


def build_node(value: Any) -> str | Collection:
    """Convert text, a list or a mapping to a node of a tree."""
    if isinstance(value, dict):
        return Collection(False, [Item(key, build_node(child), 0) for key, child in value.items()])
    if isinstance(value, list | tuple):
        return Collection(True, [Item("", build_node(child), 0) for child in value])
    return str(value)


def parse_tree(text: str) -> Tree:
    """Parse the text of a document; it must be valid YAML that holds a mapping."""
    events = yaml.parse(text, Loader=LOADER)
    next(events), next(events)  # start of stream, start of document
    items: list[Item] = []  # in file order, collections before their items
    spans: list[tuple[int, int]] = []

    def build(event: yaml.Event) -> str | Collection:
        if isinstance(event, yaml.ScalarEvent):
            start, end = event_mark(event).index, event_mark(event, end=True).index
            # The line with the indicator of a block scalar may end with a comment.
            spans.append((f"{text}\n".index("\n", start) if event.style in ("|", ">") else start, end))
            return str(event.value)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        collection = Collection(is_list, [])
        while not isinstance(start := next(events), (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            item = Item("" if is_list else str(build(start)), "", event_mark(start).line)
            items.append(item)
            collection.items.append(item)
            item.value = build(start if is_list else next(events))
        return collection

    root = build(next(events))
    assert isinstance(root, Collection)
    return Tree(root, *_attach_comments(items, list(_find_comments(text, spans))))


def _find_comments(text: str, scalar_spans: Sequence[tuple[int, int]]) -> Iterator[Comment]:
    """Yield each comment: from the first `#` of a line that is not part of a scalar."""
    is_scalar = bytearray(len(text))
    for start, end in scalar_spans:
        is_scalar[start:end] = b"\1" * (end - start)
    line_start = 0
    for number, line in enumerate(text.split("\n")):
        for column in (match.start() for match in re.finditer("#", line)):
            if not is_scalar[line_start + column]:
                yield Comment(number, not line[:column].strip(), line[column:].rstrip())
                break
        line_start += len(line) + 1


def _attach_comments(items: Sequence[Item], comments: Sequence[Comment]) -> tuple[list[str], list[str]]:
    """Attach each comment to the item that it belongs to; return those above and below all items."""
    header: list[str] = []
    footer: list[str] = []
    for line, has_own_line, text in comments:
        outermost = next((item for item in items if item.line == line), None)
        following = next((item for item in items if item.line > line), None)
        preceding = next((item for item in reversed(items) if item.line < line), None)
        if not has_own_line and (owner := outermost or preceding):
            owner.comments_beside.append(text)
        elif not preceding:
            header.append(text)
        elif following:
            following.comments_above.append(text)
        else:
            footer.append(text)
    return header, footer
