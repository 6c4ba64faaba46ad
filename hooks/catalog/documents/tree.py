"""A YAML file as a tree of its items with their comments, for the formatter.

PyYAML drops comments, and round-trip loaders tie a comment to the line before it, which is wrong as soon
as keys change places. Here a comment belongs to the item it stands above or beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.documents.parser import LOADER, event_mark


@dataclass
class Item:
    """A key with its value, or one value of a list, and the comments around it."""

    key: str
    """Empty in a list."""
    value: str | Collection
    line: int
    comments_above: list[str] = field(default_factory=list)
    comments_beside: list[str] = field(default_factory=list)

    @property
    def has_comments(self) -> bool:
        """Whether a comment stands at it or inside it."""
        return bool(self.comments_above or self.comments_beside) or any(
            item.has_comments for item in self.children
        )

    @property
    def all_comments(self) -> list[str]:
        """Every comment at it or inside it."""
        return [
            *self.comments_above,
            *self.comments_beside,
            *(line for item in self.children for line in item.all_comments),
        ]

    @property
    def children(self) -> list[Item]:
        """The items of its value."""
        return self.value.items if isinstance(self.value, Collection) else []


@dataclass
class Collection:
    """A list or a mapping, with its items in order."""

    is_list: bool
    items: list[Item]


def build_node(value: Any) -> str | Collection:
    """The tree of a text, a list or a mapping."""
    if isinstance(value, dict):
        return Collection(False, [Item(key, build_node(inner), 0) for key, inner in value.items()])
    if isinstance(value, list | tuple):
        return Collection(True, [Item("", build_node(inner), 0) for inner in value])
    return str(value)


def parse_tree(text: str) -> tuple[Collection, list[str], list[str]]:
    """The items of a document with their comments, and the comments above and below all of them."""
    events = yaml.parse(text, Loader=LOADER)
    next(events), next(events)
    items: list[Item] = []  # in the order of the file, containers before what they contain
    spans: list[tuple[int, int]] = []

    def build(event: yaml.Event) -> str | Collection:
        if isinstance(event, yaml.ScalarEvent):
            begin, end = event_mark(event).index, event_mark(event, end=True).index
            # After the sign of a block text, a comment may stand in the same line.
            spans.append((text.index("\n", begin) if event.style in ("|", ">") else begin, end))
            return str(event.value)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        block = Collection(is_list, [])
        while not isinstance(inner := next(events), (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            item = Item("" if is_list else str(build(inner)), "", event_mark(inner).line)
            items.append(item)
            block.items.append(item)
            item.value = build(inner if is_list else next(events))
        return block

    root = build(next(events))
    assert isinstance(root, Collection)
    return root, *_attach_comments(items, list(_find_comments(text, spans)))


def _find_comments(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, bool, str]]:
    """Every comment as (line, whether it has the line for itself, text): what no scalar covers."""
    covered = bytearray(len(text))
    for begin, end in spans:
        covered[begin:end] = b"\1" * (end - begin)
    at = 0
    for number, line in enumerate(text.split("\n")):
        for sharp in (found.start() for found in re.finditer("#", line)):
            if not covered[at + sharp]:
                yield number, not line[:sharp].strip(), line[sharp:].rstrip()
                break
        at += len(line) + 1


def _attach_comments(
    items: Sequence[Item], comments: Sequence[tuple[int, bool, str]]
) -> tuple[list[str], list[str]]:
    """Give each comment to the item it speaks of; those above and below all items come back."""
    head: list[str] = []
    foot: list[str] = []
    for line, alone, text in comments:
        here = next((item for item in items if item.line == line), None)  # the outermost
        after = next((item for item in items if item.line > line), None)
        before = next((item for item in reversed(items) if item.line < line), None)
        if not alone and (owner := here or before):
            owner.comments_beside.append(text)
        elif not before:
            head.append(text)
        elif after:
            after.comments_above.append(text)
        else:
            foot.append(text)
    return head, foot
