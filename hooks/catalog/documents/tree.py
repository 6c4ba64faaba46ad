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

from catalog.documents.parser import LOADER, mark


@dataclass
class Item:
    """A key with its value, or one value of a list, and the comments around it."""

    key: str
    """Empty in a list."""
    value: str | Block
    line: int
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def commented(self) -> bool:
        """Whether a comment stands at it or inside it."""
        return bool(self.above or self.beside) or any(item.commented for item in self.inside)

    @property
    def comments(self) -> list[str]:
        """Every comment at it or inside it."""
        return [*self.above, *self.beside, *(line for item in self.inside for line in item.comments)]

    @property
    def inside(self) -> list[Item]:
        """The items of its value."""
        return self.value.items if isinstance(self.value, Block) else []


@dataclass
class Block:
    """A list or a mapping, with its items in order."""

    is_list: bool
    items: list[Item]


def node(value: Any) -> str | Block:
    """The tree of a text, a list or a mapping."""
    if isinstance(value, dict):
        return Block(False, [Item(key, node(inner), 0) for key, inner in value.items()])
    if isinstance(value, list | tuple):
        return Block(True, [Item("", node(inner), 0) for inner in value])
    return str(value)


def read_tree(text: str) -> tuple[Block, list[str], list[str]]:
    """The items of a document with their comments, and the comments above and below all of them."""
    events = yaml.parse(text, Loader=LOADER)
    next(events), next(events)
    items: list[Item] = []  # in the order of the file, containers before what they contain
    spans: list[tuple[int, int]] = []

    def build(event: yaml.Event) -> str | Block:
        if isinstance(event, yaml.ScalarEvent):
            begin, end = mark(event).index, mark(event, end=True).index
            # After the sign of a block text, a comment may stand in the same line.
            spans.append((text.index("\n", begin) if event.style in ("|", ">") else begin, end))
            return str(event.value)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        block = Block(is_list, [])
        while not isinstance(inner := next(events), (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            item = Item("" if is_list else str(build(inner)), "", mark(inner).line)
            items.append(item)
            block.items.append(item)
            item.value = build(inner if is_list else next(events))
        return block

    root = build(next(events))
    assert isinstance(root, Block)
    return root, *_attach(items, list(_comments(text, spans)))


def _comments(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, bool, str]]:
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


def _attach(items: Sequence[Item], comments: Sequence[tuple[int, bool, str]]) -> tuple[list[str], list[str]]:
    """Give each comment to the item it speaks of; those above and below all items come back."""
    head: list[str] = []
    foot: list[str] = []
    for line, alone, text in comments:
        here = next((item for item in items if item.line == line), None)  # the outermost
        after = next((item for item in items if item.line > line), None)
        before = next((item for item in reversed(items) if item.line < line), None)
        if not alone and (owner := here or before):
            owner.beside.append(text)
        elif not before:
            head.append(text)
        elif after:
            after.above.append(text)
        else:
            foot.append(text)
    return head, foot
